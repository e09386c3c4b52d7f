//! What people type before a number: what it is called, by its office's name or by another.

use super::{Kind, Place, compact, kinds};
use std::collections::HashMap;
use std::sync::OnceLock;

/// The fewest letters of a name of Latin letters that stands for itself: fewer are a country's, or part of a number.
const LEAST_CHARS: usize = 3;

/// Names that stand in no table of kinds, without separators: what invoices, registers and forms print. Sources: the
/// offices' own forms; the Commission's VIES, questions and answers, on what each state calls its VAT ID.
#[rustfmt::skip]
const WORDS: &[&str] = &[
    // Several languages.
    "VAT", "VATREG", "TAX", "TAXID", "TIN", "NR", "N°", "#", "GST", "TVA", "IVA", "NIF", "CIF", "NIP", "CUI", "PIB",
    "VATREGISTRATION", "RC", "RCS", "SN", "VRN", "PPS", "NIPUE", "VATUE", "TIC", "NONVAT", "VATIN", "EUVAT", "EUID", "TAXPAYER", "TAXPAYERID", "TAXCARD", "OURVAT", "COMPANYVAT", "OURTAX", "COMPANYTAX",
    // Regulation (EU) No 904/2010, chapter XI: the special schemes.
    "OSS", "MOSS", "IOSS", "NONUNIONOSS", "NONUNIONSCHEME",
    // German, Dutch, Nordic.
    "UST", "UMSATZSTEUER", "USTID", "USTIDNR", "MWST", "UID", "STEUER", "STEUERNUMMER", "STEUERNR", "STNR", "STEUERID", "WIDNR",
    "IDNR", "BTW", "BTWNR", "BTWID", "BTWIDENTIFICATIENR", "ONDERNEMINGSNUMMER", "BCE", "KBO", "RSIN", "BSN", "CVR", "MOMS", "MOMSNR", "MOMSREG",
    "ORGNR", "ORG", "FORETAKSREGISTERET", "ORGANISASJONSNUMMER", "ORGANISATIONSNUMMER", "MVA", "YTUNNUS", "ALV", "VSK", "KT",
    "KENNITALA", "ATUNR", "MOMSREGISTRERINGSNR", "ORGANISASJONSNR", "ORGANISATIONSNR", "FORETAKSNR", "SENR", "SENUMMER", "CVRSE",
    "FONUMMER", "FONR", "ONDERNEMINGSNR", "OBNUMMER", "OBNR", "RPR", "RPM", "EGIDENTNR",
    // § 27a UStG gives the VAT ID; imprints say so (§ 5 DDG).
    "GEMÄSS§27AUSTG", "GEM§27AUSTG", "NACH§27AUSTG", "LAUT§27AUSTG", "LT§27AUSTG", "GEMÄSS§27AUMSATZSTEUERGESETZ",
    "GEM§27AUMSATZSTEUERGESETZ", "NACH§27AUMSATZSTEUERGESETZ",
    // Romance.
    "NTVA", "DETVA", "NDETVA", "NUMERODETVA", "NUMEROTVA", "IDTVA", "SIREN", "SIRET", "PIVA", "PARTITAIVA", "CF", "CODFISC", "CODFISCALE",
    "CODICEFISCALE", "NIE", "DNI", "CUIT", "CUIL", "RUC", "RUT", "RUN", "RFC", "RIF", "RNC", "NIT", "CNPJ", "CPF", "CEDULA",
    "CÉDULA", "CODFISCAL", "CODULFISCAL", "CODDEIDENTIFICAREFISCALA", "CODULDEIDENTIFICAREFISCALA", "CODDEIDENTIFICAREFISCALĂ", "CODULDEIDENTIFICAREFISCALĂ", "CODUNICDEINREGISTRARE", "CNP", "IDNO", "ICE",
    "N°DENTREPRISE", "NUMERODENTREPRISE", "NUMÉRODENTREPRISE", "NE", "TPS", "TVH", "TPSTVH", "PI", "PARTIVA", "PIVAECF", "CFEPIVA", "CFEPI", "CFPIVA", "PIVACF",
    "CODICEFISCALEEPIVA", "CODICEFISCALEEPARTITAIVA", "PARTITAIVAECODICEFISCALE", "PIVAECODFISC", "CODFISCEPIVA",
    "NIPC", "CONTRIBUINTE", "CONTRIB", "CODUNIC", "CNPJMF", "CNPJME", "CGC", "ROL", "CEDJUR", "CÉDJUR", "CEDJURIDICA", "CÉDJURÍDICA",
    "CEDULAJURIDICA", "NPC", "CPFMF", "CC", "CÉDULADECIUDADANÍA", "CEDULADECIUDADANIA", "TVQ",
    // Slavic, Baltic, Greek, Hungarian.
    "DIČ", "DIC", "IČO", "ICO", "IČ", "IČDPH", "ICDPH", "DPH", "REGON", "KRS", "PESEL", "OIB", "DDV", "MB", "EDB", "ЕДБ", "ПИБ",
    "ИНН", "КПП", "УНП", "УНН", "БИН", "ИИН", "БСН", "ИННЮРЛИЦА", "ИННФИЗЛИЦА", "ЄДРПОУ", "ЕДРПОУ", "ІПН", "РНОКПП", "ЕИК", "БУЛСТАТ", "ДДС", "ЕГН", "INN",
    "UNP", "PVM", "PVN", "KMKR", "ΑΦΜ", "ΦΠΑ", "AFM", "ADOSZAM", "ADÓSZÁM", "ADÓSZ",
    "ASZ", "PDV", "IDZADDV", "IDŠTZADDV", "DAVČNAŠT", "DAVČNAŠTEVILKA", "DŠ", "ИН", "ИНПОДДС", "ИДПОДДС", "ИД№ПОДДС", "ИДЕНТ", "ΑΦΤ", "ΑΡΦΠΑ",
    "ΑΡΕΓΓΡΦΠΑ", "KMK", "PVNREĢ", "REĢ", "ĮMONĖSKODAS", "ĮK", "PVMMK", "КОДЗАЄДРПОУ",
    "ЗДДС", "ИНПОЗДДС", "ИДПОЗДДС", "EUADÓSZÁM", "EUADOSZAM", "CSOPORTAZONOSÍTÓSZÁM", "CSOPORTAZONOSÍTÓ", "KPP", "ІНН", "ЕГРПОУ", "ЄДР",
    // Turkic, Asia, Africa, Oceania.
    "VERGI", "VERGİ", "VERGINO", "VERGİNO", "VKN", "TCKN", "TC", "KIMLIK", "KİMLİK", "VÖEN", "VOEN", "GSTIN", "PAN", "TAN",
    "UEN", "NPWP", "NPWP16", "MST", "TRN", "ABN", "ACN", "ARN", "IRD", "NZBN", "KRAPIN", "PIN", "BRN", "UBN", "EIN", "FEIN", "ITIN", "BN",
    "税号", "税番号", "纳税人识别号", "税务登记号", "信用代码", "統編", "統一編号", "사업자번호", "사업자", "등록번호", "חפ", "עמ", "מסעוסק", "ЖСН", "BIN",
    "VNO", "FED", "FEDID", "FEDERAL", "FEDERALID", "FEDERALTAX", "FEDERALTAXID", "登録番号", "インボイス番号",
    "適格請求書発行事業者登録番号", "法人番号13桁", "登録番号T+13桁", "FID", "IRS", "COREG", "СТИР", "ს/კ", "ს/ნ", "საიდკოდი", "เลขผู้เสียภาษี", "เลขประจำตัวผู้เสียภาษีอากร", "เลขประจำตัวผู้เสียภาษีอากร13หลัก", "เลขประจำตัวผู้เสียภาษีอากรของบริษัท",
    "الرقمالضريبي", "رقمضريبي", "رض", "رقمالتسجيلالضريبي", "رقمتسجيلضريبي", "بطاقةضريبية", "البطاقةالضريبية", "بض", "رتض", "سجلتجاري", "ست",
    "社会信用代码", "統一社會信用代碼", "納稅人識別號", "稅號", "公司統編", "營利事業統一編號", "營業人統一編號", "事業者登録番号", "インボイス登録番号",
    "登録", "고유번호", "사업자번호", "MSDN", "MSDOANHNGHIEP", "MÃSỐDOANHNGHIỆP", "MASODOANHNGHIEP", "MASOTHUE", "MÃSỐTHUẾDOANHNGHIỆP",
    "เลขที่ผู้เสียภาษี", "สาขาที่", "สาขา", "BRANCH", "HP", "מס", "תז", "ער", "जीएसटीआईएन", "जीएसटी", "पैन", "CONO", "COREGNO", "NOSYARIKAT",
    "BUSINESSID", "NOCUKAI", "NOCUKAIPENDAPATAN", "CUKAIPENDAPATAN", "INCOMETAX", "FTIN", "NUIS", "ПИК", "ЕИКПИК", "IF", "CI", "CED", "NIK",
];

