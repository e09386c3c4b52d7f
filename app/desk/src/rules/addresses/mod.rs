//! Addresses of every country: which parts there are and must be, what they may hold, and whether they belong together.

mod format;
mod kinds;
mod names;
mod postal;
mod postal_within;
mod romanised;
mod shape;
mod shop_codes;
mod shortened;

pub use format::{lines, postal_lines};
pub use names::Named;
pub(super) use postal::{
    meant as meant_postal_code, plain as plain_postal_code, tidy as tidy_postal_code,
    where_none_is as without_postal_code,
};
pub use shape::{Shape, Subdivision, shape, shapes};

use super::text::composed;
use model::countries::{Address, AddressPart};
use model::fields::{Found, Problem};

/// An address as it is to be stored, and what was found about its parts, in the order of the checks.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Checked {
    /// Tidied: what people mean is written as the country writes it.
    pub address: Address,
    /// What was found, each at its part.
    pub found: Vec<(AddressPart, Found)>,
}

/// Checks an address whose country is known to be one.
#[must_use]
pub fn check(typed: &Address) -> Checked {
    let Some(shape) = shape(&typed.country) else {
        return Checked {
            address: typed.clone(),
            found: vec![(AddressPart::Country, Found::block(Problem::UnknownCountry))],
        };
    };
    let mut checked = Checked { address: typed.clone(), found: Vec::new() };
    for text in [
        &mut checked.address.line1,
        &mut checked.address.line2,
        &mut checked.address.locality,
        &mut checked.address.subdivision,
    ] {
        *text = composed(text).into_owned();
    }
    checked.postal_code(shape);
    checked.subdivision(shape);
    checked.structure(shape);
    checked.together(shape);
    checked
}

impl Checked {
    fn note(&mut self, part: AddressPart, found: Found) {
        self.found.push((part, found));
    }

    /// What must be there and is not, and what is there and nobody writes.
    fn structure(&mut self, shape: &Shape) {
        let parts = [
            (AddressPart::Lines, !self.address.line1.is_empty() || !self.address.line2.is_empty()),
            (AddressPart::Locality, !self.address.locality.is_empty()),
            (AddressPart::PostalCode, !self.address.postal_code.is_empty()),
            (AddressPart::Subdivision, !self.address.subdivision.is_empty()),
        ];
        for (part, is_there) in parts {
            if !is_there && shape.requires(part.letter()) {
                self.note(part, self.missing(shape, part));
            } else if is_there && !shape.writes(part.letter()) {
                let found = if part == AddressPart::PostalCode {
                    Found::warn(Problem::UnexpectedPart)
                } else {
                    Found::info(Problem::UnexpectedPart)
                };
                self.note(part, found);
            }
        }
    }

    /// A part that must be there. A subdivision that the postal code leaves between two or three is asked for, and the
    /// letter arrives without it.
    fn missing(&self, shape: &Shape, part: AddressPart) -> Found {
        let near = self.telling_code(shape).map(|code| shape.subdivisions_of_postal_code(code)).unwrap_or_default();
        if part != AddressPart::Subdivision || near.is_empty() {
            return Found::block(Problem::Missing);
        }
        let names: Vec<&str> = near.iter().map(|one| one.written).collect();
        Found::warn(Problem::Missing).hint(names.join(" / "))
    }

    fn postal_code(&mut self, shape: &Shape) {
        if self.address.postal_code.is_empty() || !shape.writes(AddressPart::PostalCode.letter()) {
            return;
        }
        if let Some(code) = postal::tidy(shape, &self.address.postal_code) {
            if postal::is_zeros(&code) {
                let hint = shape.postal_sample();
                self.note(AddressPart::PostalCode, Found::warn(Problem::NotAPostalCode).hint(hint));
            }
            self.address.postal_code = code;
        } else {
            let hint = postal::meant(shape, &self.address.postal_code);
            self.note(AddressPart::PostalCode, Found::block(Problem::NotAPostalCode).hint(hint));
        }
    }

    /// The postal code, if it says where the address lies: one that is none names no place.
    fn telling_code(&self, shape: &Shape) -> Option<&str> {
        let code = self.address.postal_code.as_str();
        Some(code).filter(|code| shape.is_postal_code(code) == Some(true) && !postal::is_zeros(code))
    }

