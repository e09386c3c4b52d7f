//! What a record's values are called: a name for each field of an account, and what files call it otherwise.
//!
//! Every field of [`Field::ALL`] is a column by itself: by its own name, and by its labels in English and Turkish.

use app::customers::{Field, field_label, fold, name_label};
use app::language::{Language, Texts};
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

/// Heads of other programs' files. Letter case, blanks, signs and marks make no difference. What may mean two things is not
/// here ("name": of a company or a person; "customer": a name or a number), or gives way ("region").
const SYNONYMS: &[(Field, &str)] = &[
    (
        Field::CompanyName,
        "company, legal name, company legal name, organization, organisation, organization name, \
         organisation name, business name, account name, customer name, firma, firma adı, firma \
         unvanı, şirket, şirket adı, şirket unvanı, unvan, ticari unvan, ticaret unvanı, müşteri \
         adı, cari adı, cari unvanı, firmenname, unternehmen, société, raison sociale",
    ),
    (
        Field::CompanyCountry,
        "country code, country region, country name, ülke, ülke kodu, ülke adı, country iso, country \
         iso code, land, ländercode, länderkürzel, pays, code pays",
    ),
    (
        Field::CompanyAddressLine1,
        "address, address 1, street, street 1, street address, adres, adres 1, adres satırı 1, \
         sokak, straße, straße und hausnummer, anschrift, adresse, adresse 1, rue",
    ),
    (
        Field::CompanyAddressLine2,
        "address 2, street 2, street address 2, adres 2, adres satırı 2, adresszusatz, adresse 2, \
         complément adresse",
    ),
    (
        Field::CompanyLocality,
        "town, locality, company city, city town, şehir, ilçe, town city, ort, stadt, wohnort, ville",
    ),
    (
        Field::CompanySubdivision,
        "province, subdivision, state province, company state, il, eyalet, state region, bundesland",
    ),
    (
        Field::CompanyPostalCode,
        "postcode, zip, zip code, zip postal code, postal zip code, posta kodu, pk, plz, \
         postleitzahl, code postal",
    ),
    (
        Field::BillingPhone,
        "telephone, tel, phone number, telephone number, telefon, telefon no, telefon numarası, tel \
         no, telefonnummer, téléphone, numéro de téléphone",
    ),
    (
        Field::BillingEmail,
        "mail, email address, mail address, eposta, eposta adresi, mail adresi, fatura eposta, e \
         mail adresse, adresse e mail, courriel",
    ),
    (
        Field::TaxNumber,
        "tax no, vat, vat id, vat no, vat number, tin, tax identification number, vergi no, vergi \
         numarası, vergi kimlik no, vergi kimlik numarası, vkn, vkn tckn, kdv no, kdv numarası, ust \
         idnr, ust id, ust id nr, umsatzsteuer id, n tva, no tva, tva, numéro de tva, n de tva, n \
         tva intracommunautaire",
    ),
    (
        Field::RegistrationNumber,
        "registration no, registration id, company number, company registration number, sicil no, \
         ticaret sicil no, ticaret sicil numarası",
    ),
    (Field::Domain, "domain name, alan adı"),
    (Field::BillToName, "bill to, invoice name, fatura adı, fatura unvanı"),
    (Field::ContactFirstName, "given name, ad, yetkili adı, ilgili kişi adı, vorname, prénom"),
    (
        Field::ContactLastName,
        "surname, family name, soyad, soyadı, yetkili soyadı, ilgili kişi soyadı, nachname, nom de \
         famille",
    ),
    (Field::BillingCountry, "invoice country, fatura ülkesi, fatura ülke, rechnungsland, pays de facturation"),
    (
        Field::BillingAddressLine1,
        "billing address, bill to address, billing street, invoice address, fatura adresi, billing \
         street address, fatura adres, fatura adresi 1, rechnungsadresse, rechnungsstraße, adresse \
         de facturation",
    ),
    (Field::BillingAddressLine2, "billing address 2, bill to address 2, fatura adresi 2, billing street 2"),
    (
        Field::BillingLocality,
        "billing city, invoice city, fatura şehri, fatura ilçesi, billing town, billing town city, \
         billing city town, fatura şehir, fatura ilçe, rechnungsort, ville de facturation",
    ),
    (
        Field::BillingSubdivision,
        "billing state, billing province, fatura ili, billing state province, billing state region, \
         billing region, fatura il",
    ),
    (
        Field::BillingPostalCode,
        "billing zip, billing postcode, bill to zip, bill to postcode, fatura posta kodu, billing \
         zip code, billing zip postal code, billing postal zip code, fatura pk, rechnungs plz, code \
         postal de facturation",
    ),
    (Field::Language, "lang, preferred language, dil"),
    (Field::Currency, "currency code, billing currency, döviz, döviz cinsi"),
    (
        Field::PurchaseOrderReference,
        "po, po number, po reference, purchase order, purchase order number, sipariş no, \
         satın alma siparişi",
    ),
];

