//! Reading one account, and holding what was typed against it.

use super::details::{Account, AccountReview, FieldConflict, Meeting, Proposal, Saved};
use super::phone;
use crate::access::{Permit, SeeCustomers, UpdateCustomer};
use crate::changes::held::{Held, Typed, meet, wishes_on};
use crate::changes::{Authority, Conflict, Submission, Wants, consequences, ruling_now, submit};
use crate::countries::{Address, AddressShown};
use crate::customers::{AddressFields, CustomerText, Entity, Field, Model, Reviewed};
use crate::error::Error;
use crate::fields::{self, Problem};
use crate::form::FieldErrors;
use crate::history::{self, Change, Span};
use crate::language::Language;
use crate::people;
use crate::registry;
use crate::request::RequestContext;
use crate::rules::{self, Extent};
use sea_orm::EntityTrait;
use std::collections::HashMap;
use uuid::Uuid;

/// A customer's account.
///
/// # Errors
/// `NotFound`.
pub async fn find(_: &Permit<SeeCustomers>, request: &RequestContext, id: Uuid) -> Result<Account, Error> {
    shown_whole(request, row(request, id).await?).await
}

async fn row(request: &RequestContext, id: Uuid) -> Result<Model, Error> {
    Entity::find_by_id(id).one(request.database.reader()).await?.ok_or(Error::NotFound)
}

async fn shown_whole(request: &RequestContext, row: Model) -> Result<Account, Error> {
    let updated_by = match row.updated_by {
        Some(id) => people::names(&request.database, [id].into_iter()).await?.remove(&id),
        None => None,
    };
    let text = row.text();
    Ok(Account {
        id: row.id,
        version: row.version,
        company_address: shown(&text.address(AddressFields::COMPANY)),
        billing_address: shown(&text.billing_address()),
        billing_phone: phone::as_written(text.get(Field::BillingPhone)),
        findings: with_names_of_places(rules::review(&text, Extent::Account, &request.policy), request.language)
            .findings,
        registry: registry::store::shown(request, row.id, &text).await?,
        waiting: crate::changes::store::open_of(request, row.id).await?,
        text,
        may_buy_reservations: row.may_buy_reservations,
        may_buy_savings_plans: row.may_buy_savings_plans,
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

/// What was typed on top of a version, on top of what is stored now.
struct Met {
    held: Held,
    row: Model,
    text: CustomerText,
    conflicts: Vec<Conflict>,
}

async fn met(request: &RequestContext, id: Uuid, version: i64, typed: &CustomerText) -> Result<Met, Error> {
    let row = row(request, id).await?;
    if version < 1 || version > row.version {
        return Err(Error::Conflict);
    }
    let held = Held::of(row.clone());
    if row.version == version {
        return Ok(Met { held, row, text: typed.clone(), conflicts: Vec::new() });
    }
    let base = history::base(request.database.reader(), &row, version).await?;
    let typed = Typed::of(typed, &request.policy);
    let merged = meet(&held, &wishes_on(&base, &held, &typed, &request.policy), &request.policy);
    let mut text = held.text().clone();
    let changes = merged.changes.iter().map(|change| (&change.field, &change.new));
    for (name, mine) in changes.chain(merged.conflicts.iter().map(|conflict| (&conflict.field, &conflict.mine))) {
        if let Some(field) = Field::of_name(name) {
            text.set(field, mine.as_str());
        }
    }
    Ok(Met { held, row, text, conflicts: merged.conflicts })
}

/// What the rules say about a text that is to take the place of the stored one, and what follows from it.
///
/// # Errors
/// `Conflict` where others changed the same fields since `version`; `NotFound`.
pub async fn review(
    _: &Permit<UpdateCustomer>,
    request: &RequestContext,
    id: Uuid,
    version: i64,
    typed: &CustomerText,
) -> Result<AccountReview, Error> {
    let met = met(request, id, version, typed).await?;
    if !met.conflicts.is_empty() {
        return Err(Error::Conflict);
    }
    let stored = met.held.text();
    let reviewed: Reviewed = rules::review(&met.text, Extent::Account, &request.policy).since(stored);
    let reviewed = with_names_of_places(reviewed, request.language);
    let since = since(request, id, version, met.row.version).await?;
    let changes = stored.changes_to(&reviewed.text);
    Ok(AccountReview {
        version: met.row.version,
        consequences: consequences(stored, &reviewed.text, request.policy.surroundings()),
        ruling: ruling_now(request.database.reader(), request, id, &changes).await?,
        billing_phone: phone::as_written(reviewed.text.get(Field::BillingPhone)),
        text: met.text,
        reviewed,
        since,
    })
}

/// The findings with places by their names, as the form lets them be chosen, in the place of what is stored for them.
fn with_names_of_places(mut reviewed: Reviewed, language: Language) -> Reviewed {
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
    let met = met(request, id, version, typed).await?;
    let since = since(request, id, version, met.row.version).await?;
    let setters = if met.conflicts.is_empty() {
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
    let conflicts = met.conflicts.into_iter().map(conflict).collect();
    let account = shown_whole(request, met.row).await?;
    Ok(Meeting { account, text: met.text, conflicts, since })
}

/// Submits an update.
///
/// # Errors
/// `NotFound`, `Invalid`, `Conflict`.
pub async fn update(
    permit: &Permit<UpdateCustomer>,
    request: &RequestContext,
    id: Uuid,
    proposal: &Proposal,
) -> Result<Saved, Error> {
    let land_at_us = match request.policy.time_zone.parse(&proposal.land_at, request.now_us) {
        Ok(land_at_us) => land_at_us,
        Err(problem) => return Err(every_fault(request, id, proposal, problem).await?.into()),
    };
    let typed = Typed::of(&proposal.text, &request.policy);
    let submission = Submission {
        customer_id: id,
        version: proposal.version,
        wants: Wants::Text(&typed),
        reason: &proposal.reason,
        land_at_us,
        replaces: proposal.replaces,
        draft: proposal.draft,
    };
    submit(&Authority::from(permit), request, submission).await
}

/// A wrong date beside what else is wrong on the review: nobody is told of one after the other.
async fn every_fault(
    request: &RequestContext,
    id: Uuid,
    proposal: &Proposal,
    of_date: Problem,
) -> Result<FieldErrors, Error> {
    let met = met(request, id, proposal.version, &proposal.text).await?;
    if !met.conflicts.is_empty() {
        return Err(Error::Conflict);
    }
    let mut errors = FieldErrors::default();
    match fields::REASON.parse(&proposal.reason) {
        Err(problem) => errors.note("reason", problem),
        Ok(reason) => {
            let reviewed = rules::review(&met.text, Extent::Account, &request.policy).since(met.held.text());
            if let Err(refused) = reviewed.accept(&reason.unwrap_or_default()) {
                // What is wrong in fields stands in the form, where the date is not.
                if !refused.has("reason") {
                    return Ok(refused);
                }
                errors = refused;
            }
        }
    }
    errors.note("land_at", of_date);
    Ok(errors)
}
