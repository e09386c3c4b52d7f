//! What a record's values are called: a name for each field of an account, and what files call it otherwise.
//!
//! Every field of [`Field::OF_TEXT`] is a column by itself: by its own name, and by its labels in English and Turkish.

use super::further_synonyms::{FURTHER, LESS_PLAIN};
use super::synonyms::{GIVING_WAY, PLAIN};
use app::texts::Texts;
use app::words::{field_label, name_label};
use desk::folding::fold;
use model::customers::Field;
use model::language::Language;
use std::collections::HashMap;
use std::sync::LazyLock;

/// Names that are shorter than a field's own: those of Partner Center's addresses, and of the address invoices go to.
const SHORT_NAMES: [(Field, &str); 18] = [
    (Field::CompanyCountry, "country"),
    (Field::CompanyName, "companyName"),
    (Field::CompanyAddressLine1, "addressLine1"),
    (Field::CompanyAddressLine2, "addressLine2"),
    (Field::CompanyLocality, "city"),
    (Field::CompanySubdivision, "state"),
    (Field::CompanyPostalCode, "postalCode"),
    (Field::BillingPhone, "phone"),
    (Field::BillingEmail, "email"),
    (Field::TaxNumber, "taxId"),
    (Field::ContactFirstName, "firstName"),
    (Field::ContactLastName, "lastName"),
    (Field::BillingCountry, "billToCountry"),
    (Field::BillingAddressLine1, "billToAddressLine1"),
    (Field::BillingAddressLine2, "billToAddressLine2"),
    (Field::BillingLocality, "billToCity"),
    (Field::BillingSubdivision, "billToState"),
    (Field::BillingPostalCode, "billToPostalCode"),
];

/// The fields in the order in which a record is printed: short names first, then as the form has them.
pub static PRINTED: LazyLock<Vec<Field>> = LazyLock::new(|| {
    let short = SHORT_NAMES.iter().map(|(field, _)| *field);
    let other = Field::OF_TEXT.iter().copied().filter(|field| SHORT_NAMES.iter().all(|(short, _)| short != field));
    short.chain(other).collect()
});

/// The names by field, in the order of [`Field::OF_TEXT`].
static NAMES: LazyLock<Vec<String>> = LazyLock::new(|| {
    let name = |field: &Field| match SHORT_NAMES.iter().find(|(short, _)| short == field) {
        Some((_, name)) => (*name).to_owned(),
        None => camel_case(field.name()),
    };
    Field::OF_TEXT.iter().map(name).collect()
});

/// Every head that is known, as [`plain`] writes it. What is more exact goes before what is less.
static HEADS: LazyLock<HashMap<String, Field>> = LazyLock::new(|| {
    let texts = Language::ALL.map(|language| Texts { language });
    let names = Field::OF_TEXT.iter().map(|field| (plain(name(*field)), *field));
    let own_names = Field::OF_TEXT.iter().map(|field| (plain(field.name()), *field));
    let labels = texts.iter().flat_map(|texts| {
        let full = Field::OF_TEXT.iter().map(move |field| (plain(&name_label(field.name(), *texts)), *field));
        full.chain(Field::OF_TEXT.iter().map(move |field| (plain(field_label(*field, *texts)), *field)))
    });
    let mut all = HashMap::new();
    for (head, field) in names.chain(own_names).chain(listed(PLAIN)).chain(listed(FURTHER)).chain(labels) {
        all.entry(head).or_insert(field);
    }
    all
});

/// The heads that give way, as [`plain`] writes them.
static LOOSE_HEADS: LazyLock<HashMap<String, Field>> = LazyLock::new(|| listed(GIVING_WAY).collect());

/// Whether a column's head gives way where another column has its field by a plainer one.
pub fn is_less_plain(head: &str) -> bool {
    less_plain(head).is_some()
}

/// What such a head means beside a plainer one; `None` if nothing.
pub fn beside_plainer(head: &str) -> Option<Field> {
    less_plain(head).and_then(|(_, otherwise, _)| *otherwise)
}

fn less_plain(head: &str) -> Option<&'static (Field, Option<Field>, &'static str)> {
    let head = plain(head);
    LESS_PLAIN.iter().find(|(_, _, heads)| heads.split(',').any(|of| plain(of) == head))
}

/// The heads of a table, as [`plain`] writes them.
fn listed(table: &'static [(Field, &'static str)]) -> impl Iterator<Item = (String, Field)> {
    table.iter().flat_map(|(field, heads)| heads.split(',').map(move |head| (plain(head), *field)))
}

