"""Each word of the desk is translated: in the made-up language, nothing that the interface says stands outside of brackets."""

import re
from http import HTTPStatus

import pytest
from django.contrib.auth.models import User
from django.urls import reverse
from django.utils import translation

from catalog.editing import stored_words
from catalog.editing.history import add_note
from catalog.models import DeskLanguage, DuplicatePair, Revision
from tests.admin import role_matrix
from tests.admin.conflict_forms import save_both
from tests.admin.desk_forms import new_rows, open_film, save_film
from tests.bracketed import MADE_UP, own_words_of_desk, words_outside_brackets
from tests.factories import make_credit, make_film, make_person

pytestmark = pytest.mark.django_db
PAGES_OF_ACCOUNTS = ("index", "language", "password_change", "two_step")


@pytest.fixture(autouse=True)
def _the_desk_speaks_it(made_up_language, settings):
    settings.DESK_LANGUAGES = [("en", "English"), (MADE_UP, MADE_UP)]


def untranslated_words(html, own):
    return sorted(words_outside_brackets(re.sub(r'<code class="key">.*?</code>', "", html)) - own)


def test_each_word_of_each_page_of_the_desk_is_translated(world):
    browser = world.browsers["Administrator"]
    DeskLanguage.objects.create(account=User.objects.get(pk=browser.session["_auth_user_id"]), language=MADE_UP)
    # The pages that other tests opened are not drawn.
    world.answers.clear()
    requests = [desk_request.build(world, browser) for desk_request in role_matrix.matrix()]
    pages = {target for target, fields in requests if fields is None and "/preview/" not in target}
    pages |= {reverse(f"admin:{name}") for name in PAGES_OF_ACCOUNTS}
    own, untranslated = own_words_of_desk(), {}
    for page in sorted(pages):
        response = browser.get(page)
        if response.get("Content-Type", "").startswith("text/html") and response.status_code != 404:
            untranslated[page] = untranslated_words(response.text, own)
    assert len(untranslated) > 50
    assert {page: words for page, words in untranslated.items() if words} == {}


@pytest.fixture
def desk_in_it(desk, editor):
    """A browser of an editor to whom the desk speaks the made-up language."""
    DeskLanguage.objects.create(account=editor, language=MADE_UP)
    return desk


@pytest.mark.parametrize(
    "request_of",
    [
        lambda desk, film: save_film(desk, film, open_film(desk, film) | {"title": ""}),
        lambda desk, film: save_film(
            desk, film, open_film(desk, film) | new_rows("releases", {"type": "premiere", "date": "yesterday"})
        ),
        lambda desk, film: save_film(
            desk, film, open_film(desk, film) | new_rows("releases", {"type": "premiere", "date": "1927 to 1926"})
        ),
        lambda desk, film: save_film(
            desk, film, open_film(desk, film) | new_rows("external_ids", {"scheme": "imdb", "value": "x"})
        ),
        lambda desk, film: desk.get("/admin/catalog/film/999999/change/", follow=True),
        lambda desk, film: desk.get("/admin/auth/user/"),
        lambda desk, film: desk.get("/admin/catalog/person/merge/"),
        lambda desk, film: desk.get(f"/admin/catalog/film/{film.pk}/suppress/"),
        lambda desk, film: desk.post(f"/admin/catalog/film/{film.pk}/publication/", {"step": "submit"}),
        lambda desk, film: desk.post(f"/admin/catalog/film/{film.pk}/publication/", {"step": "publish", "seen": "1"}),
        lambda desk, film: desk.post("/admin/language/", {"language": "x"}),
        lambda desk, film: desk.post("/admin/two-step/", {"act": "on", "code": "1"}),
    ],
)
def test_each_word_of_a_refusal_is_translated(desk_in_it, film, request_of):
    response = request_of(desk_in_it, film)
    assert "⟦" in response.text
    assert untranslated_words(response.text, own_words_of_desk()) == []


@pytest.mark.parametrize(
    "other_fields",
    [
        {"original_title": "Ihrer", "logline": "Another walk."},
        {"credits-0-DELETE": "on"},
        {"credits-0-credited_as": "J. S.", "credits-0-remarks": "voice"},
    ],
)
def test_each_word_of_a_conflict_is_translated(desk_in_it, other_desk, film, other_fields):
    make_credit(film)
    fields = {"title": "Mine", "credits-0-credited_as": "Jim", "logline": "Mine."}
    conflict_page = save_both(desk_in_it, other_desk, film, fields, other_fields)
    assert conflict_page.status_code == HTTPStatus.CONFLICT
    assert untranslated_words(conflict_page.text, own_words_of_desk() | {"Jim"}) == ["Mine"]


def test_each_word_on_what_is_gone_meanwhile_is_translated(desk_in_it, other_desk, film):
    fields = open_film(desk_in_it, film) | {"title": "Mine"}
    other_desk.post(reverse("admin:catalog_film_delete", args=[film.pk]), {"post": "yes", "_seen": fields["_seen"]})
    page = save_film(desk_in_it, film, fields)
    assert page.status_code == HTTPStatus.CONFLICT
    assert untranslated_words(page.text, own_words_of_desk()) == ["Mine"]


def test_notes_of_the_system_become_words_when_they_are_read(desk_in_it, film, editor):
    add_note(film, stored_words.store(stored_words.LINKED, days=7), editor=editor)
    add_note(film, "Corrected by hand.", editor=editor)
    assert list(Revision.objects.of("film", film.pk).values_list("note", flat=True)[:2]) == [
        "Corrected by hand.",
        "Made a link to the preview (days: 7).",
    ]
    history = desk_in_it.get(f"/admin/catalog/film/{film.pk}/history/").text
    assert "⟦Made a link to the preview (days: 7).⟧" in history
    assert "<blockquote>Corrected by hand.</blockquote>" in history


def test_why_two_may_be_duplicates_is_said_when_it_is_read(reviewer, reviewers_desk):
    DeskLanguage.objects.create(account=reviewer, language=MADE_UP)
    left, right = make_person(name="Ann"), make_person(name="Ann")
    why = "Same name; born 1931-04-02"
    DuplicatePair.objects.create(noun="person", left=left.pk, right=right.pk, why=why)
    page = reviewers_desk.get("/admin/catalog/person/duplicates/").text
    assert "⟦Same name⟧; ⟦born " in page
    assert DuplicatePair.objects.get(left=left.pk).why == why


def test_labels_are_stored_in_english(desk_in_it, editor):
    film = make_film(title="Metropolis", state="draft")
    save_film(
        desk_in_it, film, open_film(desk_in_it, film) | new_rows("releases", {"type": "premiere", "date": "c. 1926"})
    )
    revision = Revision.objects.latest("id")
    assert revision.label == "Metropolis (c. 1926)"
    with translation.override(MADE_UP):
        assert stored_words.label_in_words(revision).startswith("Metropolis (⟦c. 1926")
        assert stored_words.read_label("comment", "Ann on Metropolis") == "⟦Ann on Metropolis⟧"
        assert stored_words.read_label("film", "Brazil (The Final Cut)") == "Brazil (The Final Cut)"
