//! What an `SQLite` database takes of the process that serves it.

use crate::support::{Desk, TestResult, Who};
use serde_json::json;
use std::fs;
use std::path::PathBuf;

/// Each mapping counts towards the memory of the process (decision 0017): many readers of a large file once made nine of them.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_file_is_mapped_by_no_connection_and_opened_by_five_at_most() -> TestResult {
    let desk = Desk::on_sqlite().await?;
    let ask = || async {
        desk.call(Who::SALES, "customers/list", &json!({ "query": {} })).await?.expect(200)?;
        desk.get(Who::AGENT, "/").await?.expect(200)
    };
    futures::future::try_join_all((0..16).map(|_| ask())).await?;
    let url = desk.fresh.url.trim_start_matches("sqlite:");
    let file = PathBuf::from(url.split('?').next().unwrap_or_default()).canonicalize()?;
    let maps = fs::read_to_string("/proc/self/maps")?;
    let mapped: Vec<&str> = maps.lines().filter(|line| line.ends_with(&*file.display().to_string())).collect();
    assert!(mapped.is_empty(), "{mapped:?}");
    let open =
        fs::read_dir("/proc/self/fd")?.flatten().filter(|one| fs::read_link(one.path()).is_ok_and(|of| of == file));
    let open = open.count();
    assert!((2..=5).contains(&open), "{open} connections");
    desk.ends_well()
}
