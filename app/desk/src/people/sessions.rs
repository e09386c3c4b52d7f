//! The table of sessions, and what ends all of somebody's. The rest of a session is the sign-in's.

use crate::error::Error;
use sea_orm::entity::prelude::*;

/// A row of the table.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "sessions")]
pub struct Model {
    /// SHA-256 of the cookie's token: whoever reads the table cannot sign in.
    #[sea_orm(primary_key, auto_increment = false)]
    pub token_hash: Vec<u8>,
    pub staff_id: Uuid,
    pub created_at_us: i64,
    pub seen_at_us: i64,
}

/// Whose a session is: every request asks for both in one question.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {
    #[sea_orm(
        belongs_to = "crate::people::entity::Entity",
        from = "Column::StaffId",
        to = "crate::people::entity::Column::Id"
    )]
    Person,
}

impl Related<crate::people::entity::Entity> for Entity {
    fn to() -> RelationDef {
        Relation::Person.def()
    }
}

impl ActiveModelBehavior for ActiveModel {}

/// Ends every session of somebody.
///
/// # Errors
/// Whatever the database answers.
pub async fn end_all_sessions(connection: &impl ConnectionTrait, staff_id: Uuid) -> Result<(), Error> {
    Entity::delete_many().filter(Column::StaffId.eq(staff_id)).exec(connection).await?;
    Ok(())
}
