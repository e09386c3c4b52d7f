//! UTF-8 that a program read one byte at a time: `MÃ¼ller`, `Ð¡Ð±ÐµÑ€`, `Gr├╝n`.

use std::collections::BTreeMap;
use std::sync::LazyLock;

/// What programs read it as, from 0x80 on: windows-1252, -1254, -1250 and -1251, code pages 437 and 850 of DOS, Mac OS
/// Roman; U+FFFD where nothing is (Unicode, `MAPPINGS/VENDORS`).
const PAGES: &[&str] = &[
    "€\u{fffd}‚ƒ„…†‡ˆ‰Š‹Œ\u{fffd}Ž\u{fffd}\u{fffd}‘’“”•–—˜™š›œ\u{fffd}žŸ\u{a0}¡¢£¤¥¦§¨©ª«¬\u{ad}®¯°±²³´µ¶·¸¹º»¼½¾¿\
     ÀÁÂÃÄÅÆÇÈÉÊËÌÍÎÏÐÑÒÓÔÕÖ×ØÙÚÛÜÝÞßàáâãäåæçèéêëìíîïðñòóôõö÷øùúûüýþÿ",
    "€\u{fffd}‚ƒ„…†‡ˆ‰Š‹Œ\u{fffd}\u{fffd}\u{fffd}\u{fffd}‘’“”•–—˜™š›œ\u{fffd}\u{fffd}Ÿ\u{a0}¡¢£¤¥¦§¨©ª«¬\u{ad}®¯°±²³´µ¶·¸¹º»¼½¾¿\
     ÀÁÂÃÄÅÆÇÈÉÊËÌÍÎÏĞÑÒÓÔÕÖ×ØÙÚÛÜİŞßàáâãäåæçèéêëìíîïğñòóôõö÷øùúûüışÿ",
    "€\u{fffd}‚\u{fffd}„…†‡\u{fffd}‰Š‹ŚŤŽŹ\u{fffd}‘’“”•–—\u{fffd}™š›śťžź\u{a0}ˇ˘Ł¤Ą¦§¨©Ş«¬\u{ad}®Ż°±˛ł´µ¶·¸ąş»Ľ˝ľż\
     ŔÁÂĂÄĹĆÇČÉĘËĚÍÎĎĐŃŇÓÔŐÖ×ŘŮÚŰÜÝŢßŕáâăäĺćçčéęëěíîďđńňóôőö÷řůúűüýţ˙",
    "ЂЃ‚ѓ„…†‡€‰Љ‹ЊЌЋЏђ‘’“”•–—\u{fffd}™љ›њќћџ\u{a0}ЎўЈ¤Ґ¦§Ё©Є«¬\u{ad}®Ї°±Ііґµ¶·ё№є»јЅѕї\
     АБВГДЕЖЗИЙКЛМНОПРСТУФХЦЧШЩЪЫЬЭЮЯабвгдежзийклмнопрстуфхцчшщъыьэюя",
    "ÇüéâäàåçêëèïîìÄÅÉæÆôöòûùÿÖÜ¢£¥₧ƒáíóúñÑªº¿⌐¬½¼¡«»░▒▓│┤╡╢╖╕╣║╗╝╜╛┐\
     └┴┬├─┼╞╟╚╔╩╦╠═╬╧╨╤╥╙╘╒╓╫╪┘┌█▄▌▐▀αßΓπΣσµτΦΘΩδ∞φε∩≡±≥≤⌠⌡÷≈°∙·√ⁿ²■\u{a0}",
    "ÇüéâäàåçêëèïîìÄÅÉæÆôöòûùÿÖÜø£Ø×ƒáíóúñÑªº¿®¬½¼¡«»░▒▓│┤ÁÂÀ©╣║╗╝¢¥┐\
     └┴┬├─┼ãÃ╚╔╩╦╠═╬¤ðÐÊËÈıÍÎÏ┘┌█▄¦Ì▀ÓßÔÒõÕµþÞÚÛÙýÝ¯´\u{ad}±‗¾¶§÷¸°¨·¹³²■\u{a0}",
    "ÄÅÇÉÑÖÜáàâäãåçéèêëíìîïñóòôöõúùûü†°¢£§•¶ß®©™´¨≠ÆØ∞±≤≥¥µ∂∑∏π∫ªºΩæø\
     ¿¡¬√ƒ≈∆«»…\u{a0}ÀÃÕŒœ–—“”‘’÷◊ÿŸ⁄€‹›ﬁﬂ‡·‚„‰ÂÊÁËÈÍÎÏÌÓÔ\u{f8ff}ÒÚÛÙıˆ˜¯˘˙˚¸˝˛ˇ",
];

