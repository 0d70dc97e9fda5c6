#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# lint.sh SOURCE: the rules of the source tree that no compiler holds. Prints each breach with its place; 1 if there is one.
# Seen red, by selftest.sh in every run: each rule, on a copy of the tree with one breach.
set -euo pipefail
cd "${1:?the source folder}"
# A tarball has no list of its files.
mapfile -t all < <(find . -type f -not -path './.git' -not -path './.git/*' -not -path './build/*' -not -path './var/*' -printf '%P\n' | sort)
of_kind() { printf '%s\n' "${all[@]}" | grep -E "$1" || true; }
mapfile -t cpp < <(of_kind '\.(cpp|h)$')
mapfile -t headers < <(of_kind '\.h$')
mapfile -t code < <(of_kind '\.(cpp|h|js|go|sh|cmake)$|(^|/)CMakeLists\.txt$|^scripts/[a-z]+$')

breaches=0
report() { # RULE: what comes in are the places
    local place
    while IFS= read -r place; do
        printf '%s: %s\n' "$1" "$place"
        breaches=$((breaches + 1))
    done
}
# forbid RULE PATTERN FILE...: the pattern is nowhere in the files.
forbid() {
    local rule=$1 pattern=$2
    shift 2
    report "$rule" < <([ $# = 0 ] || grep -nHIE -- "$pattern" "$@" | cut -c1-160 || true)
}
longer() { # RULE LINES FILE...
    local rule=$1 lines=$2
    shift 2
    report "$rule" < <(awk -v max="$lines" 'FNR == max + 1 { print FILENAME " is longer than " max " lines" }' "$@")
}
without() { # RULE PATTERN FILE...: files in which the pattern is missing
    local rule=$1 pattern=$2
    shift 2
    report "$rule" < <(grep -LE -- "$pattern" "$@" || true)
}

mapfile -t bodies < <(of_kind '\.cpp$')
longer 'file too long' 400 "${bodies[@]}"
longer 'header too long' 200 "${headers[@]}"
# The style puts a function's braces into the first column. A table of test rows is no function, nor a bench peer ours.
mapfile -t functions < <(printf '%s\n' "${bodies[@]}" | grep -v '^tests/bench/peers/')
report 'function longer than 60 lines' < <(awk '
    /^\{$/ { from = before ~ /_data\(\)$/ ? 0 : FNR }
    /^}$/ { if (from && FNR - from > 61) print FILENAME ":" from }
    /^}/ { from = 0 }
    { before = $0 }' "${functions[@]}")
without 'no SPDX line' 'SPDX-License-Identifier: (Apache-2.0|GPL-3.0-or-later)$' "${code[@]}"
without 'no #pragma once' '^#pragma once$' "${headers[@]}"

mapfile -t ours < <(printf '%s\n' "${all[@]}" | grep -vE '^tests/lint/')
forbid 'unfinished' '\b(TODO|FIXME)\b' "${ours[@]}"
mapfile -t elsewhere < <(printf '%s\n' "${ours[@]}" | grep -v '^tests/browser/lib/printed\.js$') # its page may be there or not
forbid 'a path outside the repository' '\.\./shared|(^|[^a-z.])/(work|root)/' "${elsewhere[@]}"
mapfile -t locks < <(of_kind 'package-lock\.json$')
forbid 'a registry in a lock file' '"resolved"' ${locks[@]+"${locks[@]}"}

forbid 'string connect' '\b(SIGNAL|SLOT)\(' "${cpp[@]}"
forbid 'catch (...)' 'catch *\(\.\.\.\)' "${cpp[@]}"
mapfile -t product < <(of_kind '^(common|server|tools|admin-console)/.*\.(cpp|h)$')
forbid 'singleton' 'instance\(\)' "${product[@]}"
mapfile -t proofs < <(of_kind '^tests/(unit|golden|integration|console|conformance|fault|support)/.*\.(cpp|h)$')
forbid 'sleep in a test' 'qWait\(|qSleep\(|sleep_(for|until)|\b[um]?sleep\([0-9]' "${proofs[@]}"
mapfile -t lists < <(of_kind '^tests/.*CMakeLists\.txt$')
mapfile -t unlabelled < <(grep -LE 'LABELS' "${lists[@]}")
forbid 'a test without a label' 'add_test\(' ${unlabelled[@]+"${unlabelled[@]}"}

# Which folder may include which; what a folder's own name stands for is always allowed.
edges() {
    cat <<'EDGES'
common/core
common/wire core
common/protocol core
common/admin core protocol
common/client core protocol
server/loop core
server/http
server/page
server/tls core
server/measure core
server/metrics core http measure
server/config core
server/auth core protocol store
server/audit core protocol admin auth store
server/store core protocol
server/redis core
server/cluster core loop store
server/bus core protocol redis
server/hub core protocol wire
server/chat core protocol auth measure store hub
server/relay core protocol hub chat bus cluster
server/command core protocol auth measure store hub chat
server/observe core auth store bus
server/admin core protocol wire auth audit store hub chat command relay
server/net core protocol admin wire loop http page tls measure auth audit store hub chat command observe relay
server/app core protocol wire loop http page tls measure metrics admin config auth audit store cluster hub chat command observe net bus redis relay
tools/terminal core protocol
tools/conversa-chat core protocol client terminal
tools/conversactl core protocol admin client terminal
admin-console/model core admin client protocol wire model
admin-console/page core admin client protocol wire model page
admin-console/app core client protocol admin model page
EDGES
}
report 'include against the layers' < <(awk '
    NR == FNR { known[$1] = 1; n = split($1, own, "/"); may[$1, own[n]] = 1; for (i = 2; i <= NF; ++i) may[$1, $i] = 1; next }
    /^#include "[a-z]+\// {
        split(FILENAME, at, "/"); folder = at[1] "/" at[2]; split($2, to, "[\"/]")
        if (!known[folder]) print FILENAME ": no line for " folder
        else if (!may[folder, to[2]]) print FILENAME ":" FNR " includes " to[2] "/"
    }' <(edges) "${product[@]}")

# The catalogue: every number of docs/faults.md is either shown by a test that names it, or said to come later.
numbers() {
    grep -oE '^\| F[0-9]{2} ' docs/faults.md | tr -d '| '
    sed -n '/^## 2\./,/^## 3\./p' docs/faults.md | grep -oE '\bB[0-9]{3} ' | tr -d ' ' | sort -u
}
report 'not in tests/catalogue.tsv' < <(comm -23 <(numbers | sort -u) <(cut -f1 tests/catalogue.tsv | sort -u))
report 'not in docs/faults.md' < <(comm -13 <(numbers | sort -u) <(cut -f1 tests/catalogue.tsv | sort -u))
report 'twice in tests/catalogue.tsv' < <(cut -f1 tests/catalogue.tsv | sort | uniq -d)
report 'no test for' < <(while IFS=$'\t' read -r number where; do
    case $where in
        'issue '[0-9]) continue ;;
    esac
    for file in $where; do
        grep -qE "(^|[^0-9A-Za-z])$number([^0-9]|$)" "$file" 2>/dev/null || printf '%s in "%s"\n' "$number" "$file"
    done
    [ -n "$where" ] || printf '%s\n' "$number"
done <tests/catalogue.tsv)

[ $breaches = 0 ]
