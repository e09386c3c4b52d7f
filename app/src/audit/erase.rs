//! Erasing a person's data on request: the values go, their salted hashes stay, and the chain stays whole.

use super::Kind;
use super::append::{NewEntry, Source, append, said};
use crate::changes;
use crate::customers::{self, Field};
use crate::database::Database;
use crate::error::Error;
use sea_orm::{ConnectionTrait, EntityTrait, Statement};
use uuid::Uuid;

/// The fields of a customer that are about a person. A reason is free text and may name one.
pub const PERSONAL: [&str; 5] = [
    Field::ContactFirstName.name(),
    Field::ContactLastName.name(),
    Field::BillingEmail.name(),
    Field::BillingPhone.name(),
    "reason",
];

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
    let names = PERSONAL.map(|name| format!("'{name}'")).join(", ");
    let sql = format!(
        "UPDATE audit_values SET salt = NULL, old_value = NULL, new_value = NULL WHERE salt IS NOT NULL AND field IN ({names})
         AND seq IN (SELECT seq FROM audit_entries WHERE subject_id = $1)"
    );
    let statement = Statement::from_sql_and_values(database.backend(), sql, [customer_id.into()]);
    let values = transaction.execute_raw(statement).await?.rows_affected();
    let copies = changes::erase_copies(&transaction, customer_id).await?;
    let entry = NewEntry {
        source: Source::program(now_us),
        kind: Kind::LogErase,
        subject_id: customer_id,
        version: 0,
        values: &[said("erased_values", values.to_string()), said("erased_copies", copies.to_string())],
    };
    append(&transaction, database.log_key(), entry).await?;
    transaction.commit().await?;
    Ok(Erased { values, copies })
}