/// Signs that stand behind a capital letter in any text: quotes, dashes, trade marks.
const BEHIND_LETTERS: &str = "“”„‘’‚«»‹›–—…™®©°ºª•\u{a0}";

/// The letters of Latin scripts in which UTF-8 has two bytes, without those of no language's everyday writing.
fn is_latin(letter: char) -> bool {
    let is_seldom = matches!(letter, '\u{114}' | '\u{115}' | '\u{12c}' | '\u{12d}' | '\u{14e}' | '\u{14f}' | '\u{16d}');
    let is_further =
        matches!(letter, 'Ə' | 'ə' | 'Ơ' | 'ơ' | 'Ư' | 'ư' | '\u{218}'..='\u{21b}' | '\u{1e80}'..='\u{1ef9}');
    (matches!(letter, 'À'..='ſ') && !is_seldom) || is_further
}

/// A sign that UTF-8 writes in two bytes or more and every text may have beside its letters, a picture of chat among them.
fn is_sign(letter: char) -> bool {
    let is_of_latin = matches!(letter, '\u{a0}'..='¿') && letter != '\u{ad}';
    is_of_latin
        || matches!(letter, '\u{2bb}' | '\u{2bc}' | '\u{2010}'..='\u{2044}' | '\u{20a0}'..='\u{22ff}' | '\u{1f000}'..='\u{1faff}')
}

/// Which script a letter is of that stands in no word with Latin ones; Japan's three are one.
fn script(letter: char) -> Option<u8> {
    const SCRIPTS: &[(char, char)] = &[
        ('\u{384}', '\u{3ce}'),
        ('\u{400}', '\u{45f}'),
        ('\u{531}', '\u{587}'),
        ('\u{5d0}', '\u{5ea}'),
        ('\u{620}', '\u{6d5}'),
        ('\u{900}', '\u{97f}'),
        ('\u{980}', '\u{dff}'),
        ('\u{e01}', '\u{eff}'),
        ('\u{10d0}', '\u{10ff}'),
        ('\u{1780}', '\u{17d3}'),
        ('\u{3005}', '\u{9fff}'),
        ('\u{ac00}', '\u{d7a3}'),
        ('\u{ff10}', '\u{ff9d}'),
    ];
    let at = SCRIPTS.iter().position(|(first, last)| (*first..=*last).contains(&letter))?;
    u8::try_from(at).ok()
}

/// Which byte each page reads as a letter, in the order of the pages; by letter, so that one search answers for all.
static BYTES: LazyLock<Vec<(char, OfPages)>> = LazyLock::new(|| {
    let mut bytes: BTreeMap<char, OfPages> = BTreeMap::new();
    for (page, signs) in PAGES.iter().enumerate() {
        for (byte, sign) in (0x80..=u8::MAX).zip(signs.chars()).filter(|(_, sign)| *sign != char::REPLACEMENT_CHARACTER)
        {
            bytes.entry(sign).or_default()[page].get_or_insert(byte);
        }
    }
    bytes.into_iter().collect()
});

type OfPages = [Option<u8>; PAGES.len()];

/// The bytes that the pages read as a letter. What a page has nothing for stays a control.
fn bytes(letter: char) -> OfPages {
    if letter.is_ascii() || letter.is_control() {
        return [u8::try_from(u32::from(letter)).ok(); PAGES.len()];
    }
    let found = BYTES.binary_search_by_key(&letter, |(sign, _)| *sign);
    found.ok().and_then(|at| BYTES.get(at)).map(|(_, bytes)| *bytes).unwrap_or_default()
}

