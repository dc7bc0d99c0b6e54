"""Copies are exported to AVefi as items, with what their versions have; no copy is invented."""

import pytest

from catalog.exchange.avefi.values import language_code
from catalog.models import Access, Carrier, Colour, CopySound, Element, LanguageUse
from tests.avefi_records import export, local, of_category
from tests.factories import (
    make_copy,
    make_film,
    set_leading,
)

pytestmark = pytest.mark.django_db


def item_of(copy):
    """Return the only item of an export, and the text on standard error."""
    records, losses = export(copy.film)
    return of_category(records, "Item")[0], losses


def test_without_a_copy_the_length_of_a_version_is_named_and_no_copy_invented():
    film = make_film()
    set_leading(film, length_metres=4189, runtime_minutes=153, frames_per_second=24, gauge="35mm", languages=["de"])
    records, losses = export(film)
    assert not of_category(records, "Item")
    for fact in ("length 4,189", "running time 153", "frames a second 24", "gauge 35mm", "languages German: spoken"):
        assert f"{fact}: AVefi knows it of copies, and no copy is held that has it" in losses


def test_a_copy_is_an_item_with_what_its_version_has():
    film = make_film()
    version = set_leading(
        film,
        length_metres=4189,
        runtime_minutes=153,
        runtime_seconds=5,
        frames_per_second=24,
        gauge="35mm",
        sound="silent",
        colour="bw_tinted",
        languages=["de"],
        use="intertitles",
    )
    copy = make_copy(
        film, inventory_number="B-12", carrier="35mm", element="positive", access="archive", base="nitrate"
    )
    item, losses = item_of(copy)
    assert item == {
        "category": "avefi:Item",
        "has_identifier": [local("B-12")],
        "is_item_of": local(f"version-{version.pk}"),
        "element_type": "Positive",
        "has_access_status": "Archive",
        "has_format": [{"category": "avefi:Film", "type": "35mmFilm"}],
        "has_colour_type": "BlackAndWhiteTinted",
        "has_sound_type": "Silent",
        "has_duration": {"has_value": "PT02H33M05S"},
        "has_extent": {"has_value": 4189.0, "has_unit": "Metre"},
        "has_frame_rate": "24fps",
        "in_language": [{"code": "ger", "usage": ["Intertitles"]}],
    }
    assert losses == "copy B-12: base nitrate: AVefi has no place for it.\n"
    manifestation = of_category(export(film)[0], "Manifestation")[0]
    assert manifestation["has_item"] == [local("B-12")]


def test_a_fragment_has_not_the_length_of_the_whole():
    film = make_film()
    set_leading(film, length_metres=4189, runtime_minutes=153, gauge="35mm")
    item, losses = item_of(make_copy(film, carrier="35mm", completeness="fragment"))
    assert not {"has_extent", "has_duration"} & set(item)
    assert "length 4,189" in losses


def test_a_copy_on_another_gauge_has_not_the_length_in_metres():
    film = make_film()
    set_leading(film, length_metres=4189, runtime_minutes=153, gauge="35mm")
    item, losses = item_of(make_copy(film, carrier="16mm"))
    assert "has_extent" not in item
    assert item["has_duration"] == {"has_value": "PT02H33M00S", "has_precision": "Approximate"}
    assert "length 4,189" in losses


def test_28_frames_are_named_and_left_out():
    film = make_film()
    set_leading(film, frames_per_second=28)
    item, losses = item_of(make_copy(film, carrier="35mm"))
    assert "has_frame_rate" not in item
    assert "28 frames a second: AVefi has no word for it" in losses


def test_no_dialogue_has_no_language():
    film = make_film()
    set_leading(film).languages.create(use="no_dialogue")
    assert item_of(make_copy(film))[0]["in_language"] == [{"usage": ["NoDialogue"]}]


def test_a_language_has_all_its_uses_and_loses_its_region():
    film = make_film()
    version = set_leading(film, languages=["pt-BR"])
    version.languages.create(language_id="pt-BR", use="subtitles")
    version.languages.create(language_id="yue", use="sung")
    item, losses = item_of(make_copy(film))
    assert item["in_language"] == [{"code": "por", "usage": ["SpokenLanguage", "Subtitles"]}]
    assert "region or script of pt-BR" in losses
    assert "ISO 639-2 has no code for it" in losses


@pytest.mark.parametrize(
    ("tag", "code"), [("de", "ger"), ("fr", "fre"), ("zh-Hans", "chi"), ("nds", "nds"), ("yue", None), ("sh", None)]
)
def test_a_language_has_three_letters_of_the_bibliographic_kind(tag, code):
    assert language_code(tag) == code


@pytest.mark.parametrize("number", ["B 12", "B&12", "“B”'12"])
def test_an_inventory_number_that_is_no_id_there_is_named(number):
    copy = make_copy(make_film(), inventory_number=number)
    item, losses = item_of(copy)
    assert item["has_identifier"] == [local(f"copy-{copy.pk}")]
    assert "inventory number: AVefi takes no ids with spaces" in losses


def test_each_choice_of_a_copy_is_exported_or_named():
    film = make_film()
    for name, choices in (
        *(("carrier", Carrier), ("element", Element), ("access", Access), ("colour", Colour), ("sound", CopySound)),
    ):
        for value in choices.values:
            make_copy(film, **{"inventory_number": f"{name}-{value}", name: value})
    for use in LanguageUse.values:
        copy = make_copy(film, inventory_number=f"use-{use}")
        copy.languages.create(language_id=None if use == "no_dialogue" else "de", use=use)
    records, losses = export(film)
    keys = {
        "carrier": "has_format",
        "element": "element_type",
        "access": "has_access_status",
        "colour": "has_colour_type",
        "sound": "has_sound_type",
        "use": "in_language",
    }
    for item in of_category(records, "Item"):
        number = item["has_identifier"][0]["id"]
        assert keys[number.split("-")[0]] in item or f"copy {number}: " in losses, number
    assert "colour “stencilled”: AVefi has no word for it" in losses
    assert "carrier “28mm”: AVefi has only the wider word Film" in losses
