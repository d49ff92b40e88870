#!/bin/sh
# Runs a command with a PostgreSQL server of its own, whose URL is in VARIORUM_TEST_POSTGRES; without one where there is
# none. The server listens on a socket in a new folder alone, and both are gone at the end. CI installs Debian's package.
set -eu

find_server() {
    if command -v pg_ctl >/dev/null 2>&1; then
        dirname "$(command -v pg_ctl)"
        return
    fi
    for folder in /usr/lib/postgresql/*/bin; do
        [ ! -x "$folder/pg_ctl" ] || newest=$folder
    done
    echo "${newest:-}"
}

is_root() { [ "$(id -u)" = 0 ]; }

# The server refuses to run as root.
as_owner() {
    if is_root; then
        runuser -u postgres -- "$@"
    else
        "$@"
    fi
}

stop() {
    [ -z "${started:-}" ] || as_owner "$bin/pg_ctl" --pgdata "$folder/data" --mode immediate --silent stop || true
    rm -rf "$folder"
}

start() {
    folder=$(mktemp -d)
    trap stop EXIT
    trap 'exit 129' HUP
    trap 'exit 130' INT
    trap 'exit 143' TERM
    ! is_root || chown postgres "$folder"
    as_owner "$bin/initdb" --pgdata "$folder/data" --username variorum --auth trust --encoding UTF8 --locale C \
        --no-sync >"$folder/setup.log" 2>&1 &&
        as_owner "$bin/pg_ctl" --pgdata "$folder/data" --silent --wait --log "$folder/log" \
            --options "-c listen_addresses= -c unix_socket_directories=$folder -c fsync=off" start >>"$folder/setup.log" 2>&1
}

if [ -z "${VARIORUM_TEST_POSTGRES:-}" ]; then
    bin=$(find_server)
    if [ -z "$bin" ] && [ "${CI:-}" = true ] && is_root && command -v apt-get >/dev/null 2>&1; then
        echo "Installing PostgreSQL for the tests ..." >&2
        (apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends postgresql) \
            >/dev/null 2>&1 || echo "It cannot be installed; going on without." >&2
        bin=$(find_server)
    fi
    if [ -n "$bin" ] && { ! is_root || { id postgres && command -v runuser; } >/dev/null 2>&1; }; then
        if start; then
            started=yes
            VARIORUM_TEST_POSTGRES="postgresql://variorum@/postgres?host=$folder"
            export VARIORUM_TEST_POSTGRES
        else
            echo "PostgreSQL does not start; going on without:" >&2
            tail -n 5 "$folder/setup.log" >&2
        fi
    fi
fi

"$@"
