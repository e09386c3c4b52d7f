//! Setting up: the first person, what the partner is, and the link used, all of it or nothing.

use super::check::{Answers, Checked};
use super::link::{state_of, use_up};
use crate::audit::{NewEntry, Source, append, hold_head, said};
use crate::database::{Database, WriteTransaction, once_more};
use crate::error::Error;
use crate::partner::{Partner, fill, find_partner};
use crate::passwords::hash_password;
use crate::people::insert_first;
use crate::request::RequestContext;
use crate::session::{begin_session, begin_try};
use crate::time_zone::ZoneOfPartner;
use model::audit::Kind;
use model::setup::{KnownPartner, LinkState, SetupShown};
use uuid::Uuid;

/// What tries at links that are none are counted under, as tries at an account are.
const TRIED: &str = "setup";

/// What became of setting up.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SetUp {
    /// Done: the token of the session that the first person has from now on.
    Done(String),
    /// Nothing was done: the link is worth nothing, and why.
    Not(LinkState),
}

/// What the page of a link shows. One that is none is counted, as a wrong password is: who has the right one is never held up.
///
/// # Errors
/// `RateLimited` after too many that are none; a database that fails.
pub async fn find(request: &RequestContext, token: &str) -> Result<SetupShown, Error> {
    let state = state(request, token).await?;
    if state == LinkState::Unknown {
        begin_try(request, TRIED).await?;
    }
    let (known, zones) = match state {
        LinkState::Open => (known(&request.database).await?, ZoneOfPartner::names()),
        _ => Default::default(),
    };
    Ok(SetupShown { state, known, zones })
}

async fn state(request: &RequestContext, token: &str) -> Result<LinkState, Error> {
    if request.is_elsewhere {
        return Ok(LinkState::Elsewhere);
    }
    state_of(request.database.reader(), token, request.now_us).await
}

async fn known(database: &Database) -> Result<KnownPartner, Error> {
    Ok(find_partner(database).await?.as_ref().map(Partner::known).unwrap_or_default())
}

/// Sets the installation up, and signs its first person in.
///
/// # Errors
/// `Invalid` names every field that is wrong; a database that fails.
pub async fn set_up(request: &RequestContext, token: &str, answers: &Answers<'_>) -> Result<SetUp, Error> {
    match state(request, token).await? {
        LinkState::Open => {}
        worthless => return Ok(SetUp::Not(worthless)),
    }
    let checked = answers.check(&known(&request.database).await?)?;
    let hash = hash_password(answers.password.to_owned()).await?;
    once_more(|| complete(request, token, &checked, hash.clone())).await
}

async fn complete(request: &RequestContext, token: &str, checked: &Checked, hash: String) -> Result<SetUp, Error> {
    let transaction = request.database.begin_write().await?;
    // Held first: of two browsers at once one waits here, and finds the link used.
    hold_head(&transaction).await?;
    match state_of(&transaction, token, request.now_us).await? {
        LinkState::Open => {}
        worthless => return Ok(SetUp::Not(worthless)),
    }
    let person = insert_first(&transaction, request, &checked.person, checked.language, hash).await?;
    let values = fill(&transaction, checked.partner.clone()).await?;
    if !values.is_empty() {
        note_of(&transaction, request, person.id, (Kind::PartnerSet, Uuid::nil()), &values).await?;
    }
    use_up(&transaction, token, request.now_us).await?;
    let session = begin_session(&transaction, request, person.id).await?;
    let address = [said("address", request.address.to_string())];
    note_of(&transaction, request, person.id, (Kind::SignIn, person.id), &address).await?;
    transaction.commit().await?;
    Ok(SetUp::Done(session))
}

/// Notes what the first person does, who was nobody when the request began.
async fn note_of(
    transaction: &WriteTransaction,
    request: &RequestContext,
    actor_id: Uuid,
    (kind, subject_id): (Kind, Uuid),
    values: &[model::customers::FieldChange],
) -> Result<(), Error> {
    let source = Source { actor_id, ..request.source() };
    let entry = NewEntry { source, kind, subject_id, version: 0, values };
    append(transaction, request.database.log_key(), entry).await?;
    Ok(())
}
