//! The table of set-up links.

use sea_orm::entity::prelude::*;

/// A row of the table.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "setup_links")]
pub struct Model {
    /// SHA-256 of the link's token: whoever reads the table cannot use it.
    #[sea_orm(primary_key, auto_increment = false)]
    pub token_hash: Vec<u8>,
    pub made_at_us: i64,
    pub ends_at_us: i64,
    pub used_at_us: Option<i64>,
}

/// Links have no relation that sea-orm walks.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
