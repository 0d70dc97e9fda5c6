#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# selftest.sh SOURCE: lint.sh finds each kind of breach. Makes one after the other in a copy of the tree.
set -euo pipefail
source=${1:?the source folder}
copy=$(mktemp -d)
trap 'rm -rf "$copy"' EXIT
tar -C "$source" --exclude=./.git --exclude=./build --exclude=./var -cf - . | tar -C "$copy" -xf -
failed=0
breaches() { "$copy/tests/lint/lint.sh" "$copy" || true; }
# expect RULE FILE [LINE]...: with the lines at the end of the file the rule is reported, and for that file.
expect() {
    local rule=$1 file=$2 kept
    shift 2
    kept=$(mktemp)
    if [ -e "$copy/$file" ]; then cp "$copy/$file" "$kept"; else rm "$kept"; fi
    printf '%s\n' "$@" >>"$copy/$file"
    if ! grep -F "$rule: " <<<"$(breaches)" | grep -qF "$file"; then
        printf 'not found: %s in %s\n' "$rule" "$file"
        failed=1
    fi
    if [ -e "$kept" ]; then mv "$kept" "$copy/$file"; else rm "$copy/$file"; fi
}
many() { for ((i = 0; i < $1; ++i)); do printf '//\n'; done; }

mapfile -t long < <(many 401)
expect 'file too long' server/net/stream.cpp "${long[@]}"
expect 'header too long' server/net/stream.h "${long[@]:200}"
expect 'function longer than 60 lines' server/net/turn.cpp 'void f()' '{' "${long[@]:340}" '}'
expect 'no SPDX line' server/net/nobody.cpp 'int x;'
expect 'no #pragma once' server/net/nobody.h '// SPDX-License-Identifier: Apache-2.0'
expect 'unfinished' README.md 'TODO'
expect 'a path outside the repository' docs/protocol.md 'see ../shared/design'
expect 'a path outside the repository' docs/protocol.md 'in /work/main'
expect 'a registry in a lock file' tests/browser/package-lock.json '"resolved": "https"'
expect 'string connect' server/net/stream.cpp 'connect(a, SIGNAL(b()))'
expect 'catch (...)' server/net/stream.cpp 'catch (...) {}'
expect 'singleton' server/net/stream.cpp 'Stream::instance()'
expect 'sleep in a test' tests/unit/tst_door.cpp 'QTest::qWait(5);'
expect 'a test without a label' tests/CMakeLists.txt 'add_test(NAME x COMMAND x)'
expect 'include against the layers' common/core/result.h '#include "protocol/text.h"'
expect 'include against the layers' server/store/storage.cpp '#include "net/stream.h"'
for row in $'F99\tissue 3' $'F01\tissue 3' $'B001\ttests/unit/tst_clock.cpp'; do
    printf '%s\n' "$row" >>"$copy/tests/catalogue.tsv"
done
found=$(breaches)
for text in 'not in docs/faults.md: F99' 'twice in tests/catalogue.tsv: F01' 'no test for: B001 in "tests/unit/tst_clock.cpp"'; do
    grep -qF "$text" <<<"$found" || { printf 'not found: %s\n' "$text"; failed=1; }
done
sed -i '/^F01\t/d' "$copy/tests/catalogue.tsv"
grep -qF 'not in tests/catalogue.tsv: F01' <<<"$(breaches)" || {
    printf 'not found: a missing number\n'
    failed=1
}
exit $failed
