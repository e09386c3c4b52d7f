//! Changes whose time comes: looked for once a second, made one after the other.

use crate::state::ServerState;
use desk::changes::{Behind, land_next};
use desk::database::Wait;
use desk::error::Error;
use desk::request::RequestContext;
use desk::settings::Policy;
use model::language::Language;
use std::net::{IpAddr, Ipv4Addr};
use std::sync::Arc;
use std::time::{Duration, Instant};
use tokio::sync::watch;
use uuid::Uuid;

const PAUSE: Duration = Duration::from_secs(1);

/// What could not be made is tried again after so long.
const BEHIND_FOR: Duration = Duration::from_mins(1);

/// Makes every change whose time has come, and answers how many there were.
///
/// # Errors
/// A database that fails, or changes that cannot be made now; what was made until then is made.
pub async fn land_due(state: &ServerState) -> Result<usize, Error> {
    land_beyond(state, &mut Behind::default()).await
}

async fn land_beyond(state: &ServerState, behind: &mut Behind) -> Result<usize, Error> {
    let mut count = 0;
    loop {
        let database = &state.database;
        let policy = state.in_force.now(database, &state.policy, state.clock.now_us(), true);
        let policy = database.within(Wait::Read, policy).await?;
        if policy.is_unread {
            // What it says about a change nobody knows: it waits, and is not refused.
            return Err(Error::Unavailable);
        }
        let request = of_program(state, policy);
        if !database.within(Wait::Write, land_next(&request, behind)).await? {
            return Ok(count);
        }
        count += 1;
    }
}

/// Goes on until it is told to end.
pub async fn keep_landing(state: ServerState, mut ends: watch::Receiver<bool>) {
    let (mut behind, mut since) = (Behind::default(), Instant::now());
    while !*ends.borrow() {
        if since.elapsed() > BEHIND_FOR {
            (behind, since) = (Behind::default(), Instant::now());
        }
        // A database that is away was logged where it failed; the changes wait in it.
        let _ = land_beyond(&state, &mut behind).await;
        tokio::select! {
            () = tokio::time::sleep(PAUSE) => {}
            _ = ends.changed() => {}
        }
    }
}

/// What the program does by itself is a request of nobody's.
fn of_program(state: &ServerState, policy: Arc<Policy>) -> RequestContext {
    RequestContext {
        database: state.database.clone(),
        viewer: None,
        session: None,
        browser: None,
        request_id: Uuid::now_v7(),
        now_us: state.clock.now_us(),
        address: IpAddr::V4(Ipv4Addr::LOCALHOST),
        language: Language::default(),
        is_https: state.is_https,
        is_elsewhere: false,
        policy,
    }
}
