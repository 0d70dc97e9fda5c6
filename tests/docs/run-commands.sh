#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
# run-commands.sh PAGE: runs every ```sh block of a documentation page against a development server that it starts.
# A line "# expect: TEXT" in a block says what the block's output must contain. Seen red: a wrong expectation, a command
# that fails, and a page without any command.
set -uo pipefail
page=$1
work=$(mktemp -d)
server=

finish() {
    if [ -n "$server" ]; then
        kill "$server" 2>/dev/null
        wait "$server" 2>/dev/null
    fi
    rm -rf "$work"
}
trap finish EXIT

start_server() {
    local port=$((20000 + RANDOM % 20000))
    export URL=http://localhost:$port
    # The server takes no CONVERSA_ variable that it does not know.
    env -u CONVERSA_BIN "$CONVERSA_BIN/conversa-server" --env=development --listen="127.0.0.1:$port" --database.url=memory: \
        >"$work/log" 2>&1 &
    server=$!
    curl -s -o "$work/live" --retry 100 --retry-delay 1 --retry-max-time 20 --retry-connrefused "$URL/live"
    if kill -0 "$server" 2>/dev/null; then
        return 0
    fi
    server=
    return 1
}

# The port may be somebody else's: then another one is tried.
for _ in 1 2 3 4 5; do
    start_server && break
done
if [ -z "$server" ]; then
    cat "$work/log"
    echo "the server does not start"
    exit 1
fi

awk -v out="$work/block" '
    /^```sh$/ { inside = 1; count += 1; next }
    /^```$/ { inside = 0 }
    inside { print > (out "-" sprintf("%03d", count)) }
' "$page"

failed=0
count=0
for block in "$work"/block-*; do
    [ -e "$block" ] || break
    count=$((count + 1))
    if ! output=$(bash -eu "$block" 2>&1); then
        echo "FAILED: $(cat "$block")"
        echo "$output"
        failed=1
    fi
    while IFS= read -r expected; do
        if [[ $output != *"$expected"* ]]; then
            echo "NOT AS EXPECTED: $(cat "$block")"
            echo "$output"
            failed=1
        fi
    done < <(sed -n 's/^# expect: //p' "$block")
done
echo "$count commands of $(basename "$page")"
[ "$count" -gt 3 ] && [ "$failed" -eq 0 ]
