//! Reading one account, and holding what was typed against it.

use crate::changes::{Difference, Typed, Wishes, author_now};
use crate::customers::{Model, Snapshot, rows};
use crate::error::Error;
use crate::for_people::ForPeople;
use crate::history::Span;
use crate::request::RequestContext;
use crate::rules::phones::as_written;
use crate::rules::{self, Extent};
use crate::{history, people, registry};
use model::access::{Permit, SeeCustomers, UpdateCustomer};
use model::account::{Account, AccountReview, FieldConflict, Meeting};
use model::changes::Conflict;
use model::countries::{Address, AddressShown};
use model::customers::{AddressFields, CustomerText, Field, Reviewed, Standing};
use model::fields::Problem;
use model::history::Change;
use model::language::Language;
use std::collections::HashMap;
use uuid::Uuid;

/// A customer's account.
///
/// # Errors
/// `NotFound`.
pub async fn find(_: &Permit<SeeCustomers>, request: &RequestContext, id: Uuid) -> Result<Account, Error> {
    shown_whole(request, row(request, id).await?).await
}

pub(super) async fn row(request: &RequestContext, id: Uuid) -> Result<Model, Error> {
    rows::find(request.database.reader(), id).await
}

async fn shown_whole(request: &RequestContext, row: Model) -> Result<Account, Error> {
    let updated_by = match row.updated_by {
        Some(id) => people::names(&request.database, [id].into_iter()).await?.remove(&id),
        None => None,
    };
    let (text, standing) = (row.text(), row.standing());
    let reviewed = rules::review(&text, Extent::Account, &request.policy.emails);
    // Nobody mends what cannot be changed.
    let is_active = standing == Standing::Active;
    let findings = if is_active { with_names_of_places(reviewed, request.language).findings } else { Vec::new() };
    Ok(Account {
        id: row.id,
        version: row.version,
        standing,
        company_address: shown(&text.address(AddressFields::COMPANY)),
        billing_address: shown(&text.billing_address()),
        billing_phone: as_written(text.get(Field::BillingPhone)),
        findings,
        registry: registry::store::shown(request, row.id, &text).await?,
        waiting: crate::changes::store::open_of(request, row.id).await?,
        text,
        given: Snapshot::of(&row).given().to_vec(),
        updated_at_us: row.updated_at_us,
        updated_by,
    })
}

fn shown(address: &Address) -> AddressShown {
    AddressShown {
        lines: rules::addresses::lines(address),
        country: address.country.clone(),
        language: rules::addresses::shape(&address.country).map(|shape| shape.language.to_owned()).unwrap_or_default(),
    }
}

/// What a typed text, on top of a version, makes different from what is stored now.
pub(super) async fn difference(
    request: &RequestContext,
    row: &Model,
    version: i64,
    typed: &CustomerText,
) -> Result<Difference, Error> {
    if version < 1 || version > row.version {
        return Err(Error::Conflict);
    }
    let now = Snapshot::of(row);
    let base = history::base(request.database.reader(), &now, version).await?;
    let typed = Typed::of(typed, &request.policy);
    Ok(Difference::of(now, Wishes::Text(&typed), &base, &request.policy))
}

/// What the rules say about a text that is to take the place of the stored one, and what follows from it.
///
/// # Errors
/// `Conflict` where others changed the same fields since `version`; `Removed`, `NotFound`.
pub async fn review(
    _: &Permit<UpdateCustomer>,
    request: &RequestContext,
    id: Uuid,
    version: i64,
    typed: &CustomerText,
) -> Result<AccountReview, Error> {
    let row = row(request, id).await?;
    let difference = difference(request, &row, version, typed).await?;
    if difference.is_closed() {
        return Err(Error::Removed);
    }
    if !difference.conflicts().is_empty() {
        return Err(Error::Conflict);
    }
    let author = author_now(request.database.reader(), request, id, difference.changes()).await?;
    let plan = difference.ruled("", None, &request.policy, &author);
    let reviewed = with_names_of_places(plan.reviewed().clone(), request.language);
    Ok(AccountReview {
        version: row.version,
        consequences: plan.consequences(&request.policy),
        ruling: plan.ruling().clone(),
        billing_phone: as_written(reviewed.text.get(Field::BillingPhone)),
        text: plan.text().clone(),
        reviewed,
        since: since(request, id, version, row.version).await?,
        alike: Vec::new(),
    })
}

/// The findings with places by their names, as the form lets them be chosen, in the place of what is stored for them.
pub(super) fn with_names_of_places(mut reviewed: Reviewed, language: Language) -> Reviewed {
    for finding in &mut reviewed.findings {
        let names_a_place = matches!(
            finding.problem,
            Problem::Missing
                | Problem::PostalCodeElsewhere
                | Problem::UnknownSubdivision
                | Problem::AmbiguousSubdivision
                | Problem::SubdivisionFilledIn
        );
        let field = Field::of_name(&finding.path).filter(|_| names_a_place && !finding.hint.is_empty());
        let of = |fields: &AddressFields| field.is_some_and(|field| fields.all().contains(&field));
        let Some(fields) = [AddressFields::COMPANY, AddressFields::BILLING].into_iter().find(of) else { continue };
        let form = rules::country_form(reviewed.text.get(fields.country), language);
        let choices: Vec<(String, String)> = form.parts.into_iter().flat_map(|part| part.choices).collect();
        let name = |written: &str| {
            choices
                .iter()
                .find(|(choice, _)| choice == written)
                .map_or_else(|| written.to_owned(), |(_, name)| name.clone())
        };
        finding.hint = finding.hint.split(" / ").map(name).collect::<Vec<_>>().join(" / ");
    }
    reviewed
}

async fn since(request: &RequestContext, id: Uuid, version: i64, stored: i64) -> Result<Vec<Change>, Error> {
    if version == stored {
        return Ok(Vec::new());
    }
    let permit = request.permit::<SeeCustomers>()?;
    history::changes_since(&permit, &request.database, id, version).await
}

/// What others changed since a version, beside what was typed.
///
/// # Errors
/// `Conflict` for a version that never was; `NotFound`.
pub async fn meeting(
    _: &Permit<UpdateCustomer>,
    request: &RequestContext,
    id: Uuid,
    version: i64,
    typed: &CustomerText,
) -> Result<Meeting, Error> {
    let row = row(request, id).await?;
    let difference = difference(request, &row, version, typed).await?;
    let since = since(request, id, version, row.version).await?;
    let setters = if difference.conflicts().is_empty() {
        HashMap::new()
    } else {
        history::setters(request, id, Span::UpTo(i64::MAX)).await?
    };
    let conflict = |Conflict { field, base, theirs, mine }: Conflict| {
        let last = setters.get(&field);
        FieldConflict {
            changed_by: last.map(|change| change.changed_by.clone()).unwrap_or_default(),
            changed_at_us: last.map(|change| change.changed_at_us).unwrap_or_default(),
            field,
            // What was erased reads as empty.
            base: base.replace('\0', ""),
            theirs,
            mine,
        }
        .for_people()
    };
    let conflicts = difference.conflicts().iter().cloned().map(conflict).collect();
    let account = shown_whole(request, row).await?;
    Ok(Meeting { account, text: difference.text().clone(), conflicts, since })
}
