//! The tables of failed sign-ins and of what all servers of a database know.

/// Failed sign-ins by account and by address.
pub mod attempts {
    use sea_orm::entity::prelude::*;

    /// A row of the table.
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "sign_in_attempts")]
    pub struct Model {
        /// `account:` or `address:` and which.
        #[sea_orm(primary_key, auto_increment = false)]
        pub key: String,
        pub failures: i64,
        pub failed_at_us: i64,
        /// No try before this time.
        pub retry_at_us: i64,
    }

    /// Attempts have no relation that sea-orm walks.
    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

/// Secrets that every server of a database has.
pub mod secrets {
    use sea_orm::entity::prelude::*;

    /// A row of the table.
    #[derive(Clone, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "shared_secrets")]
    pub struct Model {
        /// What it is for.
        #[sea_orm(primary_key, auto_increment = false)]
        pub name: String,
        /// 32 random bytes, made by whichever server needs them first and told to nobody.
        pub secret: Vec<u8>,
    }

    /// In no log, whoever prints a row.
    impl std::fmt::Debug for Model {
        fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
            write!(formatter, "Secret({})", self.name)
        }
    }

    /// None that sea-orm walks.
    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}
