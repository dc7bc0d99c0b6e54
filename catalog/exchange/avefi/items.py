"""Copies of a version as AVefi's items: they have the length, picture, sound and languages that its manifestations lack."""

from catalog.exchange.avefi.values import ID, language_code, local_id, without_empty
from catalog.exchange.avefi.words import ACCESS, COLOURS, ELEMENTS, FORMATS, FRAME_RATES, LANGUAGE_USES, SOUNDS
from catalog.models.held import Completeness
from catalog.texts.numbers import decimal_text

PARTIAL = {Completeness.INCOMPLETE, Completeness.FRAGMENT}
# Fields of a version that only an item has.
ITEM_FIELDS = {
    "runtime_minutes": "running time",
    "length_metres": "length",
    "frames_per_second": "frames a second",
    "gauge": "gauge",
    "sound": "sound",
    "colour": "colour",
    "languages": "languages",
}


def version_id(version):
    return f"version-{version.pk}"


def copy_id(copy):
    """Return the id of a copy's record: its inventory number, where AVefi takes one like it."""
    return copy.inventory_number if ID.fullmatch(copy.inventory_number) else f"copy-{copy.pk}"


def items_of(version, copies, losses):
    """Return an item for each copy of a version. Facts of the version that no copy has are named as losses."""
    place = f"version “{version}”"
    inherited_fields = set()
    items = [ItemWriter(version, copy, losses, inherited_fields).item() for copy in copies]
    for name, label in ITEM_FIELDS.items():
        value = list(version.languages.all()) if name == "languages" else getattr(version, name)
        if value and name not in inherited_fields:
            words = ", ".join(map(str, value)) if name == "languages" else value_text(value)
            losses.add(place, f"{label} {words}", "AVefi knows it of copies, and no copy is held that has it")
    return items


def value_text(value):
    return value if isinstance(value, str) else decimal_text(value)


class ItemWriter:
    """Writes the item of one copy. `inherited_fields` collects what a copy has from its version."""

    def __init__(self, version, copy, losses, inherited_fields):
        self.version, self.copy, self.losses, self.inherited_fields = version, copy, losses, inherited_fields
        self.place = f"copy {copy.inventory_number or copy.pk}"

    def item(self):
        copy, losses, place = self.copy, self.losses, self.place
        if copy.inventory_number and copy_id(copy) != copy.inventory_number:
            losses.add(place, "inventory number", "AVefi takes no ids with spaces, quotes or ampersands")
        for name in ("base", "completeness", "reels", "holding_place"):
            if value := getattr(copy, name):
                losses.add(place, f"{copy._meta.get_field(name).verbose_name} {value}")
        # A DCP is an element there, not a format.
        element = copy.element or ("dcp" if copy.carrier == "dcp" else "")
        return without_empty(
            {
                "category": "avefi:Item",
                "has_identifier": [local_id(copy_id(copy))],
                "is_item_of": local_id(version_id(self.version)),
                "element_type": losses.word(ELEMENTS, element, place, "element"),
                "has_access_status": losses.word(ACCESS, copy.access, place, "access"),
                "has_format": self.formats(),
                "has_colour_type": losses.word(COLOURS, self.own_or_inherited("colour"), place, "colour"),
                "has_sound_type": losses.word(SOUNDS, self.own_or_inherited("sound"), place, "sound"),
                "has_duration": self.duration(),
                "has_extent": self.extent(),
                "has_frame_rate": self.frame_rate(),
                "in_language": self.languages(),
            }
        )

    def own_or_inherited(self, name):
        return getattr(self.copy, name) or self.inherit(name)

    def inherit(self, name):
        value = getattr(self.version, name)
        if value:
            self.inherited_fields.add(name)
        return value

    def formats(self):
        code = self.copy.carrier or self.inherit("gauge")
        if code == self.version.gauge:
            self.inherited_fields.add("gauge")
        word = self.losses.word(FORMATS, code, self.place, "carrier")
        if word is None:
            return []
        category, kind = word
        return [without_empty({"category": f"avefi:{category}", "type": kind})]

    def duration(self):
        """Its running time; the version's only where the copy is not known to lack a part."""
        whole = self.version if self.copy.completeness not in PARTIAL else None
        row = self.copy if self.copy.runtime_minutes else whole
        if row is None or not row.runtime_minutes:
            return None
        if row is self.version:
            self.inherited_fields.add("runtime_minutes")
        hours, minutes = divmod(row.runtime_minutes, 60)
        precision = "Approximate" if row.runtime_seconds is None else None
        value = f"PT{hours:02}H{minutes:02}M{row.runtime_seconds or 0:02}S"
        return without_empty({"has_value": value, "has_precision": precision})

    def extent(self):
        """Its length; the version's only where the copy is on its gauge, and not known to lack a part."""
        metres = self.copy.length_metres
        is_alike = self.copy.completeness not in PARTIAL and self.copy.carrier in ("", self.version.gauge)
        if metres is None and is_alike:
            metres = self.inherit("length_metres")
        return metres and {"has_value": float(metres), "has_unit": "Metre"}

    def frame_rate(self):
        frames = self.inherit("frames_per_second")
        if frames is None:
            return None
        rate = FRAME_RATES.get(decimal_text(frames))
        if rate is None:
            self.losses.add(self.place, f"{decimal_text(frames)} frames a second", "AVefi has no word for it")
        return rate

    def languages(self):
        """Its languages, else the version's, each with all its uses."""
        rows = list(self.copy.languages.all())
        if not rows:
            rows = list(self.version.languages.all())
            self.inherited_fields.add("languages")
        uses = {}
        for row in rows:
            code = row.language_id and language_code(row.language_id)
            if row.language_id and code is None:
                self.losses.add(self.place, f"language {row}", "ISO 639-2 has no code for it")
                continue
            if row.language_id and "-" in row.language_id:
                self.losses.add(self.place, f"region or script of {row.language_id}")
            uses.setdefault(code, []).append(self.losses.word(LANGUAGE_USES, row.use, self.place, "use"))
        return [without_empty({"code": code, "usage": list(dict.fromkeys(words))}) for code, words in uses.items()]
