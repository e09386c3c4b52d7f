//! The update form as an ordinary post: the same steps, each a page.

use super::add_page::country_errors;
use super::choices::choices;
use super::submitted;
use crate::answer::Answer;
use crate::customer_page::{added_path, saved_path};
use crate::customers::text_of;
use crate::form::{Typed, version_of};
use crate::posted::Posted;
use crate::routes;
use crate::wire::Error;
use desk::account::store;
use desk::changes::drafts;
use desk::database::beside;
use desk::error::Error as Undone;
use desk::request::RequestContext;
use model::access::{AddCustomer, Permit, UpdateCustomer};
use model::account::Proposal;
use model::customers::{CustomerText, Field};
use uuid::Uuid;

/// Answers a post of the update page.
///
/// # Errors
/// What cannot be shown beside the form: `NotFound`, `Forbidden`, `SignedOut`, `Malformed`, a database that is away.
pub async fn post_update(request: &RequestContext, id: Uuid, typed: Typed) -> Result<Answer, Error> {
    let permit = request.permit::<UpdateCustomer>()?;
    let version = version_of(&typed).ok_or(Error::Malformed)?;
    match typed.get("step") {
        "resume" | "discard" | "edit" | "country" => go_on(&permit, request, id, version, typed).await,
        "review" => {
            keep(&permit, request, id, version, &typed).await?;
            review(&permit, request, id, version, typed).await
        }
        "merge" => merge(&permit, request, id, version, typed).await,
        "submit" => match submitted::update(&permit, request, id, &proposal(version, &typed)?).await {
            Err(Error::Conflict) => conflict(request, id, version, typed).await,
            saved => Ok(Answer::Redirect(saved_path(&saved?, &routes::account(id)))),
        },
        _ => Err(Error::Malformed),
    }
}

/// Answers a post of the page that adds a customer: the same steps, behind the country's.
///
/// # Errors
/// As [`post_update`].
pub async fn post_new(request: &RequestContext, mut typed: Typed) -> Result<Answer, Error> {
    let adder = request.permit::<AddCustomer>()?;
    let permit = request.permit::<UpdateCustomer>()?;
    let (nobody, version) = (Uuid::nil(), 0);
    match typed.get("step") {
        "begin" => {
            let errors = country_errors(typed.get(Field::CompanyCountry.name()));
            Ok(Answer::Page(if errors.is_empty() {
                Posted::again(typed)
            } else {
                Posted::failed(typed, errors.into())
            }))
        }
        "resume" | "discard" | "edit" | "country" => go_on(&permit, request, nobody, version, typed).await,
        "review" => {
            keep(&permit, request, nobody, version, &typed).await?;
            let review = desk::account::review_new(&adder, request, draft_of(&typed), &text_of(&typed)).await?;
            typed.set("step", "review");
            let errors = review.reviewed.errors();
            Ok(Answer::Page(if errors.is_empty() {
                Posted::again(typed)
            } else {
                Posted::failed(typed, errors.into())
            }))
        }
        "submit" => {
            let proposal = proposal(version, &typed)?;
            let saved = submitted::add(&adder, request, &proposal).await?;
            Ok(Answer::Redirect(added_path(&saved, proposal.draft)))
        }
        _ => Err(Error::Malformed),
    }
}

/// What stores nothing of an account: another step of its form, and its drafts.
async fn go_on(
    permit: &Permit<UpdateCustomer>,
    request: &RequestContext,
    id: Uuid,
    version: i64,
    typed: Typed,
) -> Result<Answer, Error> {
    match typed.get("step") {
        "resume" => resume(permit, request, id, draft_of(&typed)).await,
        "discard" => {
            drafts::forget(permit, request, id, draft_of(&typed)).await?;
            Ok(Answer::Redirect(routes::account_form(id)))
        }
        // Back to the form, or the form of another country: everything typed comes along.
        _ => {
            keep(permit, request, id, version, &typed).await?;
            Ok(Answer::Page(Posted::again(typed)))
        }
    }
}

/// What a form proposes on top of a version.
fn proposal(version: i64, typed: &Typed) -> Result<Proposal, Error> {
    let replaces = match typed.get("replaces") {
        "" => None,
        id => Some(Uuid::try_parse(id).map_err(|_| Error::Malformed)?),
    };
    let (reason, land_at) = (typed.get("reason").to_owned(), typed.get("land_at").to_owned());
    Ok(Proposal { version, text: text_of(typed), reason, land_at, replaces, draft: draft_of(typed) })
}

