//! Why a file or folder cannot be used by whoever runs the program, and what to do about it.

use super::database::database_file;
use desk::own_file::own_file;
use std::fs::{OpenOptions, metadata};
use std::io::{self, ErrorKind};
use std::os::unix::fs::MetadataExt;
use std::path::{Path, PathBuf};
use uuid::Uuid;

/// What a path is wanted for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Use {
    /// To be read.
    Read,
    /// To be written; a folder, to make files in it.
    Write,
}

/// A sentence about a path that this user may not use, or that nobody may write; none where something else is wrong.
#[must_use]
pub fn refused(path: &Path, to: Use, error: &io::Error) -> Option<String> {
    let (kind, owner) = metadata(path).map_or(("file", None), |about| {
        let kind = if about.is_dir() { "folder" } else { "file" };
        (kind, Some(about.uid()))
    });
    let what = format!("the {kind} {}", path.display());
    match error.kind() {
        ErrorKind::ReadOnlyFilesystem => Some(format!(
            "{what} cannot be written, as its file system is mounted to be read only: mount it to be written, or copy the database \
             and the log's key into a folder that can be written"
        )),
        ErrorKind::PermissionDenied => {
            let (done, right) = if to == Use::Read { ("read", "r") } else { ("written", "rw") };
            let right = if kind == "folder" { "rwx" } else { right };
            Some(format!("{what} cannot be {done} by {}", who_and_what(path, owner, own_uid(), right)))
        }
        _ => None,
    }
}

/// Who may not, and what to do.
fn who_and_what(path: &Path, owner: Option<u32>, own: Option<u32>, right: &str) -> String {
    let path = path.display();
    match (own, owner) {
        (Some(own), Some(owner)) if own == owner => {
            format!("user {own}, as whom this program runs and whose it is: chmod u+{right} {path}")
        }
        (Some(own), Some(owner)) => {
            format!("user {own}, as whom this program runs: run it as user {owner}, whose it is, or chown {own} {path}")
        }
        _ => format!("the user as whom this program runs: run it as its owner, or let that user use {path}"),
    }
}

/// As whom this program runs, where the system says so.
fn own_uid() -> Option<u32> {
    metadata("/proc/self").ok().map(|own| own.uid())
}

/// Why the files of an `SQLite` database cannot be written, if that is so. Nothing is made and nothing changed.
#[must_use]
pub fn files_refused(url: &str) -> Option<String> {
    let file = database_file(url)?;
    // What lies beside a database has its rights as they were when it was made: who read it while it was only to be read has left
    // both so, and SQLite mends an empty -wal by itself, never -shm.
    let refused = ["", "-wal", "-shm"].into_iter().filter_map(|end| {
        let mut path = file.clone().into_os_string();
        path.push(end);
        let path = PathBuf::from(path);
        let error = OpenOptions::new().read(true).write(true).open(&path).err()?;
        refused(&path, Use::Write, &error).map(|why| (path, why))
    });
    together(refused)
}

/// One sentence about several files: whoever mends one hears of all.
fn together(mut refused: impl Iterator<Item = (PathBuf, String)>) -> Option<String> {
    let (_, first) = refused.next()?;
    let others: Vec<String> = refused.map(|(path, _)| path.display().to_string()).collect();
    if others.is_empty() { Some(first) } else { Some(format!("{first}; and the same for {}", others.join(" and "))) }
}

/// Why an `SQLite` database cannot be opened or made, if it is for the rights of its folder or files: `SQLite` lays files beside
/// a database even to read it (<https://www.sqlite.org/wal.html>, "Read-Only Databases").
#[must_use]
pub fn database_refused(url: &str) -> Option<String> {
    let folder = nearest_folder(&database_file(url)?);
    folder_refused(&folder)
        .map(|why| format!("{why} (SQLite lays files beside a database even to read it)"))
        .or_else(|| files_refused(url))
}

