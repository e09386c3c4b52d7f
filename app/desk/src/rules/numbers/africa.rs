//! Africa. Sources: docs/rules.md names one for each.

use super::kind::{CheckAt, Kind, Place};
use super::sums::{luhn, number, weighted};

const LAST: CheckAt = CheckAt::Last(1);

/// The kinds, by country.
pub const KINDS: &[Kind] = &[
    Kind::new("za_tin", "ZA", "Tax reference number", "0001339050", &["dddddddddd"])
        .place(Place::Both)
        .part(|text| "01239".contains(&text[..1]))
        .sum(luhn, LAST),
    // South African Revenue Service: ten digits, of which the first is 4. It publishes no sum for them, and programs look
    // for modulo 10 (Infor M3, localization of South Africa): what fits is taken, the rest with a doubt.
    Kind::new("za_vat", "ZA", "VAT number", "4000000002", &["4ddddddddd"]).part(luhn),
    Kind::new("za_vat_other", "ZA", "VAT number", "4000000004", &["4ddddddddd"]).doubted(),
    Kind::new("eg_tn", "EG", "رقم التسجيل الضريبي", "100531385", &["ddddddddd"]).place(Place::Both),
    Kind::new("ke_pin", "KE", "KRA PIN", "P051365947M", &["AdddddddddA"])
        .place(Place::Both)
        .part(|text| "AP".contains(&text[..1])),
    Kind::new("gh_tin", "GH", "TIN", "C0000803561", &["AdddddddddX"])
        .place(Place::Both)
        .part(|text| "PCGQV".contains(&text[..1]) && &text[1..3] == "00")
        .sum(ghana, CheckAt::LastSign),
    Kind::new("ma_ice", "MA", "ICE", "001561191000066", &["ddddddddddddddd"])
        .place(Place::Both)
        .sum(|text| number(text).is_multiple_of(97), CheckAt::Last(2)),
    Kind::new("ss_tin", "SS", "TIN", "123456789", &["ddddddddd"]).place(Place::Both),
];

fn ghana(text: &str) -> bool {
    let check = weighted(&text[1..], &[1, 2, 3, 4, 5, 6, 7, 8, 9]) % 11;
    text.ends_with(if check == 10 { 'X' } else { char::from_digit(check, 10).unwrap_or_default() })
}
