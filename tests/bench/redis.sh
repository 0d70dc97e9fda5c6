# SPDX-License-Identifier: Apache-2.0
# A Redis of the benchmark's own, which keeps nothing on disk. Sourced; ROOT's lib.sh comes first.
redis_process=
redis_url=

start_redis() {
    local port deadline=$((SECONDS + 10))
    port=$(free_port)
    setpriv --pdeathsig KILL redis-server --port "$port" --bind 127.0.0.1 --save '' --appendonly no >"$LOGS/redis.log" 2>&1 &
    redis_process=$!
    redis_url=redis://127.0.0.1:$port
    until redis-cli -p "$port" ping >/dev/null 2>&1; do
        [ $SECONDS -lt $deadline ] || return 1
        sleep 0.1
    done
}

stop_redis() {
    [ -z "$redis_process" ] || kill "$redis_process" 2>/dev/null || true
    redis_process=
}
