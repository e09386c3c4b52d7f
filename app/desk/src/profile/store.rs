//! Writing one's own profile. Everybody may write their own and no other: the id is the session's.

use crate::database::{WriteTransaction, once_more};
use crate::error::Error;
use crate::passwords::{check_password, hash_password};
use crate::people::entity::{ActiveModel, Entity, Model};
use crate::people::refuse_a_colleagues_name;
use crate::people::store::theme_name;
use crate::people::{Oneself, hold_oneself, set_password};
use crate::request::RequestContext;
use crate::session;
use crate::session::begin_session;
use model::access::Theme;
use model::audit::Kind;
use model::customers::FieldChange;
use model::field_errors::FieldErrors;
use model::fields;
use model::fields::Problem;
use model::language::Language;
use model::people::STAFF_NAME;
use sea_orm::{ActiveValue, EntityTrait, Set};
use uuid::Uuid;

/// Stores one's own name, language and theme.
///
/// # Errors
/// `Invalid`, `SignedOut`.
pub async fn update(
    request: &RequestContext,
    name: &str,
    language: Option<Language>,
    theme: Theme,
) -> Result<(), Error> {
    let id = request.viewer()?.id;
    let name = STAFF_NAME
        .parse(name)
        .and_then(|name| name.ok_or(Problem::Missing))
        .map_err(|problem| FieldErrors::one("name", problem))?;
    let language_code = language.map_or("", Language::code).to_owned();
    let row = ActiveModel {
        id: Set(id),
        name: Set(name),
        language: Set(language_code),
        theme: Set(theme_name(theme).to_owned()),
        ..Default::default()
    };
    once_more(|| put(request, id, row.clone())).await
}

/// Stores what differs, and notes it; what does not is no entry.
async fn put(request: &RequestContext, id: Uuid, row: ActiveModel) -> Result<(), Error> {
    let transaction = request.database.begin_write().await?;
    let (was, oneself) = hold_oneself(&transaction, id).await?;
    let differs = |field: &str, old: &str, new: &ActiveValue<String>| {
        let new = new.try_as_ref().filter(|new| *new != old)?.clone();
        Some(FieldChange { field: field.to_owned(), old: old.to_owned(), new })
    };
    let all = [
        differs("name", &was.name, &row.name),
        differs("language", &was.language, &row.language),
        differs("theme", &was.theme, &row.theme),
    ];
    let values: Vec<FieldChange> = all.into_iter().flatten().collect();
    if values.is_empty() {
        return Ok(());
    }
    if let Some(name) = values.iter().find(|change| change.field == "name") {
        refuse_a_colleagues_name(&transaction, id, &name.new).await?;
    }
    write(&transaction, &oneself, request, row, &values).await?;
    transaction.commit().await
}

async fn write(
    transaction: &WriteTransaction,
    oneself: &Oneself<'_>,
    request: &RequestContext,
    row: ActiveModel,
    values: &[FieldChange],
) -> Result<(), Error> {
    let row = ActiveModel { id: Set(oneself.staff_id()), ..row };
    Entity::update(row).exec(transaction).await?;
    request.note_in(transaction, Kind::ProfileUpdate, oneself.staff_id(), values).await
}

/// Stores the language somebody chose.
///
/// # Errors
/// Whatever the database answers.
pub async fn set_language(request: &RequestContext, id: Uuid, language: Language) -> Result<(), Error> {
    let row = ActiveModel { id: Set(id), language: Set(language.code().to_owned()), ..Default::default() };
    once_more(|| put(request, id, row.clone())).await
}

/// Stores a new password, ends every session and answers the token of a new one.
///
/// # Errors
/// `Invalid`, `RateLimited`, `SignedOut`.
pub async fn change_password(request: &RequestContext, current: &str, new: &str) -> Result<String, Error> {
    let id = request.viewer()?.id;
    let wrong = |field: &str, problem| Error::from(FieldErrors::one(field, problem));
    let new = fields::NEW_PASSWORD
        .parse(new)
        .and_then(|new| new.ok_or(Problem::Missing))
        .map_err(|problem| wrong("new_password", problem))?;
    let person = Entity::find_by_id(id).one(request.database.reader()).await?.ok_or(Error::SignedOut)?;
    session::begin_try(request, &person.email).await?;
    if !check_password(current.to_owned(), Some(person.password_hash.clone())).await? {
        return Err(wrong("current_password", Problem::WrongPassword));
    }
    session::forget(request, &person.email).await;
    if current == new {
        return Err(wrong("new_password", Problem::SamePassword));
    }
    if crate::passwords::is_guessable(&new, &[&person.email, &person.name]) {
        return Err(wrong("new_password", Problem::GuessablePassword));
    }
    let hash = hash_password(new).await?;
    once_more(|| store_password(request, &person, hash.clone())).await
}

async fn store_password(request: &RequestContext, person: &Model, hash: String) -> Result<String, Error> {
    let id = person.id;
    let transaction = request.database.begin_write().await?;
    let (now, oneself) = hold_oneself(&transaction, id).await?;
    // Looking at a password takes long enough for somebody else to change it.
    if now.password_hash != person.password_hash {
        return Err(Error::SignedOut);
    }
    set_password(&transaction, &oneself, id, hash, None).await?;
    let token = begin_session(&transaction, request, id).await?;
    request.note_in(&transaction, Kind::ProfilePassword, id, &[]).await?;
    transaction.commit().await?;
    Ok(token)
}
