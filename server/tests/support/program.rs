//! The real program in a process of its own, and the plainest of clients.

use super::{TestResult, Tried};
use std::io::{Read, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};
use tempfile::TempDir;

/// A running `defter serve`. It is killed when it is dropped.
pub struct Program {
    child: Child,
    pub address: SocketAddr,
    log: PathBuf,
    _folder: TempDir,
}

/// The tests' key as a file: the program's own entries and the tests' have one seal.
pub fn key_file() -> Tried<String> {
    // Written once: a program that begins meanwhile must not find it half-written.
    static WRITTEN: Mutex<bool> = Mutex::new(false);
    let path = std::env::temp_dir().join(format!("defter-tests-{}.log-key", std::process::id()));
    let mut is_written = WRITTEN.lock().unwrap_or_else(PoisonError::into_inner);
    if !*is_written {
        // The seed of `test_key`, 32 bytes of 7.
        std::fs::write(&path, "defter-log-key-1 BwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwc=\n")?;
        *is_written = true;
    }
    Ok(path.display().to_string())
}

/// Runs a command of the program to its end: whether it ended well, and what it said.
pub fn defter(url: &str, arguments: &[&str], input: &str) -> Tried<(bool, String)> {
    defter_ending(url, arguments, input).map(|(code, said)| (code == 0, said))
}

/// The same with the code that it ended with.
pub fn defter_ending(url: &str, arguments: &[&str], input: &str) -> Tried<(i32, String)> {
    let mut child = Command::new(env!("CARGO_BIN_EXE_defter"))
        .env("DEFTER_LOG_KEY", key_file()?)
        .args(["--database-url", url, "--log", "warn"])
        .args(arguments)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()?;
    if let Some(mut stdin) = child.stdin.take() {
        stdin.write_all(input.as_bytes())?;
    }
    let output = child.wait_with_output()?;
    Ok((
        output.status.code().ok_or("a signal ended it")?,
        format!("{}{}", String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr)),
    ))
}

impl Program {
    /// Serves a database on a free port.
    pub fn serve(url: &str) -> Tried<Self> {
        Self::serve_by(url, Command::new(env!("CARGO_BIN_EXE_defter")))
    }

    /// The same with settings of its environment.
    pub fn serve_with(url: &str, settings: &[(&str, &str)]) -> Tried<Self> {
        let mut program = Command::new(env!("CARGO_BIN_EXE_defter"));
        program.envs(settings.iter().copied());
        Self::serve_by(url, program)
    }

    /// The same, where a file that would grow too large is a write that fails and not the program's end.
    pub fn serve_ignoring_limits_of_files(url: &str) -> Tried<Self> {
        let mut shell = Command::new("sh");
        shell.args(["-c", "trap '' XFSZ; exec \"$@\"", "sh", env!("CARGO_BIN_EXE_defter")]);
        Self::serve_by(url, shell)
    }

    /// The same, which may open so few files that 64 connections are all that it takes.
    pub fn serve_with_few_files(url: &str) -> Tried<Self> {
        let mut shell = Command::new("sh");
        shell.args(["-c", "ulimit -n 192; exec \"$@\"", "sh", env!("CARGO_BIN_EXE_defter")]);
        Self::serve_by(url, shell)
    }

    /// The same, whose log is on a disk without room.
    pub fn serve_unheard(url: &str) -> Tried<Self> {
        let mut shell = Command::new("sh");
        shell.args(["-c", "exec \"$@\" 2>/dev/full", "sh", env!("CARGO_BIN_EXE_defter")]);
        Self::serve_by(url, shell)
    }

    /// The same, whose log of every request goes into a pipe that nobody reads unless a test does.
    pub fn serve_unread(url: &str, pipe: &Path) -> Tried<Self> {
        let mut shell = Command::new("sh");
        // Open for both, so that it neither waits for a reader nor loses one.
        let script = "mkfifo \"$0\" && exec \"$@\" 2<>\"$0\"";
        shell.args(["-c", script, &pipe.display().to_string(), env!("CARGO_BIN_EXE_defter")]);
        shell.env("DEFTER_ACCESS_LOG", "true");
        Self::serve_by(url, shell)
    }

