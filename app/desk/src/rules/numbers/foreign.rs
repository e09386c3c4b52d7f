//! Numbers of other tax areas. A company is registered wherever it is taxed (Directive 2006/112/EC, art. 214), so a right
//! VAT ID of another state is one of the company's, written with its letters.

use super::judge::Fault;
use super::kind::{Kind, Place};
use super::names::named_abroad;
use super::{kinds, kinds_of, sums};

/// What is registered for the Union as a whole (Regulation (EU) No 904/2010, art. 47b and 47g): suppliers from outside under
/// the One Stop Shop, and importers. The sum is in a specification that is not public.
pub const KINDS: &[Kind] = &[
    Kind::new("eu_oss", "EU", "One Stop Shop", "372022452", &["ddddddddd"]).vat("EU").part(is_of_member_state),
    Kind::new("eu_ioss", "EU", "Import One Stop Shop", "3720224522", &["dddddddddd"])
        .vat("IM")
        .part(is_of_member_state),
];

/// What stands for the Union where its schemes have letters of their own.
const UNION: &str = "EU";

/// The states that register suppliers, by ISO 3166-1 numeric; 900 is Northern Ireland.
const MEMBER_STATES: [u128; 28] = [
    40, 56, 100, 191, 196, 203, 208, 233, 246, 250, 276, 300, 348, 372, 380, 428, 440, 442, 470, 528, 616, 620, 642,
    703, 705, 724, 752, 900,
];

fn is_of_member_state(text: &str) -> bool {
    MEMBER_STATES.contains(&sums::number(&text[..3]))
}

/// What a number of another country is: the kind, and the number as stored. A fault where it has the shape of a VAT ID and
/// its check characters are wrong.
pub fn recognised(country: &str, compact: &str) -> Option<(&'static Kind, Result<String, Fault>)> {
    let abroad = || kinds().filter(|kind| kind.country != country && kind.is_written_abroad(compact));
    let right = abroad().find_map(|kind| Some((kind, Ok(kind.check(compact).ok()?))));
    // Only then: a state gives several kinds behind the same letters, and each breaks the sums of the others.
    let slip = || {
        abroad().find_map(|kind| match kind.check(compact) {
            Err(fault @ Fault::Check(_)) => Some((kind, Err(fault))),
            _ => None,
        })
    };
    right
        .or_else(slip)
        .or_else(|| behind_its_country(country, compact))
        .or_else(|| unmistakable(country, compact))
        .map(|(kind, found)| (kind, found.map(|stored| with_letters(kind, compact, stored))))
        .or_else(|| behind_its_name(country, compact))
}

/// A right number behind a name that one country alone has for it. The letters of that country say later whose it is.
fn behind_its_name(country: &str, compact: &str) -> Option<(&'static Kind, Result<String, Fault>)> {
    let (kind, number) = named_abroad(country, compact)?;
    let lettered = format!("{}{}", kind.country, number.strip_prefix(kind.country).unwrap_or(number));
    let is_meant = |(found, right): &(&Kind, Result<String, Fault>)| found.country == kind.country && right.is_ok();
    recognised(country, number).filter(is_meant).or_else(|| recognised(country, &lettered).filter(is_meant))
}

/// A right number behind the two letters of its country, which are no part of it: they stay, or nobody could tell later.
fn behind_its_country(country: &str, compact: &str) -> Option<(&'static Kind, Result<String, Fault>)> {
    // Letters of the Union are those of one of its schemes, and no country's.
    let (code, number) = compact.split_at_checked(2).filter(|(code, _)| *code != country && *code != UNION)?;
    let of_code = kinds_of(code).iter().filter(|kind| kind.country == code);
    let told = of_code.filter(|kind| kind.place != Place::Registration && kind.is_told_by_country());
    // The letters are part of some kinds' shape.
    told.copied().find_map(|kind| Some((kind, Ok(kind.check(number).or_else(|_| kind.check(compact)).ok()?))))
}

/// A right number without letters before it that hardly any other number looks like.
fn unmistakable(country: &str, compact: &str) -> Option<(&'static Kind, Result<String, Fault>)> {
    let mut alike = kinds().filter(|kind| kind.country != country && kind.is_unmistakable(compact));
    alike.find_map(|kind| Some((kind, Ok(kind.check(compact).ok()?))))
}

/// The stored form with the letters of the country that were typed before it.
fn with_letters(kind: &Kind, compact: &str, stored: String) -> String {
    let is_behind_country = compact.strip_prefix(kind.country).is_some_and(|number| kind.check(number).is_ok());
    let has_letters = stored.starts_with(kind.country) || kind.vat_letters(&stored).is_some();
    if is_behind_country && !has_letters && !kind.has_vat_mark(&stored) {
        format!("{}{stored}", kind.country)
    } else {
        stored
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn recognises_what_is_written_with_its_letters() {
        let is = |country: &str, text: &str, wanted: Option<(&str, &str)>| {
            let found = recognised(country, text).map(|(kind, found)| (kind.id, found.unwrap_or_default()));
            assert_eq!(found, wanted.map(|(id, stored)| (id, stored.to_owned())), "{text}");
        };
        is("LU", "IT00743110157", Some(("it_iva", "IT00743110157")));
        is("US", "EU372022452", Some(("eu_oss", "EU372022452")));
        is("US", "GR094259216", Some(("gr_vat", "EL094259216")));
        is("DE", "CHE116281710MWST", Some(("ch_uid", "CHE116281710MWST")));
        is("DE", "NO988077917MVA", Some(("no_orgnr", "988077917MVA")));
        is("LU", "RO18547290", Some(("ro_cui", "RO18547290")));
        is("DE", "RS101134702", Some(("rs_pib", "RS101134702")));
        is("DE", "TR4540536920", Some(("tr_vkn", "TR4540536920")));
        is("DE", "US911144442", Some(("us_ein", "US911144442")));
        is("US", "123026635RT0001", Some(("ca_bn_account", "123026635RT0001")));
        is("IT", "SM12345", Some(("sm_coe", "SM12345")));
        // Persons' VAT IDs: other sums behind the same letters.
        is("RO", "BG7523169263", Some(("bg_egn", "BG7523169263")));
        is("DE", "BG7111042925", Some(("bg_lnch", "BG7111042925")));
        is("DE", "BG7111042926", Some(("bg_egn", "")));
        // A name that one country has, and letters that two registers have.
        is("DE", "CNPJ16727230000197", Some(("br_cnpj", "BR16727230000197")));
        is("US", "ABN51824753556", Some(("au_abn", "AU51824753556")));
        is("TR", "T7000012050002", Some(("jp_trn", "T7000012050002")));
        // Wrong, and it is said of which kind.
        is("LU", "IT00743110158", Some(("it_iva", "")));
    }

    #[test]
    fn recognises_nothing_without_letters() {
        for text in [
            "00743110157",
            "988077917",
            "NO988077918",
            "EU999022452",
            "EU3720224522",
            "IM372022452",
            "CNPJ16727230000198",
            "RUC20512333797",
            "ZZ00743110157",
            "4540536920",
            "Ω1",
            "",
        ] {
            assert!(recognised("LU", text).is_none(), "{text}");
        }
    }
}
