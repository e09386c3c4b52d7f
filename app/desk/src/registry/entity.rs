//! The table of questions and their answers. An answered row is never changed again; triggers refuse it.

use model::registry::{Evidence, State};
use sea_orm::entity::prelude::*;

/// A row of the table.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "registry_checks")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub customer_id: Uuid,
    pub asked_by: Uuid,
    pub created_at_us: i64,
    /// The member state's letters in a VAT ID: `EL` for Greece, `XI` for Northern Ireland.
    pub vat_state: String,
    /// What follows the letters.
    pub vat_number: String,
    /// The name of a [`State`], or `replaced` where another number took its place before an answer came.
    pub state: String,
    pub attempts: i32,
    pub next_try_at_us: i64,
    /// Why the last try had no answer, in the registry's word.
    pub failure: String,
    pub answered_at_us: Option<i64>,
    pub registered_name: String,
    pub registered_address: String,
    pub request_identifier: String,
}

impl Model {
    /// The row as it is shown, at a time.
    pub fn evidence(self, now_us: i64) -> Evidence {
        const DAY_US: i64 = 86_400_000_000;
        let at_us = self.answered_at_us.unwrap_or(self.created_at_us);
        Evidence {
            state: State::of_name(&self.state),
            vat_id: format!("{}{}", self.vat_state, self.vat_number),
            at_us,
            age_days: u32::try_from((now_us - at_us) / DAY_US).unwrap_or_default(),
            attempts: u32::try_from(self.attempts).unwrap_or_default(),
            next_try_at_us: self.next_try_at_us,
            failure: self.failure,
            registered_name: self.registered_name,
            registered_address: self.registered_address,
            request_identifier: self.request_identifier,
        }
    }
}

/// Names of people are asked for by themselves.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