/// The fields in the order in which a record is printed: short names first, then as the form has them.
pub static PRINTED: LazyLock<Vec<Field>> = LazyLock::new(|| {
    let short = SHORT_NAMES.iter().map(|(field, _)| *field);
    let other = Field::ALL.iter().copied().filter(|field| SHORT_NAMES.iter().all(|(short, _)| short != field));
    short.chain(other).collect()
});

/// The names by field, in the order of [`Field::ALL`].
static NAMES: LazyLock<Vec<String>> = LazyLock::new(|| {
    let name = |field: &Field| match SHORT_NAMES.iter().find(|(short, _)| short == field) {
        Some((_, name)) => (*name).to_owned(),
        None => camel_case(field.name()),
    };
    Field::ALL.iter().map(name).collect()
});

/// Every head that is known, as [`plain`] writes it. What is more exact goes before what is less.
static HEADS: LazyLock<HashMap<String, Field>> = LazyLock::new(|| {
    let texts = Language::ALL.map(|language| Texts { language });
    let names = Field::ALL.iter().map(|field| (plain(name(*field)), *field));
    let own_names = Field::ALL.iter().map(|field| (plain(field.name()), *field));
    let labels = texts.iter().flat_map(|texts| {
        let full = Field::ALL.iter().map(move |field| (plain(&name_label(field.name(), *texts)), *field));
        full.chain(Field::ALL.iter().map(move |field| (plain(field_label(*field, *texts)), *field)))
    });
    let synonyms = SYNONYMS.iter().flat_map(|(field, heads)| heads.split(',').map(move |head| (plain(head), *field)));
    let mut all = HashMap::new();
    for (head, field) in names.chain(own_names).chain(synonyms).chain(labels) {
        all.entry(head).or_insert(field);
    }
    all
});

/// The name that records have for a field.
pub fn name(field: Field) -> &'static str {
    NAMES.get(field as usize).map_or(field.name(), String::as_str)
}

/// The field of a name that is written exactly so.
pub fn of_name(written: &str) -> Option<Field> {
    NAMES.iter().position(|name| name == written).and_then(|at| Field::ALL.get(at).copied())
}

/// The field that a column's head means.
pub fn of_head(head: &str) -> Option<Field> {
    HEADS.get(&plain(head)).copied()
}

/// The field that a column's head may mean: without the bracket it ends with (`Country (ISO)`), or as a word of more meanings
/// than one. It gives way to a column that says it plainly.
pub fn of_loose_head(head: &str) -> Option<Field> {
    let head = without_bracket(head);
    of_head(head).or_else(|| (plain(head) == "region").then_some(Field::CompanySubdivision))
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
        for field in Field::ALL.iter().copied() {
            assert_eq!(of_name(name(field)), Some(field));
            assert_eq!(of_head(name(field)), Some(field));
            assert_eq!(of_head(field.name()), Some(field));
            for language in Language::ALL {
                assert_eq!(of_head(&name_label(field.name(), Texts { language })), Some(field), "{field:?}");
            }
        }
        for (field, heads) in SYNONYMS {
            for head in heads.split(',') {
                assert_eq!(of_head(head), Some(*field), "{head}");
            }
        }
        let mut printed = PRINTED.clone();
        printed.sort_unstable();
        assert_eq!(printed, Field::ALL);
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
        assert_eq!((of_head("Region"), of_loose_head("Region")), (None, Some(Field::CompanySubdivision)));
        for head in ["", "()", "(country)", "notes (country)", ")", "country )x"] {
            assert_eq!(of_loose_head(head), None, "{head}");
        }
        for name in ["taxID", "tax_id", "TaxId", "companyCountry", ""] {
            assert_eq!(of_name(name), None, "{name}");
        }
    }

    #[test]
    fn docs_checking_lists_every_name() {
        let document = include_str!("../../../docs/checking.md");
        for field in Field::ALL.iter().copied() {
            let row = format!("\n| `{}` | `{}` | ", name(field), field.name());
            assert!(document.contains(&row), "{row}");
        }
        for (field, heads) in SYNONYMS {
            assert!(document.contains(heads), "{field:?}: {heads}");
        }
    }
}
