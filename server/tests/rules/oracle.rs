//! Second opinions: Python programs that are asked from the outside (`.ci/setup test` installs them).

use crate::support::Tried;
use std::io::Write;
use std::process::{Command, Stdio};

/// Runs a script beside this file with some arguments, gives it the input, and answers its lines.
#[expect(clippy::disallowed_methods, reason = "the tests' own setting, as TEST_POSTGRES_URL is")]
pub fn ask(script: &str, arguments: &[&str], input: &str) -> Tried<Vec<String>> {
    let python = std::env::var("TEST_PYTHON").map_err(|_| "TEST_PYTHON is not set: .ci/test sets it")?;
    let path = format!("{}/tests/rules/{script}", env!("CARGO_MANIFEST_DIR"));
    let mut child =
        Command::new(python).arg(path).args(arguments).stdin(Stdio::piped()).stdout(Stdio::piped()).spawn()?;
    let mut stdin = child.stdin.take().ok_or("no standard input")?;
    let input = input.to_owned();
    let writing = std::thread::spawn(move || stdin.write_all(input.as_bytes()));
    let output = child.wait_with_output()?;
    writing.join().map_err(|_| "the writer panicked")??;
    if !output.status.success() {
        return Err(format!("{script} ended with {}", output.status).into());
    }
    Ok(String::from_utf8(output.stdout)?.lines().map(str::to_owned).collect())
}
