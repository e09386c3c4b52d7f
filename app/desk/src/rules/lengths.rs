//! What is typed around a value is looked at before its length is: the sentence names what is wrong, and what is stored is
//! never longer than its field.

use super::numbers::{self, Place};
use super::review::Review;
use super::words::tidied;
use super::{addresses, phones};
use model::countries::AddressPart;
use model::customers::Field;
use model::fields;
use model::fields::{Found, PASTED_CHARS, Problem, Severity};

/// The longest text that a country's rule looks at: a line of a letter's foot. A paragraph is too long.
const LOOKED_AT_CHARS: usize = 200;

/// The most digits in what a number is called: those of a paragraph of a law.
const MOST_LABEL_DIGITS: usize = 4;

/// The longest text of a field that is looked at; none where only its length can be wrong.
fn looked_at(field: Field) -> usize {
    match field {
        Field::CompanyPostalCode
        | Field::BillingPostalCode
        | Field::BillingPhone
        | Field::TaxNumber
        | Field::RegistrationNumber => LOOKED_AT_CHARS,
        Field::Domain | Field::BillingEmail => PASTED_CHARS,
        _ => 0,
    }
}

/// A tidied text by its field's own rule; one that is too long is what the rule finds in it, whatever is left.
pub(super) fn parse(field: Field, tidied: &str) -> Result<Option<String>, Problem> {
    let rule = field.rule();
    let parsed = rule.parse(tidied);
    let is_looked_at = || tidied.chars().count() <= looked_at(field);
    if !matches!(parsed, Err(Problem::TooLong { .. })) || !is_looked_at() {
        return parsed;
    }
    match (rule.check)(tidied.trim()) {
        // No address of mail or host is so long: that is all that is wrong.
        Err(Problem::NotAnEmail | Problem::NotADomain) => parsed,
        found => found.map(Some),
    }
}

impl Review {
    /// What is still longer than its field when everything has been looked at.
    pub(super) fn lengths(&mut self) {
        for field in Field::OF_TEXT.iter().copied().filter(|field| looked_at(*field) > 0) {
            let max_chars = field.input().max_chars;
            if self.text.get(field).chars().count() > max_chars && !self.is_blocked(field) {
                self.note(field, Found::block(Problem::TooLong { max_chars }));
            }
        }
    }

    /// A postal code before its own rule looks at it. What people add to one is not counted: "우편번호 03051", "BRA 40301-110".
    pub(super) fn postal_code(&self, country: Field, typed: &str) -> String {
        // The country's field stands before the code's.
        let shape = addresses::shape(self.text.get(country));
        if shape.is_some_and(|shape| !shape.writes(AddressPart::PostalCode.letter())) {
            return addresses::without_postal_code(typed);
        }
        let plain = addresses::plain_postal_code(typed);
        let is_plain = |sign: char| sign.is_ascii_alphanumeric() || " -".contains(sign);
        if plain.len() <= fields::POSTAL_CODE.input.max_chars && plain.chars().all(is_plain) {
            return plain;
        }
        let shape = shape.filter(|shape| !shape.postal_pattern.is_empty());
        shape.and_then(|shape| addresses::tidy_postal_code(shape, typed)).unwrap_or(plain)
    }

    /// A number before its own rule looks at it. What it is called is not counted: "Foretaksregisteret NO 988 077 917 MVA".
    pub(super) fn number(&self, field: Field, typed: &str) -> String {
        let plain = tidied(field, typed);
        let max_chars = field.rule().input.max_chars;
        if plain.chars().count() <= max_chars {
            return plain;
        }
        let (country, place) = self.number_country(field);
        // Another number beside it is said, as long as nothing is cut off before it is looked at.
        let (stored, found) = numbers::check(&country, place, &plain);
        let is_another = |found: &Found| {
            found.problem == Problem::NumberLeftOut && found.hint.contains(|sign: char| sign.is_ascii_digit())
        };
        let is_taken = found.as_ref().is_some_and(is_another) && stored.chars().count() <= max_chars;
        if is_taken && place != Place::Registration && (field.rule().check)(&plain).is_ok() {
            return plain;
        }
        let bare = numbers::shortened(&country, place, &plain, max_chars);
        bare.or_else(|| behind_words(&country, place, &plain, max_chars)).unwrap_or(plain)
    }

