//! The log's head, signed: kept elsewhere it proves later that nothing was cut off.

use super::append::{NewEntry, Source, append, hold_head, said};
use super::entity::{entries, head, values};
use crate::audit::ahead::AHEAD_US;
use crate::canonical::{Hash, genesis, hex, of_hex};
use crate::database::{Database, WriteTransaction};
use crate::error::Error;
use crate::key::{LogKey, is_signed_by};
use model::audit::Kind;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect, Select};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

const MARK: &[u8] = b"defter-head-1\0";

/// A signed head, as it is written into a file, a mail or a webhook.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Head {
    /// Which log.
    pub log_id: Uuid,
    /// The newest entry then.
    pub seq: i64,
    /// When it was written, in microseconds since 1970, UTC.
    pub at_us: i64,
    /// Its hash, hexadecimal.
    pub hash: String,
    /// The public half of the key that signed, hexadecimal.
    pub public_key: String,
    /// Ed25519 over the bytes that `docs/audit-log.md` names, hexadecimal.
    pub signature: String,
}

impl Head {
    /// Signs a head.
    #[must_use]
    pub fn sign(key: &LogKey, log_id: Uuid, seq: i64, at_us: i64, hash: &Hash) -> Self {
        let signature = key.sign(&message(log_id, seq, at_us, hash));
        Self { log_id, seq, at_us, hash: hex(hash), public_key: hex(key.public()), signature: hex(&signature) }
    }

    /// Whether the signature is that of the key that the head names.
    #[must_use]
    pub fn is_signed(&self) -> bool {
        let parts = (of_hex(&self.public_key), of_hex(&self.signature), self.hash());
        let (Some(public), Some(signature), Some(hash)) = parts else { return false };
        is_signed_by(&public, &message(self.log_id, self.seq, self.at_us, &hash), &signature)
    }

    /// The hash's bytes.
    #[must_use]
    pub fn hash(&self) -> Option<Hash> {
        of_hex(&self.hash)?.try_into().ok()
    }
}

fn message(log_id: Uuid, seq: i64, at_us: i64, hash: &Hash) -> Vec<u8> {
    [MARK, log_id.as_bytes(), &seq.to_be_bytes(), &at_us.to_be_bytes(), hash].concat()
}

/// Signs the newest entry and notes it in the log, if a day's signature is older than `age_us`. Signing on demand is
/// beside that: it leaves nothing on other machines.
///
/// # Errors
/// A database that fails.
pub async fn sign_if_older(database: &Database, now_us: i64, age_us: i64) -> Result<Option<Head>, Error> {
    let transaction = database.begin_write().await?;
    // Held first: of several servers one signs.
    let newest = hold_head(&transaction).await?;
    let last = daily().select_only().column(entries::Column::AtUs).into_tuple::<i64>().one(&transaction).await?;
    // What a clock that was ahead had signed holds nothing up once the log's time is right again.
    let is_lately =
        |at_us: i64| at_us > now_us - age_us && (at_us <= now_us + AHEAD_US || newest.at_us > now_us + AHEAD_US);
    if last.is_some_and(is_lately) {
        return Ok(None);
    }
    let head = note(&transaction, database.log_key(), &newest, Kind::LogDailyHead, now_us).await?;
    transaction.commit().await?;
    Ok(Some(head))
}

/// Signs the newest entry and notes it in the log.
///
/// # Errors
/// A database that fails.
pub async fn sign_now(database: &Database, now_us: i64) -> Result<Head, Error> {
    let transaction = database.begin_write().await?;
    let newest = hold_head(&transaction).await?;
    let head = note(&transaction, database.log_key(), &newest, Kind::LogHead, now_us).await?;
    transaction.commit().await?;
    Ok(head)
}

/// The last signature of a day: what a server that was ended before it could send it sends when it begins.
///
/// # Errors
/// A database that fails.
pub async fn last_daily_head(database: &Database) -> Result<Option<Head>, Error> {
    let Some(row) = daily().one(database.reader()).await? else { return Ok(None) };
    let value = values::Entity::find_by_id((row.seq, 0)).one(database.reader()).await?;
    Ok(value.and_then(|value| serde_json::from_str(&value.new_value?).ok()))
}

/// Signatures of days, the newest first.
fn daily() -> Select<entries::Entity> {
    entries::Entity::find()
        .filter(entries::Column::Kind.eq(Kind::LogDailyHead.name()))
        .order_by_desc(entries::Column::Seq)
}

async fn note(
    transaction: &WriteTransaction,
    key: &LogKey,
    newest: &head::Model,
    kind: Kind,
    now_us: i64,
) -> Result<Head, Error> {
    let hash: Hash = newest.hash.as_slice().try_into().unwrap_or_else(|_| genesis(newest.log_id));
    let head = Head::sign(key, newest.log_id, newest.seq, newest.at_us, &hash);
    let text = serde_json::to_string(&head).map_err(|_| Error::Unavailable)?;
    let source = Source::program(now_us);
    let entry = NewEntry { source, kind, subject_id: Uuid::nil(), version: 0, values: &[said("head", text)] };
    append(transaction, key, entry).await?;
    Ok(head)
}
