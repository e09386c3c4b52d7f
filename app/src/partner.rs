//! The reseller that runs this Defter.

use crate::database::Database;
use crate::error::Error;
use sea_orm::{EntityTrait, Set};
use uuid::Uuid;

mod entity {
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "partner")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        pub name: String,
        pub domain: String,
        pub country: String,
        pub time_zone: String,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

/// A partner organisation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Partner {
    /// Its id.
    pub id: Uuid,
    /// Its name.
    pub name: String,
    /// Its domain: no customer's e-mail is there.
    pub domain: String,
    /// ISO 3166-1 alpha-2.
    pub country: String,
    /// Its time zone's name (IANA): the one that dates of changes are given in.
    pub time_zone: String,
}

/// Stores the partner.
///
/// # Errors
/// Whatever the database answers.
pub async fn set_partner(database: &Database, partner: &Partner) -> Result<(), Error> {
    let row = entity::ActiveModel {
        id: Set(partner.id),
        name: Set(partner.name.clone()),
        domain: Set(partner.domain.clone()),
        country: Set(partner.country.clone()),
        time_zone: Set(partner.time_zone.clone()),
    };
    entity::Entity::insert(row).exec_without_returning(database.writer()).await?;
    Ok(())
}

/// The partner, if one was stored.
///
/// # Errors
/// Whatever the database answers.
pub async fn find_partner(database: &Database) -> Result<Option<Partner>, Error> {
    let row = entity::Entity::find().one(database.reader()).await?;
    Ok(row.map(|row| Partner {
        id: row.id,
        name: row.name,
        domain: row.domain.to_lowercase(),
        country: row.country,
        time_zone: row.time_zone,
    }))
}

/// Sets the partner's time zone; makes an unnamed partner where there is none yet.
///
/// # Errors
/// Whatever the database answers.
pub async fn set_time_zone(database: &Database, zone: &str) -> Result<(), Error> {
    if let Some(partner) = find_partner(database).await? {
        let row = entity::ActiveModel { id: Set(partner.id), time_zone: Set(zone.to_owned()), ..Default::default() };
        entity::Entity::update(row).exec(database.writer()).await?;
        return Ok(());
    }
    let (name, domain, country) = (String::new(), String::new(), String::new());
    let partner = Partner { id: Uuid::now_v7(), name, domain, country, time_zone: zone.to_owned() };
    set_partner(database, &partner).await
}