    /// The country that a number is of, and where it stands.
    pub(super) fn number_country(&self, field: Field) -> (String, Place) {
        match field {
            Field::RegistrationNumber => (self.text.get(Field::CompanyCountry).to_owned(), Place::Registration),
            _ => (self.text.billing_address().country, Place::Tax),
        }
    }

    /// What a field's own rule refused gets a right one of its country beside it, now that the country is known.
    pub(super) fn fill_hints(&mut self) {
        let billing = self.text.billing_address().country;
        for finding in self.findings.iter_mut().filter(|finding| finding.hint.is_empty()) {
            let meant = |country: &str, code: Field| {
                addresses::shape(country).map(|shape| addresses::meant_postal_code(shape, self.text.get(code)))
            };
            match (finding.problem, Field::of_name(&finding.path)) {
                (Problem::NotAPostalCode, Some(code @ Field::CompanyPostalCode)) => {
                    finding.hint = meant(self.text.get(Field::CompanyCountry), code).unwrap_or_default();
                }
                (Problem::NotAPostalCode, Some(code)) => finding.hint = meant(&billing, code).unwrap_or_default(),
                (Problem::NotAPhone, _) => finding.hint = phones::sample(&billing),
                _ => {}
            }
        }
    }
}

/// The tax number behind words that no table has, which are not counted: "Cod de identificare fiscală RO…". What is right comes
/// first, with as many of the words as it can have: RO and SI say something. Registers' words may belong to their numbers.
fn behind_words(country: &str, place: Place, text: &str, max_chars: usize) -> Option<String> {
    // Where any number goes, nothing tells a label from it.
    numbers::kinds_at(country, place).next().filter(|_| place != Place::Registration)?;
    let is_digit = |sign: char| sign.is_ascii_digit();
    // "Ust-IdNr. gemäß § 27a UStG: …": digits of a label are few, those of another number are many.
    let labelled = text
        .rsplit_once(':')
        .filter(|(label, number)| number.contains(is_digit) && label.matches(is_digit).count() <= MOST_LABEL_DIGITS);
    let text = labelled.map_or(text, |(_, number)| number);
    let first = text.find(is_digit)?;
    let behind = |(at, sign): (usize, char)| (sign == ' ' || sign == ':').then_some(at + sign.len_utf8());
    let starts = text[..first].char_indices().filter_map(behind).chain([first]);
    let fitting: Vec<&str> = std::iter::once(0)
        .chain(starts)
        .map(|at| text[at..].trim())
        .filter(|number| number.chars().count() <= max_chars)
        .collect();
    let problem =
        |number: &str| numbers::check(country, place, number).1.filter(|found| found.severity == Severity::Block);
    let right = fitting.iter().find(|number| problem(number).is_none());
    let near = || fitting.iter().rev().find(|number| problem(number).is_some_and(|found| is_near(found.problem)));
    right.or_else(near).map(|number| (*number).to_owned())
}

/// Whether no more than a slip makes a text no number.
const fn is_near(problem: Problem) -> bool {
    matches!(problem, Problem::CheckDigit | Problem::NumberIncomplete | Problem::NumberPart)
}

#[cfg(test)]
mod tests {
    use super::super::{Extent, review};
    use super::*;
    use crate::rules::emails::EmailPolicy;
    use model::customers::CustomerText;
    use model::fields::Finding;

    /// What is stored, and what is said.
    fn reviewed(country: &str, field: Field, typed: &str) -> (String, Vec<(Problem, Severity, String)>) {
        let mut text = CustomerText::default();
        text.set(Field::CompanyCountry, country);
        text.set(Field::BillingSameAsCompany, "true");
        text.set(field, typed);
        let reviewed = review(&text, Extent::Record, &EmailPolicy::default());
        let of_field = reviewed.findings.into_iter().filter(|finding| finding.path == field.name());
        (
            reviewed.text.get(field).to_owned(),
            of_field.map(|finding| (finding.problem, finding.severity, finding.hint)).collect(),
        )
    }

