//! Numbers of other tax areas. A company is registered wherever it is taxed (Directive 2006/112/EC, art. 214), so a right
//! VAT ID of another state is one of the company's, written with its letters.

use super::judge::Fault;
use super::kind::Kind;
use super::{kinds, sums};

/// What is registered for the Union as a whole (Regulation (EU) No 904/2010, art. 47b and 47g): suppliers from outside under
/// the One Stop Shop, and importers. The sum is in a specification that is not public.
pub const KINDS: &[Kind] = &[
    Kind::new("eu_oss", "EU", "One Stop Shop", "372022452", &["ddddddddd"]).vat("EU").part(is_of_member_state),
    Kind::new("eu_ioss", "EU", "Import One Stop Shop", "3720224522", &["dddddddddd"])
        .vat("IM")
        .part(is_of_member_state),
];

/// The states that register suppliers, by ISO 3166-1 numeric; 900 is Northern Ireland.
const MEMBER_STATES: [u128; 28] = [
    40, 56, 100, 191, 196, 203, 208, 233, 246, 250, 276, 300, 348, 372, 380, 428, 440, 442, 470, 528, 616, 620, 642,
    703, 705, 724, 752, 900,
];

fn is_of_member_state(text: &str) -> bool {
    MEMBER_STATES.contains(&sums::number(&text[..3]))
}

/// What a number of another country is: the kind, and the number as stored. A fault where it has that kind's shape and
/// its check characters are wrong.
pub fn recognised(country: &str, compact: &str) -> Option<(&'static Kind, Result<String, Fault>)> {
    kinds().filter(|kind| kind.country != country && kind.is_written_abroad(compact)).find_map(|kind| {
        match kind.check(compact) {
            found @ (Ok(_) | Err(Fault::Check(_))) => Some((kind, found)),
            Err(_) => None,
        }
    })
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
        // Wrong, and it is said of which kind.
        is("LU", "IT00743110158", Some(("it_iva", "")));
    }

    #[test]
    fn recognises_nothing_without_letters() {
        for text in ["00743110157", "988077917", "NO988077917", "EU999022452", "ZZ00743110157", ""] {
            assert!(recognised("LU", text).is_none(), "{text}");
        }
    }
}
