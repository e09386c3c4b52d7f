//! The disk itself: full, or failing in the middle of a commit, under the real program.

use super::Writer;
use crate::support::{
    Fresh, Program, TestResult, Tried, admin_postgres, defter, fresh_postgres_in, fresh_sqlite, key_file, request, say,
};
use sea_orm::ConnectionTrait;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::{Duration, Instant};
use tempfile::TempDir;

/// A file system of a few megabytes, where this machine lets the test mount one; it goes with the value.
struct SmallDisk {
    folder: TempDir,
}

impl SmallDisk {
    /// None where nobody may mount here.
    fn mount(megabytes: u32) -> Tried<Option<Self>> {
        let folder = TempDir::new()?;
        let mounted = Command::new("mount")
            .args(["-t", "tmpfs", "-o", &format!("size={megabytes}m,mode=777"), "none"])
            .arg(folder.path())
            .output()?;
        if mounted.status.success() { Ok(Some(Self { folder })) } else { Ok(None) }
    }

    fn path(&self) -> &Path {
        self.folder.path()
    }

    /// Nothing can be written any more, not even by root.
    fn only_to_be_read(&self) -> TestResult {
        let mounted = Command::new("mount").args(["-o", "remount,ro"]).arg(self.path()).status()?;
        if mounted.success() { Ok(()) } else { Err("it is not to be mounted anew".into()) }
    }

    /// Takes all the room but so much.
    fn fill_but(&self, left_bytes: u64) -> Tried<PathBuf> {
        let free = Command::new("stat").args(["-f", "-c", "%f %S"]).arg(self.path()).output()?;
        let free = String::from_utf8(free.stdout)?;
        let mut numbers = free.split_whitespace().map(str::parse::<u64>);
        let (Some(Ok(blocks)), Some(Ok(size))) = (numbers.next(), numbers.next()) else { return Err(free.into()) };
        let ballast = self.path().join("ballast");
        let bytes = usize::try_from((blocks * size).saturating_sub(left_bytes))?;
        fs::write(&ballast, vec![0_u8; bytes])?;
        Ok(ballast)
    }
}

impl Drop for SmallDisk {
    fn drop(&mut self) {
        let _ = Command::new("umount").arg("-l").arg(self.path()).output();
    }
}

/// Who is not root cannot try a full disk; where everything is tried, root it is.
fn may_not_mount() -> TestResult {
    if std::env::var_os("CI").is_some() {
        return Err("this run must be able to mount a small file system".into());
    }
    say("no full disk was tried: nobody may mount a small file system here (docs/testing.md)");
    Ok(())
}

/// After everything: what the program's own commands say of the database.
fn is_whole(url: &str) -> TestResult {
    let (is_whole, said) = defter(url, &["audit", "verify", "--accounts"], "")?;
    assert!(is_whole, "{said}");
    Ok(())
}

/// Full, refused twice and more, room again, on without a restart, and the same after one.
fn survives_a_full_disk(url: &str, disk: &SmallDisk) -> TestResult {
    let (seeded, said) = defter(url, &["seed", "--demo"], "")?;
    assert!(seeded, "{said}");
    let program = Program::serve(url)?;
    let mut writer = Writer::begin(&program)?;
    let ballast = disk.fill_but(1_500_000)?;
    writer.until_refused(4)?;
    fs::remove_file(ballast)?;
    // Whoever watches hears that there is room again, although nobody has written yet.
    assert!(request(program.address, "GET", "/readyz", "", "")?.starts_with("HTTP/1.1 204"));
    writer.goes_on()?;
    let (ended_well, log) = program.terminate()?;
    assert!(ended_well, "{log}");
    let again = Program::serve(url)?;
    Writer { address: again.address, ..writer }.is_stored()?;
    again.terminate()?;
    is_whole(url)
}

#[tokio::test]
async fn a_full_disk_loses_nothing_on_sqlite() -> TestResult {
    let Some(disk) = SmallDisk::mount(24)? else { return may_not_mount() };
    let url = format!("sqlite:{}", disk.path().join("test.db").display());
    tokio::task::spawn_blocking(move || survives_a_full_disk(&url, &disk)).await?
}

#[tokio::test]
async fn a_full_disk_loses_nothing_on_postgres() -> TestResult {
    let Some(disk) = SmallDisk::mount(96)? else { return may_not_mount() };
    // The server is somebody else, and wants the folder for itself.
    let owner = disk.path().join("tablespace");
    fs::create_dir(&owner)?;
    assert!(Command::new("chown").arg("nobody").arg(&owner).status()?.success(), "root may");
    let name = format!("small_{}", std::process::id());
    let admin = admin_postgres().await?;
    admin.execute_unprepared(&format!("CREATE TABLESPACE {name} LOCATION '{}'", owner.display())).await?;
    let fresh = fresh_postgres_in(&name).await?;
    let url = fresh.url.clone();
    let (tried, disk) = tokio::task::spawn_blocking(move || (survives_a_full_disk(&url, &disk), disk)).await?;
    // The server must not be left with a database whose disk is gone: every other test's checkpoint would fail.
    fresh.database.clone().close().await;
    let database = fresh.url.rsplit_once('/').map_or("", |(_, name)| name);
    admin.execute_unprepared(&format!("DROP DATABASE {database} WITH (FORCE)")).await?;
    admin.execute_unprepared(&format!("DROP TABLESPACE {name}")).await?;
    drop(disk);
    tried
}

