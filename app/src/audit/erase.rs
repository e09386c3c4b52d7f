//! Erasing a person's data on request: the values go, their salted hashes stay, and the chain stays whole.

use super::Kind;
use super::append::{NewEntry, Source, append, said};
use crate::changes;
use crate::customers::{self, Field};
use crate::database::Database;
use crate::error::Error;
use crate::people;
use sea_orm::{ConnectionTrait, DatabaseTransaction, EntityTrait, Statement};
use uuid::Uuid;

/// The fields of a customer that are about a person, or can be: numbers of citizens who trade alone; reasons, notes and refusals are free text, or quote some, and may
/// name one.
const OF_CUSTOMER: [&str; 10] = [
    Field::ContactFirstName.name(),
    Field::ContactLastName.name(),
    Field::BillingEmail.name(),
    Field::BillingPhone.name(),
    Field::TaxNumber.name(),
    Field::RegistrationNumber.name(),
    "reason",
    "note",
    "refusal",
    "recipient",
];

/// What entries about a member of staff say of them.
const OF_STAFF: [&str; 3] = ["name", "email", "address"];

/// Whether values of a field may have been erased; others never are.
#[must_use]
pub fn is_personal(field: &str) -> bool {
    OF_CUSTOMER.contains(&field) || OF_STAFF.contains(&field)
}

/// What was erased.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Erased {
    /// Values of the log.
    pub values: u64,
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
    customers::Entity::find_by_id(customer_id).one(&transaction).await?.ok_or(Error::NotFound)?;
    let copies = changes::erase_copies(&transaction, database, customer_id, Source::program(now_us)).await?;
    let erased = Erased { values: blank(&transaction, database, customer_id, &OF_CUSTOMER).await?, copies };
    note(&transaction, database, customer_id, erased, now_us).await?;
    transaction.commit().await?;
    Ok(erased)
}

/// Erases who a member of staff was, in the log and beside it. What they did stays one person's: the number stays.
///
/// # Errors
/// `NotFound`; `Forbidden` while they can sign in: what they do would name them again.
pub async fn erase_person(database: &Database, email: &str, now_us: i64) -> Result<Erased, Error> {
    let person = people::store::find_by_email(database, email).await?;
    if !person.is_disabled {
        return Err(Error::Forbidden);
    }
    let id = person.id;
    let transaction = database.begin_write().await?;
    people::store::erase(&transaction, id).await?;
    let erased = Erased { values: blank(&transaction, database, id, &OF_STAFF).await?, copies: 1 };
    note(&transaction, database, id, erased, now_us).await?;
    transaction.commit().await?;
    Ok(erased)
}

async fn blank(
    transaction: &DatabaseTransaction,
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
    transaction: &DatabaseTransaction,
    database: &Database,
    subject_id: Uuid,
    erased: Erased,
    now_us: i64,
) -> Result<(), Error> {
    let values = [said("erased_values", erased.values.to_string()), said("erased_copies", erased.copies.to_string())];
    let source = Source::program(now_us);
    let entry = NewEntry { source, kind: Kind::LogErase, subject_id, version: 0, values: &values };
    append(transaction, database.log_key(), entry).await?;
    Ok(())
}
