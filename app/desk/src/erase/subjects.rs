//! Erasing a person's data on request: the values go, their salted hashes stay, and the chain stays whole.

use crate::audit::{BESIDE_FIELDS, NAMES_STAFF, NewEntry, OF_STAFF, Source, append, said};
use crate::database::{Database, WriteTransaction};
use crate::error::Error;
use crate::{customers, people, session};
use model::audit::Kind;
use model::customers::Field;
use sea_orm::{ConnectionTrait, EntityTrait, QuerySelect, Statement};
use uuid::Uuid;

/// What was erased.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Erased {
    /// Values of the log in entries about them.
    pub values: u64,
    /// Values of the log in entries about others.
    pub elsewhere: u64,
    /// Stored change sets, drafts and mails.
    pub copies: u64,
}

/// Erases what the log and its neighbours say of a customer's people, and notes that it was done. What the account
/// says today is not touched: it is changed like any other change.
///
/// # Errors
/// `NotFound`.
pub async fn erase_customer(database: &Database, customer_id: Uuid, now_us: i64) -> Result<Erased, Error> {
    let transaction = database.begin_write().await?;
    // Held first, as everybody does: no change lands in between. The log's head comes last.
    customers::Entity::find_by_id(customer_id).lock_exclusive().one(&transaction).await?.ok_or(Error::NotFound)?;
    let copies = super::copies::erase_copies(&transaction, customer_id).await?;
    let fields = Field::OF_TEXT.iter().copied().filter(|field| field.is_personal()).map(Field::name);
    let fields: Vec<&str> = fields.chain(BESIDE_FIELDS).collect();
    let values = blank(&transaction, database, customer_id, &fields).await?;
    let erased = Erased { values, elsewhere: 0, copies: copies.count };
    for id in copies.cancelled {
        // What waited names people too: it is taken back, and the log says so, or it could be taken up again.
        let values = [said("change_set", id.to_string())];
        let source = Source::program(now_us);
        let entry = NewEntry { source, kind: Kind::ChangeCancel, subject_id: customer_id, version: 0, values: &values };
        append(&transaction, database.log_key(), entry).await?;
    }
    note(&transaction, database, customer_id, erased, now_us).await?;
    transaction.commit().await?;
    Ok(erased)
}

/// Erases who a member of staff was, in the log and beside it. What they did stays one person's: the number stays.
///
/// # Errors
/// `NotFound`; `Forbidden` while they can sign in: what they do would name them again.
pub async fn erase_person(database: &Database, email: &str, now_us: i64) -> Result<Erased, Error> {
    let id = people::find_by_email(database, email).await?.id;
    let transaction = database.begin_write().await?;
    let email = people::store::erase(&transaction, id).await?;
    session::erase_tries(&transaction, &email).await?;
    let of_them = blank(&transaction, database, id, &OF_STAFF).await?;
    let elsewhere = blank_named(&transaction, database, id, &email).await?;
    let erased = Erased { values: of_them, elsewhere, copies: 1 };
    note(&transaction, database, id, erased, now_us).await?;
    transaction.commit().await?;
    Ok(erased)
}

/// Empties what entries about others say of a member of staff, wherever they stand.
async fn blank_named(transaction: &WriteTransaction, database: &Database, id: Uuid, email: &str) -> Result<u64, Error> {
    let sql = format!(
        "UPDATE audit_values SET salt = NULL, old_value = NULL, new_value = NULL
         WHERE salt IS NOT NULL AND field = '{NAMES_STAFF}' AND (new_value = $1 OR LOWER(new_value) = $2)
         AND seq IN (SELECT seq FROM audit_entries WHERE kind IN ('log.read', 'log.export') AND subject_id = $3)"
    );
    let values = [id.to_string().into(), email.to_lowercase().into(), Uuid::nil().into()];
    let statement = Statement::from_sql_and_values(database.backend(), sql, values);
    Ok(transaction.execute_raw(statement).await?.rows_affected())
}

async fn blank(
    transaction: &WriteTransaction,
    database: &Database,
    subject_id: Uuid,
    fields: &[&str],
) -> Result<u64, Error> {
    let names = fields.iter().map(|name| format!("'{name}'")).collect::<Vec<_>>().join(", ");
    let sql = format!(
        "UPDATE audit_values SET salt = NULL, old_value = NULL, new_value = NULL WHERE salt IS NOT NULL AND field IN ({names})
         AND seq IN (SELECT seq FROM audit_entries WHERE subject_id = $1)"
    );
    let statement = Statement::from_sql_and_values(database.backend(), sql, [subject_id.into()]);
    Ok(transaction.execute_raw(statement).await?.rows_affected())
}

async fn note(
    transaction: &WriteTransaction,
    database: &Database,
    subject_id: Uuid,
    erased: Erased,
    now_us: i64,
) -> Result<(), Error> {
    let mut values =
        vec![said("erased_values", erased.values.to_string()), said("erased_copies", erased.copies.to_string())];
    if erased.elsewhere > 0 {
        values.push(said("erased_elsewhere", erased.elsewhere.to_string()));
    }
    let source = Source::program(now_us);
    let entry = NewEntry { source, kind: Kind::LogErase, subject_id, version: 0, values: &values };
    append(transaction, database.log_key(), entry).await?;
    Ok(())
}
