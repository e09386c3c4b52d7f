//! Files that hold everything, the log's key, exports, databases, are their owner's alone, whatever the usual rights of files
//! are.

use std::fs::{File, OpenOptions};
use std::io;
use std::path::Path;

/// How such a file is opened for writing. It is made so; one that stands already keeps the rights that it has.
#[must_use]
pub fn own_file() -> OpenOptions {
    let mut options = OpenOptions::new();
    options.write(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options
}

/// What a file system can do, so that of programs that begin at once one makes a file. Tests take something away.
#[derive(Clone, Copy)]
pub(crate) struct FileSystem {
    /// Gives a finished file a name that nothing has yet.
    pub(crate) link: fn(&Path, &Path) -> io::Result<()>,
    /// Holds a file until it is closed, however the program ends.
    pub(crate) lock: fn(&File) -> io::Result<()>,
}

impl FileSystem {
    /// What the system's own can.
    pub(crate) const OF_SYSTEM: Self = Self { link: |begun, path| std::fs::hard_link(begun, path), lock: File::lock };

    /// Gives a finished file its name where nothing has that name yet, so that it is there after a power cut too.
    pub(crate) fn put_in_place(self, begun: &Path, path: &Path) -> io::Result<()> {
        match (self.link)(begun, path) {
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => return Err(error),
            // Some file systems have no hard links.
            Err(_) => self.move_in_place(begun, path)?,
            Ok(()) => {}
        }
        match path.parent().filter(|folder| !folder.as_os_str().is_empty()) {
            Some(folder) => File::open(folder)?.sync_all(),
            None => File::open(".")?.sync_all(),
        }
    }

    /// Gives it its name by moving it there, one program at a time: moving alone would take the place of another's.
    fn move_in_place(self, begun: &Path, path: &Path) -> io::Result<()> {
        let turn = path.with_extension(TURN);
        // A lock of the system's: whoever is killed holds it no longer.
        let held = own_file().create(true).truncate(false).open(&turn)?;
        let moved = match (self.lock)(&held) {
            Ok(()) => move_where_nothing_is(begun, path),
            // Some have no locks either.
            Err(error) if error.kind() == io::ErrorKind::Unsupported => move_onto_own(begun, path),
            Err(error) => return Err(error),
        };
        // From here on the name is taken, whichever file the next one locks.
        let _ = std::fs::remove_file(&turn);
        moved
    }
}

/// How the name of the file goes on that is locked meanwhile.
pub(crate) const TURN: &str = "begun-turn";

/// Moves a file where nobody else moves one meanwhile.
fn move_where_nothing_is(begun: &Path, path: &Path) -> io::Result<()> {
    if path.try_exists()? { Err(io::ErrorKind::AlreadyExists.into()) } else { std::fs::rename(begun, path) }
}

/// Moves a file onto an empty one of its own, which only one program makes (`O_EXCL`): none that stands is moved over. The best
/// that is left: another that begins within this moment reads nothing and ends, and whoever is killed within it leaves the
/// empty file, which has to be removed by hand.
pub(crate) fn move_onto_own(begun: &Path, path: &Path) -> io::Result<()> {
    own_file().create_new(true).open(path)?;
    // What could not be moved leaves nothing in its way.
    std::fs::rename(begun, path).inspect_err(|_| {
        let _ = std::fs::remove_file(path);
    })
}