/// The character that the first bytes are in UTF-8, if they are one of several bytes, and how many they are.
fn decoded(bytes: &[Option<u8>]) -> Option<(char, usize)> {
    let length = match bytes.first().copied().flatten()? {
        0xc2..=0xdf => 2,
        0xe0..=0xef => 3,
        0xf0..=0xf4 => 4,
        _ => return None,
    };
    let bytes: Vec<u8> = bytes.get(..length)?.iter().copied().collect::<Option<_>>()?;
    Some((std::str::from_utf8(&bytes).ok()?.chars().next()?, length))
}

/// Whether a text was UTF-8 and read as an encoding of one byte a letter.
pub(super) fn is_misread(text: &str) -> bool {
    // A letter of several bytes left several signs side by side, none of them ASCII.
    let has_neighbours = text.as_bytes().windows(2).any(|two| two[0] >= 0x80 && two[1] >= 0xc0);
    if !has_neighbours && !text.contains(CUT) {
        return false;
    }
    let letters: Vec<char> = text.chars().collect();
    if is_cut(&letters) {
        return true;
    }
    let bytes: Vec<OfPages> = letters.iter().map(|letter| bytes(*letter)).collect();
    (0..PAGES.len()).any(|page| is_misread_by(page, &bytes, &letters))
}

fn is_misread_by(page: usize, bytes: &[OfPages], letters: &[char]) -> bool {
    let bytes: Vec<Option<u8>> = bytes.iter().map(|of| of[page]).collect();
    let (mut at, mut before) = (0, None);
    while at < bytes.len() {
        let Some((meant, length)) = decoded(&bytes[at..]) else {
            (at, before) = (at + 1, None);
            continue;
        };
        let script = script(meant);
        // One letter of another script may be chance, two are none.
        if (script.is_some() && script == before)
            || ((is_latin(meant) || is_sign(meant)) && is_no_chance(letters, at, length, meant))
        {
            return true;
        }
        (at, before) = (at + length, script);
    }
    false
}

/// Whether nobody would write the signs that are there for a Latin letter or a sign.
fn is_no_chance(letters: &[char], at: usize, length: usize, meant: char) -> bool {
    let around = |at: Option<usize>| at.and_then(|at| letters.get(at)).copied().filter(|letter| letter.is_alphabetic());
    let (before, after) = (around(at.checked_sub(1)), around(Some(at + length)));
    let before_that = around(at.checked_sub(2));
    let [first, second, ..] = letters[at..] else { return false };
    // "«Está»—", and the words of a script of its own: "Гідро".
    let is_quoted = second == '»' && letters[..at].contains(&'«');
    let is_of_other_script = !matches!(first, ..'\u{250}') && first.is_alphabetic();
    let touches_ascii = [before, after].into_iter().flatten().any(|letter| letter.is_ascii());
    if is_quoted || (is_of_other_script && !touches_ascii && !(length == 3 && is_sign(meant))) {
        return false;
    }
    let is_small = |letter: Option<char>| letter.is_some_and(char::is_lowercase);
    let is_capital = |letter: Option<char>| letter.is_some_and(char::is_uppercase);
    // "PÄŤ", "ORĂŞTIE", "CAFFÈ™": what is read would be small between capitals.
    let is_among_capitals = is_capital(before)
        && (is_capital(before_that) || is_capital(after) || (after.is_none() && second.is_uppercase()));
    if is_among_capitals
        && (meant.is_lowercase() || (length == 2 && is_sign(meant)))
        && meant != 'ß'
        && first.is_alphabetic()
    {
        return false;
    }
    // A capital behind a small letter begins no word, and a sign before one ends none.
    if is_small(before) || (is_small(after) && !is_capital(before)) || length > 2 || !first.is_alphabetic() {
        return second != '\u{a0}' || is_small(before);
    }
    match first {
        'Â' | 'Ã' => !"”’»".contains(second) && (second != '\u{a0}' || !is_capital(before)),
        'Ä' | 'Å' | 'Ĺ' => !"“”„‘’«»–—…\u{a0}".contains(second),
        _ => !BEHIND_LETTERS.contains(second) || !is_capital(before) || is_small(after),
    }
}

