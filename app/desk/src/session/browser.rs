//! Browsers that somebody has signed in with before: their tries are counted for themselves, so that nobody at the same address
//! can use them up (OWASP, "Slow Down Online Guessing Attacks with Device Cookies").

use super::entity::secrets::{ActiveModel, Column, Entity};
use crate::database::Database;
use crate::error::Error;
use crate::key::LogKey;
use crate::request::RequestContext;
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use model::fields;
use rand::TryRng;
use sea_orm::sea_query::OnConflict;
use sea_orm::{EntityTrait, Set};

const PURPOSE: &str = "defter-browser-1";
const NAME_BYTES: usize = 12;

/// A mark for the browser in which somebody has just signed in. None if the system gives no random numbers, or
/// the database no secret: the browser stays unknown, and its person is signed in all the same.
pub async fn mark_of(request: &RequestContext, email: &str) -> Option<String> {
    let email = fields::SIGN_IN_EMAIL.parse(email).ok().flatten()?;
    let key = match shared_key(&request.database).await {
        Ok(Some(key)) => Some(key),
        Ok(None) => make_shared_key(&request.database).await.ok().flatten(),
        Err(_) => None,
    };
    new_mark(&key?, &email)
}

/// A mark for the browser that signed somebody in: a name of its own, and the proof that it was given for this e-mail.
fn new_mark(key: &LogKey, email: &str) -> Option<String> {
    let name = URL_SAFE_NO_PAD.encode(random::<NAME_BYTES>().ok()?);
    let proof = key.mark(PURPOSE, &said_of(&name, email));
    Some(format!("{name}.{}", URL_SAFE_NO_PAD.encode(proof)))
}

/// The name of the browser, if its mark was given for this e-mail, by any server of this database.
///
/// # Errors
/// Whatever the database answers.
pub async fn known_browser<'a>(request: &'a RequestContext, email: &str) -> Result<Option<&'a str>, Error> {
    let parts = request.browser.as_deref().and_then(|mark| mark.split_once('.'));
    let Some((name, proof)) = parts else { return Ok(None) };
    let Ok(proof) = URL_SAFE_NO_PAD.decode(proof) else { return Ok(None) };
    let has_marked = |key: &LogKey| key.has_marked(PURPOSE, &said_of(name, email), &proof);
    // Before there was a secret of all servers each marked with its own key, for a year.
    if has_marked(request.database.log_key()) {
        return Ok(Some(name));
    }
    Ok(shared_key(&request.database).await?.filter(has_marked).map(|_| name))
}

fn said_of(name: &str, email: &str) -> String {
    format!("{name} {}", fields::email_key(email))
}

/// The key of all servers of a database, for these marks and nothing else: it seals no entry of the log.
async fn shared_key(database: &Database) -> Result<Option<LogKey>, Error> {
    let row = Entity::find_by_id(PURPOSE).one(database.reader()).await?;
    Ok(row.and_then(|row| row.secret.try_into().ok()).and_then(|secret| LogKey::of_seed(&secret)))
}

/// Makes the key where there is none; of servers that do so at once all have the first one's.
async fn make_shared_key(database: &Database) -> Result<Option<LogKey>, Error> {
    let row = ActiveModel { name: Set(PURPOSE.to_owned()), secret: Set(random::<32>()?.to_vec()) };
    let first = OnConflict::column(Column::Name).do_nothing().to_owned();
    Entity::insert(row).on_conflict(first).exec_without_returning(database.writer()).await?;
    shared_key(database).await
}

fn random<const BYTES: usize>() -> Result<[u8; BYTES], Error> {
    let mut bytes = [0_u8; BYTES];
    rand::rngs::SysRng.try_fill_bytes(&mut bytes).map_err(|_| Error::Unavailable)?;
    Ok(bytes)
}
