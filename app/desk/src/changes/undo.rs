//! Taking a change back, later too: its opposite, submitted the normal way. What was edited since is kept.

use super::Authority;
use super::plan::{Difference, Proposal};
use super::ruling::author_now;
use super::standing::alike_of;
use super::submit::{Submission, submit};
use super::wishes::Wishes;
use crate::customers;
use crate::customers::Snapshot;
use crate::error::Error;
use crate::for_people::ForPeople;
use crate::history;
use crate::request::RequestContext;
use model::access::{UndoChange, UpdateCustomer};
use model::account::Saved;
use model::audit::Kind;
use model::changes::may_undo;
use model::changes::{Fate, UndoField, Undoing};
use model::customers::{Field, FieldChange};
use model::history::Change;
use uuid::Uuid;

/// What undoing a change did.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Undone {
    /// Whether something was stored, or waits for a second person.
    pub saved: Saved,
    /// What became of each field.
    pub fields: Vec<UndoField>,
}

/// What undoing an entry would do, field by field.
///
/// # Errors
/// `NotFound` if the customer has no such change, or began with it; `Removed`, `Forbidden`, `SignedOut`.
pub async fn preview(request: &RequestContext, customer_id: Uuid, seq: i64) -> Result<Undoing, Error> {
    // Strangers do not learn what there is.
    request.viewer()?;
    let reader = request.database.reader();
    let row = customers::rows::find(reader, customer_id).await?;
    let change = undoable(request, customer_id, seq).await?;
    authority(request, &change)?;
    let now = Snapshot::of(&row);
    let difference = Difference::of(now.clone(), Wishes::Undo(&change.fields), &now, &request.policy);
    if difference.is_closed() {
        return Err(Error::Removed);
    }
    let alike = alike_of(reader, customer_id, &difference).await?;
    let author = author_now(reader, request, customer_id, difference.changes()).await?;
    let plan = difference.beside(&alike).ruled("", None, &request.policy, &author);
    Ok(Undoing {
        consequences: plan.consequences(&request.policy),
        ruling: plan.ruling().clone(),
        customer_id,
        company_name: now.get(Field::CompanyName).to_owned(),
        version: now.version(),
        fields: with_erased(&change, plan.undoing().to_vec()).into_iter().map(ForPeople::for_people).collect(),
        change: change.for_people(),
    })
}

/// Undoes an entry as far as it can be undone, and says what became of each field.
///
/// # Errors
/// `Conflict` if the customer changed since `version`; `Removed`, `Invalid`, `NotFound`, `Forbidden`.
pub async fn undo(
    request: &RequestContext,
    customer_id: Uuid,
    seq: i64,
    version: i64,
    reason: &str,
) -> Result<Undone, Error> {
    request.viewer()?;
    let change = undoable(request, customer_id, seq).await?;
    let authority = authority(request, &change)?;
    let proposal = proposal(&change, reason);
    let submission =
        Submission { customer_id, version, proposal, undoes: Some(seq), replaces: None, draft: Uuid::nil() };
    let submitted = submit(&authority, request, submission).await?;
    Ok(Undone { saved: submitted.saved, fields: with_erased(&change, submitted.undoing) })
}

/// A change that can be undone: nobody takes a customer's beginning back, they remove the customer.
async fn undoable(request: &RequestContext, customer_id: Uuid, seq: i64) -> Result<Change, Error> {
    let change = history::one(&request.database, customer_id, seq).await?;
    if change.kind.is_some_and(Kind::is_first) { Err(Error::NotFound) } else { Ok(change) }
}

fn proposal<'a>(change: &'a Change, reason: &'a str) -> Proposal<'a> {
    Proposal { wishes: Wishes::Undo(&change.fields), reason, moment_us: None }
}

/// The fields of a change with those of which nobody knows any more what stood there.
fn with_erased(change: &Change, undoing: Vec<UndoField>) -> Vec<UndoField> {
    let erased = |field: &String| UndoField {
        change: FieldChange { field: field.clone(), old: String::new(), new: String::new() },
        fate: Fate::Erased,
        finding: None,
    };
    change.erased.iter().map(erased).chain(undoing).collect()
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
