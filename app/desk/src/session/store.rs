//! Sessions in the database.

use super::attempts;
use crate::audit::entity::entries;
use crate::audit::{AHEAD_US, NewEntry, Source, append, said};
use crate::database::{Database, WriteTransaction, best_effort, once_more};
use crate::error::Error;
use crate::passwords::check_password;
use crate::people::sessions::{self, ActiveModel, Column, Entity};
use crate::people::{entity as staff, find_by_email, viewer};
use crate::request::RequestContext;
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use model::access::{Act, Permit, Viewer, permit};
use model::audit::Kind;
use model::fields;
use model::limits::{SESSION_IDLE_US, SESSION_US};
use rand::TryRng;
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, EntityTrait, IntoActiveModel, QueryFilter, QueryOrder, QuerySelect, Set,
};
use sha2::{Digest, Sha256};
use uuid::Uuid;

/// The last request is noted at most so often: a page is no write.
const SEEN_US: i64 = 10 * 60 * 1_000_000;
const TOKEN_BYTES: usize = 32;

/// Signs somebody in by e-mail and password and answers the token of a new session.
///
/// # Errors
/// `WrongPair`, `RateLimited`.
pub async fn sign_in(request: &RequestContext, typed: &str, password: &str) -> Result<(Viewer, String), Error> {
    // What can be nobody's is not looked up: it could not even be asked of the database.
    let (Ok(Some(email)), Ok(Some(_))) = (fields::SIGN_IN_EMAIL.parse(typed), fields::CURRENT_PASSWORD.parse(password))
    else {
        return Err(Error::WrongPair);
    };
    attempts::begin_try(request, &email).await?;
    let person = match find_by_email(&request.database, typed).await {
        Ok(person) => Some(person).filter(|person| !person.is_disabled),
        Err(Error::NotFound) => None,
        Err(error) => return Err(error),
    };
    let hash = person.as_ref().map(|person| person.password_hash.clone());
    let is_right = check_password(password.to_owned(), hash).await?;
    if !is_right || person.is_none() {
        // Whom it was tried for, if anybody; never what was typed: people type passwords into the wrong field.
        let tried = person.as_ref().map(|person| person.id).unwrap_or_default();
        note_refused(request, tried).await?;
    }
    let person = person.filter(|_| is_right).ok_or(Error::WrongPair)?;
    // Only who knows it hears that it has ended.
    if person.password_ends_at_us.is_some_and(|ends_at_us| ends_at_us <= request.now_us) {
        return Err(Error::PasswordEnded);
    }
    attempts::forget(request, &email).await;
    once_more(|| open_session(request, &person)).await
}

async fn open_session(request: &RequestContext, person: &staff::Model) -> Result<(Viewer, String), Error> {
    let transaction = request.database.begin_write().await?;
    let person = still_holds(&transaction, person).await?;
    if let Some(old) = &request.session {
        Entity::delete_by_id(old.clone()).exec(&transaction).await?;
    }
    let token = begin_session(&transaction, request, person.id).await?;
    let viewer = viewer(person.clone());
    let mut row = person.into_active_model();
    row.signed_in_at_us = Set(Some(request.now_us));
    staff::Entity::update(row).exec(&transaction).await?;
    let source = Source { actor_id: viewer.id, ..request.source() };
    let values = [said("address", request.address.to_string())];
    let entry = NewEntry { source, kind: Kind::SignIn, subject_id: viewer.id, version: 0, values: &values };
    append(&transaction, request.database.log_key(), entry).await?;
    transaction.commit().await?;
    Ok((viewer, token))
}

/// Of one person's refused tries, or of nobody's, the log tells once in so long, in microseconds: anonymous people must not be
/// able to fill it, nor hold its head all the time.
const REFUSED_US: i64 = 60 * 1_000_000;

async fn note_refused(request: &RequestContext, tried: Uuid) -> Result<(), Error> {
    let last = entries::Entity::find()
        .filter(entries::Column::Kind.eq(Kind::SignInRefused.name()))
        .filter(entries::Column::SubjectId.eq(tried))
        .order_by_desc(entries::Column::Seq)
        .select_only()
        .column(entries::Column::AtUs);
    let last = last.into_tuple::<i64>().one(request.database.reader()).await?;
    // What a clock that was ahead had noted holds nothing up.
    if last.is_some_and(|at_us| at_us > request.now_us - REFUSED_US && at_us <= request.now_us + AHEAD_US) {
        return Ok(());
    }
    request.note(Kind::SignInRefused, tried, &[said("address", request.address.to_string())]).await
}

/// Somebody's row, held until the transaction ends, if the password that was checked is still theirs and they may
/// still sign in: looking at a password takes long enough for somebody else to change it.
///
/// # Errors
/// `WrongPair`.
async fn still_holds(transaction: &WriteTransaction, person: &staff::Model) -> Result<staff::Model, Error> {
    let now = staff::Entity::find_by_id(person.id).lock_exclusive().one(transaction).await?;
    now.filter(|now| now.password_hash == person.password_hash && !now.is_disabled).ok_or(Error::WrongPair)
}

