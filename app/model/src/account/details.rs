//! A customer's account as it is shown, and what came of changing it.

use crate::changes::{Consequence, RequestSummary, Ruling};
use crate::countries::AddressShown;
use crate::customers::{Alike, CustomerText, Field, Reviewed, Standing};
use crate::fields::Finding;
use crate::history::Change;
use crate::registry::RegistryShown;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// Everything that the account page shows; the default is nobody's, which the form of a new customer begins from.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Account {
    /// Which customer.
    pub id: Uuid,
    /// Counts changes from 1; a save must name the one it was made from.
    pub version: i64,
    /// How the customer stands.
    pub standing: Standing,
    /// Company details and billing information.
    pub text: CustomerText,
    /// Where the company is, as its country writes it.
    pub company_address: AddressShown,
    /// Where invoices go, as its country writes it.
    pub billing_address: AddressShown,
    /// The billing phone as its country writes it, with its extension as it is stored.
    pub billing_phone: String,
    /// What today's rules say about it: rows of other days and systems break rules too.
    pub findings: Vec<Finding>,
    /// What official registries answered about the tax number; `None` where there is nothing to ask.
    pub registry: Option<RegistryShown>,
    /// The permissions to buy that are given.
    pub given: Vec<Field>,
    /// Last change in microseconds since 1970, UTC.
    pub updated_at_us: i64,
    /// Who made it; `None` if nobody has since the customer was added.
    pub updated_by: Option<String>,
    /// Changes that wait for a second person or for their date, the first to come first.
    pub waiting: Vec<RequestSummary>,
}

impl Account {
    /// The customer's name; of one who waits to be added, as it was typed. Empty where nobody knows it any more.
    #[must_use]
    pub fn name(&self) -> &str {
        match self.text.get(Field::CompanyName) {
            "" => self.waiting.iter().map(RequestSummary::name).find(|name| !name.is_empty()).unwrap_or_default(),
            name => name,
        }
    }
}

/// What a save did.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Saved {
    /// Stored, as this version.
    As {
        /// The version now.
        version: i64,
    },
    /// Stored beside what others had changed meanwhile.
    Merged {
        /// The version now.
        version: i64,
        /// The fields that others had changed.
        others: Vec<String>,
    },
    /// Nothing differed, so nothing was written.
    Unchanged,
    /// It waits for a second person.
    Waiting {
        /// The request.
        id: Uuid,
    },
    /// It waits for its date.
    Scheduled {
        /// The request.
        id: Uuid,
    },
    /// It was agreed to, and could not be made as the account is now.
    Refused {
        /// The request, which says why.
        id: Uuid,
    },
}

impl Saved {
    /// The request that waits, or could not be made.
    #[must_use]
    pub fn request_id(&self) -> Option<Uuid> {
        match self {
            Self::Waiting { id } | Self::Scheduled { id } | Self::Refused { id } => Some(*id),
            Self::As { .. } | Self::Merged { .. } | Self::Unchanged => None,
        }
    }
}

/// What somebody types in Update: an account as they want it, and what belongs to its submission.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Proposal {
    /// The version that it began from.
    pub version: i64,
    /// What was typed.
    pub text: CustomerText,
    /// Why.
    pub reason: String,
    /// When it is to be made, as typed, in the partner's zone (`2026-12-01T09:00`); at once where it is empty.
    pub land_at: String,
    /// An open request of one's own that it takes the place of.
    pub replaces: Option<Uuid>,
    /// The form that it is typed in: what is typed in two tabs is two drafts.
    pub draft: Uuid,
}

/// What somebody typed and did not submit.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Draft {
    /// What was typed.
    pub proposal: Proposal,
    /// Its age in seconds.
    pub age_s: u64,
    /// The fields that were typed, against the version that it began from; none where only the browser holds it.
    pub fields: Vec<String>,
}

/// One's own drafts of a customer.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Drafts {
    /// The drafts, the newest first.
    pub kept: Vec<Draft>,
    /// The id of the form that is begun now.
    pub form: Uuid,
}

/// What the rules say about text that is to be submitted, and what follows from it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct AccountReview {
    /// The version that it would be stored on top of.
    pub version: i64,
    /// What was typed, with what others changed meanwhile.
    pub text: CustomerText,
    /// What the rules say.
    pub reviewed: Reviewed,
    /// Its billing phone as its country writes it, with its extension as it is stored.
    pub billing_phone: String,
    /// What others changed meanwhile.
    pub since: Vec<Change>,
    /// What follows.
    pub consequences: Vec<Consequence>,
    /// Whether it waits for a second person.
    pub ruling: Ruling,
    /// Customers that are there already and have the same in a field; asked only of one who is to be added.
    #[serde(default)]
    pub alike: Vec<Alike>,
}

/// What others changed meanwhile, where it is not what was typed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Meeting {
    /// The account as it is stored now.
    pub account: Account,
    /// What others changed meanwhile.
    pub since: Vec<Change>,
    /// What was typed, with what others changed in other fields.
    pub text: CustomerText,
    /// The fields that both changed.
    pub conflicts: Vec<FieldConflict>,
}

/// A field that two people made different things of.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FieldConflict {
    /// The field.
    pub field: String,
    /// What both began from.
    pub base: String,
    /// What is stored now.
    pub theirs: String,
    /// What was typed.
    pub mine: String,
    /// Who stored it.
    pub changed_by: String,
    /// When, in microseconds since 1970, UTC.
    pub changed_at_us: i64,
}