    #[test]
    fn a_place_beside_a_postal_code_is_named_and_not_its_length() {
        for (country, typed, code) in [
            ("TR", "34710 Kadıköy", "34710"),
            ("TR", "34710 Muş", "34710"),
            ("TR", "34710 MUS", "34710"),
            ("TR", "İstanbul 34710", "34710"),
            ("TR", "Caferağa Mah. Moda Cad. 12, 34710 Kadıköy / İstanbul", "34710"),
            ("FR", "75008 CEDEX 08", "75008"),
            ("IN", "Mumbai 400001", "400001"),
            ("GB", "London SW1A 1AA", "SW1A 1AA"),
            ("NL", "1012 AB Amsterdam", "1012 AB"),
            ("SE", "114 55 Stockholm", "114 55"),
            ("LV", "1010 Rīga", "LV-1010"),
            ("DE", "D-10115 Berlin-Mitte", "10115"),
            ("DE", "Berlin-10115", "10115"),
            ("US", "Austin, TX 78701-1234", "78701-1234"),
            ("JP", "〒100-0001 東京都千代田区", "100-0001"),
        ] {
            let (stored, found) = reviewed(country, Field::CompanyPostalCode, typed);
            assert_eq!(found, [(Problem::NotAPostalCode, Severity::Block, code.to_owned())], "{country} {typed}");
            assert!(stored.eq_ignore_ascii_case(typed), "what is refused stays as it was typed: {stored}");
        }
    }

    #[test]
    fn a_text_with_no_postal_code_or_with_two_gets_a_right_one_of_the_country() {
        for typed in ["Kadıköy, İstanbul, Türkiye", "34710 Kadıköy 34000 Fatih", "347101 Kadıköy", "5557777888899990"]
        {
            let found = reviewed("TR", Field::CompanyPostalCode, typed).1;
            let [(Problem::NotAPostalCode, Severity::Block, hint)] = &found[..] else { panic!("{typed}: {found:?}") };
            assert_eq!(
                hint,
                addresses::shape("TR").map(addresses::Shape::postal_sample).unwrap_or_default(),
                "{typed}"
            );
        }
    }

    #[test]
    fn a_paragraph_is_too_long_and_nothing_else() {
        let paragraph = "Please deliver to the back of the house. ".repeat(30);
        for (field, max_chars) in [
            (Field::CompanyPostalCode, 12),
            (Field::BillingPhone, 40),
            (Field::TaxNumber, 30),
            (Field::RegistrationNumber, 40),
            (Field::BillingEmail, 254),
            (Field::Domain, 253),
        ] {
            let too_long = [(Problem::TooLong { max_chars }, Severity::Block, String::new())];
            assert_eq!(reviewed("TR", field, &paragraph).1, too_long, "{field:?}");
            // Where no rule is known, the length is all that can be said.
            let digits = "1".repeat(max_chars + 1);
            assert_eq!(reviewed("", field, &format!("{digits}@x.example")).1.len(), 1, "{field:?}");
        }
        assert_eq!(
            reviewed("AQ", Field::TaxNumber, &"1".repeat(31)).1,
            [(Problem::TooLong { max_chars: 30 }, Severity::Block, String::new())]
        );
        assert_eq!(
            reviewed("TR", Field::RegistrationNumber, &format!("Ticaret Sicil Müdürlüğü {}", "A1".repeat(20))).1,
            [(Problem::TooLong { max_chars: 40 }, Severity::Block, String::new())]
        );
    }

