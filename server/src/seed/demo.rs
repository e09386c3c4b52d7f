//! The demo: one partner, 500 customers of every country there is material for, five staff.

use super::chance::Chance;
use super::customers::customer;
use super::places::PLACES;
use crate::failure::Failure;
use crate::router::system_clock;
use desk::audit::Source;
use desk::customers::{NewCustomer, add_customers, has_customers};
use desk::database::Database;
use desk::error::Error;
use desk::partner::{PartnerChange, find_partner, set_partner};
use desk::people::{everybody, store};
use model::access::{Role, Roles};
use model::customers::Field;
use model::people::{CheckedPerson, Person};
use std::io::Write;

/// What all five demo staff sign in with.
pub const DEMO_PASSWORD: &str = "defter-demo";
const PARTNER: &str = "Defter Demo Bilişim A.Ş.";
const CUSTOMERS: usize = 500;
/// Turkish ones first: the partner is Turkish.
const TURKISH: usize = 180;
const STAFF: [(&str, &str, Role); 5] = [
    ("global.admin", "Gülay Aksoy", Role::GlobalAdmin),
    ("admin.agent", "Murat Ergin", Role::AdminAgent),
    ("sales.agent", "Selin Uçar", Role::SalesAgent),
    ("helpdesk.agent", "Hakan Işık", Role::HelpdeskAgent),
    ("auditor", "Aylin Demir", Role::Auditor),
];

/// Fills an empty database with the demo; what an earlier try left half-done is ended.
///
/// # Errors
/// A sentence if it already holds customers, staff or a partner of its own: they must not stand beside people whose password
/// everybody knows.
pub async fn demo(database: &Database, if_empty: bool, out: &mut impl Write) -> Result<(), Failure> {
    if let Some(held) = held(database).await.map_err(failed)? {
        if if_empty {
            return Ok(());
        }
        return Err(format!("this database already holds {held}; the demo goes into an empty one only").into());
    }
    let partner = PartnerChange {
        name: Some(PARTNER.to_owned()),
        domain: Some("demo.example".to_owned()),
        country: Some("TR".to_owned()),
        time_zone: Some("Europe/Istanbul".to_owned()),
    };
    let source = Source::program(system_clock());
    set_partner(database, partner, "seed --demo", source).await.map_err(failed)?;
    for (name, full_name, role) in STAFF {
        let roles = Roles::of(&[role]);
        let person = CheckedPerson { name: full_name.to_owned(), email: email(name), roles };
        match store::insert(database, &person, DEMO_PASSWORD, false, source).await {
            // An earlier try came as far as this.
            Ok(_) | Err(Error::Invalid(_)) => {}
            Err(error) => return Err(failed(error).into()),
        }
    }
    // Last, and all at once: where customers are, everything is.
    add_customers(database, &customers()).await.map_err(failed)?;
    writeln!(out, "added the demo: {CUSTOMERS} customers and five staff, password {DEMO_PASSWORD}")?;
    for (name, _, _) in STAFF {
        writeln!(out, "  {}", email(name))?;
    }
    Ok(())
}

fn failed(_: Error) -> &'static str {
    "the demo could not be stored; the program's log says why"
}

fn email(name: &str) -> String {
    format!("{name}@demo.example")
}

/// What is there already that is not of the demo, or the demo as a whole.
async fn held(database: &Database) -> Result<Option<&'static str>, Error> {
    if has_customers(database).await? {
        return Ok(Some("customers"));
    }
    let is_demos = |person: &Person| STAFF.iter().any(|(name, _, _)| person.email == email(name));
    if everybody(database).await?.iter().any(|person| !is_demos(person)) {
        return Ok(Some("staff"));
    }
    let partner = find_partner(database).await?;
    Ok(partner.filter(|partner| partner.name != PARTNER).map(|_| "a partner"))
}

/// The customers, some of them with the faults that real data has.
fn customers() -> Vec<NewCustomer> {
    let mut chance = Chance::new(2_026);
    let places = PLACES.first().into_iter().cycle().take(TURKISH).chain(PLACES.iter().cycle().skip(1));
    let mut made: Vec<NewCustomer> = places.take(CUSTOMERS).map(|place| customer(&mut chance, place)).collect();
    for (at, customer) in made.iter_mut().enumerate() {
        spoil(at, customer);
    }
    made
}

/// Every fortieth customer gets one of the faults seen in other systems' data.
fn spoil(at: usize, customer: &mut NewCustomer) {
    if at % 40 != 17 {
        return;
    }
    let text = &mut customer.text;
    match at / 40 % 6 {
        0 => text.set(Field::CompanyPostalCode, ""),
        1 => text.set(Field::BillingEmail, "muhasebe@"),
        2 => {
            let shouted = text.get(Field::CompanyName).to_uppercase();
            text.set(Field::CompanyName, shouted);
        }
        3 => text.set(Field::BillingPhone, "yok"),
        4 => {
            let name = format!("{}.com", text.get(Field::BillToName));
            text.set(Field::BillToName, name);
        }
        _ => text.set(Field::ContactLastName, ""),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use desk::rules::emails::EmailPolicy;
    use desk::rules::{Extent, review};
    use std::collections::HashSet;

    #[test]
    fn the_demo_is_of_many_countries_and_mostly_right() {
        let made = customers();
        assert_eq!(made.len(), 500);
        let countries: HashSet<_> =
            made.iter().map(|customer| customer.text.get(Field::CompanyCountry).to_owned()).collect();
        assert!(countries.len() >= 25, "{}", countries.len());
        assert_eq!(made[0].text.get(Field::CompanyCountry), "TR");
        let reviewed: Vec<_> =
            made.iter().map(|customer| review(&customer.text, Extent::Account, &EmailPolicy::default())).collect();
        let wrong = reviewed.iter().filter(|reviewed| !reviewed.errors().is_empty()).count();
        assert!((4..=13).contains(&wrong), "{wrong}");
        let doubtful = reviewed.iter().filter(|reviewed| reviewed.needs_reason()).count();
        assert!((1..=40).contains(&doubtful), "{doubtful} ask for attention");
    }
}
