//! The log's three tables. Entries are only ever added; triggers refuse anything else, but for values that are erased.

/// The newest entry: one row, held by whoever writes the next, so that the chain is one line.
pub mod head {
    use sea_orm::entity::prelude::*;

    /// The row.
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "audit_head")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: i32,
        pub log_id: Uuid,
        pub seq: i64,
        pub at_us: i64,
        pub hash: Vec<u8>,
    }

    /// None that sea-orm walks.
    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

/// The chain.
pub mod entries {
    use sea_orm::entity::prelude::*;

    /// A row of the table.
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "audit_entries")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub seq: i64,
        pub at_us: i64,
        pub kind: String,
        pub actor_id: Uuid,
        pub subject_id: Uuid,
        pub version: i64,
        pub request_id: Uuid,
        pub hash: Vec<u8>,
        pub key_id: Vec<u8>,
        pub seal: Vec<u8>,
    }

    /// None that sea-orm walks.
    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

/// What entries say of persons and companies, outside the chain: it holds their salted hashes.
pub mod values {
    use sea_orm::entity::prelude::*;

    /// A row of the table; salt and texts are gone when the value was erased.
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "audit_values")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub seq: i64,
        #[sea_orm(primary_key, auto_increment = false)]
        pub place: i32,
        pub field: String,
        pub leaf: Vec<u8>,
        pub salt: Option<Vec<u8>>,
        pub old_value: Option<String>,
        pub new_value: Option<String>,
    }

    /// None that sea-orm walks.
    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}
