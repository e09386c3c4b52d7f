//! A clock that ran ahead: the log's time went with it, and can be set right by one entry that says so.

use crate::audit::entity::entries;
use crate::audit::{FIRST_AHEAD, NewEntry, Source, Written, append, hold_head, said};
use crate::database::Database;
use crate::error::Error;
use model::audit::Kind;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};
use uuid::Uuid;

/// Notes that the clock had been ahead and is right now: what follows is stamped with the right time again, and `verify`
/// takes the span for what it is.
///
/// # Errors
/// `NotFound` where no entry is ahead of the clock.
pub async fn note_clock(database: &Database, now_us: i64) -> Result<Written, Error> {
    let transaction = database.begin_write().await?;
    let newest = hold_head(&transaction).await?;
    let before = entries::Entity::find().filter(entries::Column::Kind.eq(Kind::LogClock.name()));
    let before = before.order_by_desc(entries::Column::Seq).select_only().column(entries::Column::Seq);
    let explained = before.into_tuple::<i64>().one(&transaction).await?.unwrap_or_default();
    let first: Option<i64> = entries::Entity::find()
        .filter(entries::Column::AtUs.gt(now_us))
        // What an earlier one names already is none of this one's.
        .filter(entries::Column::Seq.gt(explained))
        .order_by_asc(entries::Column::Seq)
        .select_only()
        .column(entries::Column::Seq)
        .into_tuple()
        .one(&transaction)
        .await?;
    let first = first.filter(|_| newest.at_us > now_us).ok_or(Error::NotFound)?;
    let values = [
        said(FIRST_AHEAD, first.to_string()),
        said("last_ahead", newest.seq.to_string()),
        said("ahead_s", ((newest.at_us - now_us) / 1_000_000).to_string()),
    ];
    let source = Source::program(now_us);
    let entry = NewEntry { source, kind: Kind::LogClock, subject_id: Uuid::nil(), version: 0, values: &values };
    let written = append(&transaction, database.log_key(), entry).await?;
    // What waits for a time that will not come for long, and what would last until then.
    crate::mails::wait_no_longer(&transaction, now_us).await?;
    crate::registry::queue::wait_no_longer(&transaction, now_us).await?;
    crate::session::end_ahead(&transaction, now_us).await?;
    crate::people::end_passwords_in_time(&transaction, now_us).await?;
    transaction.commit().await?;
    Ok(written)
}
