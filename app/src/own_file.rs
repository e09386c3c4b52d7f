//! Files that hold everything, the log's key, exports, databases, are their owner's alone, whatever the usual rights of files
//! are.

use std::fs::OpenOptions;

/// How such a file is opened for writing. It is made so; one that stands already keeps the rights that it has.
#[must_use]
pub fn own_file() -> OpenOptions {
    let mut options = OpenOptions::new();
    options.write(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options
}
