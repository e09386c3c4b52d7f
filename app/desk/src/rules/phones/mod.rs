//! Telephone numbers by libphonenumber's data. On the server only: the data is larger than all the rest of Defter.

mod as_written;
mod doubts;
mod extensions;
mod labels;
mod own_code;
mod plan;
mod typed;
mod words;
mod written;

pub use as_written::as_written;
use extensions::{EXTENSION, Rest, Sign};
use model::fields::{Found, Problem};
use phonenumber::Mode;
use phonenumber::country::Id;
use phonenumber::metadata::{DATABASE, Database};
use plan::Number;
use regex_cache::RegexCache;
use std::sync::Once;
use typed::{Before, Typed};

/// The longest text that is looked at; a number fits its field when what is written around it is taken off.
const MAX_CHARS: usize = 200;
/// The digits of an international number: E.164 has at most fifteen; fewer than seven reach nobody from abroad.
const DIGITS: std::ops::RangeInclusive<usize> = 7..=15;

/// Countries where an extension stands behind a hyphen ("010-12345678-8012"), and how many digits it has.
const HYPHENED: &[(&str, std::ops::RangeInclusive<usize>)] = &[("CN", 3..=5)];

/// Compiled patterns that are kept: some ten a country, for a hundred countries in turn. The library keeps a hundred for
/// all, so that customers of many countries had every pattern compiled anew, most of a millisecond a number.
const KEPT_PATTERNS: usize = 1_000;

/// libphonenumber's data, with room for the patterns.
fn database() -> &'static Database {
    static ROOM: Once = Once::new();
    ROOM.call_once(|| {
        // A poisoned cache stays as it is: smaller, and right.
        if let Ok(mut cache) = DATABASE.cache().lock() {
            *cache = RegexCache::new(KEPT_PATTERNS);
        }
    });
    &DATABASE
}

/// A typed number as stored, E.164 with its extension after `;ext=` (RFC 3966), and what was found.
#[must_use]
pub fn check(country: &str, typed: &str) -> (String, Option<Found>) {
    let refused = || (typed.to_owned(), Some(Found::block(Problem::NotAPhone).hint(sample(country))));
    if typed.chars().count() > MAX_CHARS {
        return refused();
    }
    let Some(read) = Typed::read(typed).map(|read| with_hyphened(country, read)) else {
        return with_letter(country, typed).map_or_else(refused, |found| (typed.to_owned(), Some(found)));
    };
    if let Some(found) = fault(country, &read, typed) {
        return (typed.to_owned(), Some(found));
    }
    let Some(Understood { number, is_clear, count }) = understood(country, &read) else { return refused() };
    let digits = number.digits();
    let Typed { extension, sign, before, .. } = &read;
    // Behind what is no number by itself, digits without a word that is known are no extension.
    if !DIGITS.contains(&digits.len()) || (matches!(sign, Sign::Slight | Sign::Unknown) && !number.is_valid()) {
        return refused();
    }
    if read.is_among_words() && !number.is_valid() {
        return refused();
    }
    let left = read.digits.len() - count;
    if left >= *DIGITS.start() {
        return (typed.to_owned(), Some(Found::block(Problem::PhoneTwoNumbers).hint(format!("+{digits}"))));
    }
    let stored = if extension.is_empty() { format!("+{digits}") } else { format!("+{digits}{EXTENSION}{extension}") };
    if left > 0 || read.is_among_words() {
        let behind = (left > 0 || read.rest != Rest::None).then_some(count);
        let around = typed::around(typed, behind, *before == Before::Unknown);
        return (stored, Some(Found::warn(Problem::PhoneLeftOut).hint(around)));
    }
    let is_another = *sign != Sign::Stored && doubts::is_another(country, &number, extension);
    let is_sure = is_clear && *sign != Sign::Unknown && *before != Before::Fax && !is_another;
    (stored, (!is_sure).then(|| Found::warn(Problem::PhoneUnusual).hint(sample(country))))
}

/// What a typed number was understood as.
struct Understood {
    number: Number,
    is_clear: bool,
    /// How many of the typed digits are the number's.
    count: usize,
}

