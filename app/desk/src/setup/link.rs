//! The link: made by whoever runs the program, good once and for a day, known by its hash only.

use super::entity::{ActiveModel, Column, Entity};
use crate::audit::{AHEAD_US, NewEntry, Source, append, hold_head};
use crate::database::{Database, once_more};
use crate::error::Error;
use crate::people::is_nobody;
use crate::session::token_hash;
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use model::audit::Kind;
use model::setup::LinkState;
use rand::TryRng;
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, Set};
use uuid::Uuid;

/// A link is good for so many hours.
pub const LINK_HOURS: i64 = 24;
const HOUR_US: i64 = 3_600 * 1_000_000;
/// A link that ended so long ago is forgotten.
const KEPT_US: i64 = 30 * 24 * HOUR_US;
const TOKEN_BYTES: usize = 32;

/// Makes a link, ends every earlier one, and answers its token; none where somebody is there already.
///
/// # Errors
/// `Unavailable` if the system gives no random numbers; a database that fails.
pub async fn make_link(database: &Database, source: Source) -> Result<Option<String>, Error> {
    // Every server that begins comes here: where people are it waits for nobody's turn.
    if !is_nobody(database.reader()).await? {
        return Ok(None);
    }
    let mut bytes = [0_u8; TOKEN_BYTES];
    rand::rngs::SysRng.try_fill_bytes(&mut bytes).map_err(|_| Error::Unavailable)?;
    let token = URL_SAFE_NO_PAD.encode(bytes);
    let is_made = once_more(|| put_link(database, &token, source)).await?;
    Ok(is_made.then_some(token))
}

async fn put_link(database: &Database, token: &str, source: Source) -> Result<bool, Error> {
    let transaction = database.begin_write().await?;
    // Held first: of two that are made at once the later one ends the other.
    hold_head(&transaction).await?;
    if !is_nobody(&transaction).await? {
        return Ok(false);
    }
    let now_us = source.at_us;
    Entity::delete_many().filter(Column::EndsAtUs.lt(now_us - KEPT_US)).exec(&transaction).await?;
    Entity::update_many()
        .col_expr(Column::EndsAtUs, Expr::value(now_us))
        .filter(Column::EndsAtUs.gt(now_us))
        .exec(&transaction)
        .await?;
    let row = ActiveModel {
        token_hash: Set(token_hash(token)),
        made_at_us: Set(now_us),
        ends_at_us: Set(now_us + LINK_HOURS * HOUR_US),
        used_at_us: Set(None),
    };
    Entity::insert(row).exec_without_returning(&transaction).await?;
    let entry = NewEntry { source, kind: Kind::SetupLink, subject_id: Uuid::nil(), version: 0, values: &[] };
    append(&transaction, database.log_key(), entry).await?;
    transaction.commit().await?;
    Ok(true)
}

/// What a link is worth.
///
/// # Errors
/// Whatever the database answers.
pub(super) async fn state_of(connection: &impl ConnectionTrait, token: &str, now_us: i64) -> Result<LinkState, Error> {
    let Some(link) = Entity::find_by_id(token_hash(token)).one(connection).await? else {
        return Ok(LinkState::Unknown);
    };
    if link.used_at_us.is_some() {
        return Ok(LinkState::Used);
    }
    if !is_nobody(connection).await? {
        return Ok(LinkState::SomebodyThere);
    }
    // One of a time to come is of a clock that was ahead: it would be good until then, and for a day more.
    let is_over = link.ends_at_us <= now_us || link.made_at_us > now_us + AHEAD_US;
    Ok(if is_over { LinkState::Over } else { LinkState::Open })
}

/// Notes within the transaction that a link was used.
///
/// # Errors
/// Whatever the database answers.
pub(super) async fn use_up(connection: &impl ConnectionTrait, token: &str, now_us: i64) -> Result<(), Error> {
    let used = ActiveModel { token_hash: Set(token_hash(token)), used_at_us: Set(Some(now_us)), ..Default::default() };
    Entity::update(used).exec(connection).await?;
    Ok(())
}
