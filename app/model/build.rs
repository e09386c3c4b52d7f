//! Turns `src/countries/*.tsv` into Rust, so that a malformed row does not compile.

#![expect(
    clippy::expect_used,
    clippy::disallowed_methods,
    reason = "a build script has nobody to answer but the person who builds"
)]

use std::fmt::Write as _;
use std::path::Path;
use std::{env, fs};

fn main() {
    println!("cargo::rerun-if-changed=src/countries");
    let out = env::var("OUT_DIR").expect("cargo sets OUT_DIR");
    fs::write(Path::new(&out).join("tables.rs"), tables()).expect("OUT_DIR is writable");
}

/// The tables of countries, languages and currencies as constants.
fn tables() -> String {
    let mut code = String::new();
    for (file, table) in [
        ("src/countries/countries.tsv", "COUNTRIES"),
        ("src/countries/languages.tsv", "LANGUAGES"),
        ("src/countries/currencies.tsv", "CURRENCIES"),
    ] {
        let text = fs::read_to_string(file).unwrap_or_else(|error| panic!("{file}: {error}"));
        writeln!(code, "pub(super) static {table}: &[Named] = &[").expect("writing to a String");
        for row in text.lines().filter(|row| !row.starts_with('#')) {
            let cell: Vec<&str> = row.split('\t').collect();
            writeln!(
                code,
                "Named {{ code: {:?}, english: {:?}, turkish: {:?}, order_en: {}, order_tr: {} }},",
                cell[0], cell[1], cell[2], cell[3], cell[4]
            )
            .expect("writing to a String");
        }
        code.push_str("];\n");
    }
    code
}