/// What stands between a name and its number, without separators.
#[rustfmt::skip]
const FILLERS: &[&str] = &[
    "NO", "NR", "NUM", "NUMBER", "NUMMER", "NUMERO", "NÚMERO", "NUMÉRO", "NUMARASI", "NUMARA", "N", "N°", "#", "ID",
    "IDNO", "IDNR", "CODE", "REF", "REFERENCE", "REG", "REGNO", "REGNR", "REGISTRATION", "IDENTIFICATION", "INTRACOMMUNAUTAIRE", "INTRACOMUNITARIO",
    "INTRACOM", "INTRA", "IDENTNR", "IDENTIFICATIENR", "NRO", "BROJ", "TUNNISTE", "Č",
];

/// What is left behind each of the names that a text begins with, the longest first. Nothing for a text that begins with
/// none.
pub fn unnamed<'a>(country: &str, compact: &'a str) -> Vec<&'a str> {
    let mut left = Vec::new();
    let mut rest = compact;
    let words = own_words(country).iter().chain(common_words());
    while rest.starts_with(|sign: char| !sign.is_ascii_digit()) {
        let fillers: &[&str] = if left.is_empty() { &[] } else { FILLERS };
        let all = words.clone().map(String::as_str).chain(fillers.iter().copied());
        let Some(behind) = all.filter_map(|word| rest.strip_prefix(word)).min_by_key(|behind| behind.len()) else {
            break;
        };
        rest = behind.trim_start_matches(is_no_sign);
        if rest.is_empty() {
            break;
        }
        left.push(rest);
    }
    left
}