/// The draft that a form is, or speaks of.
fn draft_of(typed: &Typed) -> Uuid {
    Uuid::try_parse(typed.get("draft")).unwrap_or_default()
}

/// What was typed survives a closed window without JavaScript too. A draft that cannot be kept stops nobody.
async fn keep(
    permit: &Permit<UpdateCustomer>,
    request: &RequestContext,
    id: Uuid,
    version: i64,
    typed: &Typed,
) -> Result<(), Error> {
    match beside(drafts::keep(permit, request, id, &proposal(version, typed)?)).await {
        Err(Undone::TooLarge | Undone::Conflict | Undone::Unavailable | Undone::Uncertain) => Ok(()),
        kept => Ok(kept?),
    }
}

/// The form with the draft in it, on top of the version that it began from.
async fn resume(
    permit: &Permit<UpdateCustomer>,
    request: &RequestContext,
    id: Uuid,
    draft: Uuid,
) -> Result<Answer, Error> {
    let kept = drafts::find(permit, request, id).await?.kept;
    let Some(draft) = kept.into_iter().find(|kept| kept.proposal.draft == draft) else {
        return Ok(Answer::Redirect(routes::account_form(id)));
    };
    let mut typed = Typed::default();
    let Proposal { version, text, reason, land_at, replaces, draft } = draft.proposal;
    set_text(&mut typed, &text);
    typed.set("version", version.to_string());
    typed.set("reason", reason);
    typed.set("land_at", land_at);
    typed.set("draft", draft.to_string());
    typed.set("replaces", replaces.map(|id| id.to_string()).unwrap_or_default());
    typed.set("step", "edit");
    Ok(Answer::Page(Posted::again(typed)))
}

async fn review(
    permit: &Permit<UpdateCustomer>,
    request: &RequestContext,
    id: Uuid,
    version: i64,
    mut typed: Typed,
) -> Result<Answer, Error> {
    let review = match store::review(permit, request, id, version, &text_of(&typed)).await {
        Err(Undone::Conflict) => return conflict(request, id, version, typed).await,
        review => review?,
    };
    if review.version != version {
        set_text(&mut typed, &review.text);
        typed.set("seen", version.to_string());
        typed.set("version", review.version.to_string());
    }
    typed.set("step", "review");
    let errors = review.reviewed.errors();
    Ok(Answer::Page(if errors.is_empty() { Posted::again(typed) } else { Posted::failed(typed, errors.into()) }))
}

/// What was chosen where both changed the same. An answer to a page of another version is asked once more.
async fn merge(
    permit: &Permit<UpdateCustomer>,
    request: &RequestContext,
    id: Uuid,
    version: i64,
    mut typed: Typed,
) -> Result<Answer, Error> {
    let seen = typed.get("seen").parse().map_err(|_| Error::Malformed)?;
    let text = text_of(&typed);
    let meeting = store::meeting(permit, request, id, seen, &text).await?;
    if meeting.account.version != version {
        return conflict(request, id, seen, typed).await;
    }
    let (text, errors) = choices(&meeting.conflicts, &typed, &meeting.text);
    if !errors.is_empty() {
        return Ok(Answer::Page(Posted::failed(typed, errors.into())));
    }
    set_text(&mut typed, &text);
    keep(permit, request, id, version, &typed).await?;
    review(permit, request, id, version, typed).await
}

/// The page that asks which of two values counts.
async fn conflict(request: &RequestContext, id: Uuid, seen: i64, mut typed: Typed) -> Result<Answer, Error> {
    let permit = request.permit::<UpdateCustomer>()?;
    let meeting = store::meeting(&permit, request, id, seen, &text_of(&typed)).await?;
    typed.set("seen", seen.to_string());
    typed.set("version", meeting.account.version.to_string());
    typed.set("step", "merge");
    Ok(Answer::Page(Posted::failed(typed, Error::Conflict)))
}

fn set_text(typed: &mut Typed, text: &CustomerText) {
    for field in Field::OF_TEXT {
        typed.set(field.name(), text.get(*field));
    }
}
