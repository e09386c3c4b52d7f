//! The tables of change sets and drafts, and the turns of those who work at them.

/// Changes as they were submitted.
pub mod sets {
    use sea_orm::entity::prelude::*;

    /// A row of the table.
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "change_sets")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        pub version: i64,
        pub customer_id: Uuid,
        pub kind: String,
        pub state: String,
        pub created_at_us: i64,
        pub created_by: Uuid,
        pub base_version: i64,
        /// JSON: a list of field, old and new.
        pub changes: String,
        pub reason: String,
        /// The rules of the policy that asked for a second person, with commas between them.
        pub asked_by_rules: String,
        /// Names of roles with commas between them.
        pub reviewers: String,
        pub land_at_us: Option<i64>,
        pub decided_by: Option<Uuid>,
        pub decided_at_us: Option<i64>,
        pub note: String,
        pub ended_at_us: Option<i64>,
        /// JSON: why it could not be made.
        pub failure: String,
        /// The entry that it takes back.
        pub undoes: Option<i64>,
        /// Who took it back.
        pub ended_by: Option<Uuid>,
        /// The change set that its author submitted in its place.
        pub replaced_by: Option<Uuid>,
        /// Whether its author has seen what became of it.
        pub is_seen: bool,
    }

    /// None that sea-orm walks.
    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

/// What was typed and not submitted.
pub mod drafts {
    use sea_orm::entity::prelude::*;

    /// A row of the table.
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "drafts")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub staff_id: Uuid,
        #[sea_orm(primary_key, auto_increment = false)]
        pub customer_id: Uuid,
        /// The form that it is typed in.
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        pub version: i64,
        pub kept_at_us: i64,
        /// JSON: an object of field names and texts.
        pub typed: String,
        pub reason: String,
        /// A date and time in the partner's zone, as typed.
        pub land_at: String,
        /// The open request that it takes the place of.
        pub replaces: Option<Uuid>,
    }

    /// None that sea-orm walks.
    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

/// Work that one server does at a time.
pub mod turns {
    use sea_orm::entity::prelude::*;

    /// A row of the table.
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "turns")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub name: String,
    }

    /// None that sea-orm walks.
    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}