    /// A subdivision is stored as the country writes it. One that is left out where the postal code names it is filled in.
    fn subdivision(&mut self, shape: &Shape) {
        if shape.subdivisions.is_empty() || !shape.writes(AddressPart::Subdivision.letter()) {
            return;
        }
        let postal_code = self.telling_code(shape).unwrap_or_default().to_owned();
        let implied = shape.subdivision_of_postal_code(&postal_code).filter(|_| !postal_code.is_empty());
        let around = shape.around(&self.address.locality);
        if self.address.subdivision.is_empty() {
            if let Some(implied) = implied.or(around).filter(|_| shape.requires(AddressPart::Subdivision.letter())) {
                implied.written.clone_into(&mut self.address.subdivision);
                self.note(AddressPart::Subdivision, Found::info(Problem::SubdivisionFilledIn).hint(implied.written));
            }
            return;
        }
        match self.named(shape, &postal_code) {
            Named::One(known) => self.write(known),
            Named::Several(places) => {
                let names: Vec<&str> = places.iter().map(|one| one.written).collect();
                self.note(AddressPart::Subdivision, Found::warn(Problem::AmbiguousSubdivision).hint(names.join(" / ")));
            }
            Named::Nothing => {
                // A region above the provinces, or an older name: the postal code knows which one is meant.
                let typed = &self.address.subdivision;
                let doubted = implied.or_else(|| shape.of_another_kind(typed, &postal_code));
                let doubted = doubted.or_else(|| shape.around(typed)).or_else(|| shape.in_part(typed));
                let found = if let Some(one) = doubted {
                    Found::warn(Problem::UnknownSubdivision).hint(one.written)
                } else {
                    // Any other place would read as advice.
                    let near = shape.nearest(&self.address.subdivision).map_or("", |near| near.written);
                    Found::block(Problem::UnknownSubdivision).hint(near)
                };
                self.note(AddressPart::Subdivision, found);
            }
        }
    }

