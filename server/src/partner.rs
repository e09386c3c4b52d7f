//! `defter partner`: what the partner itself is.

use crate::config::Partner as Named;
use crate::failure::Failure;
use crate::router::system_clock;
use crate::staff::sentence;
use app::words::problem_sentence;
use desk::audit::Source;
use desk::database::Database;
use desk::partner::{PartnerChange, find_partner, set_partner};
use desk::time_zone::ZoneOfPartner;
use model::countries::country;
use model::fields::{DOMAIN, Found, ORGANIZATION_NAME, Rule};
use std::io::Write;

/// Sets what is named, and says what the partner is.
///
/// # Errors
/// A sentence about what is none of it; then nothing is set.
pub async fn set(database: &Database, named: Named, out: &mut impl Write) -> Result<(), Failure> {
    let change = checked(named)?;
    let is_change = change != PartnerChange::default();
    if is_change {
        let command = format!("partner{}", said(&change));
        let source = Source::program(system_clock());
        set_partner(database, change, &command, source).await.map_err(|error| sentence(&error))?;
    }
    let Some(partner) = find_partner(database).await.map_err(|error| sentence(&error))? else {
        writeln!(out, "nothing is set about the partner yet; times are in UTC")?;
        return Ok(());
    };
    for (name, text) in [
        ("name", partner.name),
        ("domain", partner.domain),
        ("country", partner.country),
        ("time zone", partner.time_zone),
    ] {
        writeln!(out, "{name}\t{}", if text.is_empty() { "-" } else { &text })?;
    }
    if is_change {
        writeln!(out, "every server goes by it from now on")?;
    }
    Ok(())
}

/// The command as it is noted.
fn said(change: &PartnerChange) -> String {
    let flags = [
        ("--name", &change.name),
        ("--domain", &change.domain),
        ("--country", &change.country),
        ("--time-zone", &change.time_zone),
    ];
    flags.into_iter().filter_map(|(flag, text)| text.as_ref().map(|text| format!(" {flag} {text}"))).collect()
}

fn checked(named: Named) -> Result<PartnerChange, Failure> {
    let of_rule = |flag: &str, typed: Option<String>, rule: Rule| -> Result<Option<String>, Failure> {
        let Some(typed) = typed else { return Ok(None) };
        rule.parse(&typed).map(|parsed| Some(parsed.unwrap_or_default())).map_err(|problem| {
            let finding = Found::block(problem).at(flag);
            format!("{flag} {typed}: {}", problem_sentence(&finding, crate::staff::english())).into()
        })
    };
    let country_code = match named.country.map(|code| code.trim().to_ascii_uppercase()) {
        Some(code) if country(&code).is_none() => {
            return Err(format!("--country {code}: there is no such country; TR is one").into());
        }
        code => code,
    };
    if let Some(zone) = named.time_zone.as_deref().filter(|zone| !ZoneOfPartner::is_name(zone)) {
        return Err(format!("there is no time zone {zone}; they are named like Europe/Istanbul").into());
    }
    Ok(PartnerChange {
        name: of_rule("--name", named.name, ORGANIZATION_NAME)?,
        domain: of_rule("--domain", named.domain, DOMAIN)?,
        country: country_code,
        time_zone: named.time_zone,
    })
}