/// The folder that something would be made in: the nearest above a path that is there.
fn nearest_folder(path: &Path) -> PathBuf {
    let mut above = path.ancestors().skip(1).filter(|folder| !folder.as_os_str().is_empty());
    above.find(|folder| folder.is_dir()).map_or_else(|| PathBuf::from("."), Path::to_path_buf)
}

/// Tries whether files can be made in a folder.
fn folder_refused(folder: &Path) -> Option<String> {
    let tried = folder.join(format!(".defter-{}", Uuid::now_v7()));
    match own_file().create_new(true).open(&tried) {
        Ok(_) => {
            let _ = std::fs::remove_file(&tried);
            None
        }
        Err(error) => refused(folder, Use::Write, &error),
    }
}

/// Why a file cannot be read, or made where there is none.
#[must_use]
pub fn file_refused(path: &Path, error: &io::Error) -> Option<String> {
    if path.exists() { refused(path, Use::Read, error) } else { refused(&nearest_folder(path), Use::Write, error) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(kind: ErrorKind, path: &Path, to: Use) -> Option<String> {
        refused(path, to, &kind.into())
    }

    #[test]
    fn says_who_may_not_use_what_and_what_to_do() {
        let path = Path::new("/srv/desk");
        for (owner, own, words) in [
            (Some(0), Some(7), &["user 7,", "run it as user 0", "chown 7 /srv/desk"][..]),
            (Some(7), Some(7), &["user 7,", "chmod u+rw /srv/desk"]),
            (None, Some(7), &["run it as its owner", "/srv/desk"]),
            (Some(7), None, &["run it as its owner", "/srv/desk"]),
        ] {
            let said = who_and_what(path, owner, own, "rw");
            assert!(words.iter().all(|word| said.contains(word)), "{said}");
        }
    }

    #[test]
    fn names_every_file_that_cannot_be_written() {
        let of = |names: &[&str]| together(names.iter().map(|name| (PathBuf::from(name), format!("no {name}"))));
        assert_eq!(of(&[]), None);
        assert_eq!(of(&["d-shm"]).as_deref(), Some("no d-shm"));
        assert_eq!(of(&["d", "d-shm"]).as_deref(), Some("no d; and the same for d-shm"));
        assert_eq!(of(&["d", "d-wal", "d-shm"]).as_deref(), Some("no d; and the same for d-wal and d-shm"));
    }

    #[test]
    fn says_nothing_of_what_is_wrong_otherwise() {
        let folder = std::env::temp_dir();
        for kind in [ErrorKind::NotFound, ErrorKind::StorageFull, ErrorKind::AlreadyExists, ErrorKind::Other] {
            assert_eq!(said(kind, &folder, Use::Write), None, "{kind:?}");
        }
        let denied = said(ErrorKind::PermissionDenied, &folder, Use::Write).unwrap_or_default();
        assert!(denied.starts_with("the folder ") && denied.contains(" cannot be written by "), "{denied}");
        let missing = said(ErrorKind::PermissionDenied, &folder.join("none"), Use::Read).unwrap_or_default();
        assert!(missing.starts_with("the file ") && missing.contains(" cannot be read by "), "{missing}");
        let mounted = said(ErrorKind::ReadOnlyFilesystem, &folder, Use::Write).unwrap_or_default();
        assert!(mounted.contains("mounted to be read only") && !mounted.contains("chown"), "{mounted}");
    }

    #[test]
    fn a_folder_that_is_to_be_made_is_asked_for_at_the_nearest_that_is_there() {
        let folder = std::env::temp_dir();
        assert_eq!(nearest_folder(&folder.join("none-of-these/nor-this/desk.db")), folder);
        assert_eq!(nearest_folder(Path::new("desk.db")), Path::new("."));
        // Nothing is wrong with it, and nothing is left in it.
        assert_eq!(folder_refused(&folder), None);
        assert_eq!(database_refused("postgres://nobody@localhost/desk"), None);
    }
}
