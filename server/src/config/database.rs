//! The database's URL, looked at before it is opened.

use super::rights::{database_refused, file_refused};
use desk::own_file::own_file;
use std::path::{Path, PathBuf};

/// The file of a database; none where it is a server's.
#[must_use]
pub fn database_file(url: &str) -> Option<PathBuf> {
    let path = url.strip_prefix("sqlite:")?.trim_start_matches("//");
    Some(PathBuf::from(path.split('?').next().unwrap_or_default()))
}

/// A database's URL as it is opened. Checked after the other settings and not by them: their complaint would print the
/// password.
///
/// # Errors
/// What is wrong with it, without what it holds.
pub fn database_url(url: &str, makes_it: bool) -> Result<String, String> {
    if let Some(path) = url.strip_prefix("sqlite:") {
        if path.is_empty() {
            return Err("name the file after sqlite:".to_owned());
        }
        if path.contains(":memory:") || path.contains("mode=memory") {
            return Err("a database in memory ends with its first connection; name a file after sqlite:".to_owned());
        }
        // A database that is not there is made; its folder too.
        let file = database_file(url).unwrap_or_default();
        match file.try_exists() {
            // A folder that may not be looked into says nothing of what is there.
            Err(error) => {
                let why = file_refused(&file, &error);
                return Err(why.unwrap_or_else(|| format!("{} cannot be looked at: {error}", file.display())));
            }
            Ok(false) if !makes_it => return Err(format!("there is no database at {}", file.display())),
            Ok(_) => {}
        }
        let key = PathBuf::from(format!("{}.log-key", file.display()));
        if !file.exists() && key.exists() {
            return Err(format!(
                "there is the key of a log at {} and no database beside it: put the database back, or take the key away for a new one",
                key.display()
            ));
        }
        if let Some(folder) = file.parent() {
            std::fs::create_dir_all(folder).map_err(|error| {
                database_refused(url).unwrap_or_else(|| format!("its folder cannot be made: {error}"))
            })?;
        }
        if path.contains('?') {
            return Ok(url.to_owned());
        }
        make_own(&file)
            .map_err(|error| database_refused(url).unwrap_or_else(|| format!("its file cannot be made: {error}")))?;
        return Ok(format!("{url}?mode=rwc"));
    }
    if url.starts_with("postgres://") || url.starts_with("postgresql://") {
        return Ok(url.to_owned());
    }
    Err("it begins with sqlite: or postgres://".to_owned())
}

/// A new database is its owner's alone: `SQLite` gives what stands beside it the same rights.
fn make_own(file: &Path) -> std::io::Result<()> {
    match own_file().create_new(true).open(file) {
        Err(error) if error.kind() != std::io::ErrorKind::AlreadyExists => Err(error),
        _ => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn refuses_a_database_that_is_none_without_saying_its_password() {
        for url in ["mysql://user:secret@x", "sqlite:", "sqlite::memory:", "sqlite:x?mode=memory", ""] {
            let complaint = database_url(url, true).err().unwrap_or_default();
            assert!(!complaint.is_empty() && !complaint.contains("secret"), "{url}: {complaint}");
        }
    }
}
