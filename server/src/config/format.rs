//! How records of a file are written.

use clap::ValueEnum;
use std::path::Path;

/// How records are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Format {
    /// Values with separators between them and a first line that names the columns (RFC 4180, and as spreadsheets write it).
    Csv,
    /// One JSON object a line.
    Jsonl,
}

impl Format {
    /// By a file's name; JSON lines where it says nothing.
    #[must_use]
    pub fn of_path(path: Option<&Path>) -> Self {
        let ending = path.and_then(Path::extension).and_then(|ending| ending.to_str()).unwrap_or_default();
        let is_csv = ["csv", "tsv", "tab", "txt"].iter().any(|known| ending.eq_ignore_ascii_case(known));
        if is_csv { Self::Csv } else { Self::Jsonl }
    }
}
