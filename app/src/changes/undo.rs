//! Taking a change back, later too: its opposite, submitted the normal way. What was edited since is kept.

use super::held::{self, Held, meet};
use super::ruling::ruling_now;
use super::undoing::{Fate, UndoField, Undoing};
use super::write::{Submission, Wants, submit};
use super::{Authority, Wish, consequences};
use crate::access::{UndoChange, UpdateCustomer, may_undo};
use crate::account::Saved;
use crate::customers::{self, Field, FieldChange};
use crate::error::Error;
use crate::history::{self, Change};
use crate::request::RequestContext;
use crate::routes;
use sea_orm::EntityTrait;
use uuid::Uuid;

/// What undoing a change did.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Undone {
    /// Whether something was stored, or waits for a second person.
    pub saved: Saved,
    /// What became of each field.
    pub fields: Vec<UndoField>,
}

impl Undone {
    /// Where one is led: the history, which says what became of each field; or the request that waits.
    #[must_use]
    pub fn path(&self, customer_id: Uuid) -> String {
        if let Some(id) = self.saved.request_id() {
            return routes::request(id);
        }
        let report: Vec<String> =
            self.fields.iter().map(|field| format!("{}.{}", field.change.field, field.fate.name())).collect();
        format!("{}?undo={}", routes::history(customer_id), report.join(","))
    }
}

/// What undoing an entry would do, field by field.
///
/// # Errors
/// `NotFound` if the customer has no such change; `Forbidden`, `SignedOut`.
pub async fn preview(request: &RequestContext, customer_id: Uuid, seq: i64) -> Result<Undoing, Error> {
    // Strangers do not learn what there is.
    request.viewer()?;
    let row =
        customers::Entity::find_by_id(customer_id).one(request.database.reader()).await?.ok_or(Error::NotFound)?;
    let change = history::one(&request.database, customer_id, seq).await?;
    authority(request, &change)?;
    let held = Held::of(row);
    let (wishes, fields) = opposite(&held, &change, request);
    let changes = meet(&held, &wishes, &request.policy).changes;
    let ruling = ruling_now(request.database.reader(), request, customer_id, &changes).await?;
    let after = held::reviewed(&held, &changes, &request.policy).text;
    Ok(Undoing {
        consequences: consequences(held.text(), &after, request.policy.surroundings()),
        ruling,
        customer_id,
        company_name: held.text().get(Field::CompanyName).to_owned(),
        version: held.version(),
        change: change.for_people(),
        fields: fields.into_iter().map(UndoField::for_people).collect(),
    })
}

/// Undoes an entry as far as it can be undone, and says what became of each field.
///
/// # Errors
/// `Conflict` if the customer changed since `version`; `Invalid`, `NotFound`, `Forbidden`.
pub async fn undo(
    request: &RequestContext,
    customer_id: Uuid,
    seq: i64,
    version: i64,
    reason: &str,
) -> Result<Undone, Error> {
    request.viewer()?;
    let row =
        customers::Entity::find_by_id(customer_id).one(request.database.reader()).await?.ok_or(Error::NotFound)?;
    let change = history::one(&request.database, customer_id, seq).await?;
    let authority = authority(request, &change)?;
    let (wishes, fields) = opposite(&Held::of(row), &change, request);
    let submission = Submission {
        customer_id,
        version,
        wants: Wants::Undo(&wishes, seq),
        reason,
        land_at_us: None,
        replaces: None,
        draft: Uuid::nil(),
    };
    let saved = submit(&authority, request, submission).await?;
    Ok(Undone { saved, fields })
}

/// Who may undo may; and whoever may update, while the window after a change of the billing e-mail is open.
fn authority(request: &RequestContext, change: &Change) -> Result<Authority, Error> {
    match request.permit::<UndoChange>() {
        Ok(permit) => Ok(Authority::of_undo(&permit, request.viewer.as_ref())),
        Err(_) if may_undo(request.viewer()?, change.contact_age_us(request.now_us)) => {
            Ok(Authority::from(&request.permit::<UpdateCustomer>()?))
        }
        Err(error) => Err(error),
    }
}

/// The opposite of a change as the account is now: what to wish for, and what becomes of each field.
fn opposite(held: &Held, change: &Change, request: &RequestContext) -> (Vec<Wish>, Vec<UndoField>) {
    let (mut wishes, mut fields) = (Vec::new(), Vec::new());
    let erased =
        change.erased.iter().map(|field| FieldChange { field: field.clone(), old: String::new(), new: String::new() });
    for was in erased {
        fields.push(UndoField { change: was, fate: Fate::Erased, finding: None });
    }
    let mut changes = Vec::new();
    for FieldChange { field, old, new } in &change.fields {
        let was = FieldChange { field: field.clone(), old: new.clone(), new: old.clone() };
        let wish = Wish { change: was.clone(), is_touched: true };
        let merged = meet(held, std::slice::from_ref(&wish), &request.policy);
        let fate = match (merged.changes.is_empty(), merged.conflicts.is_empty()) {
            (false, _) => Fate::Undone,
            (true, true) => Fate::Same,
            (true, false) => Fate::Edited,
        };
        changes.extend(merged.changes);
        fields.push(UndoField { change: FieldChange { old: held.get(field).to_owned(), ..was }, fate, finding: None });
        wishes.push(wish);
    }
    refuse(held, &changes, request, &mut fields);
    let is_refused =
        |wish: &Wish| fields.iter().any(|field| field.change.field == wish.change.field && field.fate == Fate::Refused);
    wishes.retain(|wish| !is_refused(wish));
    (wishes, fields)
}

/// What stood there before can be wrong by today's rules: that field is kept, with the reason.
fn refuse(held: &Held, changes: &[FieldChange], request: &RequestContext, fields: &mut [UndoField]) {
    let errors = held::reviewed(held, changes, &request.policy).errors();
    for field in fields.iter_mut().filter(|field| field.fate == Fate::Undone) {
        if let Some(finding) = errors.find(&field.change.field) {
            field.fate = Fate::Refused;
            field.finding = Some(finding.clone());
        }
    }
}
