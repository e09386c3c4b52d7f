//! Erasing a person's data on request: the values go, their salted hashes stay, and the chain stays whole.

use crate::audit::{BESIDE_FIELDS, NAMES_STAFF, NewEntry, OF_STAFF, Source, append, said};
use crate::database::{Database, WriteTransaction, once_more};
use crate::error::Error;
use crate::folding::fold;
use crate::people::confirm;
use crate::request::RequestContext;
use crate::{customers, people, session};
use model::access::{ErasePersonal, Permit};
use model::audit::{Erasing, Kind};
use model::customers::Field;
use model::field_errors::FieldErrors;
use model::fields::{self, Problem};
use sea_orm::{ConnectionTrait, Statement};
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
    customers::rows::hold(&transaction, customer_id).await?;
    let erased = erase_held(&transaction, database, customer_id, (Source::program(now_us), None)).await?;
    transaction.commit().await?;
    Ok(erased)
}

/// What erasing a customer's people would take, counted as erasing counts it.
///
/// # Errors
/// `NotFound`.
pub async fn preview_erase(
    _: &Permit<ErasePersonal>,
    request: &RequestContext,
    customer_id: Uuid,
) -> Result<Erasing, Error> {
    let reader = request.database.reader();
    let row = customers::rows::find(reader, customer_id).await?;
    let sql = format!("SELECT COUNT(*) FROM audit_values WHERE {}", of_subject(&of_customers()));
    let statement = Statement::from_sql_and_values(request.database.backend(), sql, [customer_id.into()]);
    let counted = reader.query_one_raw(statement).await?.map(|row| row.try_get_by_index::<i64>(0)).transpose()?;
    let values = counted.and_then(|count| u64::try_from(count).ok()).unwrap_or_default();
    let mut erasing = Erasing { customer_id, company_name: row.company_name, values, ..Erasing::default() };
    super::copies::count_copies(reader, &mut erasing).await?;
    Ok(erasing)
}

/// Erases what the log says of a customer's people, by somebody who typed the customer's name to show that it is meant.
///
/// # Errors
/// `Invalid` names what is missing or another name; `NotFound`, `Forbidden`, `SignedOut`.
pub async fn erase_by_person(
    permit: &Permit<ErasePersonal>,
    request: &RequestContext,
    customer_id: Uuid,
    name: &str,
    reason: &str,
) -> Result<(), Error> {
    once_more(|| erase_whole(permit, request, customer_id, (name, reason))).await
}

async fn erase_whole(
    permit: &Permit<ErasePersonal>,
    request: &RequestContext,
    customer_id: Uuid,
    (name, reason): (&str, &str),
) -> Result<(), Error> {
    let transaction = request.database.begin_write().await?;
    let customer = customers::rows::hold(&transaction, customer_id).await?;
    confirm(&transaction, permit).await?;
    let mut errors = FieldErrors::default();
    let is_meant = fold(fields::seen(name).trim()) == fold(&customer.company_name);
    if !is_meant {
        errors.note(Field::CompanyName.name(), Problem::NotThisName);
    }
    let reason = match fields::REASON.parse(reason) {
        Ok(Some(reason)) => reason,
        Ok(None) => {
            errors.note("reason", Problem::Missing);
            String::new()
        }
        Err(problem) => {
            errors.note("reason", problem);
            String::new()
        }
    };
    errors.finish()?;
    erase_held(&transaction, &request.database, customer_id, (request.source(), Some(&reason))).await?;
    transaction.commit().await
}

/// Erases what is said of a customer who is held.
async fn erase_held(
    transaction: &WriteTransaction,
    database: &Database,
    customer_id: Uuid,
    (source, reason): (Source, Option<&str>),
) -> Result<Erased, Error> {
    let copies = super::copies::erase_copies(transaction, customer_id).await?;
    let values = blank(transaction, database, customer_id, &of_customers()).await?;
    let erased = Erased { values, elsewhere: 0, copies: copies.count };
    for id in copies.cancelled {
        // What waited names people too: it is taken back, and the log says so, or it could be taken up again.
        let values = [said("change_set", id.to_string())];
        let entry = NewEntry { source, kind: Kind::ChangeCancel, subject_id: customer_id, version: 0, values: &values };
        append(transaction, database.log_key(), entry).await?;
    }
    note(transaction, database, customer_id, erased, (source, reason)).await?;
    Ok(erased)
}

/// What entries about a customer say that may name somebody.
fn of_customers() -> Vec<&'static str> {
    let fields = Field::OF_TEXT.iter().copied().filter(|field| field.is_personal()).map(Field::name);
    fields.chain(BESIDE_FIELDS).collect()
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
    note(&transaction, database, id, erased, (Source::program(now_us), None)).await?;
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
    let sql =
        format!("UPDATE audit_values SET salt = NULL, old_value = NULL, new_value = NULL WHERE {}", of_subject(fields));
    let statement = Statement::from_sql_and_values(database.backend(), sql, [subject_id.into()]);
    Ok(transaction.execute_raw(statement).await?.rows_affected())
}

/// What some values are that still say something in the entries about one subject.
fn of_subject(fields: &[&str]) -> String {
    let names = fields.iter().map(|name| format!("'{name}'")).collect::<Vec<_>>().join(", ");
    format!("salt IS NOT NULL AND field IN ({names}) AND seq IN (SELECT seq FROM audit_entries WHERE subject_id = $1)")
}

async fn note(
    transaction: &WriteTransaction,
    database: &Database,
    subject_id: Uuid,
    erased: Erased,
    (source, reason): (Source, Option<&str>),
) -> Result<(), Error> {
    let mut values =
        vec![said("erased_values", erased.values.to_string()), said("erased_copies", erased.copies.to_string())];
    if erased.elsewhere > 0 {
        values.push(said("erased_elsewhere", erased.elsewhere.to_string()));
    }
    values.extend(reason.map(|reason| said("reason", reason)));
    let entry = NewEntry { source, kind: Kind::LogErase, subject_id, version: 0, values: &values };
    append(transaction, database.log_key(), entry).await?;
    Ok(())
}
