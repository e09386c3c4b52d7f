//! Words for what a subdivision is: people write another one than the list has, or none. A word counts where the places of
//! the country's own list are that: "Washington County" is no way to write the state.

use crate::rules::text::folded;
use std::collections::{HashMap, HashSet};
use std::sync::OnceLock;

/// Words of every country's first level, in the languages that addresses come in. The Turkish ones are written of places
/// abroad, whatever those are at home: "Ontario eyaleti".
const EVERYWHERE: &str = "province provincia provincie provinsi provinz prov region regione regiao eyaleti ili vilayeti \
    valiliği bölgesi özerk_bölgesi emirliği prefektörlüğü oblastı krayı cumhuriyeti özerk_cumhuriyeti ostanı";
/// What the places of a country's list are, in its languages and in English, with what is shortened: ISO 3166-2,
/// "subdivision category". `_` joins words, `~` stands where the word is written together with the name.
const OWN: &[(&str, &str)] = &[
    ("AD", "parròquia parish"),
    ("AE", "emirate إمارة"),
    ("AM", "marz city"),
    ("AR", "pcia"),
    ("AU", "state territory"),
    ("BR", "state estado"),
    ("BS", "district island islands"),
    ("CA", "territory territoire"),
    (
        "CN",
        "sheng shi city municipality zizhiqu autonomous ar a_r ~特別行政區 ~特别行政区 ~壮族自治区 ~回族自治区 ~维吾尔自治区 \
         ~自治区 ~自治區 ~省 ~市",
    ),
    ("CO", "departamento department dept depto dpto"),
    ("CV", "ilha island"),
    ("EG", "governorate gov gouvernorat muhafazat mohafazat محافظة"),
    (
        "ES",
        "comunidad comunidad_autónoma comunidad_foral comunitat_autònoma principado principáu ciudad_autónoma \
         territorio_histórico lurralde_historikoa probintzia principality community autonomous_community \
         chartered_community autonomous_city",
    ),
    ("ID", "propinsi prop"),
    ("IE", "county co contae chontae city"),
    ("IN", "state territory union_territory ut"),
    ("IR", "ostan استان"),
    (
        "IT",
        "città_metropolitana metropolitan_city provincia_autonoma autonomous_province autonome_provinz provinzia \
         provinzia_autonoma pokrajina libero_consorzio_comunale libero_consorzio",
    ),
    ("JM", "parish"),
    ("JP", "prefecture pref metropolis ken fu to ~都 ~府 ~県"),
    ("KN", "island"),
    ("KP", "do si city ~직할시 ~특별시 ~도 ~시"),
    (
        "KR",
        "do state metropolitan_city special_city special_self_governing_province special_self_governing_city gwangyeoksi \
         teukbyeolsi jikhalsi teukbyeoljachido teukbyeoljachisi ~특별자치도 ~특별자치시 ~특별시 ~광역시 ~직할시 ~도",
    ),
    ("KY", "island"),
    ("MX", "estado edo state estado_libre_y_soberano"),
    ("MY", "negeri state wilayah_persekutuan federal_territory w_p wp"),
    ("NG", "state"),
    ("NI", "departamento department depto"),
    ("NR", "district"),
    ("PE", "departamento department depto dpto"),
    ("PH", "lalawigan"),
    (
        "RU",
        "oblast obl область обл край krai kray kraj territory okrug округ autonomous avtonomnyy avtonomnyi avtonomnyj \
         avtonomnaya автономный автономная ао республика респ resp respublika republic republits город гор г gorod city",
    ),
    ("SR", "district distrikt"),
    ("SV", "departamento department depto dpto"),
    ("TH", "changwat จังหวัด~ จ metropolis"),
    ("TR", "il ili vilayet vilayeti büyükşehir büyükşehir_belediyesi"),
    ("TV", "island"),
    ("TW", "city county shi xian hsien ~市 ~縣"),
    ("UA", "oblast obl область обл округ місто м misto city автономна республіка ар respublika republic autonomous"),
    ("US", "state territory commonwealth"),
    ("UY", "departamento department depto dpto"),
    ("VE", "estado edo state estado_bolivariano edo_bolivariano"),
    ("VN", "tỉnh thành_phố tp city"),
];
/// Words for other levels, the towns and districts below above all: with them a name is another place's, most often.
const OTHERS: &str = "city ciudad cidade città city_of town municipality municipalidad municipio municipal comune county \
    district distrito shi shì xian gun gu si ku qu hsien kent ilçe ilçesi raion район prefecture zhou canton cantón ~市 ~县 \
    ~縣 ~区 ~區 ~州 ~시 ~군 ~구";
