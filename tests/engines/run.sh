#!/usr/bin/env bash
# Tallies made by engines give the very same figures as the tickets themselves.
# Usage: run.sh [duckdb] [postgres] [clickhouse] [spark]; the first two when none is named.
set -euo pipefail
cd "$(dirname "$0")/../.."

engines=("$@")
[ ${#engines[@]} -gt 0 ] || engines=(duckdb postgres)
program=${BULLETIN:-target/release/bulletin}
work=target/engines
mkdir -p "$work"

[ -x "$work/venv/bin/python" ] || python3 -m venv "$work/venv"
needed=(openpyxl)
for engine in "${engines[@]}"; do
    case $engine in
    duckdb) needed+=(duckdb) ;;
    postgres) needed+=('psycopg[binary]') ;;
    clickhouse) needed+=(chdb) ;;
    spark) needed+=(pyspark) ;;
    *) echo "no engine of the name $engine" >&2; exit 2 ;;
    esac
done
"$work/venv/bin/pip" install --quiet --disable-pip-version-check "${needed[@]}"

# A server of its own in a folder of its own, reached by a socket only.
start_postgres() {
    if ! ls /usr/lib/postgresql/*/bin/initdb >/dev/null 2>&1; then
        apt-get update -qq
        apt-get install --yes --quiet postgresql >/dev/null
    fi
    bin=$(ls -d /usr/lib/postgresql/*/bin | tail -1)
    server=$(mktemp -d)
    as=()
    if [ "$(id -u)" -eq 0 ]; then
        chown postgres "$server"
        as=(runuser -u postgres --)
    fi
    trap stop_postgres EXIT
    (cd / && "${as[@]}" "$bin/initdb" --pgdata "$server/data" --auth trust \
        --encoding UTF8 --locale C --username bulletin >/dev/null)
    (cd / && "${as[@]}" "$bin/pg_ctl" --pgdata "$server/data" --wait --silent \
        --log "$server/log" --options "-k $server -c listen_addresses=''" start)
    export PGHOST=$server PGUSER=bulletin PGDATABASE=postgres
}

stop_postgres() {
    (cd / && "${as[@]}" "$bin/pg_ctl" --pgdata "$server/data" --mode immediate \
        --silent stop) || true
    rm -rf "$server"
}

for engine in "${engines[@]}"; do
    if [ "$engine" = postgres ]; then start_postgres; fi
done
"$work/venv/bin/python" tests/engines/compare.py "$program" "$work" "${engines[@]}"
