//! The pages of change requests and of undoing as ordinary posts.

use crate::answer::Answer;
use crate::customer_page::saved_path;
use crate::form::{Typed, version_of};
use crate::moment::{LAND_AT, at_field, at_land_at, moment_of};
use crate::routes;
use crate::wire::Error;
use desk::changes::{Undone, decide, undo};
use desk::request::RequestContext;
use model::access::{ApproveChange, ErasePersonal, RemoveCustomer, SeeCustomers};
use model::account::Saved;
use model::changes::part::NOTE;
use model::customers::{Field, Standing};
use uuid::Uuid;

/// Answers a post of a request's page: agree, refuse, move, take back.
///
/// # Errors
/// What cannot be shown beside the form.
pub async fn post_request(request: &RequestContext, id: Uuid, typed: &Typed) -> Result<Answer, Error> {
    let version = version_of(typed).ok_or(Error::Malformed)?;
    let note = typed.get("note");
    let done = match typed.get("step") {
        "approve" => decide::approve(&request.permit::<ApproveChange>()?, request, id, version, note).await.map(|_| ()),
        "reject" => decide::reject(&request.permit::<ApproveChange>()?, request, id, note).await,
        "cancel" => {
            let permit = request.permit::<SeeCustomers>()?;
            // Two forms stand on one page.
            decide::cancel(&permit, request, id, typed.get("cancel_note")).await.map_err(at_field(NOTE, "cancel_note"))
        }
        "move" => {
            let permit = request.permit::<SeeCustomers>()?;
            let moment_us = moment_of(request, typed.get(LAND_AT))?;
            decide::postpone(&permit, request, id, version, moment_us).await.map_err(at_land_at)
        }
        _ => return Err(Error::Malformed),
    };
    done?;
    Ok(Answer::Redirect(routes::request(id)))
}

/// Answers a post of the page that undoes a change.
///
/// # Errors
/// What cannot be shown beside the form.
pub async fn post_undo(request: &RequestContext, customer_id: Uuid, seq: i64, typed: &Typed) -> Result<Answer, Error> {
    let version = version_of(typed).ok_or(Error::Malformed)?;
    let undone = undo(request, customer_id, seq, version, typed.get("reason")).await?;
    Ok(Answer::Redirect(path_after(&undone, customer_id)))
}

/// Answers a post of the page that removes a customer, or of the one that brings one back.
///
/// # Errors
/// What cannot be shown beside the form.
pub async fn post_standing(request: &RequestContext, id: Uuid, to: Standing, typed: &Typed) -> Result<Answer, Error> {
    let permit = request.permit::<RemoveCustomer>()?;
    let version = version_of(typed).ok_or(Error::Malformed)?;
    let (reason, moment_us) = (typed.get("reason"), moment_of(request, typed.get(LAND_AT))?);
    let saved = desk::changes::set_standing(&permit, request, id, version, to, reason, moment_us).await?;
    let account = routes::account(id);
    Ok(Answer::Redirect(match (&saved, to) {
        (Saved::As { .. } | Saved::Merged { .. }, Standing::Removed) => format!("{account}?saved=removed"),
        (Saved::As { .. } | Saved::Merged { .. }, _) => format!("{account}?saved=restored"),
        (saved, _) => saved_path(saved, &account),
    }))
}

/// Answers a post of the page that erases what names people of a customer.
///
/// # Errors
/// What cannot be shown beside the form.
pub async fn post_erase(request: &RequestContext, id: Uuid, typed: &Typed) -> Result<Answer, Error> {
    let permit = request.permit::<ErasePersonal>()?;
    let (name, reason) = (typed.get(Field::CompanyName.name()), typed.get("reason"));
    desk::erase::erase_by_person(&permit, request, id, name, reason).await?;
    Ok(Answer::Redirect(format!("{}?saved=erased", routes::account(id))))
}

/// Where one is led: the history, which says what became of each field; or the request that waits.
fn path_after(undone: &Undone, customer_id: Uuid) -> String {
    if let Some(id) = undone.saved.request_id() {
        return routes::request(id);
    }
    let report: Vec<String> =
        undone.fields.iter().map(|field| format!("{}.{}", field.change.field, field.fate.name())).collect();
    format!("{}?undo={}", routes::history(customer_id), report.join(","))
}