/// A number of all the digits, or of those before a sign: what stands behind a whole one is none of it. "0212 555 01 00 (12)",
/// and the last digits of further lines where numbers have any length ("01 58858/12").
fn understood(country: &str, read: &Typed) -> Option<Understood> {
    let front = |count: usize| {
        let front = read.front(count);
        let number = plan::valid(country, &front)?;
        Some(Understood { is_clear: !doubts::is_ambiguous(country, &front, &number), number, count })
    };
    let count = read.digits.len();
    let Some(number) = plan::valid(country, read) else {
        if let Some(number) = doubts::asked(country, read) {
            return Some(Understood { number, is_clear: false, count });
        }
        let mut counts = read.breaks().filter(|count| read.extension.is_empty() && DIGITS.contains(count));
        return counts.find_map(front).or_else(|| {
            let (number, is_clear) = plan::near(country, read)?;
            Some(Understood { number, is_clear, count })
        });
    };
    let is_range = read.extension.is_empty() && doubts::is_range(country, read, &number);
    let further = if is_range { read.tail().map(|tail| tail.at) } else { read.decimals_at };
    further.and_then(front).or_else(|| {
        let is_clear = !doubts::is_ambiguous(country, read, &number);
        Some(Understood { number, is_clear, count })
    })
}

/// What is surely wrong with a text that holds a number, where more can be said than that.
fn fault(country: &str, read: &Typed, typed: &str) -> Option<Found> {
    if read.is_among_words()
        && let Some(found) = with_letter(country, typed)
    {
        return Some(found);
    }
    let is_valid = |read: &Typed| plan::valid(country, read).is_some();
    // "Tel. 2 030 901820": the digit counts the number, unless it is none without it.
    let behind_first = || Typed { has_plus: false, ..read.without_front(1) };
    if read.is_counted && (!is_valid(read) || is_valid(&behind_first())) {
        return Some(Found::block(Problem::NotAPhone).hint(sample(country)));
    }
    let problem = match read.rest {
        Rest::Another => Problem::PhoneTwoNumbers,
        Rest::Extension => Problem::PhoneExtension,
        Rest::None | Rest::Words => return None,
    };
    let number = plan::valid(country, read);
    Some(number.map_or_else(
        || Found::block(Problem::NotAPhone).hint(sample(country)),
        |number| Found::block(problem).hint(format!("+{}", number.digits())),
    ))
}

/// A number in which a letter stands for a zero, and which is right with it.
fn with_letter(country: &str, typed: &str) -> Option<Found> {
    let read = Typed::read(&typed::with_zeros(typed)?).filter(|read| !read.is_among_words())?;
    let number = plan::valid(country, &read)?;
    Some(Found::block(Problem::PhoneLetter).hint(shown(&format!("+{}", number.digits()))))
}

/// A number that is one only without the digits behind its last hyphen, with those as its extension: they are as often the
/// last ones of another line.
fn with_hyphened(country: &str, read: Typed) -> Typed {
    let Some(tail) = read.tail().filter(|tail| tail.sign == '-' && read.extension.is_empty()) else { return read };
    let extension = read.digits.get(tail.at..).unwrap_or_default();
    let is_usual = HYPHENED.iter().any(|(of, lengths)| *of == country && lengths.contains(&extension.len()));
    let front = Typed { extension: extension.to_owned(), sign: Sign::Unknown, ..read.front(tail.at) };
    let is_one = || database().by_id(country).is_some_and(|plan| written::as_written(plan, &front.digits).is_some());
    if is_usual && is_one() && plan::valid(country, &read).is_none() { front } else { read }
}

/// A stored number the way its country writes it, with the calling code before it and the extension behind; what is no
/// number is shown as it is.
#[must_use]
pub fn shown(stored: &str) -> String {
    let (bare, extension) = stored.split_once(EXTENSION).unwrap_or((stored, ""));
    let digits = |text: &str| text.chars().filter(char::is_ascii_digit).collect::<String>();
    let text = phonenumber::parse_with(database(), None, bare)
        .map(|number| number.format().mode(Mode::International).to_string())
        .ok()
        // The library takes what is a trunk prefix at home off numbers of which it is a part.
        .filter(|text| digits(text) == digits(bare))
        .unwrap_or_else(|| bare.to_owned());
    if extension.is_empty() { text } else { format!("{text} x{extension}") }
}