/// The name that records have for a field.
pub fn name(field: Field) -> &'static str {
    NAMES.get(field as usize).map_or(field.name(), String::as_str)
}

/// The field of a name that is written exactly so.
pub fn of_name(written: &str) -> Option<Field> {
    NAMES.iter().position(|name| name == written).and_then(|at| Field::OF_TEXT.get(at).copied())
}

/// The field that a column's head means.
pub fn of_head(head: &str) -> Option<Field> {
    HEADS.get(&plain(head)).copied()
}

/// The field that a column's head may mean: without the bracket it ends with (`Country (ISO)`), or as a word that is less
/// exact. It gives way to a column that says it plainly.
pub fn of_loose_head(head: &str) -> Option<Field> {
    let head = without_bracket(head);
    of_head(head).or_else(|| LOOSE_HEADS.get(&plain(head)).copied())
}

/// Whether a column's head means a field, or may mean one.
pub fn is_known(head: &str) -> bool {
    of_loose_head(head).is_some() || of_head(head).is_some()
}

/// A head without a bracket at its end; itself where it has none, or nothing before it.
fn without_bracket(head: &str) -> &str {
    let head = head.trim();
    let opened = match head.chars().next_back() {
        Some(')') => head.rfind('('),
        Some(']') => head.rfind('['),
        _ => None,
    };
    opened.map_or(head, |at| head[..at].trim_end())
}

/// A head without what makes no difference: letter case, marks, blanks and signs.
fn plain(head: &str) -> String {
    fold(head).chars().filter(|letter| letter.is_alphanumeric()).collect()
}

