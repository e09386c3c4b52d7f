//! The table of changes. Rows are only ever added; triggers refuse anything else.

use sea_orm::entity::prelude::*;

/// A row of the table.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "customer_history")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub customer_id: Uuid,
    pub version: i64,
    pub kind: String,
    pub changed_at_us: i64,
    pub changed_by: Uuid,
    pub reason: String,
    pub request_id: Uuid,
    /// JSON: a list of field, old and new.
    pub changes: String,
}

/// Names of people are asked for by themselves.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
