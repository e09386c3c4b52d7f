//! Made-up customers, right for their countries.

use super::chance::Chance;
use super::places::{PLACES, Place};
use desk::customers::NewCustomer;
use desk::rules::emails::EmailPolicy;
use desk::rules::{Extent, review};
use model::customers::{CustomerText, Field};
use uuid::Builder;

/// When the first made-up customer was added: 1 January 2025, 08:00 UTC.
const BEGAN_AT_US: i64 = 1_735_718_400_000_000;
const YEAR_US: u64 = 365 * 86_400 * 1_000_000;

/// A made-up customer of a country.
pub fn customer(chance: &mut Chance, place: &Place) -> NewCustomer {
    let mut text = CustomerText::default();
    let pick = |chance: &mut Chance, of: &[&'static str]| chance.pick(of).copied().unwrap_or_default();
    let last_name = pick(chance, place.last_names);
    let name = company_name(chance, place);
    let domain = format!("{}-{}.example", slug(&name), chance.below(10_000));
    let (first_name, number) = (pick(chance, place.first_names), 1 + chance.below(180));
    let local = match slug(first_name) {
        name if name.is_empty() => "billing".to_owned(),
        name => name,
    };
    let (locality, subdivision, postal_code) = chance.pick(place.cities).copied().unwrap_or_default();
    let same = !chance.once_in(5);
    for (field, value) in [
        (Field::CompanyName, name.clone()),
        (Field::Domain, domain.clone()),
        (Field::RegistrationNumber, chance.fill("######")),
        (Field::CompanyCountry, place.country.to_owned()),
        (Field::CompanyAddressLine1, pick(chance, place.streets).replace("{}", &number.to_string())),
        (Field::CompanyPostalCode, chance.fill(postal_code)),
        (Field::CompanyLocality, locality.to_owned()),
        (Field::CompanySubdivision, subdivision.to_owned()),
        (Field::BillToName, name),
        (Field::ContactFirstName, first_name.to_owned()),
        (Field::ContactLastName, last_name.to_owned()),
        (Field::BillingEmail, format!("{local}@{domain}")),
        (Field::BillingPhone, phone(chance, place, locality)),
        (Field::BillingSameAsCompany, if same { "true".to_owned() } else { String::new() }),
        (Field::Language, place.language.to_owned()),
        (Field::Currency, place.currency.to_owned()),
        (Field::TaxNumber, if place.country == "TR" { turkish_tax_number(chance) } else { String::new() }),
        (Field::PurchaseOrderReference, if chance.once_in(4) { chance.fill("PO-2026-####") } else { String::new() }),
    ] {
        text.set(field, value);
    }
    if !same {
        bill_elsewhere(chance, place, &mut text);
    }
    // As it would be stored: made-up customers pass through the rules like everybody's.
    // The phone is E.164 already, and looking at it takes longer than all the rest.
    let phone = text.get(Field::BillingPhone).to_owned();
    text.set(Field::BillingPhone, "");
    let mut text = review(&text, Extent::Account, &EmailPolicy::default()).text;
    text.set(Field::BillingPhone, phone);
    let may_buy = (chance.once_in(12), chance.once_in(20));
    let added_at_us = BEGAN_AT_US + i64::try_from(chance.below(YEAR_US)).unwrap_or_default();
    let mut bytes = [0; 16];
    bytes[..8].copy_from_slice(&chance.next().to_be_bytes());
    bytes[8..].copy_from_slice(&chance.next().to_be_bytes());
    NewCustomer { id: Builder::from_random_bytes(bytes).into_uuid(), text, may_buy, added_at_us }
}

/// A made-up customer of any country; every fourth is Turkish.
pub fn any_customer(chance: &mut Chance) -> Option<NewCustomer> {
    let place = if chance.once_in(4) { PLACES.first() } else { chance.pick(PLACES) };
    place.map(|place| customer(chance, place))
}

/// A name of one of the country's forms. In a form only capitals that no letter follows or precedes are replaced:
/// "LLC" and "Ltd" stand for themselves. Scripts without spaces write the parts together.
fn company_name(chance: &mut Chance, place: &Place) -> String {
    let form: Vec<char> = chance.pick(place.forms).copied().unwrap_or("W T").chars().collect();
    let is_latin = |at: Option<usize>| {
        at.and_then(|at| form.get(at))
            .is_some_and(|sign| sign.is_ascii_lowercase() || (sign.is_ascii_uppercase() && !"WTL".contains(*sign)))
    };
    let mut name = String::new();
    for (at, sign) in form.iter().enumerate() {
        let is_part = !is_latin(at.checked_sub(1))
            && !is_latin(Some(at + 1))
            && form.get(at + 1).is_none_or(|next| *next != '.')
            && form.get(at + 1) != Some(sign);
        let part = match sign {
            'W' if is_part => chance.pick(place.words),
            'T' if is_part => chance.pick(place.trades),
            'L' if is_part => chance.pick(place.last_names),
            _ => None,
        };
        match part {
            Some(part) => name.push_str(part),
            None => name.push(*sign),
        }
    }
    name
}

fn bill_elsewhere(chance: &mut Chance, place: &Place, text: &mut CustomerText) {
    let (locality, subdivision, postal_code) = chance.pick(place.cities).copied().unwrap_or_default();
    let street =
        chance.pick(place.streets).copied().unwrap_or_default().replace("{}", &(1 + chance.below(90)).to_string());
    for (field, value) in [
        (Field::BillingCountry, place.country.to_owned()),
        (Field::BillingAddressLine1, street),
        (Field::BillingPostalCode, chance.fill(postal_code)),
        (Field::BillingLocality, locality.to_owned()),
        (Field::BillingSubdivision, subdivision.to_owned()),
    ] {
        text.set(field, value);
    }
}

/// A number of the country. Turkish ones have their province's area code (the numbering plan of BTK): the rest of the
/// numbers that the pattern makes belongs to nobody.
fn phone(chance: &mut Chance, place: &Place, locality: &str) -> String {
    let phone = chance.fill(place.phone).replace([' ', '-', '(', ')'], "");
    let area = match locality {
        "Osmangazi" | "Nilüfer" => "224",
        "Kadıköy" | "Üsküdar" => "216",
        "Şişli" => "212",
        "Çankaya" => "312",
        "Konak" | "Bornova" => "232",
        "Muratpaşa" => "242",
        "Seyhan" => "322",
        "Şahinbey" => "342",
        "Selçuklu" => "332",
        "İzmit" => "262",
        "Melikgazi" => "352",
        "Iğdır Merkez" => "476",
        "Çorlu" => "282",
        _ => return phone,
    };
    let (_, subscriber) = phone.split_at(phone.len().saturating_sub(7));
    format!("+90{area}{subscriber}")
}

/// A VKN: nine digits and the check digit of the Turkish revenue administration's public algorithm.
fn turkish_tax_number(chance: &mut Chance) -> String {
    let digits: Vec<u64> = (0..9).map(|_| chance.below(10)).collect();
    let mut sum = 0;
    for (place, digit) in digits.iter().enumerate() {
        let shift = 9 - place as u64;
        let turned = (digit + shift) % 10;
        if turned != 0 {
            let weighed = turned * 2_u64.pow(u32::try_from(shift).unwrap_or_default()) % 9;
            sum += if weighed == 0 { 9 } else { weighed };
        }
    }
    let check = (10 - sum % 10) % 10;
    digits.iter().chain([&check]).map(ToString::to_string).collect()
}

/// A name as part of a domain: plain letters and digits.
fn slug(name: &str) -> String {
    let mut slug = String::new();
    for letter in desk::folding::fold(name).chars() {
        if letter.is_ascii_alphanumeric() {
            slug.push(letter);
        } else if !slug.is_empty() && !slug.ends_with('-') && slug.len() < 24 {
            slug.push('-');
        }
    }
    slug.truncate(28);
    let slug = slug.trim_matches('-');
    if slug.is_empty() { "customer".to_owned() } else { slug.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use model::fields::{Problem, Severity};

    #[test]
    fn every_made_up_customer_passes_every_rule() {
        let mut wrong = std::collections::BTreeSet::new();
        for (at, place) in PLACES.iter().enumerate() {
            let mut chance = Chance::new(at as u64);
            for _ in 0..50 {
                let made = customer(&mut chance, place);
                let reviewed = review(&made.text, Extent::Account, &EmailPolicy::default());
                // Digits of a phone are made up; now and then no operator has them.
                let grave = reviewed
                    .findings
                    .iter()
                    .filter(|found| found.severity > Severity::Info && found.problem != Problem::PhoneUnusual);
                wrong.extend(grave.map(|found| {
                    format!(
                        "{} {} {:?} {}",
                        place.country,
                        found.path,
                        found.problem,
                        made.text.get(Field::of_name(&found.path).unwrap_or(Field::Domain))
                    )
                }));
                wrong.extend(
                    made.text.changes_to(&reviewed.text).into_iter().map(|change| {
                        format!("{} {} {} becomes {}", place.country, change.field, change.old, change.new)
                    }),
                );
            }
        }
        assert_eq!(wrong.into_iter().take(40).collect::<Vec<_>>(), Vec::<String>::new());
    }

    #[test]
    fn the_same_seed_makes_the_same_customers() {
        let names = |seed| {
            let mut chance = Chance::new(seed);
            (0..20)
                .filter_map(|_| any_customer(&mut chance))
                .map(|made| (made.id, made.text.get(Field::CompanyName).to_owned()))
                .collect::<Vec<_>>()
        };
        assert_eq!(names(7), names(7));
        assert_ne!(names(7), names(8));
    }
}