/// What stands between the two: "Provincia de Lima", "Provincia dell'Aquila", "Province de l'Ontario".
const LINKS: &str = "of de del the do dos da das di du des d l della dello dell dei degli delle";
/// What people leave out between the words of a name ("Norte Santander"), and what joins two ("Monza e Brianza").
const LEFT_OUT: &str = "l la el las los le les lo il the and und et e y ve va i";
/// What joins the halves of a name.
const JOINTS: [&str; 8] = ["and", "e", "y", "et", "und", "ve", "va", "i"];
/// Words that tell a place from its neighbour or stand before many names: alone they are none.
const NO_NAMES: &str = "north south east west northern southern eastern western central upper lower new great norte sur sul \
    este oeste leste nord sud est ouest ovest nueva nuevo nova novo saint sankt santa san sant greater islands island \
    kepulauan utara selatan barat timur tengah kuzey guney dogu bati yeni";

/// The fewest characters of half a name that can be meant by itself.
const MIN_HALF_CHARS: usize = 4;

/// A country's words for what its places are.
pub(super) struct Kinds {
    phrases: Vec<Vec<String>>,
    glued_before: Vec<String>,
    glued_after: Vec<String>,
}

/// Words that are no names by themselves, in every country.
struct Small {
    links: HashSet<String>,
    left_out: HashSet<String>,
    no_names: HashSet<String>,
}

fn small() -> &'static Small {
    static SMALL: OnceLock<Small> = OnceLock::new();
    SMALL.get_or_init(|| Small {
        links: LINKS.split_whitespace().map(folded).collect(),
        left_out: LEFT_OUT.split_whitespace().map(folded).collect(),
        no_names: NO_NAMES.split_whitespace().map(folded).collect(),
    })
}

/// Whether a word, folded, is an article or stands between others.
pub(super) fn is_small(word: &str) -> bool {
    small().links.contains(word) || small().left_out.contains(word)
}

/// Whether a word, folded, only tells a place from its neighbour.
pub(super) fn is_no_name(word: &str) -> bool {
    small().no_names.contains(word)
}

/// The words of a text, folded.
pub(super) fn split(text: &str) -> Vec<String> {
    let is_between =
        |letter: char| letter.is_whitespace() || letter.is_ascii_punctuation() || "–—’‘ʼ´′،・".contains(letter);
    text.split(is_between).map(folded).filter(|word| !word.is_empty()).collect()
}

