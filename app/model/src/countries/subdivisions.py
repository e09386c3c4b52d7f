"""Joins what several sources call the provinces and states of a country, for convert.py.

A number is never trusted alone: Google's address data, Unicode CLDR and ISO 3166-2 count Iran's provinces differently.
Two sources speak of one place where their names agree; where names do not agree, own_subdivisions.tsv says so, with
its source, or the run stops.
"""
import collections
import difflib
import functools
import pathlib
import re
import unicodedata

OWN = pathlib.Path(__file__).parent / "own_subdivisions.tsv"
# What a place is, in the languages that names come in: no part of what tells it from its neighbours.
KINDS = set(
    "province provincia provinsi region regional state estado governorate oblast kray krai kraj respublika republic "
    "republits county co district districts distrito department departamento prefecture parish parroquia city ciudad "
    "cidade shi sheng zizhiqu sar do si gwangyeoksi teukbyeolsi teukbyeoljachido federal territory islands island and y "
    "e of de del the municipality municipalidad metropolitan avtonomnaya avtonomnyy avtonomnyj okrug autonomous "
    "special capital emirate wilayah persekutuan saint st comunidad principado gobierno".split())
LETTERS = {"ı": "i", "ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th"}


@functools.cache
def fold(text):
    """As app/desk/src/folding.rs folds, letters and digits only."""
    marks_off = (c for c in unicodedata.normalize("NFKD", text) if not unicodedata.category(c).startswith("M"))
    lower = (LETTERS.get(low, low) for c in marks_off for low in c.lower())
    return "".join(c for c in "".join(lower) if c.isalnum())


@functools.cache
def core(name):
    """A name without its kind; the name itself where nothing else is left."""
    words = [fold(word) for word in re.split(r"[\W_]+", name)]
    return "".join(word for word in words if word not in KINDS) or fold(name)


def is_latin(text):
    return all("LATIN" in unicodedata.name(c, "") for c in text if c.isalpha() and unicodedata.category(c) != "Lm")


def agreement(ours, theirs):
    """How far names agree: 2 if one is the same, 1 if one is the same but for its kind, below that how alike they are."""
    best = 0.0
    for a in filter(None, ours):
        for b in filter(None, theirs):
            if fold(a) == fold(b):
                return 2.0
            same = core(a) == core(b)
            best = max(best, 1.0 if same else 0.99 * difflib.SequenceMatcher(None, core(a), core(b)).ratio())
    return best


def pair(source, country, ours, theirs, confirmed):
    """Pairs our places with another source's by name. `ours`: (number, names) each; `theirs`: number -> names;
    `confirmed`: number of ours -> number of theirs or "". Answers our index -> their number, and what is in doubt."""
    found, doubts = {}, []
    for at, (number, names) in enumerate(ours):
        if (number or names[0]) in confirmed:
            found[at] = confirmed[number or names[0]]
    score = {(at, number): agreement(names, other) for at, (_, names) in enumerate(ours)
             for number, other in theirs.items() if at not in found}
    # Same name and number; same name; same but for the kind, with its number, then without.
    steps = [(2.0, True), (2.0, False), (1.0, True), (1.0, False), (0.7, True)]
    for least, is_same_number in steps:
        for at, (own_number, names) in enumerate(ours):
            if at in found:
                continue
            fits = [n for n in theirs if n not in found.values() and score[at, n] >= least
                    and (not is_same_number or n == own_number)]
            if len(fits) == 1:
                found[at] = fits[0]
    for at, (number, names) in enumerate(ours):
        if (number or names[0]) in confirmed:
            continue
        # A name that agrees under another number while its own number would do as well: somebody must look.
        if number in theirs and found.get(at) != number and (at not in found or score[at, number] >= 1.0):
            doubts.append(f"{source}\t{country}\t{number}\t{names}\tjoined {found.get(at)}\tits number: {theirs[number][:3]}")
    return found, doubts


class Own:
    """What own_subdivisions.tsv says about one country."""

    def __init__(self, country):
        rows = (line.split("\t") for line in OWN.read_text(encoding="utf-8").splitlines() if not line.startswith("#"))
        self.rows = [row[1:4] for row in rows if row[0] == country]
        self.used = set()

    def of(self, what, *places):
        """The values for a place, whatever it is called by."""
        self.used |= {(place, what) for place in places}
        return [value for place, column, value in self.rows if column == what and place in places and place]

    def joined(self, source):
        return {place: value for place, column, value in self.rows if column == f"joined-{source}"}

    def added(self):
        return [(place, value) for place, column, value in self.rows if column == "add"]

    def unread(self):
        return [row for row in self.rows if (row[0], row[1]) not in self.used and row[1] not in ("add", "joined-iso", "joined-cldr")]


# ISO 639-3: the languages in which a country's places are written by somebody who lives there, and English.
LOCAL = set("ara aym cat deu eng eus fas fil fra gle glg grn guj hin hye ind ita jpn kan kat kor mal mar mlt msa nld nob ori pan "
            "por que ron rus slv som spa srd tam tel tgl tha tur ukr urd vie zho ben asm mni nep kas".split())
TRADITIONAL = str.maketrans("广东贵庆龙宁辽苏陕云内维尔壮区门湾肃县", "廣東貴慶龍寧遼蘇陝雲內維爾壯區門灣肅縣")