fn camel_case(name: &str) -> String {
    let mut is_begin = false;
    let mut written = String::with_capacity(name.len());
    for letter in name.chars() {
        if letter == '_' {
            is_begin = true;
        } else if std::mem::take(&mut is_begin) {
            written.extend(letter.to_uppercase());
        } else {
            written.push(letter);
        }
    }
    written
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_field_is_a_column_by_its_names_and_labels_and_no_two_are_called_alike() {
        for field in Field::OF_TEXT.iter().copied() {
            assert_eq!(of_name(name(field)), Some(field));
            assert_eq!(of_head(name(field)), Some(field));
            assert_eq!(of_head(field.name()), Some(field));
            for language in Language::ALL {
                assert_eq!(of_head(&name_label(field.name(), Texts { language })), Some(field), "{field:?}");
            }
        }
        for (field, heads) in PLAIN.iter().chain(FURTHER) {
            for head in heads.split(',') {
                assert_eq!(of_head(head), Some(*field), "{head}");
            }
        }
        for (field, _, heads) in LESS_PLAIN {
            for head in heads.split(',') {
                assert_eq!(of_head(head), Some(*field), "{head}");
            }
        }
        for (field, heads) in GIVING_WAY {
            for head in heads.split(',') {
                assert_eq!((of_head(head), of_loose_head(head)), (None, Some(*field)), "{head}");
            }
        }
        let mut printed = PRINTED.clone();
        printed.sort_unstable();
        assert_eq!(printed, Field::OF_TEXT);
    }

    #[test]
    fn letter_case_blanks_and_signs_make_no_difference_and_other_letters_do() {
        for head in ["taxId", "taxID", "tax_id", "Tax-ID", " TAX ID ", "TAXİD", "tax\u{a0}id", "Vergi No.", "VERGİ NO"]
        {
            assert_eq!(of_head(head), Some(Field::TaxNumber), "{head}");
        }
        for head in ["Postal code", "postcode", "POSTA KODU", "Zip/Postal Code"] {
            assert_eq!(of_head(head), Some(Field::CompanyPostalCode), "{head}");
        }
        assert_eq!(of_head("ŞEHİR"), of_head("sehir"));
        for head in ["", " ", "id", "name", "customer", "taxIdd", "notes", "contry", "field", "-"] {
            assert_eq!(of_head(head), None, "{head}");
        }
        for head in ["Country (ISO)", "Ülke [kod]", "country(2)"] {
            assert_eq!((of_head(head), of_loose_head(head)), (None, Some(Field::CompanyCountry)), "{head}");
        }
        for (head, field) in [
            ("Region", Field::CompanySubdivision),
            ("GSM", Field::BillingPhone),
            ("TCKN", Field::TaxNumber),
            ("Steuer-Nr.", Field::TaxNumber),
        ] {
            assert_eq!((of_head(head), of_loose_head(head)), (None, Some(field)), "{head}");
        }
        for head in ["", "()", "(country)", "notes (country)", ")", "country )x"] {
            assert_eq!(of_loose_head(head), None, "{head}");
        }
        // What may mean two things, or holds two at once, is not known.
        for head in [
            "Ad Soyad",
            "Müşteri",
            "İsim",
            "Nom",
            "Nombre",
            "Nome",
            "Naam",
            "Nazwa",
            "Kunde",
            "Cliente",
            "Website",
            "Homepage",
            "Hausnummer",
            "PLZ Ort",
            "İl/İlçe",
            "Vergi Dairesi",
            "Mahalle",
            "Estado",
            "UID",
            "IVA",
            "No.",
            "Fax",
            "Konto",
        ] {
            assert_eq!((of_head(head), of_loose_head(head)), (None, None), "{head}");
        }
        for name in ["taxID", "tax_id", "TaxId", "companyCountry", ""] {
            assert_eq!(of_name(name), None, "{name}");
        }
    }

    #[test]
    fn heads_that_programs_write_are_known() {
        for (field, heads) in [
            (Field::CompanyName, "Cari Ünvan|Razón Social|Ragione sociale|Bedrijfsnaam|Nazwa firmy|Firmenbezeichnung"),
            (Field::CompanyName, "Default Address Company|Name (Adressattyp Unternehmen)"),
            (Field::CompanyCountry, "Country/Region|Land/Region|País|Paese|Kraj|Address 1: Country/Region"),
            (Field::CompanyAddressLine1, "Street address 1|Address 1: Street 1|Calle y número|Indirizzo|Ulica i numer"),
            (
                Field::CompanyAddressLine1,
                "Straße/Hausnummer|Straat en huisnummer|Adresse (ligne 1)|Default Address Address1",
            ),
            (Field::CompanyLocality, "Town/City|Ciudad|Città|Woonplaats|Miasto|Ville"),
            (Field::CompanySubdivision, "State/Region|Provincia|Kanton|Województwo|Provincie"),
            (Field::CompanyPostalCode, "Código postal|CAP|Kod pocztowy|Post Code|CP"),
            (Field::BillingPhone, "Teléfono|Telefoon|Numer telefonu|Phone No."),
            (Field::BillingEmail, "Correo electrónico|Indirizzo e-mail|E-mailadres|Adresse électronique"),
            (
                Field::TaxNumber,
                "VAT registration number|VAT Registration No.|Partita IVA|P.IVA|NIF|NIP|BTW-nummer|EU-UStID",
            ),
            (Field::RegistrationNumber, "KvK-nummer|Handelsregisternummer|SIREN|KRS"),
            (Field::ContactLastName, "Apellidos|Cognome|Achternaam|Nazwisko|Soyisim"),
            (Field::CompanyCountry, "Address Country|CustomerCountry|Address 1 - Country"),
            (Field::Domain, "Primary domain name|CustomerDomainName"),
            (Field::CompanyAddressLine1, "Morada|Endereço|Address 1 - Street"),
            (Field::CompanyName, "Razão Social"),
            (Field::TaxNumber, "CNPJ|N° TVA intracom."),
            (Field::BillingPhone, "Telefone|Phone 1 - Value"),
            (Field::BillingCountry, "billingAddressCountry|Billing Address Country"),
            (Field::BillingPostalCode, "billingAddressPostalCode|Billing Address Postal Code"),
            (Field::BillingSubdivision, "billingAddressState|Billing Address State"),
            (Field::BillingLocality, "billingAddressCity|Billing Address City"),
            (Field::BillingLocality, "Ort (Rechnungsadresse)|Ciudad de facturación|Città di fatturazione"),
        ] {
            for head in heads.split('|') {
                assert_eq!(of_head(head), Some(field), "{head}");
            }
        }
    }

    #[test]
    fn docs_checking_lists_every_name() {
        let document = include_str!("../../../docs/checking.md");
        for field in Field::OF_TEXT.iter().copied() {
            let row = format!("\n| `{}` | `{}` | ", name(field), field.name());
            assert!(document.contains(&row), "{row}");
        }
        let less_plain = LESS_PLAIN.iter().map(|(field, _, heads)| (field, heads));
        let tables = PLAIN.iter().chain(FURTHER).chain(GIVING_WAY).map(|(field, heads)| (field, heads));
        for (field, heads) in tables.chain(less_plain) {
            assert!(document.contains(&format!("| {heads} |")), "{field:?}: {heads}");
        }
    }
}
