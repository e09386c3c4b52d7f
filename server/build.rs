//! Puts the site's files into the program: every file of `EMBED_SITE_DIR`, with its brotli and gzip siblings.
//! Without that variable the program reads them from disk, as `cargo leptos watch` needs.

#![expect(clippy::expect_used, reason = "a build script has nobody to answer but the person who builds")]

use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::{env, fs};

fn main() {
    println!("cargo::rerun-if-env-changed=EMBED_SITE_DIR");
    let mut code = String::from("static EMBEDDED: &[EmbeddedFile] = &[\n");
    if let Some(site) = env::var_os("EMBED_SITE_DIR").map(PathBuf::from) {
        println!("cargo::rerun-if-changed={}", site.display());
        let mut files = Vec::new();
        collect(&site, &mut files);
        files.sort();
        for file in files.iter().filter(|file| !is_sibling(file)) {
            write_file(&mut code, &site, file);
        }
    }
    code.push_str("];\n");
    let out = PathBuf::from(env::var_os("OUT_DIR").expect("cargo sets OUT_DIR"));
    fs::write(out.join("site.rs"), code).expect("OUT_DIR is writable");
}

fn collect(folder: &Path, files: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap_or_else(|error| panic!("{}: {error}", folder.display())) {
        let path = entry.expect("a folder can be read to its end").path();
        if path.is_dir() {
            collect(&path, files);
        } else {
            files.push(path);
        }
    }
}

fn is_sibling(file: &Path) -> bool {
    file.extension().is_some_and(|extension| extension == "br" || extension == "gz")
}

fn write_file(code: &mut String, site: &Path, file: &Path) {
    let path = file.strip_prefix(site).expect("collected under the site").display().to_string();
    let sibling = |extension: &str| {
        let sibling = PathBuf::from(format!("{}.{extension}", file.display()));
        if sibling.exists() {
            format!("Some(include_bytes!({:?}))", sibling.display().to_string())
        } else {
            "None".to_owned()
        }
    };
    let (brotli, gzip) = (sibling("br"), sibling("gz"));
    writeln!(
        code,
        "EmbeddedFile {{ path: {:?}, plain: include_bytes!({:?}), brotli: {brotli}, gzip: {gzip} }},",
        format!("/{path}"),
        file.display().to_string()
    )
    .expect("writing to a String");
}
