//! The policy that is in force: its newest version in the log, the same for every server of a database.

use crate::audit::entity::{entries, values};
use crate::audit::{NewEntry, Source, Written, append, hold_head, said};
use crate::database::{Database, is_named, once_more};
use crate::error::Error;
use crate::partner::{Partner, find_partner_with};
use crate::request::RequestContext;
use model::access::{Permit, SeeCustomers};
use model::audit::Kind;
use model::changes::{ChangePolicy, PolicyShown, PolicyVersion};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect, QueryTrait, Select};
use uuid::Uuid;

/// The value of [`Kind::PolicySet`] that holds the table as it was written.
const TABLE: &str = "table";

/// The entry that holds the version in force; 0 where none was ever set and the built-in table counts.
///
/// # Errors
/// A database that fails.
pub async fn policy_version(database: &Database) -> Result<i64, Error> {
    version_in(database.reader()).await
}

/// The entry that holds the version in force, and the partner, if one was stored.
///
/// # Errors
/// A database that fails.
pub async fn policy_version_and_partner(database: &Database) -> Result<(i64, Option<Partner>), Error> {
    match find_partner_with(database, newest_version().limit(1).into_query()).await? {
        Some((partner, seq)) => Ok((seq.unwrap_or_default(), Some(partner))),
        None => Ok((policy_version(database).await?, None)),
    }
}

async fn version_in(from: &impl ConnectionTrait) -> Result<i64, Error> {
    Ok(newest_version().into_tuple::<i64>().one(from).await?.unwrap_or_default())
}

fn newest_version() -> Select<entries::Entity> {
    let of_kind = entries::Entity::find().filter(is_named(entries::Column::Kind, Kind::PolicySet.name()));
    of_kind.order_by_desc(entries::Column::Seq).select_only().column(entries::Column::Seq)
}

/// Versions on the policy's page.
const MOST_SHOWN: u64 = 20;

/// The policy of a request, with the versions that were put in force.
///
/// # Errors
/// A database that fails.
pub async fn shown(_: &Permit<SeeCustomers>, request: &RequestContext) -> Result<PolicyShown, Error> {
    let versions = entries::Entity::find()
        .filter(entries::Column::Kind.eq(Kind::PolicySet.name()))
        .order_by_desc(entries::Column::Seq)
        .limit(MOST_SHOWN)
        .select_only()
        .column(entries::Column::Seq)
        .column(entries::Column::AtUs);
    let versions = versions.into_tuple::<(i64, i64)>().all(request.database.reader()).await?;
    let versions = versions.into_iter().map(|(seq, at_us)| PolicyVersion { seq, at_us }).collect();
    Ok(PolicyShown { policy: request.policy.changes.clone(), versions })
}

/// A version of the policy by its entry; none where it cannot be read: nothing is taken for "everything at once".
///
/// # Errors
/// A database that fails.
pub async fn policy_of(database: &Database, seq: i64) -> Result<Option<ChangePolicy>, Error> {
    read_in(database.reader(), seq).await
}

async fn read_in(from: &impl ConnectionTrait, seq: i64) -> Result<Option<ChangePolicy>, Error> {
    let of = values::Entity::find().filter(values::Column::Seq.eq(seq)).filter(values::Column::Field.eq(TABLE));
    let text = of.one(from).await?.and_then(|value| value.new_value).unwrap_or_default();
    let read = ChangePolicy::parse(&text);
    Ok(read.inspect_err(|why| tracing::error!(seq, why, "the change policy in force cannot be read")).ok())
}

/// Puts a table in force, as the next version. Answers nothing where it is in force already.
///
/// # Errors
/// `Malformed` for a table that is none, or too long; a database that fails.
pub async fn set_policy(database: &Database, text: &str, now_us: i64) -> Result<Option<Written>, Error> {
    let table = ChangePolicy::parse_new(text).map_err(|_| Error::Malformed)?;
    once_more(|| put_in_force(database, text, &table, now_us)).await
}

async fn put_in_force(
    database: &Database,
    text: &str,
    table: &ChangePolicy,
    now_us: i64,
) -> Result<Option<Written>, Error> {
    let transaction = database.begin_write().await?;
    // The head is held from here on: whoever sets the same table at the same moment finds it in force.
    hold_head(&transaction).await?;
    let seq = version_in(&transaction).await?;
    // One that cannot be read is replaced.
    if seq > 0 && read_in(&transaction, seq).await?.as_ref() == Some(table) {
        return Ok(None);
    }
    let values = [said(TABLE, text)];
    let entry = NewEntry {
        source: Source::program(now_us),
        kind: Kind::PolicySet,
        subject_id: Uuid::nil(),
        version: 0,
        values: &values,
    };
    let written = append(&transaction, database.log_key(), entry).await?;
    transaction.commit().await?;
    Ok(Some(written))
}
