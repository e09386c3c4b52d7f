//! The change policy in force, as the requests of this server see it: another server may have been told another.

use app::changes::{ChangePolicy, policy_of, policy_version};
use app::database::Database;
use app::error::Error;
use app::rules::Policy;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

/// A page may show a policy that is so old; what changes something never does.
const AGE: Duration = Duration::from_secs(1);

/// What was read last.
#[derive(Debug)]
struct Read {
    seq: i64,
    policy: Arc<Policy>,
    at: Instant,
}

/// The rules with the policy in force. Cheap to clone.
#[derive(Clone, Debug, Default)]
pub struct PolicyInForce(Arc<Mutex<Option<Read>>>);

impl PolicyInForce {
    /// The policy of a request: `usual` where none was ever set. Before something is written the database is asked.
    ///
    /// # Errors
    /// `Unavailable` where it cannot be read: nothing is ruled by an older one.
    pub async fn now(&self, database: &Database, usual: &Arc<Policy>, writes: bool) -> Result<Arc<Policy>, Error> {
        if !writes && let Some(policy) = self.held(|read| read.at.elapsed() < AGE) {
            return Ok(policy);
        }
        let seq = policy_version(database).await?;
        if let Some(policy) = self.held(|read| {
            let is_same = read.seq == seq;
            if is_same {
                read.at = Instant::now();
            }
            is_same
        }) {
            return Ok(policy);
        }
        let policy = match seq {
            0 => Arc::clone(usual),
            seq => {
                let read = policy_of(database, seq).await?;
                let is_unread = read.is_none();
                // Everything waits for a global admin then, until a table is set that can be read.
                Arc::new(Policy {
                    changes: read.unwrap_or_else(ChangePolicy::strictest),
                    is_unread,
                    ..Policy::clone(usual)
                })
            }
        };
        let read = Read { seq, policy: Arc::clone(&policy), at: Instant::now() };
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = Some(read);
        Ok(policy)
    }

    fn held(&self, counts: impl FnOnce(&mut Read) -> bool) -> Option<Arc<Policy>> {
        let mut held = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let read = held.as_mut()?;
        counts(read).then(|| Arc::clone(&read.policy))
    }
}
