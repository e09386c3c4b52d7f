//! The fences of docs/architecture.md that neither crates nor privacy draw.

use crate::support::TestResult;
use std::fs;
use std::path::{Path, PathBuf};

fn rust_files(folder: &Path, files: &mut Vec<PathBuf>) -> TestResult {
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            rust_files(&path, files)?;
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            files.push(path);
        }
    }
    Ok(())
}

/// Production lines of every file under a folder, with the file's path from the repository.
fn sources(folder: &str) -> Result<Vec<(String, String)>, Box<dyn std::error::Error + Send + Sync>> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let mut files = Vec::new();
    rust_files(&root.join(folder), &mut files)?;
    let mut sources = Vec::new();
    for file in files {
        let text = fs::read_to_string(&file)?;
        let production = text.split("#[cfg(test)]\nmod tests").next().unwrap_or_default().to_owned();
        sources.push((file.strip_prefix(&root)?.display().to_string(), production));
    }
    Ok(sources)
}

fn refuse(folder: &str, word: &str, except: &[&str]) -> TestResult {
    let found: Vec<String> = sources(folder)?
        .into_iter()
        .filter(|(path, text)| !except.iter().any(|allowed| path.ends_with(allowed)) && text.contains(word))
        .map(|(path, _)| path)
        .collect();
    if found.is_empty() { Ok(()) } else { Err(format!("{word} stands in {found:?}").into()) }
}

#[test]
fn rules_know_neither_leptos_nor_the_database() -> TestResult {
    for word in ["leptos", "sea_orm", "crate::language::Texts"] {
        refuse("app/src/fields", word, &[])?;
    }
    refuse("app/src/countries", "leptos", &[])?;
    refuse("app/src/countries", "sea_orm", &[])
}

#[test]
fn migrations_do_not_know_the_app() -> TestResult {
    refuse("migrations/src", "app::", &[])
}

#[test]
fn components_ask_no_database_and_the_server_asks_no_table() -> TestResult {
    refuse("app/src/ui", "sea_orm", &[])?;
    refuse("server/src", "sea_orm::Entity", &[])?;
    refuse("server/src", "query_all", &[])
}

#[test]
fn there_is_one_text_area() -> TestResult {
    refuse("app/src", "<textarea", &["ui/field.rs"])
}

#[test]
fn the_title_has_one_formatter() -> TestResult {
    refuse("app/src", "<Title formatter", &["shell.rs"])
}

#[test]
fn writing_functions_demand_a_permit() -> TestResult {
    for (path, text) in sources("app/src")? {
        if !path.ends_with("store.rs") || path.contains("session") || path.contains("profile") {
            continue;
        }
        for function in ["pub async fn update(", "pub async fn set(", "pub async fn add("] {
            if let Some((_, after)) = text.split_once(function) {
                let parameters = after.split("->").next().unwrap_or_default();
                assert!(parameters.contains("&Permit<"), "{function} in {path}");
            }
        }
    }
    Ok(())
}

#[test]
fn no_file_is_longer_than_400_lines() -> TestResult {
    for folder in ["app/src", "server/src", "migrations/src", "frontend/src"] {
        for (path, text) in sources(folder)? {
            let lines = text.lines().count();
            assert!(lines <= 400, "{path} has {lines} production lines");
        }
    }
    Ok(())
}
