"""A line of text is stored clean, whatever writes it: the desk, a visitor, a program."""

import pytest
from django.apps import apps
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.db import models

from catalog.dates import PartialDateField
from catalog.forms import CommentForm
from catalog.merging.duplicates import find_duplicates
from catalog.models import Company, DuplicatePair, Film, Person, Revision
from catalog.texts.folding import LineField, LineListField, clean_line, fold
from tests.factories import make_film, make_person

# Quotes stand letter by letter as in the text that they are from, and so do patterns; a citation's field is a name of ours.
LETTER_BY_LETTER = {
    *(("reading", name) for name in ("quote_prefix", "quote_suffix")),
    *(("proposedreading", name) for name in ("quote_prefix", "quote_suffix")),
    ("citation", "field"),
    ("entrycitation", "field"),
    ("schemeform", "pattern"),
}
# What no person enters.
OWN_RECORDS = {
    "revision",
    "merge",
    "duplicatepair",
    "editing",
    "mention",
    "presence",
    "quota",
    "proposal",
    "proposedreading",
}
OWN_RECORDS |= {
    "alignmentcorrection",
    "collation",
    "shippedterm",
    "limit",
    "previewlink",
    "workingcopy",
    "call",
    "callcount",
    "sentform",
    "referencecount",
    "filmlack",
    "suppression",
    "desklanguage",
    "import",
    "importline",
    "importedrecord",
    "importproposal",
    "importdecision",
}


def test_every_line_that_people_enter_is_cleaned():
    for model in apps.get_app_config("catalog").get_models():
        for column in model._meta.concrete_fields:
            noun = model._meta.model_name
            is_line = (
                type(column) is models.CharField and column.editable and not (column.choices or column.primary_key)
            )
            assert not is_line or noun in OWN_RECORDS or (noun, column.name) in LETTER_BY_LETTER, (noun, column.name)
            assert column.name != "other_names" or isinstance(column, LineListField)
            assert not isinstance(column, PartialDateField | LineField) or column.max_length


@pytest.mark.parametrize(
    ("entry", "line"),
    [
        ("The\u00a0Way  Back", "The Way Back"),
        ("\tThe Way\nBack ", "The Way Back"),
        ("The\u200b Way \u200bBack\ufeff", "The Way Back"),
        ("Way\u00adback", "Wayback"),
        ("\u202eThe Way\u202c \u2067Back\u2069", "The Way Back"),
        ("a \u200b b", "a b"),
        ("W\u200day", "Way"),
        ("می\u200cخواهم", "می\u200cخواهم"),
        ("ක්\u200dරි", "ක්\u200dරි"),
        ("👩\u200d🚀", "👩\u200d🚀"),
        ("❤️\u200d🔥", "❤️\u200d🔥"),
        ("🏴󠁧󠁢󠁳󠁣󠁴󠁿", "🏴󠁧󠁢󠁳󠁣󠁴󠁿"),
        ("می\u200c", "می"),
        ("Łódź – “x”", "Łódź – “x”"),
        ("\u200b\u00a0", ""),
        ("\u3164", ""),
        ("\u0301", ""),
        ("?", "?"),
    ],
)
def test_a_line_is_stored_as_people_see_it(entry, line):
    assert clean_line(entry) == line
    assert clean_line(line) == line


@pytest.mark.django_db
def test_whatever_writes_a_title_it_is_stored_clean():
    film = make_film(title="The\u00a0Way  Back")
    assert Film.objects.get().title == "The Way Back"
    Film.objects.filter(pk=film.pk).update(title="Way\u200b Home")
    assert Film.objects.get().title == "Way Home"
    Company.objects.bulk_create([Company(name="Film\u00ad Fund", other_names="A\u00a0B\r\n\u200b\r\n C")])
    assert Company.objects.values_list("name", "other_names").get() == ("Film Fund", "A B\nC")


@pytest.mark.django_db
@pytest.mark.parametrize("name", ["\u200b", "\u3164", "\u00ad\u200d"])
def test_a_name_needs_a_character_that_people_see(film, name):
    with pytest.raises(ValidationError):
        Person(name=name).full_clean()
    form = CommentForm({"name": name, "body": "Words."})
    assert "name" in form.errors


@pytest.mark.django_db
def test_a_comment_is_signed_by_a_clean_name():
    form = CommentForm({"name": "A\u202eda\u00a0 L", "body": "Words."})
    assert form.is_valid()
    assert form.instance.name == "Ada L"


def store_dirty(model, **columns):
    """Store lines as they were before entering cleaned them."""
    for name, line in columns.items():
        column = model._meta.get_field(name)
        expression = models.Value(line, output_field=models.TextField())
        model._base_manager.update(**{column.name: expression})


@pytest.mark.django_db
def test_the_command_cleans_what_is_stored_with_a_revision_each_and_is_dry_by_default(capsys):
    film = make_film(title="The Way Back")
    store_dirty(Film, title="The\u00a0Way Back")
    call_command("clean_texts")
    assert "\\xa0" in capsys.readouterr().out
    assert (Film.objects.get().title, Revision.objects.count()) == ("The\u00a0Way Back", 0)
    call_command("clean_texts", "--write")
    assert Film.objects.get().title == "The Way Back"
    [revision] = Revision.objects.of("film", film.pk)
    assert revision.patch["film"][str(film.pk)]["is"]["title"] == "The Way Back"
    call_command("clean_texts", "--write")
    assert Revision.objects.count() == 1


@pytest.mark.django_db
def test_the_command_names_a_title_in_which_nothing_is_visible_and_leaves_it(capsys):
    make_film(title="A")
    store_dirty(Film, title="\u200b")
    call_command("clean_texts", "--write")
    assert "nothing is visible in title" in capsys.readouterr().err
    assert Film.objects.get().title == "\u200b"


@pytest.mark.parametrize("text", ["Kragh–Jacobsen", "Kragh‐Jacobsen", "KRAGH-JACOBSEN", "Kragh-\u200bJacobsen"])
def test_dashes_are_one_in_what_is_compared(text):
    assert fold(text) == "kragh-jacobsen"


@pytest.mark.django_db
@pytest.mark.parametrize("names", [("O’Toole-Ray", "O'Toole–Ray"), ("D‘Arcy", "D´Arcy")])
def test_duplicates_are_proposed_across_dashes_and_apostrophes(names):
    for name in names:
        make_person(name=name, born="1944-08-21")
    find_duplicates("person")
    assert DuplicatePair.objects.count() == 1
