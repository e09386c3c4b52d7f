//! The change policy in force and what the partner is, as the requests of this server see them: the database says both, so
//! that no two servers of it differ.

use desk::changes::{policy_of, policy_version_and_partner};
use desk::database::Database;
use desk::error::Error;
use desk::partner::Partner;
use desk::settings::Policy;
use desk::time_zone::ZoneOfPartner;
use model::changes::ChangePolicy;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

/// A page may show a policy that is so old; what changes something never does.
const AGE: Duration = Duration::from_secs(1);

/// What was read last.
#[derive(Debug)]
struct Read {
    seq: i64,
    partner: Option<Partner>,
    policy: Arc<Policy>,
    at: Instant,
}

/// The rules with the policy in force. Cheap to clone.
#[derive(Clone, Debug, Default)]
pub struct PolicyInForce(Arc<Mutex<Option<Read>>>);

impl PolicyInForce {
    /// The policy of a request: `usual` where none was ever set, and where nothing is set about the partner. Before something
    /// is written the database is asked: a date of another time zone would be another moment.
    ///
    /// # Errors
    /// `Unavailable` where it cannot be read: nothing is ruled by an older one.
    pub async fn now(
        &self,
        database: &Database,
        usual: &Arc<Policy>,
        now_us: i64,
        writes: bool,
    ) -> Result<Arc<Policy>, Error> {
        if !writes && let Some(policy) = self.held(|read| read.at.elapsed() < AGE) {
            return Ok(policy);
        }
        let (seq, partner) = policy_version_and_partner(database).await?;
        if let Some(policy) = self.held(|read| {
            let is_same = read.seq == seq && read.partner == partner;
            if is_same {
                read.at = Instant::now();
            }
            is_same
        }) {
            return Ok(policy);
        }
        let mut policy = Policy::clone(usual);
        if let Some(partner) = &partner {
            policy = of_partner(policy, partner, now_us).map_err(|why| {
                tracing::error!(why, "nobody is answered until this machine knows it, or another is set");
                Error::Unavailable
            })?;
        }
        if seq > 0 {
            let read = policy_of(database, seq).await?;
            policy.is_unread = read.is_none();
            // Everything waits for a global admin then, until a table is set that can be read.
            policy.changes = read.unwrap_or_else(ChangePolicy::strictest);
        }
        let policy = Arc::new(policy);
        let read = Read { seq, partner, policy: Arc::clone(&policy), at: Instant::now() };
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = Some(read);
        Ok(policy)
    }

    fn held(&self, counts: impl FnOnce(&mut Read) -> bool) -> Option<Arc<Policy>> {
        let mut held = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let read = held.as_mut()?;
        counts(read).then(|| Arc::clone(&read.policy))
    }
}

/// A policy with what the partner is: its time zone, its name, and its domain, at which no customer's e-mail is.
///
/// # Errors
/// A sentence where this machine does not know the time zone.
pub fn of_partner(mut policy: Policy, partner: &Partner, now_us: i64) -> Result<Policy, String> {
    let zone = ZoneOfPartner::of_name(&partner.time_zone, now_us);
    policy.time_zone = zone.ok_or_else(|| format!("the partner's time zone {} is none", partner.time_zone))?;
    policy.partner_name.clone_from(&partner.name);
    policy.emails.partner = vec![partner.domain.clone()];
    Ok(policy)
}
