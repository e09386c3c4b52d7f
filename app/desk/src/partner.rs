//! The reseller that runs this Defter.

use crate::audit::{NewEntry, Source, append, said};
use crate::database::{Database, WriteTransaction};
use crate::error::Error;
use model::audit::Kind;
use model::customers::FieldChange;
use model::fields::small;
use model::setup::KnownPartner;
use sea_orm::ActiveValue::{NotSet, Set};
use sea_orm::sea_query::{QueryStatementBuilder, SelectStatement, SimpleExpr};
use sea_orm::{ActiveModelTrait, ConnectionTrait, EntityTrait, FromQueryResult, QuerySelect, QueryTrait};
use uuid::Uuid;

/// The column of a number that is read beside the partner.
const NUMBER: &str = "number";
/// The time zone where nothing was said.
const UTC: &str = "UTC";

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

impl Partner {
    /// What was set of it; the time zone that one has about whom nothing was said is none.
    #[must_use]
    pub fn known(&self) -> KnownPartner {
        let zone = if self.time_zone == UTC { "" } else { self.time_zone.as_str() };
        KnownPartner { name: self.name.clone(), country: self.country.clone(), time_zone: zone.to_owned() }
    }
}

/// What is to be set about the partner; the rest stays as it is.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PartnerChange {
    /// Its name.
    pub name: Option<String>,
    /// Its domain.
    pub domain: Option<String>,
    /// ISO 3166-1 alpha-2.
    pub country: Option<String>,
    /// Its time zone's name (IANA).
    pub time_zone: Option<String>,
}

/// The partner, if one was stored.
///
/// # Errors
/// Whatever the database answers.
pub async fn find_partner(database: &Database) -> Result<Option<Partner>, Error> {
    Ok(entity::Entity::find().one(database.reader()).await?.map(Partner::from))
}

/// The partner, if one was stored, and what a query of one number answers: one statement, so that a writer waits for one.
///
/// # Errors
/// Whatever the database answers.
pub(crate) async fn find_partner_with(
    database: &Database,
    number: SelectStatement,
) -> Result<Option<(Partner, Option<i64>)>, Error> {
    let number = SimpleExpr::SubQuery(None, Box::new(number.into_sub_query_statement()));
    let select = entity::Entity::find().expr_as(number, NUMBER);
    let Some(row) = database.reader().query_one_raw(select.build(database.reader().get_database_backend())).await?
    else {
        return Ok(None);
    };
    let partner = entity::Model::from_query_result(&row, "")?;
    Ok(Some((partner.into(), row.try_get("", NUMBER)?)))
}

impl From<entity::Model> for Partner {
    fn from(row: entity::Model) -> Self {
        let domain = small(&row.domain);
        Self { id: row.id, name: row.name, domain, country: row.country, time_zone: row.time_zone }
    }
}

/// Sets what is named, on the partner that there is or on a new one: there is one of them. The command that does it is noted
/// in the log with it, or neither is.
///
/// # Errors
/// Whatever the database answers.
pub async fn set_partner(
    database: &Database,
    change: PartnerChange,
    command: &str,
    source: Source,
) -> Result<(), Error> {
    let transaction = database.begin_write().await?;
    put(&transaction, change).await?;
    let values = [said("command", command)];
    let entry = NewEntry { source, kind: Kind::CommandRun, subject_id: Uuid::nil(), version: 0, values: &values };
    append(&transaction, database.log_key(), entry).await?;
    transaction.commit().await
}

/// Sets what is named and nothing is known of yet, and answers that: what was set before counts.
///
/// # Errors
/// Whatever the database answers.
pub(crate) async fn fill(transaction: &WriteTransaction, change: PartnerChange) -> Result<Vec<FieldChange>, Error> {
    let known = entity::Entity::find().one(transaction).await?.map(Partner::from);
    let known = known.as_ref().map(Partner::known).unwrap_or_default();
    let blank = |set: Option<String>, known: &str| set.filter(|_| known.is_empty());
    let change = PartnerChange {
        name: blank(change.name, &known.name),
        domain: None,
        country: blank(change.country, &known.country),
        time_zone: blank(change.time_zone, &known.time_zone),
    };
    let named = [("partner_name", &change.name), ("country", &change.country), ("time_zone", &change.time_zone)];
    let values = named.into_iter().filter_map(|(field, text)| text.as_ref().map(|text| said(field, text.as_str())));
    let values: Vec<FieldChange> = values.collect();
    put(transaction, change).await?;
    Ok(values)
}

/// Writes what is named on the partner that there is, or on a new one.
async fn put(transaction: &WriteTransaction, change: PartnerChange) -> Result<(), Error> {
    let known = entity::Entity::find().one(transaction).await?;
    let or = |set: Option<String>, usual: &str| match (set, &known) {
        (Some(text), _) => Set(text),
        (None, Some(_)) => NotSet,
        (None, None) => Set(usual.to_owned()),
    };
    let row = entity::ActiveModel {
        id: Set(known.as_ref().map_or_else(Uuid::now_v7, |partner| partner.id)),
        name: or(change.name, ""),
        domain: or(change.domain, ""),
        country: or(change.country, ""),
        time_zone: or(change.time_zone, UTC),
    };
    if known.is_none() {
        entity::Entity::insert(row).exec_without_returning(transaction).await?;
    } else if row.is_changed() {
        entity::Entity::update(row).exec(transaction).await?;
    }
    Ok(())
}