/// What is left of a letter whose second sign nobody sees.
const CUT: [char; 2] = ['Ã', 'Ă'];

/// Whether a word has Ã or Ă behind a small letter: what followed was a sign that nobody sees, and is taken away.
fn is_cut(letters: &[char]) -> bool {
    let is_cut = |two: &[char]| matches!(two, [before, left] if before.is_ascii_lowercase() && CUT.contains(left));
    letters.windows(2).any(is_cut)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_page_has_a_sign_for_each_byte() {
        for page in PAGES {
            assert_eq!(page.chars().count(), 128, "{page}");
        }
    }

    #[test]
    fn knows_utf_8_by_every_encoding_that_reads_it() {
        for text in [
            "MÃ¼ller",
            "Ã‡elik A.Å.",
            "Ä°stanbul",
            "CafÃ©",
            "Åžirket",
            "Ã–zel",
            "GarcÃ\u{ad}a",
            "GarcÃa",
            "MaldÄ«vija",
            "NiujÄ—",
            "CÉ™nubi",
            "PГ©rou",
            "BritÃ\u{a0} nia",
            "Ã\u{81}lvaro",
            "Alfaâ€™s",
            "Nord â€“ SÃ¼d",
            "5 â‚¬",
            "GalaÈ›i",
            "NÆ°á»›c",
            "Æ°u",
            "ðŸ˜€",
            "Ð¡Ð±ÐµÑ€",
            "Î‘Î»Ï†Î±",
            "×©×œ×•×\u{9d}",
            "Ù…ØµØ±",
            "æ ªå¼\u{8f}ä¼šç¤¾",
            "ÐœÐ¾ÑÐºÐ²Ğ°",
            "Ğ¡Ğ±ĞµÑ€",
            "MĂĽller",
            "Ĺ»ywiec",
            "Ă‡elik",
            "ĹžiĹźli",
            "РЎР±РµСЂ",
            "MГјller",
            "Nord вЂ“ SГјd",
            "M├╝ller",
            "├çelik",
            "─░stanbul",
            "Gr├╝n",
            "╨í╨▒╨╡╤Ç",
            "M√ºller",
            "ƒ∞stanbul",
            "‚Äô",
            "–°–±–µ—Ä",
            "≈ûi≈üli",
        ] {
            assert!(is_misread(text), "{text}");
        }
    }

    #[test]
    fn leaves_words_of_every_language_alone() {
        for text in [
            "Åland",
            "São Paulo",
            "VÅR AB",
            "„Ä“ GmbH",
            "Ärzte «Ä»",
            "Ångström – Å",
            "ÅÄÖ",
            "CAFFÈ™",
            "«CAFÉ»",
            "CAFÉ™",
            "MAÇÃ\u{a0}LTDA",
            "KEKSILÄ\u{a0}OY",
            "Å\u{ad}land",
            "Úžice",
            "ORĂŞTIE",
            "CÂŞLEGI",
            "PÄŤ",
            "PÄŤDESIAT",
            "Віктор",
            "Гідро",
            "Рівне",
            "ДИАЛЕКТІСІ",
            "ХІТІТІ",
            "ООО «СЕВЕР»",
            "«Está»—",
            "Château d’Yquem",
            "Þór",
            "Guðmundur",
            "Novotný",
            "Nguyễn Văn Ý",
            "Nước",
            "Șoșeaua",
            "Łódź",
            "Đặng",
            "Ñandú",
            "株式会社",
            "Αθήνα",
            "القاهرة",
            "A─B",
            "√2",
            "A │ B",
            "fƒ",
            "",
        ] {
            assert!(!is_misread(text), "{text}");
        }
    }
}
