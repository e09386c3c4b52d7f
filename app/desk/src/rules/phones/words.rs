//! The words and signs that people write around an extension, by language.

use super::extensions::EXTENSION;

/// Words and signs by language: those of libphonenumber (`PhoneNumberUtil`, extension patterns) and the words that offices
/// print elsewhere.
pub const EXTENSIONS: &[&str] = &[
    // Signs, English and Spanish as libphonenumber has them.
    EXTENSION,
    ";",
    "#",
    ",,",
    "x",
    "×",
    "ext",
    "extn",
    "xt",
    "xtn",
    "extension",
    "int",
    "anexo",
    // Turkish, Azerbaijani, Uzbek, Turkmen, Kazakh, Kyrgyz.
    "dahili",
    "dah",
    "iç",
    "iç hat",
    "içhat",
    "daxili",
    "ichki",
    "içerki",
    "қосымша",
    "ішкі",
    "кошумча",
    // German, French.
    "durchwahl",
    "dw",
    "apparat",
    "app",
    "nebenstelle",
    "nst",
    "klappe",
    "kl",
    "hausruf",
    "hausapparat",
    "intern",
    "poste",
    // Spanish, Catalan, Portuguese, Italian, and the Philippines.
    "extensión",
    "extensió",
    "interno",
    "interna",
    "interni",
    "local",
    "loc",
    "ramal",
    "extensão",
    // Dutch, Swedish, Norwegian, Danish, Finnish.
    "toestel",
    "tst",
    "anknytning",
    "ankn",
    "innval",
    "linje",
    "lokal",
    "lok",
    "alanumero",
    "sisäinen",
    // Estonian, Latvian, Lithuanian.
    "sisenumber",
    "sisetelefon",
    "iekšējais",
    "iekš",
    "vidinis",
    "vidaus",
    "vid",
    // Polish, Czech, Slovak, Hungarian, Romanian.
    "opcja",
    "wewn",
    "wew",
    "wewnętrzny",
    "linka",
    "klapka",
    "mellék",
    "mell",
    "növ. mell",
    "interior",
    // Croatian, Bosnian, Serbian, Macedonian, Bulgarian.
    "kućni",
    "кућни",
    "локал",
    "лок",
    "вътр",
    "вътрешен",
    // Russian, Ukrainian, Greek.
    "доб",
    "добавочный",
    "вн",
    "внутр",
    "внутренний",
    "подд",
    "доп",
    "дод",
    "додатковий",
    "внутрішній",
    "εσωτ",
    "εσωτερικό",
    // Chinese, Japanese, Korean, Thai, Vietnamese, Indonesian.
    "分机",
    "分機",
    "转",
    "轉",
    "内線",
    "内线",
    "內線",
    "내선",
    "교환",
    "ต่อ",
    "máy lẻ",
    "nội bộ",
    "pesawat",
    "pes",
    "psw",
    "sambungan",
    // Georgian, Armenian.
    "შიდა",
    "ներքին",
    // Arabic, Persian, Hebrew.
    "تحويلة",
    "داخلي",
    "داخلی",
    "مقسم",
    "שלוחה",
];
/// Letters behind which another number can follow as well: fewer digits than any number has.
pub const SLIGHT: &[&str] = &["m"];
/// Signs behind which the last digits of further lines stand as often ("02-2123-4567~9", "0212 555 01 00, 01"), or another
/// thing: a star.
pub const RANGES: &[&str] = &[",", "~", "*"];
/// Words that stand behind an extension.
pub const BEHIND: &[&str] = &["mellék", "mell"];
/// What Hungarian puts between an extension and its word: "12-es mellék".
pub const ENDINGS: &[&str] = &["-es", "-as", "-os"];
/// What may stand between the word and its number: "dahili no: 12".
pub const NUMBER_WORDS: &[&str] = &[
    "numara",
    "numarası",
    "number",
    "nummer",
    "numero",
    "numer",
    "nr",
    "nro",
    "num",
    "no",
    "n",
    "n.o",
    "номер",
    "番号",
    "番",
    "号",
    "号码",
    "號",
    "號碼",
    "číslo",
    "번호",
];
/// Words for the telephone between such a word and its number: "внутр. тел. 12".
pub const TELEPHONES: &[&str] =
    &["telephone", "telefon", "telefono", "telefone", "tel", "телефон", "тел", "τηλέφωνο", "τηλ"];
/// What counts the number of an extension behind it: "内線12番".
pub const COUNTERS: &[&str] = &["番", "번", "号", "號"];
/// Words that join another number to one, beside those that stand before one. "m" is one where it is none of [`SLIGHT`].
pub const JOINING: &[&str] = &[
    "m", "or", "and", "oder", "und", "ou", "et", "o", "y", "e", "of", "en", "eller", "och", "og", "veya", "ve", "ya",
    "lub", "nebo", "vagy", "sau", "или", "и", "або", "また", "또는",
];
