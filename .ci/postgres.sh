# A private PostgreSQL cluster in a temporary folder. Sourced; sets TEST_POSTGRES_URL.
# shellcheck shell=bash

POSTGRES_FOLDER=
POSTGRES_AS=()

postgres_program() {
  local found
  found=$(command -v "$1" || ls -d /usr/lib/postgresql/*/bin/"$1" 2>/dev/null | sort -V | tail -n 1)
  [ -n "$found" ] || stop "PostgreSQL's $1 is missing: run .ci/setup test"
  readlink -f "$found"
}

# usage: start_postgres [FSYNC]: tests need no safety from power cuts, measurements do.
start_postgres() {
  local port fsync=${1:-off} buffers=128MB
  # The tests have a disk without room: whoever needs a buffer in memory must not have to write to it for another's page.
  [ "$fsync" = on ] || buffers=512MB
  POSTGRES_FOLDER=$(mktemp -d)
  # PostgreSQL refuses to run as root.
  if [ "$(id -u)" -eq 0 ]; then
    chown nobody "$POSTGRES_FOLDER"
    POSTGRES_AS=(setpriv --reuid nobody --regid "$(id -g nobody)" --clear-groups env HOME="$POSTGRES_FOLDER")
  fi
  port=$(node -e 'const s=require("net").createServer().listen(0,"127.0.0.1",()=>{console.log(s.address().port);s.close()})')
  (
    cd "$POSTGRES_FOLDER"
    "${POSTGRES_AS[@]}" "$(postgres_program initdb)" -D "$POSTGRES_FOLDER/data" -U defter -A trust --no-sync -E UTF8 --locale=C.UTF-8 >initdb.log 2>&1 \
      || { cat initdb.log >&2; exit 1; }
    "${POSTGRES_AS[@]}" "$(postgres_program pg_ctl)" -D "$POSTGRES_FOLDER/data" -w -l "$POSTGRES_FOLDER/data/server.log" \
      -o "-p $port -h 127.0.0.1 -k '' -c fsync=$fsync -c max_connections=400 -c shared_buffers=$buffers" start >/dev/null
  )
  export TEST_POSTGRES_URL=postgres://defter@127.0.0.1:$port/postgres
}

stop_postgres() {
  [ -n "$POSTGRES_FOLDER" ] || return 0
  (cd / && "${POSTGRES_AS[@]}" "$(postgres_program pg_ctl)" -D "$POSTGRES_FOLDER/data" -m immediate stop >/dev/null 2>&1) || true
  rm -rf "$POSTGRES_FOLDER"
  POSTGRES_FOLDER=
}