/// Begins a session for somebody and answers its token.
///
/// # Errors
/// `Unavailable` if the system gives no random numbers.
pub async fn begin_session(
    connection: &impl ConnectionTrait,
    request: &RequestContext,
    staff_id: Uuid,
) -> Result<String, Error> {
    let mut bytes = [0_u8; TOKEN_BYTES];
    rand::rngs::SysRng.try_fill_bytes(&mut bytes).map_err(|_| Error::Unavailable)?;
    let token = URL_SAFE_NO_PAD.encode(bytes);
    let row = ActiveModel {
        token_hash: Set(token_hash(&token)),
        staff_id: Set(staff_id),
        created_at_us: Set(request.now_us),
        seen_at_us: Set(request.now_us),
    };
    Entity::insert(row).exec_without_returning(connection).await?;
    // The table is kept small by those who use it.
    let ended = Condition::any()
        .add(Column::SeenAtUs.lt(request.now_us - SESSION_IDLE_US))
        .add(Column::CreatedAtUs.lt(request.now_us - SESSION_US))
        // Of a clock that was ahead: once their time came they would begin anew.
        .add(Column::CreatedAtUs.gt(request.now_us + AHEAD_US));
    Entity::delete_many().filter(ended).exec(connection).await?;
    Ok(token)
}

/// Who a token signs in, with the token's hash; notes that they were seen.
///
/// # Errors
/// Whatever the database answers.
pub async fn find_viewer(database: &Database, token: &str, now_us: i64) -> Result<Option<(Viewer, Vec<u8>)>, Error> {
    let hash = token_hash(token);
    let Some((session, person)) = session_and_person(database, &hash).await? else { return Ok(None) };
    if has_ended(&session, now_us) {
        return Ok(None);
    }
    // Either way: a clock that was ahead has nobody seen in a time to come.
    if (now_us - session.seen_at_us).abs() > SEEN_US {
        let mut row = session.into_active_model();
        row.seen_at_us = Set(now_us);
        // Somebody who signs out at this moment has no session to note anything in.
        let noted = async {
            match Entity::update(row).exec(database.writer()).await {
                Ok(_) | Err(sea_orm::DbErr::RecordNotUpdated) => Ok(()),
                Err(error) => Err(Error::from(error)),
            }
        };
        best_effort(database, "when somebody was seen", noted).await;
    }
    Ok(Some((viewer(person), hash)))
}

/// Whether a session has ended. One that begins in a time to come is of a clock that was ahead: it would last until then, and
/// for a day more.
fn has_ended(session: &sessions::Model, now_us: i64) -> bool {
    now_us - session.seen_at_us > SESSION_IDLE_US
        || now_us - session.created_at_us > SESSION_US
        || session.created_at_us - now_us > AHEAD_US
}

/// Ends the sessions that a clock that was ahead began or saw in a time to come.
///
/// # Errors
/// Whatever the database answers.
pub async fn end_ahead(transaction: &WriteTransaction, now_us: i64) -> Result<(), Error> {
    let ahead_us = now_us + AHEAD_US;
    let ahead = Condition::any().add(Column::CreatedAtUs.gt(ahead_us)).add(Column::SeenAtUs.gt(ahead_us));
    Entity::delete_many().filter(ahead).exec(transaction).await?;
    Ok(())
}

/// Whether the request's session still signs its person in: for answers that go on for long.
///
/// # Errors
/// Whatever the database answers.
pub async fn still_signed_in(request: &RequestContext) -> Result<bool, Error> {
    let Some(hash) = &request.session else { return Ok(false) };
    Ok(session_and_person(&request.database, hash).await?.is_some())
}

/// Whether the request's session still signs in somebody who may do `A`: asked with each part of an answer that goes on for
/// long.
///
/// # Errors
/// As [`permit`].
pub async fn still_permits<A: Act>(request: &RequestContext) -> Result<Permit<A>, Error> {
    let hash = request.session.as_ref().ok_or(Error::SignedOut)?;
    let found = session_and_person(&request.database, hash).await?;
    Ok(permit(found.map(|(_, person)| viewer(person)).as_ref())?)
}

/// A session and whose it is, if they can still sign in. Every request asks for both: in one question.
async fn session_and_person(
    database: &Database,
    token_hash: &[u8],
) -> Result<Option<(sessions::Model, staff::Model)>, Error> {
    let query = Entity::find_by_id(token_hash.to_vec()).find_both_related(staff::Entity);
    Ok(query.one(database.reader()).await?.filter(|(_, person)| !person.is_disabled))
}

/// Ends the request's session.
///
/// # Errors
/// Whatever the database answers.
pub async fn end_session(request: &RequestContext) -> Result<(), Error> {
    let (Some(hash), Some(viewer)) = (&request.session, &request.viewer) else { return Ok(()) };
    once_more(async || {
        let transaction = request.database.begin_write().await?;
        Entity::delete_by_id(hash.clone()).exec(&transaction).await?;
        request.note_in(&transaction, Kind::SignOut, viewer.id, &[]).await?;
        transaction.commit().await
    })
    .await
}

/// What of a session's token is stored.
#[must_use]
pub fn token_hash(token: &str) -> Vec<u8> {
    Sha256::digest(token.as_bytes()).to_vec()
}