/// A start without room says so before it listens, and shows everything; the entry of the start is written once there is room.
#[test]
fn a_start_on_a_full_disk_says_so_first_and_serves() -> TestResult {
    let Some(disk) = SmallDisk::mount(24)? else { return may_not_mount() };
    let url = format!("sqlite:{}", disk.path().join("test.db").display());
    let (seeded, said) = defter(&url, &["seed", "--demo"], "")?;
    assert!(seeded, "{said}");
    // Room for what SQLite lays beside the database, and for no entry of the log.
    let ballast = disk.fill_but(48_000)?;
    let program = Program::serve(&url)?;
    assert!(request(program.address, "GET", "/sign-in", "", "")?.starts_with("HTTP/1.1 200"));
    let answer = request(program.address, "GET", "/readyz", "", "")?;
    assert!(answer.starts_with("HTTP/1.1 503") && answer.ends_with("cannot-store\n"), "{answer}");
    fs::remove_file(ballast)?;
    assert!(request(program.address, "GET", "/readyz", "", "")?.starts_with("HTTP/1.1 204"));
    let patience = Instant::now() + Duration::from_mins(1);
    loop {
        let (is_read, export) = defter(&url, &["audit", "export"], "")?;
        assert!(is_read, "{export}");
        if export.contains("settings.start") {
            break;
        }
        assert!(Instant::now() < patience, "the start is not noted: {}", program.log());
        std::thread::sleep(Duration::from_millis(200));
    }
    Writer::begin(&program)?.goes_on()?;
    let (ended_well, log) = program.terminate()?;
    assert!(ended_well, "{log}");
    let at = |words: &str| log.find(words).ok_or_else(|| format!("{words} is not in {log}"));
    assert!(at("there is no room")? < at("listening")?, "{log}");
    is_whole(&url)
}

/// What sorts much lays it elsewhere: the sentence says where.
#[test]
fn no_room_for_what_is_sorted_names_its_folder() -> TestResult {
    let Some(disk) = SmallDisk::mount(1)? else { return may_not_mount() };
    disk.fill_but(0)?;
    let folder = TempDir::new()?;
    let url = format!("sqlite:{}", folder.path().join("test.db").display());
    let seeded = Command::new(env!("CARGO_BIN_EXE_defter"))
        .env("DEFTER_LOG_KEY", key_file()?)
        .env("TMPDIR", disk.path())
        .args(["--database-url", &url, "--log", "warn", "seed", "--customers", "30000"])
        .output()?;
    let said = String::from_utf8_lossy(&seeded.stderr);
    let place = format!("or in {}, where SQLite lays what it sorts", disk.path().display());
    assert!(!seeded.status.success() && said.contains(&place) && said.contains("TMPDIR"), "{said}");
    Ok(())
}

/// Every command says what cannot be written, whatever it would have done.
#[test]
fn a_folder_that_is_only_to_be_read_is_named() -> TestResult {
    let Some(disk) = SmallDisk::mount(24)? else { return may_not_mount() };
    let url = format!("sqlite:{}", disk.path().join("test.db").display());
    let (seeded, said) = defter(&url, &["seed", "--demo"], "")?;
    assert!(seeded, "{said}");
    disk.only_to_be_read()?;
    let copy = TempDir::new()?.path().join("copy.db").display().to_string();
    let add = ["user", "add", "--email", "ada@staff.example", "--name", "Ada", "--role", "global_admin"];
    let commands: [&[&str]; 6] = [
        &["serve", "--listen", "127.0.0.1:0"],
        &["migrate"],
        &add,
        &["backup", &copy],
        &["audit", "verify"],
        &["user", "list"],
    ];
    for command in commands {
        let (is_done, said) = defter(&url, command, "a long password\n")?;
        let path = disk.path().display().to_string();
        assert!(!is_done && said.lines().count() == 1, "{command:?}: {said}");
        assert!(said.contains(&path) && said.contains("cannot be written") && said.contains("mount it"), "{said}");
    }
    let elsewhere = format!("sqlite:{}", disk.path().join("new/test.db").display());
    let (is_made, said) = defter(&elsewhere, &["migrate"], "")?;
    assert!(!is_made && said.contains("cannot be written"), "{said}");
    Ok(())
}

/// Writes fail in the middle of a commit, with an error that is not a full disk: a limit on the size of files.
fn survives_writes_that_fail(fresh: &Fresh) -> TestResult {
    let (seeded, said) = defter(&fresh.url, &["seed", "--demo"], "")?;
    assert!(seeded, "{said}");
    let program = Program::serve_ignoring_limits_of_files(&fresh.url)?;
    let mut writer = Writer::begin(&program)?;
    let limit = |bytes: &str| -> TestResult {
        let pid = program.id().to_string();
        assert!(
            Command::new("prlimit").args(["--pid", &pid, &format!("--fsize={bytes}:unlimited")]).status()?.success()
        );
        Ok(())
    };
    limit("600000")?;
    writer.until_refused(4)?;
    limit("unlimited")?;
    writer.goes_on()?;
    let (ended_well, log) = program.terminate()?;
    assert!(ended_well, "{log}");
    let again = Program::serve(&fresh.url)?;
    Writer { address: again.address, ..writer }.is_stored()?;
    again.terminate()?;
    is_whole(&fresh.url)
}

#[tokio::test]
async fn writes_that_fail_in_the_middle_of_a_commit_lose_nothing() -> TestResult {
    let fresh = fresh_sqlite().await?;
    tokio::task::spawn_blocking(move || survives_writes_that_fail(&fresh)).await?
}