/// A right number of a country, as written there.
#[must_use]
pub fn sample(country: &str) -> String {
    let of = |country: &str| -> Option<String> {
        let of = database().by_id(country)?.descriptors();
        let example =
            of.fixed_line().or(of.mobile()).and_then(|kind| kind.example()).or(of.general().example())?.to_owned();
        let id: Id = country.parse().ok()?;
        Some(phonenumber::parse(Some(id), example).ok()?.format().mode(Mode::International).to_string())
    };
    of(country).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use model::fields::Severity;

    #[test]
    fn stores_numbers_with_their_calling_code() {
        for (country, typed, stored) in [
            ("TR", "0224 225 01 00", "+902242250100"),
            ("TR", "+90 (224) 225-0100", "+902242250100"),
            ("US", "(512) 555-0100", "+15125550100"),
            ("DE", "030 901820 ext. 12", "+4930901820;ext=12"),
            ("IT", "06 6982 1234", "+390669821234"),
            ("TR", "+90 0224 225 01 00", "+902242250100"),
            ("RU", "+7 812 613-74-74", "+78126137474"),
            ("RU", "8 (812) 613-74-74", "+78126137474"),
            ("RU", "+7 495 123-45-67", "+74951234567"),
            ("BY", "+375 800 100 00 00", "+3758001000000"),
            ("GB", "+44 (0)20 7946 0000", "+442079460000"),
            ("DE", "+4930901820;ext=12", "+4930901820;ext=12"),
            ("TR", "٠٢٢٤ ٢٢٥ ٠١ ٠٠", "+902242250100"),
            ("IT", "+39 (0)2 6630 7129", "+390266307129"),
            ("IT", "0039 (0)2 6630 7129", "+390266307129"),
            ("VA", "+39 (0)6 6988 2345", "+390669882345"),
            ("SM", "+378 (0)549 886377", "+3780549886377"),
            ("RU", "+7 8 495 123-45-67", "+74951234567"),
            ("RU", "\u{200e}79022222222", "+79022222222"),
            ("TR", "\u{2068}+90 224 225 01 00\u{2069}", "+902242250100"),
            ("IN", "\u{202a}+91 98765 43210\u{202c}", "+919876543210"),
            ("RU", "8 (423) 202-25-11, доб. 100", "+74232022511;ext=100"),
            ("US", "(586) 485-7783;55", "+15864857783;ext=55"),
            ("US", "(512) 555-0100 #12", "+15125550100;ext=12"),
            ("TR", "0212 555 01 00 dahili 12", "+902125550100;ext=12"),
            ("TR", "0212 555 01 00 DAHİLİ: 12", "+902125550100;ext=12"),
            ("US", "tel:+1-201-555-0123;ext=12", "+12015550123;ext=12"),
            ("US", "(201) 555-0123 - 12#", "+12015550123;ext=12"),
            ("US", "(201) 555-0123,12", "+12015550123;ext=12"),
            ("JP", "03-1234-5678 ｘｔ12", "+81312345678;ext=12"),
            ("US", "011 44 20 7946 0000", "+442079460000"),
            ("US", "0044 20 7946 0000", "+442079460000"),
            ("TR", "011 44 20 7946 0000", "+442079460000"),
            ("BR", "0055 11 2345 6789", "+551123456789"),
            ("GB", "(+44) 20 7946 0000", "+442079460000"),
            ("DE", "“030 901820”", "+4930901820"),
            ("MX", "+52 1 55 1234 5678", "+525512345678"),
            ("MX", "01 800 123 4567", "+528001234567"),
            ("PL", "0 22 123 45 67", "+48221234567"),
            ("UA", "8 044 234 5678", "+380442345678"),
            ("DE", "++49 30 901820", "+4930901820"),
            ("DE", "+ +49 30 901820", "+4930901820"),
            ("TR", "0212•555•01•00", "+902125550100"),
            ("TR", "0212\\555\\01\\00", "+902125550100"),
            ("TR", "| 0212 555 01 00 |", "+902125550100"),
            ("TR", "<0212 555 01 00>", "+902125550100"),
            ("TR", "* 0212 555 01 00", "+902125550100"),
            ("JP", "03・1234・5678", "+81312345678"),
            ("GB", "tel:+44-114-272-6444;phone-context=example.com", "+441142726444"),
            ("GB", "tel:+44-114-272-6444;isub=1;ext=12", "+441142726444;ext=12"),
            ("US", "tel:555-0123;phone-context=+1-201", "+12015550123"),
            ("KR", "02-2123-4567 (내선 214번)", "+82221234567;ext=214"),
            ("TR", "0212 555 01 00 (214 dahili)", "+902125550100;ext=214"),
        ] {
            assert_eq!(check(country, typed).0, stored, "{country} {typed}");
        }
    }

    #[test]
    fn reads_the_own_calling_code_without_a_plus() {
        for (country, typed, stored) in [
            ("DE", "49 171 6783154", "+491716783154"),
            ("DE", "491716783154", "+491716783154"),
            ("DE", "496128966000", "+496128966000"),
            ("DE", "49 (0)171 6783154", "+491716783154"),
            ("DE", "49 0171 6783154", "+491716783154"),
            ("XK", "383 44 665 017", "+38344665017"),
            ("ID", "62218350123", "+62218350123"),
            ("TR", "90 532 555 01 01", "+905325550101"),
            ("IN", "919876543210", "+919876543210"),
            ("JP", "81 3 1234 5678", "+81312345678"),
            ("BR", "55 11 96123 4567", "+5511961234567"),
            ("IT", "39 347 1234567", "+393471234567"),
        ] {
            assert_eq!(check(country, typed), (stored.to_owned(), None), "{country} {typed}");
        }
        // An area's code is the calling code too.
        for (country, typed, stored) in [
            ("DE", "0491 716783", "+49491716783"),
            ("SE", "046 812 34 56", "+46468123456"),
            ("ID", "062 218350123", "+6262218350123"),
            ("TR", "532 555 01 01", "+905325550101"),
        ] {
            assert_eq!(check(country, typed).0, stored, "{country} {typed}");
        }
    }

    #[test]
    fn doubts_the_own_calling_code_where_an_area_has_it_too() {
        for (country, typed) in
            [("SE", "46 8 123 456"), ("NL", "318001234"), ("VN", "84 199 2000"), ("BR", "55 4004 1234")]
        {
            assert_eq!(check(country, typed).1.map(|found| found.problem), Some(Problem::PhoneUnusual), "{typed}");
        }
    }

    /// What is stored of numbers that nothing is said about, and of those that are doubted.
    fn stores(numbers: &[(&str, &str, &str)], found: Option<Problem>) {
        for (country, typed, stored) in numbers {
            let (number, doubt) = check(country, typed);
            assert_eq!((number.as_str(), doubt.map(|doubt| doubt.problem)), (*stored, found), "{country} {typed}");
        }
    }

    fn doubts(numbers: &[(&str, &str)]) {
        for (country, typed) in numbers {
            let (number, doubt) = check(country, typed);
            assert_eq!(doubt.map(|doubt| doubt.problem), Some(Problem::PhoneUnusual), "{country} {typed}: {number}");
        }
    }

    #[test]
    fn an_exit_code_leads_to_the_number_behind_it_as_it_is() {
        stores(
            &[
                ("US", "011 49 171 6783154", "+491716783154"),
                ("US", "011 358 13 1239286", "+358131239286"),
                ("CA", "011 86 131 2365 5397", "+8613123655397"),
                ("JP", "010 241 06 03 59 42", "+24106035942"),
                ("RU", "8~10 44 20 7946 0000", "+442079460000"),
                ("TR", "011 44 20 7946 0000", "+442079460000"),
            ],
            None,
        );
    }

    #[test]
    fn an_area_that_looks_like_an_exit_code_is_no_way_abroad() {
        stores(
            &[
                ("GB", "0113 259 9514/61", "+441132599514"),
                ("AR", "011 4722-5003/58", "+541147225003"),
                ("AR", "011 5411 2345/2346", "+541154112345"),
                ("IN", "011-46551234-35", "+911146551234"),
            ],
            Some(Problem::PhoneLeftOut),
        );
        for (country, typed) in [("EG", "011 46448824/78"), ("IQ", "01 146 5505/5593")] {
            assert!(check(country, typed).1.is_some(), "{country} {typed}");
        }
    }

    #[test]
    fn a_plus_before_a_number_of_the_country_is_asked_about() {
        doubts(&[
            ("RU", "+8 495 123-45-67"),
            ("RU", "+84951234567"),
            ("US", "+(201) 555-0123"),
            ("CN", "+131 2345 6789"),
            ("TR", "+5325550101"),
            ("TR", "+4721281332"),
        ]);
        stores(
            &[
                ("RU", "+84 951 234 567", "+84951234567"),
                ("CN", "+1 312 345 6789", "+13123456789"),
                ("CN", "(+1) 312-345-6789", "+13123456789"),
                ("DE", "+442079460000", "+442079460000"),
                ("TR", "+47 21 28 13 32", "+4721281332"),
                ("US", "011 65 6223 4567", "+6562234567"),
                ("FR", "+493012345678", "+493012345678"),
            ],
            None,
        );
    }

    #[test]
    fn a_zero_that_is_missing_or_stands_behind_a_plus_is_asked_about() {
        stores(
            &[
                ("IT", "+39 2 6630 7129", "+390266307129"),
                ("IT", "2 6630 7129", "+390266307129"),
                ("DE", "+39 2 6630 7129", "+390266307129"),
                ("TR", "+0532 555 01 01", "+905325550101"),
                ("TR", "+0 532 555 01 01", "+905325550101"),
                ("FR", "+033 6 12 34 56 78", "+33612345678"),
                ("GE", "8 32 212 34 56", "+995322123456"),
                ("UZ", "8 71 234 56 78", "+998712345678"),
                ("AZ", "8 12 312 34 56", "+994123123456"),
                ("US", "2015550123#", "+12015550123"),
            ],
            Some(Problem::PhoneUnusual),
        );
        for (country, typed) in [("TR", "+0555 01 01"), ("DE", "+0"), ("FR", "+033 6 12")] {
            assert!(check(country, typed).1.is_some_and(|found| found.severity == Severity::Block), "{typed}");
        }
    }

    #[test]
    fn a_number_abroad_without_a_plus_is_asked_about() {
        doubts(&[
            ("DE", "44 20 7946 0000"),
            ("DE", "41 44 668 18 00"),
            ("DE", "1 512 555 0100"),
            ("DE", "436641234567"),
            ("AT", "49 30 901820"),
            ("LU", "33 1 23 45 67 89"),
            ("TR", "47 21 28 13 32"),
        ]);
        stores(
            &[
                ("DE", "15123456789", "+4915123456789"),
                ("TR", "535 555 01 01", "+905355550101"),
                ("TR", "5355550101", "+905355550101"),
                ("BR", "(47) 3123-4567", "+554731234567"),
                ("LU", "27 12 34 56", "+35227123456"),
                ("IT", "347 1234567", "+393471234567"),
                ("IN", "1860 345 1512", "+9118603451512"),
                ("HN", "800 2123 4827", "+50480021234827"),
            ],
            None,
        );
    }

    #[test]
    fn further_lines_are_no_digits_of_the_first() {
        stores(
            &[
                ("AT", "01 58858/12", "+43158858"),
                ("DE", "030 901820/21", "+4930901820"),
                ("DE", "030 901820 : 21", "+4930901820"),
                ("DE", "030 901820 | 21", "+4930901820"),
                ("RS", "011 3224 567/568", "+381113224567"),
                ("IT", "02/12345678-9", "+390212345678"),
                // What is no number with them is never joined either.
                ("IT", "02/12345678-79", "+390212345678"),
                ("TR", "0212 555 01 00 / 101", "+902125550100"),
                ("TR", "0212 555 01 00 / 12", "+902125550100"),
                ("TR", "0212 555 01 00 (12)", "+902125550100"),
                ("TR", "0212 555 01 00 - 01", "+902125550100"),
                ("US", "(201) 555-0123 214", "+12015550123"),
            ],
            Some(Problem::PhoneLeftOut),
        );
        doubts(&[
            ("KR", "02-2123-4567~9"),
            ("TW", "02-2123-4567~8"),
            ("TR", "0212 555 01 00, 01"),
            ("BG", "02 123 069; 123554"),
            ("BG", "02 123 069 int 123554"),
            ("PL", "510 717 499;512311387"),
        ]);
        stores(
            &[
                ("DE", "030/901820", "+4930901820"),
                ("DE", "0171/6783154", "+491716783154"),
                ("DE", "030 901820-21", "+493090182021"),
                ("AT", "01/58858-0", "+431588580"),
                ("RS", "011/322-4567", "+381113224567"),
                ("IT", "02/12345678", "+390212345678"),
                ("RU", "8 495 123-45-67", "+74951234567"),
                ("US", "(201) 555-0123 ext. 12345", "+12015550123;ext=12345"),
                ("BG", "02 123 069 int 12355", "+3592123069;ext=12355"),
                ("BG", "02123069;ext=123554", "+3592123069;ext=123554"),
            ],
            None,
        );
    }

    #[test]
    fn takes_what_stands_around_a_number() {
        stores(
            &[
                ("IT", "3471234567.0", "+393471234567"),
                ("DE", "+4930901820.0", "+4930901820"),
                ("IT", "+390266307129.0", "+390266307129"),
                ("SE", "08-12 34 56.0", "+468123456"),
                ("TR", "0212 555 01.00", "+902125550100"),
                ("FR", "Tel. 6 71 23 45 67", "+33671234567"),
                ("RU", "8 (495) 123-45-67 доб (214)", "+74951234567;ext=214"),
                ("PL", "22 123 45 67 tel. wew. 214", "+48221234567;ext=214"),
                ("DE", "030 901820 Tel.-App. 214", "+4930901820;ext=214"),
                ("US", "(201) 555-0123 ×214", "+12015550123;ext=214"),
                ("TR", "Ofis: 0212 555 01 00", "+902125550100"),
                ("TR", "Muhasebe: 0212 555 01 00", "+902125550100"),
                ("TR", "0212 555 01 00 (santral)", "+902125550100"),
                ("US", "(201) 555-0123 mobile", "+12015550123"),
                ("DE", "30901820.0", "+4930901820"),
                ("TR", "5325550101,00", "+905325550101"),
                ("US", "=\"2125550100\"", "+12125550100"),
                ("DE", "Tel. 030 901820", "+4930901820"),
                ("TR", "Telefon: 0212 555 01 00", "+902125550100"),
                ("TR", "Cep Tel: 0532 555 01 01", "+905325550101"),
                ("JP", "TEL 03-1234-5678", "+81312345678"),
                ("JP", "電話番号：03-1234-5678", "+81312345678"),
                ("JP", "03-1234-5678（代表）", "+81312345678"),
                ("RU", "тел. 8 (495) 123-45-67", "+74951234567"),
                ("US", "Ph: 212-555-0100", "+12125550100"),
                ("US", "☎️ 212-555-0100", "+12125550100"),
                ("IL", "טל' 02-123-4567", "+97221234567"),
                ("TR", "0212 555 01 00 (pbx)", "+902125550100"),
                ("TR", "0212 555 01 00;", "+902125550100"),
                ("TR", "0212 555 01 00,", "+902125550100"),
                ("BR", "(0xx11) 2345-6789", "+551123456789"),
                ("BR", "(0**11) 2345-6789", "+551123456789"),
                ("FR", "01 23 45 67 89 poste n° 12", "+33123456789;ext=12"),
                ("HU", "06 1 234 5678 12-es mellék", "+3612345678;ext=12"),
                ("HU", "06-1-234-5678/12 mellék", "+3612345678;ext=12"),
                ("DE", "49 (0)30 123456", "+4930123456"),
                ("CL", "02 2123 4567", "+56221234567"),
                ("CL", "09 6123 4567", "+56961234567"),
            ],
            None,
        );
        stores(
            &[
                ("DE", "Fax: 030 901820", "+4930901820"),
                ("TR", "Tel/Faks: 0212 555 01 00", "+902125550100"),
                ("CN", "010-12345678-8012", "+861012345678;ext=8012"),
                ("CN", "131 2345 6789-8012", "+8613123456789;ext=8012"),
                ("IT", "0347 1234567", "+393471234567"),
                ("IT", "+39 0347 1234567", "+393471234567"),
                ("TR", "090 212 555 01 00", "+902125550100"),
                ("TR", "0 90 212 555 01 00", "+902125550100"),
                ("TR", "+90 90 212 555 01 00", "+902125550100"),
            ],
            Some(Problem::PhoneUnusual),
        );
    }

    #[test]
    fn refuses_what_cannot_be_dialled() {
        for typed in [
            "12",
            "call me",
            "+1234567890123456789",
            "555-CALL-NOW",
            "++90 224",
            "",
            "12+3456",
            "4.41E+11",
            "0212 555 01 00#",
            "Tel. 1 0212 555 01 00",
            "Telefon 12",
            "Tel: yok 1",
            "0212 555,0100",
            "12 bureau 12",
            "tel:",
            "+90 555 ext ten",
        ] {
            assert_eq!(check("TR", typed).1.map(|found| found.problem), Some(Problem::NotAPhone), "{typed}");
        }
        for (country, typed) in
            [("DE", "tel2 030 901820"), ("DE", "mobil 2 0171 6783154"), ("IT", "cell. 3 335 1234567")]
        {
            assert_eq!(check(country, typed).1.map(|found| found.problem), Some(Problem::NotAPhone), "{typed}");
        }
    }

    #[test]
    fn says_what_is_wrong_with_a_number_that_is_refused() {
        for (typed, problem) in [
            ("0212 555 01 00 / 0532 555 01 01", Problem::PhoneTwoNumbers),
            ("0212 555 01 00 0532 555 01 01", Problem::PhoneTwoNumbers),
            ("0212 555 01 00 veya 01", Problem::PhoneTwoNumbers),
            ("0212 555 01 00, 5550101", Problem::PhoneTwoNumbers),
            ("0212 555 01 00 bureau 5550101", Problem::PhoneTwoNumbers),
            ("0212 555 01 00~5550101", Problem::PhoneTwoNumbers),
            ("0212 555 01 00 faks 5550101", Problem::PhoneTwoNumbers),
            ("0212 555 01 0o", Problem::PhoneLetter),
            ("O212 555 01 00", Problem::PhoneLetter),
            ("0212 555 01 00 dahili", Problem::PhoneExtension),
            ("0212 555 01 00 ext ten", Problem::PhoneExtension),
        ] {
            let (stored, found) = check("TR", typed);
            assert_eq!(found.map(|found| (found.problem, found.severity)), Some((problem, Severity::Block)), "{typed}");
            assert_eq!(stored, typed);
        }
        assert_eq!(
            check("TR", "0212 555 01 0o").1.map(|found| found.hint).as_deref(),
            Some("+90 212 555 01 00"),
            "with what was meant"
        );
        let german = check("DE", "030 901820 / 030 901821").1.map(|found| found.problem);
        assert_eq!(german, Some(Problem::PhoneTwoNumbers));
    }

    #[test]
    fn words_that_nobody_has_listed_are_left_out_and_said() {
        for (country, typed, stored, left) in [
            ("TR", "Ahmet 0532 555 01 01", "+905325550101", "Ahmet"),
            ("TR", "Ahmet: 0532 555 01 01", "+905325550101", "Ahmet"),
            ("TR", "0532 555 01 01 (Ahmet)", "+905325550101", "Ahmet"),
            ("TR", "0212 555 01 00 (Ayşe Hanım)", "+902125550100", "Ayşe Hanım"),
            ("TR", "No. Kadıköy 0212 555 01 00", "+902125550100", "No. Kadıköy"),
            ("TR", "0212 555 01 00 (3 hat)", "+902125550100", "3 hat"),
            ("TR", "0212 555 01 00 / 12", "+902125550100", "12"),
            ("DE", "Herr Müller +49 30 901820", "+4930901820", "Herr Müller"),
            ("US", "c 512-555-0100", "+15125550100", "c"),
            ("TR", "Ahmet 0212 555 01 00 dahili 12", "+902125550100;ext=12", "Ahmet"),
        ] {
            let (number, found) = check(country, typed);
            let found = found.map(|found| (found.problem, found.severity, found.hint));
            assert_eq!(number, stored, "{country} {typed}");
            assert_eq!(found, Some((Problem::PhoneLeftOut, Severity::Warn, left.to_owned())), "{country} {typed}");
        }
    }

    #[test]
    fn leaves_out_what_is_dialled_at_home_only_where_no_operator_has_the_number() {
        for (country, typed, stored) in [
            ("BE", "+32 (0)2 123 45 67", "+3221234567"),
            ("BE", "0032 (0)2 123 45 67", "+3221234567"),
            ("AE", "+971 (0)4 123 4567", "+97141234567"),
        ] {
            let (number, found) = check(country, typed);
            assert_eq!((number.as_str(), found.is_some()), (stored, true), "{country} {typed}");
        }
    }

    #[test]
    fn words_for_the_sort_of_line_stand_before_and_behind() {
        for (country, typed, stored) in [
            ("TR", "Cep Telefonu: 0532 555 01 01", "+905325550101"),
            ("TR", "0532 555 01 01 (cep)", "+905325550101"),
            ("TR", "İş Tel: 0212 555 01 00", "+902125550100"),
            ("ID", "No. HP 0812-3456-7890", "+6281234567890"),
            ("PL", "tel. komórkowy 512 345 678", "+48512345678"),
            ("US", "512-555-0100 (cell)", "+15125550100"),
            ("US", "C: 512-555-0100", "+15125550100"),
            ("CN", "手机号码：13812345678", "+8613812345678"),
            ("SA", "رقم الجوال 0501234567", "+966501234567"),
            ("VN", "Số điện thoại: 024 3825 1234", "+842438251234"),
        ] {
            assert_eq!(check(country, typed), (stored.to_owned(), None), "{country} {typed}");
        }
    }

    #[test]
    fn doubts_a_number_that_no_operator_has() {
        assert_eq!(check("TR", "+90 111 111 11 11").1.map(|found| found.problem), Some(Problem::PhoneUnusual));
        assert_eq!(check("TR", "+90 224 225 01 00").1, None);
        // The extension's word is not known: it is kept and doubted.
        let (stored, found) = check("TR", "0212 555 01 00 bureau 12");
        assert_eq!(stored, "+902125550100;ext=12");
        assert_eq!(found.map(|found| found.problem), Some(Problem::PhoneUnusual));
        // Two numbers can be meant.
        for (country, typed) in [("IT", "+39 (0) 312 345 6789"), ("SC", "011 248 421 7123")] {
            assert_eq!(check(country, typed).1.map(|found| found.problem), Some(Problem::PhoneUnusual), "{typed}");
        }
    }

    #[test]
    fn shows_a_number_as_its_country_writes_it() {
        assert_eq!(shown("+902242250100"), "+90 224 225 01 00");
        assert_eq!(shown("+4930901820;ext=12"), "+49 30 901820 x12");
        assert_eq!(shown("call Elif"), "call Elif");
        for stored in ["+390266307129", "+78126137474", "+3758001000000", "+3780549886377"] {
            let digits: String = shown(stored).chars().filter(char::is_ascii_digit).collect();
            assert_eq!(format!("+{digits}"), stored, "no digit is lost");
        }
    }

    /// The examples of libphonenumber's data: every region, and the kinds of number that people have.
    fn examples() -> Vec<(String, String, String, Option<String>)> {
        let mut examples = Vec::new();
        for plan in database().iter().filter(|plan| plan.id() != "001") {
            let kinds = plan.descriptors();
            for example in [kinds.fixed_line(), kinds.mobile(), kinds.toll_free()]
                .into_iter()
                .flatten()
                .filter_map(|kind| kind.example())
            {
                let trunk = plan.national_prefix().map(str::to_owned);
                examples.push((plan.id().to_owned(), plan.country_code().to_string(), example.to_owned(), trunk));
            }
        }
        examples
    }

    /// Whatever way a number is typed, what is stored is that number, or something is found.
    #[test]
    fn no_number_of_any_country_is_stored_wrong_without_a_word() {
        let (mut asked, mut unusual, mut wrong) = (0, 0, Vec::new());
        for (country, code, number, trunk) in examples() {
            let right = format!("+{code}{number}");
            let own_trunk = trunk.unwrap_or_default();
            let at_home = format!("{own_trunk}{number}");
            for typed in [
                at_home.clone(),
                format!("+{code} {number}"),
                format!("+{code} (0) {number}"),
                format!("00{code} {number}"),
                format!("+{code} {own_trunk} {number}"),
                format!("+{code} ({own_trunk}) {number}"),
                format!("(+{code}) {number}"),
                format!("\u{202a}+{code}\u{2011}{number}\u{202c}"),
                format!("+{code} {number} x7"),
                format!("011 {code} {number}"),
                format!("+00{code} {number}"),
                format!("{code} {number}"),
                format!("{code}{number}"),
            ] {
                asked += 1;
                match check(&country, &typed) {
                    (stored, None) if stored.split(';').next() != Some(right.as_str()) => {
                        wrong.push(format!("{country} {typed}: {stored}"));
                    }
                    // "011" is an area of many countries.
                    (_, Some(_)) if !typed.starts_with("011") => unusual += 1,
                    _ => {}
                }
            }
        }
        assert!(asked > 7_000, "{asked}");
        assert!(wrong.is_empty(), "{} wrong: {wrong:#?}", wrong.len());
        assert!(unusual * 100 < asked, "{unusual} of {asked} are not understood");
    }

    #[test]
    fn what_is_stored_is_read_as_it_was() {
        for (country, code, number, _) in examples() {
            for typed in
                [format!("+{code} {number}"), format!("+{code}{number}9"), format!("00{number}"), number.clone()]
            {
                let (stored, found) = check(&country, &typed);
                if found.as_ref().is_none_or(|found| found.problem == Problem::PhoneUnusual) {
                    assert_eq!(check(&country, &stored), (stored, found), "{country} {typed}");
                }
            }
        }
    }
}