def iso_names(entry):
    """The names of a place in the MIT-licensed package iso3166-2: the standard's, then others that are like it."""
    names = [entry["name"]]
    for other in filter(None, (entry["localOtherName"] or "").split(", ")):
        match = re.match(r"(.+) \((\w+)\)$", other)
        if match and match[2] in LOCAL:
            names.append(match[1])
    for name in list(names):
        if match := re.match(r"(.*) \[(.*)\]$", name):
            names += [match[1], match[2]]
        if match := re.match(r"([^,]+), (.+)$", name):
            names.append(f"{match[2]} {match[1]}")
    # "Land of red river and blue hills" is no name.
    short = [name for name in names if "[" not in name and "(" not in name and len(name) < 60]
    return [name for name in short if not re.search(r"\b(of the|of [a-z]|land of|capital of|city of [A-Z]\w+s$)", name, re.I)]


def is_name(name, known):
    """Whether a name from the package may stand: in another script, or like a name that somebody else knows too."""
    return not is_latin(name) or agreement([name], known) >= 0.6


def rows_of_country(country, own_row, languages, iso, cldr, postal_starts):
    """One row each: ISO 3166-2, Google's key, as written, English, Turkish, further names, beginning of postal codes, places within."""
    own, doubts = Own(country), []
    column = lambda name: (own_row.get(name, "").split("~") + [""] * count)[:count]
    keys = own_row["sub_keys"].split("~")
    count = len(keys)
    places = [dict(number=number or (key if key in iso else ""), key=key, name=name or key, latin=latin, zips=zips)
              for key, name, latin, number, zips in zip(keys, *map(column, ("sub_names", "sub_lnames", "sub_isoids", "sub_zips")))
              if not own.of("drop", number or key)]
    for place in places:
        place["names"] = [place["key"], place["name"], place["latin"]]
    places += [dict(number=number, key=key, name=key, latin="", zips="", names=[key, *own.of("english", number), *own.of("written", number)])
               for number, key in own.added()]
    found, more = pair("ISO", country, [(p["number"], p["names"]) for p in places], {n: iso_names(e) for n, e in iso.items()}, own.joined("iso"))
    doubts += more
    for at, place in enumerate(places):
        place["iso"] = found.get(at, "" if place["number"] not in iso else place["number"])
        place["standard"] = iso_names(iso[place["iso"]]) if place["iso"] in iso else []
        # What Google still calls it: CN-11 for CN-BJ.
        place["old"] = [place["number"]] if place["number"] != place["iso"] else []
        if not place["iso"] and place["number"] and country != "IT":
            place["iso"] = place["number"]
    found, more = pair("CLDR", country, [(p["number"] if p["number"] in cldr else p["iso"], p["names"] + p["standard"]) for p in places],
                       {n: [name] for n, name in cldr.items()}, own.joined("cldr"))
    doubts += more
    if doubts:
        return [], doubts
    out = []
    for at, place in enumerate(places):
        called = (place["iso"], place["number"], place["key"])
        one = lambda what, otherwise: (own.of(what, *called) or [otherwise])[0]
        key = one("key", place["key"])
        # How a letter says it: the key, unless the country writes in another script.
        written = one("written", place["latin"] if place["latin"] and not is_latin(key) else key)
        full = place["latin"] or (place["name"] if is_latin(place["name"]) else "") or written
        known = place["names"] + [cldr.get(found.get(at), "")]
        standard = [name for at_, name in enumerate(place["standard"]) if at_ == 0 or is_name(name, known + place["standard"][:1])]
        english = one("english", cldr.get(found.get(at), full))
        turkish = one("turkish", full)
        further = [*known, *languages.get(place["key"], ()), *standard, *place["old"], *own.of("name", *called)]
        further += [name.translate(TRADITIONAL) for name in (key, *further) if country == "CN"]
        further += [name.replace("台", "臺") for name in (key, *further) if country == "TW"]
        # "IN-OR" and "IT-AO": codes that ISO 3166-2 has given up, or gives a region.
        codes = [*place["old"], key if key != place["iso"] and re.fullmatch(r"[A-Z]{2,3}", key) else ""]
        further += [f"{country}-{code}" for code in codes if code and code not in iso]
        zips = one("postal", place["zips"] or postal_starts.get((country, place["key"]), ""))
        zips = next((f"+{sure}" for sure in own.of("postal-sure", *called)), zips)
        seen = {fold(name) for name in (key, written, english, turkish, place["iso"], *own.of("not", *called))} | {""}
        unique = []
        for name in further:
            if fold(name) not in seen:
                seen.add(fold(name))
                unique.append(name)
        within = "|".join(own.of("within", *called))
        out.append((country, place["iso"], key, written, english, turkish, "|".join(unique), zips, within))
    assert not own.unread(), own.unread()
    return out, []


def subdivisions(sources, cldr, iso, postal_starts):
    """All rows of the table. Stops where a join is in doubt.

    `sources`: code, Google's own row and all rows of each country; `cldr`: CLDR's names in English; `iso`: the package
    iso3166-2's entries by country and code; `postal_starts`: beginnings of postal codes that Google leaves out."""
    out, doubts = [], []
    for country, own_row, rows in sources:
        if not own_row.get("sub_keys"):
            continue
        languages = collections.defaultdict(list)
        # A country's other languages may list the same places in another order: only the same key is the same place.
        for language in own_row.get("languages", "").split("~"):
            row = rows.get(f"{country}--{language}", {})
            for key, name in zip(row.get("sub_keys", "").split("~"), row.get("sub_names", "").split("~")):
                languages[key].append(name)
        of_country = {id_[2:].upper(): name for id_, name in cldr.items() if id_[:2] == country.lower()}
        of_standard = {code[3:]: entry for code, entry in iso.get(country, {}).items()}
        more, doubtful = rows_of_country(country, own_row, languages, of_standard, of_country, postal_starts)
        out += more
        doubts += doubtful
    if doubts:
        raise SystemExit("Names do not agree; say in own_subdivisions.tsv which place is which:\n" + "\n".join(doubts))
    return out
