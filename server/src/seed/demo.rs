//! The demo: one partner, 500 customers of every country there is material for, five staff.

use super::chance::Chance;
use super::customers::customer;
use super::places::PLACES;
use crate::router::system_clock;
use crate::serve::Failure;
use app::access::{Role, Roles};
use app::audit::Source;
use app::customers::{Field, NewCustomer, add_customers, has_customers};
use app::database::Database;
use app::error::Error;
use app::partner::{PartnerChange, set_partner};
use app::people::{CheckedPerson, store};
use std::io::Write;

/// What all five demo staff sign in with.
pub const DEMO_PASSWORD: &str = "defter-demo";
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

/// Fills an empty database with the demo.
///
/// # Errors
/// A sentence if it already holds customers or staff: theirs must not stand beside people whose password everybody knows.
pub async fn demo(database: &Database, if_empty: bool, out: &mut impl Write) -> Result<(), Failure> {
    let failed = |error: Error| format!("the demo could not be stored ({error:?}); the log says why");
    let held = match has_customers(database).await.map_err(failed)? {
        true => Some("customers"),
        false if !store::everybody(database).await.map_err(failed)?.is_empty() => Some("staff"),
        false => None,
    };
    if let Some(held) = held {
        if if_empty {
            return Ok(());
        }
        return Err(format!("this database already holds {held}; the demo goes into an empty one only").into());
    }
    let partner = PartnerChange {
        name: Some("Defter Demo Bilişim A.Ş.".to_owned()),
        domain: Some("demo.example".to_owned()),
        country: Some("TR".to_owned()),
        time_zone: Some("Europe/Istanbul".to_owned()),
    };
    set_partner(database, partner).await.map_err(failed)?;
    for (name, full_name, role) in STAFF {
        let person = CheckedPerson {
            name: full_name.to_owned(),
            email: format!("{name}@demo.example"),
            roles: Roles::of(&[role]),
        };
        store::insert(database, &person, DEMO_PASSWORD, false, Source::program(system_clock()))
            .await
            .map_err(failed)?;
    }
    add_customers(database, &customers()).await.map_err(failed)?;
    writeln!(out, "added the demo: {CUSTOMERS} customers and five staff, password {DEMO_PASSWORD}")?;
    for (name, _, _) in STAFF {
        writeln!(out, "  {name}@demo.example")?;
    }
    Ok(())
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
    use app::rules::{Extent, Policy, review};
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
            made.iter().map(|customer| review(&customer.text, Extent::Account, &Policy::default())).collect();
        let wrong = reviewed.iter().filter(|reviewed| !reviewed.errors().is_empty()).count();
        assert!((4..=13).contains(&wrong), "{wrong}");
        let doubtful = reviewed.iter().filter(|reviewed| reviewed.needs_reason()).count();
        assert!((1..=40).contains(&doubtful), "{doubtful} ask for attention");
    }
}
