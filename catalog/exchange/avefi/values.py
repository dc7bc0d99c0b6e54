"""Values of a record, and the losses: what AVefi has no place for. Nothing is bent into another word."""

import re

import pycountry

# Days, months and years, marked or not, and intervals of two: all that AVefi takes of EDTF.
DAY = r"[0-9]{4}(-(0[1-9]|1[0-2])(-[0-9]{2})?)?[?~]?"
DATE = re.compile(rf"{DAY}(/{DAY})?")
# AVefi takes ids without spaces and without these.
ID = re.compile(r"[^\s\"&']+")
# Languages with no two letters of their own that ISO 639-2 has, among those that ship.
THREE_LETTERS = frozenset(
    [
        "akk",
        "ang",
        "arc",
        "art",
        "ast",
        "bho",
        "ceb",
        "chr",
        "egy",
        "enm",
        "fil",
        "frm",
        "fro",
        "goh",
        "got",
        "grc",
        "gsw",
        "haw",
        "hmn",
        "kab",
        "kok",
        "luo",
        "mai",
        "mas",
        "mic",
        "mni",
        "moh",
        "mos",
        "mul",
        "nds",
        "nso",
        "pap",
        "rom",
        "sah",
        "scn",
        "sco",
        "sgn",
        "shn",
        "sma",
        "smj",
        "smn",
        "sms",
        "sux",
        "syc",
        "tet",
        "tlh",
        "tpi",
        "und",
        "war",
        "wen",
        "yap",
        "zxx",
        "zza",
    ]
)


class Losses(list):
    """What is left out of the records, a line each: where it stands, the fact, and why."""

    def add(self, place, fact, why="AVefi has no place for it"):
        line = f"{place}: {fact}: {why}."
        if line not in self:
            self.append(line)

    def word(self, words, code, place, label):
        """Return AVefi's word for a code; None, named as a loss, where it has none. A wider word is named, too."""
        if not code:
            return None
        word = words.words.get(code)
        if word is None:
            self.add(place, f"{label} “{code}”", "AVefi has no word for it")
        elif code in words.wider:
            name = word if isinstance(word, str) else " / ".join(filter(None, word))
            self.add(place, f"{label} “{code}”", f"AVefi has only the wider word {name}")
        return word

    def date(self, date, place):
        """Return a date as AVefi takes it; None where it takes none of this kind, named as a loss, and without a date."""
        if date is None or DATE.fullmatch(str(date)):
            return date and str(date)
        self.add(place, f"date {date}", "AVefi takes days, months, years and intervals of two")
        return None


def without_empty(record):
    """Return a record without the keys that have no value."""
    return {key: value for key, value in record.items() if value not in (None, "", [])}


def local_id(name):
    return {"category": "avefi:LocalResource", "id": name}


def title(name, kind, sort_title=""):
    return without_empty(
        {"has_name": name, "type": kind, "has_ordering_name": sort_title if sort_title != name else ""}
    )


def places(countries):
    """Return the countries and former states by the names under which they were entered, with the ids that Wikidata has for them."""
    return [
        without_empty(
            {"category": "avefi:GeographicName", "has_name": country.name, "same_as": ids_of_country(country)}
        )
        for country in countries
        if country
    ]


def ids_of_country(country):
    return [{"category": "avefi:WikidataResource", "id": country.wikidata}] if country.wikidata else []


def same_as(external_ids, categories, losses, place):
    """Return the outside ids that AVefi takes; `categories` has its category of each scheme."""
    resources = []
    for row in external_ids:
        if row.scheme_id in categories:
            resources.append({"category": f"avefi:{categories[row.scheme_id]}", "id": row.value})
        else:
            losses.add(place, f"{row}")
    return resources


def language_code(tag):
    """Return the three letters of ISO 639-2/B of a language's tag; None where it has none."""
    code = tag.split("-")[0]
    if len(code) == 2:
        # Serbo-Croatian has two letters still, and three in ISO 639-3 alone.
        language = pycountry.languages.get(alpha_2=code) if code != "sh" else None
        return language and getattr(language, "bibliographic", language.alpha_3)
    return code if code in THREE_LETTERS else None