/// A word for some kinds of a country that is not their name.
struct Named {
    country: &'static str,
    /// Without separators.
    words: &'static [&'static str],
    ids: &'static [&'static str],
    /// Whether it says so of a number with a sum of another kind, too.
    binds_sums: bool,
}

/// Words for kinds that their names are not, where a number of another kind has as many digits with a slip: § 27a `UStG` and
/// § 139 AO; Código de Normas y Procedimientos Tributarios of Costa Rica; käibemaksuseadus § 3 (KMKR).
const NAMED: &[Named] = &[
    Named {
        country: "DE",
        words: &["USTID", "UMSATZSTEUERID", "VAT"],
        ids: &["de_vat", "de_widnr"],
        binds_sums: false,
    },
    Named {
        country: "DE",
        words: &["STEUERNUMMER", "STEUERNR", "STNR"],
        ids: &["de_stnr", "de_stnr_like_idnr"],
        binds_sums: false,
    },
    Named {
        country: "CR", words: &["JURÍDICA", "JURIDICA", "CÉDJUR", "CEDJUR"], ids: &["cr_cpj"], binds_sums: false
    },
    Named { country: "CR", words: &["FÍSICA", "FISICA"], ids: &["cr_cpf"], binds_sums: false },
    Named { country: "EE", words: &["KMKR", "KMK"], ids: &["ee_kmkr"], binds_sums: true },
];

/// Which kinds the words before a number name. Of a number with a sum only what can never be called so is said: persons'
/// numbers and registers' are called by the tax office's names as well.
pub fn named(country: &str, before: &str, has_sum: bool) -> Option<Vec<&'static str>> {
    if before.is_empty() {
        return None;
    }
    let mut listed = NAMED.iter().filter(|named| named.country == country && (named.binds_sums || !has_sum));
    if let Some(named) = listed.find(|named| named.words.iter().any(|word| before.contains(word))) {
        return Some(named.ids.to_vec());
    }
    if has_sum {
        return None;
    }
    let names = kind_names(country);
    let with_digit = format!("{before}0");
    let mut rest = with_digit.as_str();
    let mut ids: Option<Vec<&'static str>> = None;
    for left in unnamed(country, &with_digit) {
        let word = rest.get(..rest.len() - left.len()).unwrap_or_default().trim_matches(is_no_sign);
        rest = left;
        let of_word = || names.iter().filter(|(name, _)| name == word).map(|(_, id)| *id);
        if of_word().next().is_some() {
            let both = ids.as_ref().map(|ids| of_word().filter(|id| ids.contains(id)).collect::<Vec<_>>());
            ids = Some(both.filter(|both| !both.is_empty()).unwrap_or_else(|| of_word().collect()));
        }
    }
    ids
}

