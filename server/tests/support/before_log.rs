//! What stood in a database before there was a log.

use super::{Fresh, Tried};
use sea_orm::{ConnectionTrait, DbErr, Statement, Value};
use uuid::Uuid;

impl Fresh {
    /// Runs one statement with values.
    pub async fn run(&self, sql: &str, values: Vec<Value>) -> Result<(), DbErr> {
        let writer = self.database.writer();
        writer.execute_raw(Statement::from_sql_and_values(writer.get_database_backend(), sql, values)).await?;
        Ok(())
    }

    /// Gives a customer, in a database of the version before the log, a history of two changes of one field by somebody on the
    /// staff; answers who that is.
    pub async fn add_history_of_before_the_log(&self, customer: Uuid) -> Tried<Uuid> {
        let staff = Uuid::from_u128(7);
        let sql = "INSERT INTO staff (id, version, email, email_key, name, roles, password_hash, must_change_password, is_disabled, language, theme, created_at_us) VALUES ($1, 1, 'a@b.example', 'a@b.example', 'Ada', 'sales_agent', '', FALSE, FALSE, '', 'system', 1)";
        self.run(sql, vec![staff.into()]).await?;
        let changed = "UPDATE customers SET version = 3, purchase_order_reference = 'b' WHERE id = $1";
        self.run(changed, vec![customer.into()]).await?;
        for (version, old, new) in [(2_i64, "", "a"), (3, "a", "b")] {
            let changes = format!("[{{\"field\":\"purchase_order_reference\",\"old\":\"{old}\",\"new\":\"{new}\"}}]");
            let sql = "INSERT INTO customer_history (id, customer_id, version, kind, changed_at_us, changed_by, reason, request_id, changes) VALUES ($1, $2, $3, 'update', $4, $5, 'why', $6, $7)";
            let values: Vec<Value> = vec![
                Uuid::from_u128(90 + u128::from(version.unsigned_abs())).into(),
                customer.into(),
                version.into(),
                (version * 1_000).into(),
                staff.into(),
                Uuid::nil().into(),
                changes.into(),
            ];
            self.run(sql, values).await?;
        }
        Ok(staff)
    }
}