impl Kinds {
    /// The words of a country's own list.
    pub(super) fn of(country: &str) -> &'static Self {
        static KINDS: OnceLock<HashMap<&'static str, Kinds>> = OnceLock::new();
        static OTHERWISE: OnceLock<Kinds> = OnceLock::new();
        let all = KINDS
            .get_or_init(|| OWN.iter().map(|(country, words)| (*country, Self::read(&[EVERYWHERE, words]))).collect());
        all.get(country).unwrap_or_else(|| OTHERWISE.get_or_init(|| Self::read(&[EVERYWHERE])))
    }

    /// The words of every country and level.
    pub(super) fn any() -> &'static Self {
        static ANY: OnceLock<Kinds> = OnceLock::new();
        ANY.get_or_init(|| {
            let own = OWN.iter().map(|(_, words)| *words);
            Self::read(&own.chain([EVERYWHERE, OTHERS]).collect::<Vec<_>>())
        })
    }

    fn read(lists: &[&str]) -> Self {
        let words: Vec<&str> = lists.iter().flat_map(|list| list.split_whitespace()).collect();
        let longest_first = |mut words: Vec<String>| {
            words.sort_unstable_by_key(|word| std::cmp::Reverse(word.len()));
            words
        };
        let mut phrases: Vec<Vec<String>> =
            words.iter().map(|phrase| phrase.trim_matches('~').split('_').map(folded).collect()).collect();
        phrases.sort_unstable_by_key(|phrase| std::cmp::Reverse(phrase.len()));
        phrases.dedup();
        Self {
            phrases,
            glued_before: longest_first(words.iter().filter_map(|word| word.strip_suffix('~')).map(folded).collect()),
            glued_after: longest_first(words.iter().filter_map(|word| word.strip_prefix('~')).map(folded).collect()),
        }
    }

    /// A name, folded, without the words for what the place is; of nothing but such words, the last.
    pub(super) fn bare(&self, text: &str) -> String {
        self.words(text).concat()
    }

    /// A name's words, without those for what the place is, without articles and links, in the order of the alphabet:
    /// "Khorasan Razavi" is "Razavi Khorasan", "Guajira" is "La Guajira". Empty if nothing is left that can be a name.
    pub(super) fn loose(&self, text: &str) -> String {
        let words = self.words(text);
        // No name begins with a link or with "and": "Dél", south in Hungarian, "E. Samar".
        let is_kept = |(at, word): &(usize, &String)| {
            !is_small(word) || (*at == 0 && (JOINTS.contains(&word.as_str()) || !small().left_out.contains(*word)))
        };
        let mut words: Vec<&str> = words.iter().enumerate().filter(is_kept).map(|(_, word)| word.as_str()).collect();
        let is_kind = |word: &str| self.phrases.iter().any(|phrase| matches!(&phrase[..], [one] if one == word));
        if words.iter().all(|word| is_small(word) || is_no_name(word) || is_kind(word)) {
            return String::new();
        }
        words.sort_unstable();
        words.join(" ")
    }

    /// The halves of a joined name that can be names: "Forlì-Cesena", "Pesaro and Urbino".
    pub(super) fn halves(&self, text: &str) -> Vec<String> {
        let is_joint = |word: &str| {
            let word = folded(word);
            word.is_empty() || JOINTS.contains(&word.as_str())
        };
        let mut halves = vec![String::new()];
        let spaced = text.replace(['-', '–', '/'], " - ").replace('&', " & ");
        for word in spaced.split_whitespace() {
            if is_joint(word) {
                halves.push(String::new());
            } else if let Some(half) = halves.last_mut() {
                half.push_str(word);
                half.push(' ');
            }
        }
        if halves.len() < 2 {
            return Vec::new();
        }
        halves.iter().map(|half| self.loose(half)).filter(|half| half.chars().count() >= MIN_HALF_CHARS).collect()
    }

    /// Whether a text is a word for what a place is and no more.
    pub(super) fn is_kind(&self, text: &str) -> bool {
        self.phrases.contains(&split(text))
    }

    fn words(&self, text: &str) -> Vec<String> {
        let words = split(text);
        let mut rest = words.as_slice();
        // "The State of Texas".
        if let [article, after @ ..] = rest
            && article == "the"
            && self.after_kind(after).is_some()
        {
            rest = after;
        }
        while let Some(after) = self.after_kind(rest) {
            rest = after;
        }
        while let Some(before) = self.before_kind(rest) {
            rest = before;
        }
        // "Northern" is no name of the Northern Territory.
        if rest.iter().all(|word| is_no_name(word)) {
            rest = words.as_slice();
        }
        match rest {
            [word] => vec![self.unglued(word).to_owned()],
            words => words.to_vec(),
        }
    }

    /// What follows a word for what the place is, and the links behind it.
    fn after_kind<'a>(&self, words: &'a [String]) -> Option<&'a [String]> {
        let behind = |phrase: &Vec<String>| words.strip_prefix(phrase.as_slice()).filter(|rest| !rest.is_empty());
        let mut rest = self.phrases.iter().find_map(behind)?;
        while let [link, after @ ..] = rest
            && !after.is_empty()
            && small().links.contains(link)
        {
            rest = after;
        }
        Some(rest)
    }

    /// What stands before a word for what the place is, with a link behind it too: "Asturias, Principado de" is the order
    /// of lists.
    fn before_kind<'a>(&self, words: &'a [String]) -> Option<&'a [String]> {
        let linked = match words {
            [before @ .., link] if small().links.contains(link) => before,
            words => words,
        };
        self.phrases.iter().filter_map(|phrase| linked.strip_suffix(phrase.as_slice())).find(|rest| !rest.is_empty())
    }

    /// A word without what is written together with it: 東京 for 東京都.
    fn unglued<'a>(&self, word: &'a str) -> &'a str {
        let before = self.glued_before.iter().find_map(|kind| word.strip_prefix(kind.as_str()));
        let after = self.glued_after.iter().find_map(|kind| word.strip_suffix(kind.as_str()));
        before.or(after).filter(|rest| !rest.is_empty()).unwrap_or(word)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn takes_the_kind_off_a_name_whatever_its_language() {
        for (country, text, name) in [
            ("CN", "Guangdong Province", "guangdong"),
            ("PE", "Provincia de Lima", "lima"),
            ("ES", "Asturias, Principado de", "asturias"),
            ("RU", "Nenets Autonomous Okrug", "nenets"),
            ("KR", "Busan Metropolitan City", "busan"),
            ("JP", "広島県", "広島"),
            ("CN", "Province", "province"),
            ("US", "State of", "of"),
            ("US", "", ""),
            ("JP", "Tokyo Metropolis", "tokyo"),
            ("IT", "Città metropolitana di Milano", "milano"),
            ("IT", "Metropolitan City of Milan", "milan"),
            ("IT", "Provincia Autonoma di Trento", "trento"),
            ("KR", "광주광역시", "광주"),
            ("TH", "จังหวัดกระบี่", "กระบี่"),
            ("TH", "จ.เชียงใหม่", "เชียงใหม่"),
            ("UA", "Киевская область", "Киевская"),
            ("VN", "Thành phố Hà Nội", "hanoi"),
            ("RU", "Респ. Татарстан", "Татарстан"),
            ("RU", "Ненецкий АО", "Ненецкий"),
            ("IT", "Provincia dell'Ogliastra", "ogliastra"),
            ("IT", "Provincia dell’Aquila", "aquila"),
            ("IT", "Provincia degli Abruzzi", "abruzzi"),
            ("IT", "Autonome Provinz Bozen", "bozen"),
            ("IT", "Provinz Bozen", "bozen"),
            ("CA", "Province de l'Ontario", "ontario"),
            ("CA", "Province d'Alberta", "alberta"),
            ("ES", "Província d'Alacant", "alacant"),
            ("ES", "Ciudad Autónoma de Ceuta", "ceuta"),
            ("ES", "Territorio Histórico de Álava", "alava"),
            ("CV", "Ilha do Sal", "sal"),
            ("CN", "Inner Mongolia A.R.", "innermongolia"),
            ("JP", "Hyogo Pref.", "hyogo"),
        ] {
            assert_eq!(Kinds::of(country).bare(text), folded(name), "{text}");
        }
    }

    #[test]
    fn a_word_of_another_countrys_or_another_level_stays() {
        for (country, text) in [
            ("US", "Washington County"),
            ("US", "Kansas City"),
            ("US", "District of Columbia"),
            ("US", "Republic of Georgia"),
            ("MX", "Ciudad Hidalgo"),
            ("CO", "Ciudad Bolívar"),
            ("JP", "Ibaraki-shi"),
            ("JP", "茨木市"),
            ("KR", "광주시"),
            ("PH", "Quezon City"),
            ("CN", "Hainan Prefecture"),
            ("CN", "海南州"),
            ("AU", "Northern Territory"),
            ("AU", "Northern District"),
            ("ES", "Ciudad Real"),
            ("US", "Long Island"),
            ("IT", "L'Aquila"),
            ("CU", "Ciudad Autónoma de Ceuta"),
        ] {
            assert_eq!(Kinds::of(country).bare(text), folded(text), "{text}");
        }
        assert_eq!(Kinds::any().bare("Washington County"), "washington");
        assert_eq!(Kinds::any().bare("광주시"), folded("광주"));
    }

    #[test]
    fn words_in_another_order_and_without_links_are_one_name() {
        let (iran, colombia, italy) = (Kinds::of("IR"), Kinds::of("CO"), Kinds::of("IT"));
        assert_eq!(iran.loose("Khorasan Razavi"), iran.loose("Razavi Khorasan Province"));
        assert_eq!(colombia.loose("Norte Santander"), colombia.loose("Norte de Santander"));
        assert_eq!(colombia.loose("Guajira"), colombia.loose("La Guajira"));
        assert_eq!(italy.halves("Forlì-Cesena"), ["forli", "cesena"]);
        assert_eq!(italy.halves("Pesaro and Urbino"), ["pesaro", "urbino"]);
        for nothing in ["Norte", "La", "Province", "New", ""] {
            assert_eq!(colombia.loose(nothing), "", "{nothing}");
            assert_eq!(colombia.halves(nothing), Vec::<String>::new(), "{nothing}");
        }
        assert_eq!(italy.halves("North-East"), Vec::<String>::new());
        assert_ne!(Kinds::of("PH").loose("Dél-Leyte"), Kinds::of("PH").loose("Leyte"));
    }
}
