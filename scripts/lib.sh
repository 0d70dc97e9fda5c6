# SPDX-License-Identifier: Apache-2.0
# What setup, run, test, bench and package share. Sourced, never run; the caller has set -euo pipefail.
ROOT=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
LOGS=$ROOT/build/logs
export LC_ALL=C.UTF-8

say() { printf '%s\n' "$*"; }
fail() { # fail EXIT_CODE TEXT
    printf '%s\n' "$2" >&2
    exit "$1"
}

# A number with up to five digits that can be a port.
is_port() { [[ $1 =~ ^[0-9]{1,5}$ ]] && ((10#$1 >= 1 && 10#$1 <= 65535)); }

# phase NAME COMMAND...: one line on the terminal, everything else in build/logs/NAME.log; its end is shown on failure.
phase() {
    local name=$1 log=$LOGS/$1.log start=$SECONDS
    shift
    mkdir -p "$LOGS"
    printf '%-18s' "$name"
    if "$@" >"$log" 2>&1 </dev/null; then
        printf 'ok, %d s\n' $((SECONDS - start))
        return 0
    fi
    printf 'FAILED\n'
    tail -n 40 "$log" | cut -c1-400 >&2
    printf 'The whole log: %s\n' "$log" >&2
    return 1
}

cached() { # cached PRESET VARIABLE: its value in the configured build, empty if there is none
    local cache=$ROOT/build/$1/CMakeCache.txt
    [ ! -e "$cache" ] || sed -n "s/^$2:[A-Z]*=//p" "$cache"
}

# configure PRESET NAME=VALUE...: does nothing where the build folder already says so.
configure() {
    local preset=$1 setting changed=()
    shift
    # A folder that came along in a copy of the tree belongs to the old place.
    if [ "$(cached "$preset" CMAKE_HOME_DIRECTORY)" != "$ROOT" ]; then
        rm -rf "${ROOT:?}/build/$preset"
    fi
    for setting in "$@"; do
        [ "$(cached "$preset" "${setting%%=*}")" = "${setting#*=}" ] || changed+=("-D$setting")
    done
    if [ ! -e "$ROOT/build/$preset/build.ninja" ] || [ ${#changed[@]} -gt 0 ]; then
        (cd "$ROOT" && phase "configure-$preset" cmake --preset "$preset" ${changed[@]+"${changed[@]}"})
    fi
}

build() { # build PRESET TARGET...
    local preset=$1
    shift
    phase "build-$preset" cmake --build "$ROOT/build/$preset" --target "$@"
}

# setup PROFILE: quiet where nothing is missing.
setup() { "$ROOT/scripts/setup" "$1"; }

# listener PORT: who listens on it on this machine, as "NAME (process ID)"; fails where nobody does.
listener() {
    local port inode fd
    printf -v port '%04X' "$1"
    inode=$(cat /proc/net/tcp /proc/net/tcp6 2>/dev/null |
        awk -v port="$port" '$4 == "0A" && $2 ~ (":" port "$") && !found { print $10; found = 1 }')
    [ -n "$inode" ] || return 1
    fd=$(find /proc/[0-9]*/fd -lname "socket:\\[$inode\\]" -print -quit 2>/dev/null || true)
    if [ -n "$fd" ]; then
        fd=${fd#/proc/}
        say "$(cat "/proc/${fd%%/*}/comm") (process ${fd%%/*})"
        return 0
    fi
    say "a process of another user"
}

free_port() {
    local port
    while port=$((20000 + RANDOM % 12000)) && listener "$port" >/dev/null; do :; done
    say "$port"
}

# http_status PORT PATH: the status code of a GET on 127.0.0.1; fails where nobody answers.
http_status() {
    local version code
    {
        exec 9<>"/dev/tcp/127.0.0.1/$1" || return 1
    } 2>/dev/null
    printf 'GET %s HTTP/1.1\r\nHost: localhost:%s\r\nConnection: close\r\n\r\n' "$2" "$1" >&9
    read -r -t 2 version code _ <&9 || code=
    exec 9<&-
    [ -n "$code" ] && [ -n "$version" ] && say "$code"
}

# await_ready PORT PROCESS SECONDS: until GET /ready answers 200; fails when the process ends or the time is over.
await_ready() {
    local deadline=$((SECONDS + $3))
    until [ "$(http_status "$1" /ready || true)" = 200 ]; do
        kill -0 "$2" 2>/dev/null && [ $SECONDS -lt $deadline ] || return 1
        sleep 0.1
    done
}