    /// What the subdivision names. Of several with one name the locality decides too: "Hong Kong" is what all of its areas are
    /// called.
    fn named<'a>(&self, shape: &'a Shape, postal_code: &str) -> Named<'a> {
        match shape.named(&self.address.subdivision, postal_code) {
            Named::Several(places) => {
                let around = shape.around(&self.address.locality);
                let is_around = |one: &&Subdivision| around.is_some_and(|around| std::ptr::eq(*one, around));
                let found = places.iter().copied().find(is_around);
                found.map_or(Named::Several(places), Named::One)
            }
            named => named,
        }
    }

    /// Who writes in the country's own script goes on in it.
    fn write(&mut self, known: &Subdivision) {
        let is_local = !format::is_latin(&self.address.subdivision) && !format::is_latin(known.key);
        let written = if is_local { known.key } else { known.written };
        written.clone_into(&mut self.address.subdivision);
    }

    /// A postal code of another subdivision: one of the two is wrong, and nobody but the customer knows which.
    fn together(&mut self, shape: &Shape) {
        let Some(known) = shape.subdivision(&self.address.subdivision).filter(|_| !self.address.subdivision.is_empty())
        else {
            return;
        };
        let Some(code) = self.telling_code(shape) else { return };
        if shape.is_elsewhere(known, code) {
            let hint = shape.subdivision_of_postal_code(code).map_or("", |other| other.written);
            self.note(AddressPart::PostalCode, Found::warn(Problem::PostalCodeElsewhere).hint(hint));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use model::fields::Severity;

    fn address(country: &str, line1: &str, locality: &str, subdivision: &str, postal_code: &str) -> Address {
        let [country, line1, locality, subdivision, postal_code] =
            [country, line1, locality, subdivision, postal_code].map(str::to_owned);
        Address { line1, locality, subdivision, postal_code, country, ..Address::default() }
    }

    fn found(address: &Address) -> Vec<(AddressPart, Problem, Severity, String)> {
        check(address)
            .found
            .into_iter()
            .map(|(part, found)| (part, found.problem, found.severity, found.hint))
            .collect()
    }

    #[test]
    fn takes_addresses_as_their_countries_write_them() {
        for right in [
            address("TR", "Nilüfer Cad. 12", "Osmangazi", "Bursa", "16120"),
            address("US", "1 Main St", "Austin", "TX", "78701"),
            address("DE", "Hauptstr. 5", "Berlin", "", "10115"),
            address("HK", "1 Queen's Road", "Central", "Hong Kong Island", ""),
            address("AE", "Tower 3", "", "Dubai", ""),
            address("IE", "1 Main Street", "Dublin", "Dublin", ""),
        ] {
            assert_eq!(found(&right), [], "{right:?}");
        }
    }

    #[test]
    fn finds_a_postal_code_of_another_province() {
        let ankara = address("TR", "Cad. 1", "Çankaya", "Ankara", "34000");
        assert_eq!(
            found(&ankara),
            [(AddressPart::PostalCode, Problem::PostalCodeElsewhere, Severity::Warn, "İstanbul".into())]
        );
    }

    /// What is known of a country's codes doubts what cannot be, and no more.
    #[test]
    fn a_postal_code_is_doubted_only_where_it_surely_lies_elsewhere() {
        for (country, subdivision, code, hint) in [
            ("CL", "Antofagasta", "8340457", "Región Metropolitana"),
            ("CL", "Maule", "3780000", "Ñuble"),
            ("CL", "Los Ríos", "5290000", "Los Lagos"),
            ("CU", "Matanzas", "10400", "La Habana"),
            ("CU", "La Habana", "40100", ""),
            ("CV", "Fogo", "7600", "Santiago"),
            ("ID", "Bali", "40115", "Jawa Barat"),
            ("ID", "Kepulauan Riau", "28282", "Riau"),
            ("ID", "DKI Jakarta", "99351", ""),
            ("IE", "Co. Cork", "D04 X285", "Co. Dublin"),
            ("IE", "Co. Dublin", "T12 X285", "Co. Cork"),
            ("IE", "Co. Clare", "D6W PV38", "Co. Dublin"),
            ("MZ", "Sofala", "0901", "Nampula"),
            ("NG", "Lagos", "900001", "Federal Capital Territory"),
            ("VE", "Zulia", "2101", "Aragua"),
            ("VN", "Thành phố Hồ Chí Minh", "10000", "Hà Nội"),
            ("VN", "Bình Dương", "70010", "Thành phố Hồ Chí Minh"),
        ] {
            let found = check(&address(country, "x 1", "y", subdivision, code)).found;
            let doubt = (AddressPart::PostalCode, Found::warn(Problem::PostalCodeElsewhere).hint(hint));
            assert_eq!(found, [doubt], "{country} {subdivision} {code}");
        }
        for (country, subdivision, code) in [
            ("CL", "Región Metropolitana", "8340457"),
            ("CL", "Atacama", "1490000"),
            ("CU", "Artemisa", "33100"),
            ("CV", "Fogo", "8220"),
            ("ID", "Papua Selatan", "99611"),
            ("ID", "Papua", "99611"),
            // Clonee in Meath has Dublin's, Athlone's other bank is in Roscommon.
            ("IE", "Co. Meath", "D15 X285"),
            ("IE", "Co. Roscommon", "N37 X285"),
            ("IE", "Co. Dublin", "A98 X285"),
            ("MZ", "Sofala", "0501"),
            ("MZ", "Sofala", "2100"),
            ("NG", "Zamfara", "860001"),
            ("VE", "Miranda", "1060"),
            ("VE", "Dependencias Federales", "1160"),
            ("VE", "Bolívar", "8001"),
            // Merged in 2025: the province of before and the one that it lies in now.
            ("VN", "Bình Thuận", "77100"),
            ("VN", "Lâm Đồng", "77100"),
            ("VN", "Lâm Đồng", "670000"),
        ] {
            let found = check(&address(country, "x 1", "y", subdivision, code)).found;
            assert_eq!(found, [], "{country} {subdivision} {code}");
        }
    }

    #[test]
    fn a_postal_code_of_several_provinces_fills_none_in() {
        let found = |country: &str, code: &str| check(&address(country, "x 1", "y", "", code)).found;
        let filled = |name: &str| (AddressPart::Subdivision, Found::info(Problem::SubdivisionFilledIn).hint(name));
        assert_eq!(found("ID", "40115"), [filled("Jawa Barat")]);
        assert_eq!(found("VE", "4001"), [filled("Zulia")]);
        let asked = |names: &str| (AddressPart::Subdivision, Found::warn(Problem::Missing).hint(names));
        assert_eq!(found("VE", "8001"), [asked("Anzoátegui / Bolívar / Guárico")]);
        assert_eq!(found("ID", "99611"), [asked("Papua / Papua Pegunungan / Papua Selatan / Papua Tengah")]);
    }

    /// Zhalantun, Arun and Morin Dawa have Heilongjiang's codes, Alxa's right banner Gansu's, Shengsi Shanghai's.
    #[test]
    fn chinas_codes_across_a_border_are_asked_and_not_doubted() {
        for (code, here, neighbour) in [
            ("162650", "Neimenggu Zizhiqu", "Heilongjiang Sheng"),
            ("162750", "Neimenggu Zizhiqu", "Heilongjiang Sheng"),
            ("162850", "Neimenggu Zizhiqu", "Heilongjiang Sheng"),
            ("165450", "Neimenggu Zizhiqu", "Heilongjiang Sheng"),
            ("137600", "Neimenggu Zizhiqu", "Jilin Sheng"),
            ("137805", "Neimenggu Zizhiqu", "Jilin Sheng"),
            ("737300", "Neimenggu Zizhiqu", "Gansu Sheng"),
            ("202450", "Zhejiang Sheng", "Shanghai Shi"),
            ("253800", "Hebei Sheng", "Shandong Sheng"),
        ] {
            let left_out = check(&address("CN", "x 1", "y", "", code));
            assert_eq!(left_out.address.subdivision, "", "{code}");
            let [(AddressPart::Subdivision, asked)] = &left_out.found[..] else {
                panic!("{code}: {:?}", left_out.found)
            };
            assert_eq!((asked.problem, asked.severity), (Problem::Missing, Severity::Warn), "{code}");
            assert!(asked.hint.contains(here) && asked.hint.contains(neighbour), "{code}: {}", asked.hint);
            assert_eq!(check(&address("CN", "x 1", "y", here, code)).found, [], "{code} {here}");
        }
        for (code, filled) in [
            ("162100", "Heilongjiang Sheng"),
            ("162400", "Heilongjiang Sheng"),
            ("165000", "Heilongjiang Sheng"),
            ("137300", "Jilin Sheng"),
            ("737100", "Gansu Sheng"),
            ("202150", "Shanghai Shi"),
            ("253000", "Shandong Sheng"),
        ] {
            assert_eq!(check(&address("CN", "x 1", "y", "", code)).address.subdivision, filled, "{code}");
            let elsewhere = check(&address("CN", "x 1", "y", "内蒙古", code)).found;
            assert!(elsewhere.iter().any(|(_, found)| found.problem == Problem::PostalCodeElsewhere), "{code}");
        }
    }

    /// Districts that ISO 3166-2 lists where letters have islands or areas.
    #[test]
    fn a_district_tells_the_place_that_it_lies_in() {
        for (country, typed, place) in [
            ("BS", "Freeport", "Grand Bahama"),
            ("BS", "BS-NO", "Abaco"),
            ("CV", "Praia", "Santiago"),
            ("KN", "Saint George Basseterre", "St. Kitts"),
            ("HK", "Sha Tin", "New Territories"),
            ("HK", "HK-KYT", "Kowloon"),
            ("KY", "George Town", "Grand Cayman"),
        ] {
            let doubt = (AddressPart::Subdivision, Found::warn(Problem::UnknownSubdivision).hint(place));
            assert!(check(&address(country, "x 1", "y", typed, "")).found.contains(&doubt), "{country} {typed}");
        }
        let filled = (AddressPart::Subdivision, Found::info(Problem::SubdivisionFilledIn).hint("New Territories"));
        assert_eq!(check(&address("HK", "9 Feng Yuen Road", "Tai Po", "", "")).found, [filled]);
        let asked = check(&address("HK", "1 Queen's Road Central", "Central", "Hong Kong", ""));
        assert_eq!((asked.address.subdivision.as_str(), &asked.found[..]), ("Hong Kong Island", &[][..]));
        for (city, subdivision) in [("Macau", "Hong Kong"), ("y", "")] {
            assert_ne!(check(&address("HK", "x 1", city, subdivision, "")).found, [], "{city}");
        }
    }

    /// Formats that posts have changed, and beginnings that Google's data mixes up.
    #[test]
    fn postal_codes_of_today_are_taken() {
        for (country, typed, code) in [
            ("PY", "001101", "001101"),
            ("PY", "1536", "1536"),
            ("MM", "1111013", "1111013"),
            ("MM", "11181", "11181"),
            ("MU", "r5100", "R5100"),
            ("SH", "TDCU 1ZZ", "TDCU 1ZZ"),
            ("VE", "1010-A", "1010-A"),
            ("VE", "1010 A", "1010-A"),
            ("SO", "jh 09010", "JH 09010"),
        ] {
            let checked = check(&address(country, "x 1", "y", "", typed));
            assert_eq!(checked.address.postal_code, code, "{country} {typed}");
            let refused = checked.found.iter().any(|(_, found)| found.problem == Problem::NotAPostalCode);
            assert!(!refused, "{country} {typed}");
        }
        for (country, typed) in
            [("PY", "12345"), ("MM", "111810"), ("SO", "18001"), ("SO", "SO 18001"), ("SH", "ABCD 1ZZ")]
        {
            let found = check(&address(country, "x 1", "y", "", typed)).found;
            assert!(found.iter().any(|(_, found)| found.problem == Problem::NotAPostalCode), "{country} {typed}");
        }
        for (place, code) in [("Kalinga", "3800"), ("Apayao", "3807"), ("Sarangani", "9501"), ("Davao del Sur", "8025")]
        {
            assert_eq!(check(&address("PH", "x 1", "y", place, code)).found, [], "{place} {code}");
        }
        let apayao = check(&address("PH", "x 1", "y", "Apayao", "3800")).found;
        assert!(apayao.iter().any(|(_, found)| found.problem == Problem::PostalCodeElsewhere));
    }

    /// "Adana" beside a name that is near none would read as advice.
    #[test]
    fn no_place_is_named_where_none_is_near() {
        for (country, typed) in [("TR", "Bavyera"), ("IR", "بغداد"), ("US", "Ontario"), ("IE", "Leinster"), ("CN", "x")]
        {
            let unknown = (AddressPart::Subdivision, Found::block(Problem::UnknownSubdivision));
            assert!(check(&address(country, "x 1", "y", typed, "")).found.contains(&unknown), "{country} {typed}");
        }
    }

    #[test]
    fn finds_a_subdivision_of_another_country() {
        let strange = address("US", "1 Main St", "Austin", "Bavaria", "");
        assert!(found(&strange).contains(&(
            AddressPart::Subdivision,
            Problem::UnknownSubdivision,
            Severity::Block,
            String::new()
        )));
    }

    #[test]
    fn says_the_nearest_name_of_one_that_is_none() {
        for (typed, hint) in
            [("Pensylvania", "PA"), ("Massachussetts", "MA"), ("Texs", "TX"), ("Bavaria", ""), ("?", "")]
        {
            let found = found(&address("US", "1 Main St", "Austin", typed, ""));
            let unknown = (AddressPart::Subdivision, Problem::UnknownSubdivision, Severity::Block, hint.to_owned());
            assert!(found.contains(&unknown), "{typed}: {found:?}");
        }
    }

    /// A word for a town or a district is another place's: what the postal code says, or the name as a doubt.
    #[test]
    fn a_word_for_another_level_is_asked_unless_the_postal_code_lies_there() {
        for (country, typed, code, hint) in [
            ("US", "Columbia", "29201", "SC"),
            ("US", "Kansas City", "64105", "MO"),
            ("US", "Washington County", "97005", "OR"),
            ("US", "Nevada County", "95945", "CA"),
            ("US", "Republic of Georgia", "", "GA"),
            ("MX", "Ciudad Hidalgo", "61100", "Mich."),
            ("MX", "Ciudad Guerrero", "31680", "Chih."),
            ("JP", "Ibaraki-shi", "567-0888", "Osaka"),
            ("KR", "광주시", "12738", "Gyeonggi-do"),
            ("KR", "Gwangju-si", "12738", "Gyeonggi-do"),
            ("CO", "Ciudad Bolívar", "111921", "Bogotá"),
            ("CN", "Hainan Prefecture", "813000", "Qinghai Sheng"),
            ("PH", "Quezon City", "1100", "Metro Manila"),
            ("PH", "Isabela City", "7300", "Basilan"),
        ] {
            let checked = check(&address(country, "x 1", "y", typed, code));
            let doubt = (AddressPart::Subdivision, Found::warn(Problem::UnknownSubdivision).hint(hint));
            assert!(checked.found.contains(&doubt), "{country} {typed}: {:?}", checked.found);
            assert_eq!(checked.address.subdivision, typed, "{country}");
        }
        for (country, typed, code, stored) in [
            ("US", "Kansas City", "66101", "KS"),
            ("JP", "Kagoshima-shi", "890-0001", "Kagoshima"),
            ("KR", "광주시", "61945", "광주광역시"),
            ("TW", "臺北縣", "220", "新北市"),
            ("RU", "Алтай", "656000", "Алтайский край"),
            ("IN", "Puducherry", "673310", "Puducherry"),
            ("IN", "Puducherry", "533464", "Puducherry"),
        ] {
            // Japan's addresses have no locality.
            let locality = if country == "JP" { "" } else { "y" };
            let checked = check(&address(country, "x 1", locality, typed, code));
            assert_eq!(
                (checked.address.subdivision.as_str(), &checked.found[..]),
                (stored, &[][..]),
                "{country} {typed}"
            );
        }
    }

    #[test]
    fn a_subdivision_beside_a_town_or_a_code_is_doubted() {
        for (country, typed, hint) in [
            ("TR", "Kadıköy/İstanbul", "İstanbul"),
            ("TR", "Osmangazi / BURSA", "Bursa"),
            ("US", "Austin, TX", "TX"),
            ("US", "TX 78701", "TX"),
            ("AU", "NSW 2000", "NSW"),
            ("IE", "Dublin 4", "Co. Dublin"),
            ("IE", "Dublin 6W", "Co. Dublin"),
            ("IT", "Sesto San Giovanni (MI)", "MI"),
            ("IN", "Pune, Maharashtra", "Maharashtra"),
        ] {
            let found = check(&address(country, "x 1", "y", typed, "")).found;
            let doubt = (AddressPart::Subdivision, Found::warn(Problem::UnknownSubdivision).hint(hint));
            assert!(found.contains(&doubt), "{country} {typed}: {found:?}");
        }
        for (country, typed) in
            [("TR", "Kadıköy"), ("US", "Austin, Texas, Ohio"), ("US", "78701"), ("TR", "Adana/Bursa/Kadıköy")]
        {
            let found = check(&address(country, "x 1", "y", typed, "")).found;
            let is_block = |(part, found): &(AddressPart, Found)| {
                *part == AddressPart::Subdivision && found.severity == Severity::Block
            };
            assert!(found.iter().any(is_block), "{country} {typed}: {found:?}");
        }
    }

    #[test]
    fn zeros_in_place_of_a_postal_code_are_doubted_and_name_no_place() {
        for (country, subdivision, code) in [
            ("US", "TX", "00000"),
            ("FR", "", "00000"),
            ("CN", "Beijing Shi", "000000"),
            ("JP", "Tokyo", "000-0000"),
            ("BR", "SP", "00000-000"),
            ("PL", "", "00-000"),
            ("LV", "", "LV-0000"),
        ] {
            let locality = if country == "JP" { "" } else { "y" };
            let found: Vec<_> = found(&address(country, "x 1", locality, subdivision, code))
                .into_iter()
                .map(|(part, problem, severity, hint)| (part, problem, severity, hint.is_empty()))
                .collect();
            let doubted = (AddressPart::PostalCode, Problem::NotAPostalCode, Severity::Warn, false);
            assert_eq!(found, [doubted], "{country}");
        }
        for (country, code) in [("IE", "A00 F0E0"), ("US", "00501"), ("PL", "00-001")] {
            let found = found(&address(country, "x 1", "y", "", code));
            assert!(found.iter().all(|(_, problem, ..)| *problem != Problem::NotAPostalCode), "{country} {code}");
        }
    }

    #[test]
    fn fills_in_the_province_that_the_postal_code_names() {
        let checked = check(&address("IN", "1 Fort", "Mumbai", "", "400001"));
        assert_eq!(checked.address.subdivision, "Maharashtra");
        assert_eq!(
            checked.found,
            [(AddressPart::Subdivision, Found::info(Problem::SubdivisionFilledIn).hint("Maharashtra"))]
        );
    }

    #[test]
    fn asks_for_what_the_country_asks_and_doubts_what_it_does_not() {
        assert!(found(&address("US", "", "Austin", "TX", "78701")).contains(&(
            AddressPart::Lines,
            Problem::Missing,
            Severity::Block,
            String::new()
        )));
        assert_eq!(
            found(&address("AE", "Tower 3", "", "Dubai", "00000")),
            [(AddressPart::PostalCode, Problem::UnexpectedPart, Severity::Warn, String::new())]
        );
        assert_eq!(found(&address("XX", "a", "", "", ""))[0].1, Problem::UnknownCountry);
    }

    #[test]
    fn refuses_a_postal_code_with_a_right_one_beside_it() {
        assert_eq!(
            found(&address("DE", "Str. 1", "Berlin", "", "1011")),
            [(AddressPart::PostalCode, Problem::NotAPostalCode, Severity::Block, "01011".into())]
        );
    }
}
