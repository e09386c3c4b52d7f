//! The first person of an installation, who needs nobody to add them.

use super::entity::Model;
use super::present::Permitted;
use super::store::{insert_row, new_row};
use crate::audit::Source;
use crate::database::WriteTransaction;
use crate::error::Error;
use crate::request::RequestContext;
use model::language::Language;
use model::people::CheckedPerson;

/// Inserts the person who sets an installation up: signed in from now on, with a password of their own. Whoever calls has proven
/// that they were given the link by whoever runs the program.
///
/// # Errors
/// `Invalid`; a database that fails.
pub(crate) async fn insert_first(
    transaction: &WriteTransaction,
    request: &RequestContext,
    person: &CheckedPerson,
    language: Language,
    password_hash: String,
) -> Result<Model, Error> {
    // Nobody was there who could have done it: in the log it is the program's, as what its commands do.
    let source = Source { actor_id: uuid::Uuid::nil(), ..request.source() };
    let row = Model {
        language: language.code().to_owned(),
        signed_in_at_us: Some(request.now_us),
        ..new_row(person, password_hash, false, source)
    };
    insert_row(transaction, &request.database, &Permitted::to_owner(transaction), row.clone(), source).await?;
    Ok(row)
}
