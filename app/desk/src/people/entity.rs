//! The table of staff.

use sea_orm::entity::prelude::*;

/// A row of the table.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "staff")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub version: i64,
    pub email: String,
    /// The e-mail in lower case: two spellings are one person.
    #[sea_orm(unique)]
    pub email_key: String,
    pub name: String,
    /// Names of roles with commas between them.
    pub roles: String,
    /// A PHC string.
    pub password_hash: String,
    pub must_change_password: bool,
    /// When a one-time password ends; none for one that its person chose.
    pub password_ends_at_us: Option<i64>,
    pub is_disabled: bool,
    /// BCP 47, or empty for the browser's.
    pub language: String,
    pub theme: String,
    pub created_at_us: i64,
    pub signed_in_at_us: Option<i64>,
}

/// Staff have no relation that sea-orm walks.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
