"""Makes language_names.tsv and currency_names.tsv beside this file from npm's `cldr-localenames-full`, `cldr-numbers-full`
and `cldr-core` (Unicode CLDR, Unicode licence v3). Run:
  npm pack cldr-localenames-full@48.2.0 cldr-numbers-full@48.2.0 cldr-core@48.2.0
  for each: mkdir NAME && tar xzf NAME-48.2.0.tgz -C NAME
  python code_names.py FOLDER_OF_THE_THREE
"""
import collections
import json
import pathlib
import sys
import unicodedata

HERE = pathlib.Path(__file__).parent
CLDR = pathlib.Path(sys.argv[1])
COUNTRIES = HERE.parents[2] / "model" / "src" / "countries"
# In whose words a language or a currency is understood, beside its own.
EVERYWHERE = "en tr de fr es it pt nl pl ru".split()
# Norwegian is Bokmål to most; Serbo-Croatian is three languages.
OWN_CODES = {"nb": ["no", "nor"]}
SEVERAL = {"sh", "hbs"}
# Of N'Ko and of locales that spell every code out: no signs of currencies.
SPELLED_OUT = {"nqo", "ks-Deva", "sd-Deva", "kok", "kok-Deva", "kok-Latn", "ks"}
# Fewer locales than this have a sign by accident.
LEAST_LOCALES = 5
# LT is Lithuania's litas to everybody else; a full stop's "р." is Russia's, and Belarus' only in CLDR.
LEFT_OUT = {"LT", "р.", "р"}
# What invoices write, and CLDR lacks. Sources: the central banks' own pages (TCMB, 2005: YTL; People's Bank of China: RMB;
# Central Bank of the Republic of China: NTD, NT$; Bank of Israel: NIS; MAS: S$; Swiss National Bank: SFr.; National Bank of
# Ukraine: грн; Bank of Russia: руб.; BCEAO and BEAC: CFA, on the notes of two currencies; Banco Central de Bolivia and de
# Venezuela: Bs, of two as well: both are asked about), Oxford Dictionary of Finance (Stg).
OWN_SIGNS = {
    "TRY": ["TL", "YTL"], "CNY": ["RMB"], "GBP": ["Stg", "£Stg"], "TWD": ["NTD"], "ILS": ["NIS"], "SGD": ["S$"],
    "CHF": ["SFr", "sFr."], "UAH": ["грн"], "RUB": ["руб"], "JPY": ["円"], "XOF": ["CFA"], "XAF": ["CFA"],
    "BOB": ["Bs"], "VES": ["Bs"], "CZK": ["Kc"],
    "PLN": ["zl"], "LKR": ["Rs"], "MUR": ["Rs"], "NPR": ["Rs"], "PKR": ["Rs"], "INR": ["Rs"], "SCR": ["Rs"],
    # Korea's code, too.
    **{code: [*signs, "kr"] for code, signs in {"DKK": ["DKr"], "NOK": ["NKr"], "SEK": ["SKr"], "ISK": ["IKr"]}.items()},
}


def rows(path):
    return [line.split("\t") for line in path.read_text(encoding="utf-8").splitlines() if not line.startswith("#")]


def read(path):
    return json.loads(next(CLDR.glob(path)).read_text(encoding="utf-8"))


def main_of(kind, locale, name):
    try:
        return read(f"cldr-{kind}*/package/main/{locale}/{name}.json")["main"][locale]
    except StopIteration:
        return None


def plain(text):
    """In one form, without marks of direction."""
    return "".join(c for c in unicodedata.normalize("NFKC", text) if unicodedata.category(c) != "Cf")


def write(name, header, lines):
    text = f"# {header}. Unicode CLDR 48, Unicode licence v3. Made by {pathlib.Path(__file__).name}\n"
    (HERE / name).write_text(text + "".join("\t".join(line) + "\n" for line in lines), encoding="utf-8")


LANGUAGES = [row[0] for row in rows(COUNTRIES / "languages.tsv")]
CURRENCIES = [row[0] for row in rows(COUNTRIES / "currencies.tsv")]
COUNTRY_CODES = {row[0] for row in rows(COUNTRIES / "countries.tsv")}
SPOKEN = collections.defaultdict(set)
for _, languages, currencies in rows(HERE / "usual.tsv"):
    for currency in currencies.split():
        SPOKEN[currency].update(languages.split())


def language_names():
    codes = {code: [] for code in LANGUAGES}
    names = {code: [] for code in LANGUAGES}
    for alias, of in read("cldr-core*/package/supplemental/aliases.json")["supplemental"]["metadata"]["alias"]["languageAlias"].items():
        base = of["_replacement"].split("-")[0]
        is_one = base in codes and alias.isalpha() and alias not in codes and alias not in SEVERAL
        if is_one and of["_reason"] != "macrolanguage":
            codes[base].append(alias)
    for base, further in OWN_CODES.items():
        codes[base] += further
    owner = {code: base for base, aliases in codes.items() for code in [base, *aliases]}
    for locale in EVERYWHERE + [code for code in LANGUAGES if code not in EVERYWHERE]:
        found = main_of("localenames", locale, "languages")
        for key, name in (found["localeDisplayNames"]["languages"] if found else {}).items():
            key = key.split("-alt-")[0]
            base = owner.get(key.split("-")[0])
            if base and (locale in EVERYWHERE or locale == base) and plain(name) not in names[base]:
                names[base].append(plain(name))
    return [(code, " ".join(sorted(codes[code])), "|".join(names[code])) for code in LANGUAGES]


def currency_names():
    signs = collections.defaultdict(lambda: collections.defaultdict(set))
    names = {code: [] for code in CURRENCIES}
    for path in sorted(CLDR.glob("cldr-numbers*/package/main/*/currencies.json")):
        locale = path.parent.name
        found = json.loads(path.read_text(encoding="utf-8"))["main"][locale]["numbers"]["currencies"]
        for code in CURRENCIES:
            for key, text in found.get(code, {}).items():
                if key.startswith("symbol"):
                    if text != code and locale.split("-")[0] not in SPELLED_OUT and text not in LEFT_OUT:
                        signs[code][plain(text)].add(locale)
                elif key.startswith("displayName") and (locale in EVERYWHERE or locale in SPOKEN[code]):
                    if plain(text) not in names[code] and text != code:
                        names[code].append(plain(text))
    for code in CURRENCIES:
        kept = [sign for sign, locales in signs[code].items() if len(locales) >= LEAST_LOCALES]
        # A letter alone is no sign that anybody is sure of, and two may be a country.
        kept = [sign for sign in kept if sign.strip(".").upper() not in COUNTRY_CODES]
        kept = [sign for sign in kept + OWN_SIGNS.get(code, []) if len(sign.strip(".")) > 1 or not sign.isascii() or sign == "$"]
        yield code, "|".join(dict.fromkeys(kept)), "|".join(names[code])


write("language_names.tsv", "BCP 47, other codes (ISO 639, CLDR's aliases), names in ten languages and its own", language_names())
write("currency_names.tsv", "ISO 4217, signs and abbreviations, names in ten languages and those of its countries", list(currency_names()))
