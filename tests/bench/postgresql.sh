# SPDX-License-Identifier: Apache-2.0
# A PostgreSQL of the benchmark's own: a temporary folder on disk, a socket in it, durable settings. Sourced; ROOT's lib.sh
# comes first. stop_postgresql ends it and removes it.
postgresql_folder=
postgresql_process=

as_postgres() { # PostgreSQL does not run as root
    if [ "$(id -u)" = 0 ]; then
        setpriv --reuid postgres --regid postgres --clear-groups --pdeathsig KILL "$@"
    else
        setpriv --pdeathsig KILL "$@"
    fi
}

start_postgresql() {
    local programs
    programs=$(printf '%s\n' /usr/lib/postgresql/*/bin | sort -V | tail -n 1)
    [ -x "$programs/initdb" ] || return 1
    postgresql_folder=$(mktemp -d /var/tmp/conversa-bench.XXXXXX)
    [ "$(id -u)" != 0 ] || chown postgres: "$postgresql_folder"
    (cd / && as_postgres "$programs/initdb" -D "$postgresql_folder/data" -U conversa -A trust -E UTF8 --locale=C.UTF-8) \
        >"$LOGS/postgresql.log" 2>&1 || return 1
    (cd / && as_postgres "$programs/postgres" -D "$postgresql_folder/data" -c listen_addresses= \
        -c "unix_socket_directories=$postgresql_folder" -c max_connections=50) >>"$LOGS/postgresql.log" 2>&1 &
    postgresql_process=$!
    local deadline=$((SECONDS + 30))
    until sql postgres 'select 1' >/dev/null 2>&1; do
        [ $SECONDS -lt $deadline ] || return 1
        sleep 0.1
    done
}

sql() { psql -X -A -t -q -h "$postgresql_folder" -U conversa -d "$1" -c "$2"; } # sql DATABASE TEXT

# A new empty database each time, on a disk that has nothing left to write from the last one; prints its URL.
new_database() {
    sql postgres checkpoint
    sync
    sql postgres "drop database if exists bench with (force)" 2>/dev/null
    sql postgres "create database bench" >/dev/null
    say "postgresql://conversa@/bench?host=$postgresql_folder"
}

stop_postgresql() {
    if [ -n "$postgresql_process" ] && [ -e "$postgresql_folder/data/postmaster.pid" ]; then
        kill -INT "$(head -n 1 "$postgresql_folder/data/postmaster.pid")" 2>/dev/null || true
        wait "$postgresql_process" 2>/dev/null || true
    fi
    [ -z "$postgresql_folder" ] || rm -rf "$postgresql_folder"
}