/// The names of a country's kinds, whole and by their initials: EIN.
fn kind_names(country: &str) -> &'static [(String, &'static str)] {
    static BY_COUNTRY: OnceLock<HashMap<&'static str, Vec<(String, &'static str)>>> = OnceLock::new();
    let all = BY_COUNTRY.get_or_init(|| {
        let mut all: HashMap<&'static str, Vec<(String, &'static str)>> = HashMap::new();
        for kind in kinds() {
            let is_initials = |word: &&str| word.chars().count() > 1 && word.chars().all(char::is_uppercase);
            let words = kind.name.split(|sign: char| !sign.is_alphanumeric()).filter(is_initials);
            let parts = kind.name.split('/');
            let names = words.chain(parts).chain([kind.name]).map(|name| (compact(name), kind.id));
            all.entry(kind.country).or_default().extend(names);
        }
        all
    });
    all.get(country).map_or(&[], Vec::as_slice)
}

/// The kind with a sum that a text begins with the name of, where no other country's kind is called so, and what stands
/// behind the name: "CNPJ 16.727.230/0001-97" is Brazil's anywhere.
pub fn named_abroad<'a>(country: &str, compact_text: &'a str) -> Option<(&'static Kind, &'a str)> {
    let summed = || kinds().filter(|kind| kind.is_summed() && kind.place != Place::Registration);
    let is_told = |name: &str| name.chars().count() >= LEAST_CHARS || !name.is_ascii();
    let mut abroad = summed().filter(|kind| kind.country != country);
    abroad.find_map(|kind| {
        let (name, behind) = names_of(kind)
            .filter(|name| is_told(name))
            .find_map(|name| Some((name, without_fillers(compact_text.strip_prefix(name.as_str())?))))?;
        let is_one = summed().all(|other| other.country == kind.country || names_of(other).all(|other| other != name));
        (is_one && kind.check(behind).is_ok()).then_some((kind, behind))
    })
}

/// What a kind is called, whole and by its initials.
fn names_of(kind: &'static Kind) -> impl Iterator<Item = &'static String> {
    kind_names(kind.country).iter().filter(|(_, id)| *id == kind.id).map(|(name, _)| name)
}

/// Whether a word is what a number is called in a country, or stands between that and the number.
pub fn is_name(country: &str, word: &str) -> bool {
    let word = word.trim_matches(is_no_sign);
    let mut all = own_words(country).iter().chain(common_words()).map(String::as_str).chain(FILLERS.iter().copied());
    !word.is_empty() && all.any(|name| name == word)
}

/// A text without what stands between a name and its number.
pub fn without_fillers(text: &str) -> &str {
    let behind = FILLERS.iter().filter_map(|word| text.strip_prefix(word)).min_by_key(|behind| behind.len());
    behind.map_or(text, |behind| behind.trim_start_matches(is_no_sign))
}

fn is_no_sign(sign: char) -> bool {
    !sign.is_alphanumeric()
}

/// The names of the table, in the letters that numbers are looked at in.
fn common_words() -> &'static [String] {
    static WORDS_IN_LATIN: OnceLock<Vec<String>> = OnceLock::new();
    WORDS_IN_LATIN.get_or_init(|| WORDS.iter().map(|word| compact(word)).collect())
}

/// What the kinds of a country are called, whole and by word.
fn own_words(country: &str) -> &'static [String] {
    static BY_COUNTRY: OnceLock<HashMap<&'static str, Vec<String>>> = OnceLock::new();
    let all = BY_COUNTRY.get_or_init(|| {
        let mut all: HashMap<&'static str, Vec<String>> = HashMap::new();
        for kind in kinds() {
            let words = kind.name.split(|sign: char| !sign.is_alphanumeric()).chain([kind.name]).map(compact);
            all.entry(kind.country)
                .or_default()
                .extend(words.filter(|word| word.chars().count() >= LEAST_CHARS || !word.is_ascii()));
        }
        for words in all.values_mut() {
            words.retain(|word| !word.is_empty());
            words.sort();
            words.dedup();
        }
        all
    });
    all.get(country).map_or(&[], Vec::as_slice)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn takes_names_off_one_after_the_other() {
        for (country, text, left) in [
            ("TR", "VKN4540536920", vec!["4540536920"]),
            (
                "TR",
                "VERGIKIMLIKNUMARASI4540536920",
                vec!["KIMLIKNUMARASI4540536920", "NUMARASI4540536920", "4540536920"],
            ),
            ("DE", "USTIDNRDE136695976", vec!["DE136695976"]),
            ("US", "TAXID911144442", vec!["911144442"]),
            // The letters of a state are no name, nor is what only stands behind one.
            ("US", "NO988077917", vec![]),
            ("US", "DE136695976", vec![]),
            ("TR", "4540536920", vec![]),
            ("TR", "VKN", vec![]),
            ("TR", "", vec![]),
        ] {
            assert_eq!(unnamed(country, text), left, "{text}");
        }
    }
}