    fn serve_by(url: &str, mut program: Command) -> Tried<Self> {
        let address = TcpListener::bind("127.0.0.1:0")?.local_addr()?;
        let folder = TempDir::new()?;
        let log = folder.path().join("log");
        let child = program
            .env("DEFTER_LOG_KEY", key_file()?)
            .args(["--database-url", url, "--log", "info", "serve", "--listen", &address.to_string()])
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(std::fs::File::create(&log)?)
            .spawn()?;
        let program = Self { child, address, log, _folder: folder };
        let patience = Instant::now() + Duration::from_secs(20);
        while !request(address, "GET", "/healthz", "", "").is_ok_and(|answer| answer.starts_with("HTTP/1.1 204")) {
            if Instant::now() > patience {
                return Err(format!("the server did not come: {}", program.log()).into());
            }
            std::thread::yield_now();
        }
        Ok(program)
    }

    /// Its process id.
    pub fn id(&self) -> u32 {
        self.child.id()
    }

    /// What it logged.
    pub fn log(&self) -> String {
        std::fs::read_to_string(&self.log).unwrap_or_default()
    }

    /// What it logged, once some words are in it.
    pub fn log_with(&self, words: &str) -> Tried<String> {
        let patience = Instant::now() + Duration::from_secs(20);
        loop {
            let log = self.log();
            if log.contains(words) && log.ends_with('\n') {
                return Ok(log);
            }
            if Instant::now() > patience {
                return Err(format!("it did not say {words:?}: {log}").into());
            }
            std::thread::yield_now();
        }
    }

    /// Resident memory in bytes.
    pub fn memory_bytes(&self) -> Tried<u64> {
        let pages: u64 = std::fs::read_to_string(format!("/proc/{}/statm", self.child.id()))?
            .split(' ')
            .nth(1)
            .unwrap_or_default()
            .parse()?;
        Ok(pages * 4_096)
    }

    /// Ends it at once, whatever it does.
    pub fn kill(mut self) -> TestResult {
        self.child.kill()?;
        self.child.wait()?;
        Ok(())
    }

    /// Asks it to end.
    pub fn tell_to_end(&self) -> TestResult {
        let told = Command::new("kill").args(["-TERM", &self.child.id().to_string()]).status()?;
        if told.success() { Ok(()) } else { Err("the signal was not sent".into()) }
    }

    /// Asks it to end, and waits until it has.
    pub fn terminate(self) -> Tried<(bool, String)> {
        self.tell_to_end()?;
        self.wait()
    }

    /// Waits until it has ended: whether it ended well, and what it logged.
    pub fn wait(mut self) -> Tried<(bool, String)> {
        let ended = self.child.wait()?;
        Ok((ended.success(), self.log()))
    }
}

impl Drop for Program {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// One request of JSON over a connection of its own; the whole answer as text.
pub fn request(address: SocketAddr, method: &str, path: &str, cookie: &str, body: &str) -> Tried<String> {
    request_as(address, method, path, cookie, "application/json", body)
}

/// One request over a connection of its own; the whole answer as text.
pub fn request_as(
    address: SocketAddr,
    method: &str,
    path: &str,
    cookie: &str,
    kind: &str,
    body: &str,
) -> Tried<String> {
    let mut stream = TcpStream::connect(address)?;
    stream.set_read_timeout(Some(Duration::from_secs(20)))?;
    let head = format!(
        "{method} {path} HTTP/1.1\r\nhost: {address}\r\nconnection: close\r\ncookie: {cookie}\r\ncontent-type: {kind}\r\ncontent-length: {}\r\n\r\n{body}",
        body.len()
    );
    stream.write_all(head.as_bytes())?;
    let mut answer = Vec::new();
    stream.read_to_end(&mut answer)?;
    Ok(String::from_utf8_lossy(&answer).into_owned())
}

/// Signs in over HTTP and answers the cookie.
pub fn sign_in(address: SocketAddr, email: &str, password: &str) -> Tried<String> {
    let body = serde_json::json!({ "email": email, "password": password }).to_string();
    let answer = request(address, "POST", "/api/session/sign_in", "", &body)?;
    let cookie =
        answer.lines().find_map(|line| line.strip_prefix("set-cookie: ")).and_then(|cookie| cookie.split(';').next());
    cookie.map(str::to_owned).ok_or_else(|| format!("no session: {answer}").into())
}
