# Names, times and paths that every script here shares. Sourced, never run.
# shellcheck shell=bash

# Caches live outside the checkout, so that a clean clone starts warm.
CACHE=${XDG_CACHE_HOME:-$HOME/.cache}/defter
TOOLS=$CACHE/tools
# On CI the target folder is cached too; at home it stays where cargo puts it.
if [ -n "${CI:-}" ]; then export CARGO_TARGET_DIR=${CARGO_TARGET_DIR:-$CACHE/target}; fi
TARGET=${CARGO_TARGET_DIR:-$PWD/target}
export PATH="$TOOLS/bin:$PATH"

# Runs a command as a named step and prints its seconds; says nothing more unless the command does.
step() {
  local name=$1 began=$SECONDS status=0
  shift
  printf '==> %s\n' "$name"
  "$@" || status=$?
  if [ "$status" -ne 0 ]; then
    printf '==> %s FAILED after %s s\n' "$name" "$((SECONDS - began))" >&2
    return "$status"
  fi
  printf '    %s: %s s\n' "$name" "$((SECONDS - began))"
}

# Ends the script with a sentence for the person at the keyboard.
stop() {
  printf 'defter: %s\n' "$*" >&2
  exit 1
}

# Installs packages of the system, as root or by sudo without a question; else says what to install.
system_packages() {
  command -v apt-get >/dev/null || stop "please install with your system's package manager: $*"
  local as=()
  if [ "$(id -u)" -ne 0 ]; then
    sudo -n true 2>/dev/null || stop "please run once: sudo apt-get install $*"
    as=(sudo -n)
  fi
  local log=$CACHE/apt.log
  "${as[@]}" env DEBIAN_FRONTEND=noninteractive sh -c \
    'apt-get update && apt-get install -y --no-install-recommends "$@"' apt "$@" >"$log" 2>&1 \
    || { tail -n 20 "$log" >&2; stop "the system's packages could not be installed: $*"; }
}

# Puts the program that cargo built where people look for it.
put_program() {
  mkdir -p target/release
  if [ ! target/release/defter -ef "$TARGET/release/defter" ]; then
    cmp -s "$TARGET/release/defter" target/release/defter || {
      # A running server keeps the file it was started from.
      cp "$TARGET/release/defter" target/release/.defter.new && mv target/release/.defter.new target/release/defter
    }
  fi
}