    /// The form has no limit that would cut a paste off, and what is refused stays whole.
    #[test]
    fn a_paste_that_is_too_long_is_cut_in_no_field() {
        let name = "Maria da Conceição de Albuquerque Cavalcanti e Vasconcelos";
        let long = [name; 25].join(" ");
        let is_text = |field: &&Field| **field != Field::BillingSameAsCompany;
        for field in Field::OF_TEXT.iter().filter(is_text) {
            let mut text = CustomerText::default();
            text.set(Field::CompanyCountry, "TR");
            text.set(Field::BillingCountry, "TR");
            text.set(*field, &*long);
            let reviewed = review(&text, Extent::Account, &EmailPolicy::default());
            let stored = reviewed.text.get(*field);
            assert_eq!(stored.to_lowercase(), long.to_lowercase(), "{field:?}");
            let is_said = |finding: &Finding| finding.path == field.name() && finding.severity == Severity::Block;
            assert!(reviewed.findings.iter().any(is_said), "{field:?}: {:?}", reviewed.findings);
        }
        let found = reviewed("TR", Field::ContactFirstName, name);
        assert_eq!(
            found,
            (name.to_owned(), vec![(Problem::TooLong { max_chars: 50 }, Severity::Block, String::new())])
        );
    }

    #[test]
    fn a_long_text_about_a_phone_is_judged_as_a_phone() {
        for typed in [
            "Telefon: +49 30 901820, Fax: +49 30 901821",
            "+49 30 901820 oder abends +49 30 901821 (privat)",
            "Bitte nur vormittags zwischen 9 und 12 anrufen",
        ] {
            let found = reviewed("DE", Field::BillingPhone, typed).1;
            let is_said = matches!(found[..], [(Problem::NotAPhone | Problem::PhoneTwoNumbers, Severity::Block, _)]);
            assert!(is_said, "{typed}: {found:?}");
        }
        let typed = "Telefon: +49 (0) 30 / 90 18 20   –   Durchwahl: 1234";
        assert_eq!(reviewed("DE", Field::BillingPhone, typed).0, "+4930901820;ext=1234");
    }

    #[test]
    fn what_an_office_calls_its_number_is_not_counted() {
        for (country, typed, stored) in [
            ("SI", "Identifikacijska številka za DDV: SI50223054", "SI50223054"),
            ("RO", "Cod de identificare fiscală RO18547290", "RO18547290"),
            ("RO", "Cod de identificare fiscală: 18547290", "18547290"),
            ("TH", "เลขประจำตัวผู้เสียภาษีอากร 0994000617721", "0994000617721"),
            ("TH", "เลขประจำตัวผู้เสียภาษีอากรของบริษัท:0994000617721", "0994000617721"),
            ("DE", "Umsatzsteuer-Identifikationsnummer gemäß § 27a UStG: DE136695976", "DE136695976"),
        ] {
            assert_eq!(reviewed(country, Field::TaxNumber, typed), (stored.to_owned(), vec![]), "{country} {typed}");
        }
        let (_, found) = reviewed("SI", Field::TaxNumber, "Identifikacijska številka za DDV: SI50223055");
        assert_eq!(found, [(Problem::CheckDigit, Severity::Block, "4".to_owned())]);
        // No number at all: that is what is wrong, not the length.
        for typed in ["Identifikacijska številka za DDV: 1", "Davčna številka je v postopku pridobivanja"] {
            let found = reviewed("SI", Field::TaxNumber, typed).1;
            assert!(
                matches!(found[..], [(problem, Severity::Block, _)] if !matches!(problem, Problem::TooLong { .. })),
                "{typed}: {found:?}"
            );
        }
    }

    #[test]
    fn another_number_beside_a_long_one_is_said() {
        let typed = "Amtsgericht Bonn HRB 12345 USt-IdNr.: DE136695976";
        let left_out = (Problem::NumberLeftOut, Severity::Warn, "Amtsgericht Bonn HRB 12345".to_owned());
        assert_eq!(reviewed("DE", Field::TaxNumber, typed), ("DE136695976".to_owned(), vec![left_out]));
    }

    #[test]
    fn a_long_web_address_is_the_domain_in_it() {
        let typed = format!("https://www.lale.example/?utm_campaign={}", "x".repeat(400));
        assert_eq!(reviewed("TR", Field::Domain, &typed), ("lale.example".to_owned(), vec![]));
        let typed = format!("mailto:ayse@lale.example?body={}", "x".repeat(400));
        assert_eq!(reviewed("TR", Field::BillingEmail, &typed), ("ayse@lale.example".to_owned(), vec![]));
    }
}
