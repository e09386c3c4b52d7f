//! Codes of subdivisions that shops write without a hyphen and number in an order of their own.

use super::names::Named;
use super::shape::Subdivision;

/// China's provinces by the numbers of `WooCommerce` (`i18n/states.php`: CN1 is Yunnan), as ISO 3166-2 has them. GB/T 2260 and
/// ISO 3166-2 until 2014 number them otherwise: there 11 is Beijing, here Jiangsu.
const CHINA: [&str; 32] = [
    "YN", "BJ", "TJ", "HE", "SX", "NM", "LN", "JL", "HL", "SH", "JS", "ZJ", "AH", "FJ", "JX", "SD", "HA", "HB", "HN",
    "GD", "GX", "HI", "CQ", "SC", "GZ", "SN", "GS", "QH", "NX", "MO", "XZ", "XJ",
];

/// What a code without a hyphen may name beside what the standard's number does; nothing where a text is no such code.
pub(super) fn beside_standard<'a>(
    country: &str,
    places: &'a [Subdivision],
    text: &str,
    standard: Option<&'a Subdivision>,
) -> Named<'a> {
    let number = text.trim().strip_prefix("CN").or_else(|| text.trim().strip_prefix("cn"));
    let number = number.filter(|_| country == "CN").and_then(|number| number.parse::<usize>().ok());
    let Some(code) = number.and_then(|number| CHINA.get(number.checked_sub(1)?)) else { return Named::Nothing };
    let of_shop = places.iter().find(|one| one.iso == *code);
    match (of_shop, standard) {
        (Some(of_shop), Some(standard)) if !std::ptr::eq(of_shop, standard) => Named::Several(vec![of_shop, standard]),
        (Some(one), _) | (None, Some(one)) => Named::One(one),
        (None, None) => Named::Nothing,
    }
}

#[cfg(test)]
mod tests {
    use super::super::shape::shape;
    use super::*;

    fn written(text: &str, postal_code: &str) -> Vec<&'static str> {
        match shape("CN").map_or(Named::Nothing, |shape| shape.named(text, postal_code)) {
            Named::Nothing => Vec::new(),
            Named::One(one) => vec![one.written],
            Named::Several(places) => places.into_iter().map(|one| one.written).collect(),
        }
    }

    #[test]
    fn every_number_of_the_shop_is_a_place_once() {
        let mut codes: Vec<&str> = CHINA.to_vec();
        codes.sort_unstable();
        codes.dedup();
        assert_eq!(codes.len(), CHINA.len());
        for number in 1..=CHINA.len() {
            assert!(!written(&format!("CN{number}"), "").is_empty(), "{number}");
        }
    }

    #[test]
    fn a_number_of_two_places_is_asked_and_the_postal_code_decides() {
        assert_eq!(written("CN11", ""), ["Jiangsu Sheng", "Beijing Shi"]);
        assert_eq!(written("CN11", "100000"), ["Beijing Shi"]);
        assert_eq!(written("CN11", "210000"), ["Jiangsu Sheng"]);
        assert_eq!(written("CN20", ""), ["Guangdong Sheng"]);
        assert_eq!(written("CN44", ""), ["Guangdong Sheng"]);
        // With a hyphen it is the standard's.
        assert_eq!(written("CN-11", ""), ["Beijing Shi"]);
        assert_eq!(written("11", ""), ["Beijing Shi"]);
        for text in ["CN0", "CN99", "CN1a", "TW1"] {
            assert_eq!(written(text, ""), Vec::<&str>::new(), "{text}");
        }
    }
}
