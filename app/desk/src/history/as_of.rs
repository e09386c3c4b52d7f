//! An account as it was: at a time, just after an entry, or now; with who set each field last.

use super::rewind::{Edge, Span, before, edges, last_where};
use super::store::{changes_of, first_at_us};
use crate::audit::entity::entries;
use crate::customers;
use crate::customers::Snapshot;
use crate::error::Error;
use crate::request::RequestContext;
use model::access::{Permit, SeeCustomers};
use model::audit::Kind;
use model::customers::Field;
use model::field_errors::FieldErrors;
use model::history::{AsOf, Blame, Change};
use sea_orm::ColumnTrait;
use std::collections::HashMap;
use uuid::Uuid;

/// An account as it was at a time that is typed in the partner's zone, or just after an entry, now where neither is
/// named; with who set each field last.
///
/// # Errors
/// `Invalid` if the time is none; `NotFound` if there is no such customer, or no such change of it.
pub async fn as_of(
    _: &Permit<SeeCustomers>,
    request: &RequestContext,
    id: Uuid,
    at: &str,
    entry: Option<i64>,
) -> Result<AsOf, Error> {
    let wrong = |problem| FieldErrors::one("at", problem);
    let typed_us = request.policy.time_zone.any(at).map_err(wrong)?;
    let reader = request.database.reader();
    let row = customers::rows::find(reader, id).await?;
    // A minute that is typed is over when its last change is made.
    let mut at_us = typed_us.map_or(request.now_us, |minute_us| minute_us + 59_999_999);
    let named = match entry {
        Some(seq) => Some(super::store::one(&request.database, id, seq).await?),
        None => None,
    };
    // A form names the entry that it shows: where its minute is another by now, that is what is asked for.
    let clock = request.policy.time_zone.clock();
    let named = named.filter(|named| typed_us.is_none() || clock.minute(named.changed_at_us) == at);
    let seq = match named {
        Some(named) => {
            at_us = named.changed_at_us;
            named.seq
        }
        None => last_where(reader, id, entries::Column::AtUs.lte(at_us)).await?,
    };
    let then = before(reader, Snapshot::of(&row), seq).await?;
    let setters = setters(request, id, Span::UpTo(seq)).await?;
    let blame = |name: &str| {
        let value = (!then.unknown().iter().any(|known| known == name)).then(|| then.named(name).to_owned());
        Blame { field: name.to_owned(), value, set_by: setters.get(name).cloned() }
    };
    let fields = Field::ALL.iter().map(|field| blame(field.name()));
    // Where nothing was changed yet the row's own time is when it was added.
    let known_since_us = first_at_us(reader, id).await?.unwrap_or(row.updated_at_us);
    Ok(AsOf {
        company_name: row.company_name.clone(),
        at_us,
        is_before: at_us < known_since_us,
        is_ahead: at_us > request.now_us + 60_000_000,
        version: setters.values().map(|change| change.version).max().unwrap_or(1),
        fields: fields.collect(),
    })
}

/// Who set each field last within a span, by the field's name.
///
/// # Errors
/// A database that fails.
pub async fn setters(request: &RequestContext, id: Uuid, span: Span) -> Result<HashMap<String, Change>, Error> {
    let last = edges(request.database.reader(), id, span, Edge::Last).await?;
    let numbers: Vec<i64> = last.iter().map(|value| value.seq).collect();
    let mut changes = changes_of(&request.database, numbers).await?;
    // Taking a customer over sets nothing: it is as it was added.
    changes.retain(|change| change.kind != Some(Kind::CustomerTakenOver));
    let by = |seq: i64| changes.iter().find(|change| change.seq == seq).cloned();
    Ok(last.into_iter().filter_map(|value| Some((value.field, by(value.seq)?))).collect())
}
