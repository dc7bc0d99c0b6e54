import pytest

from catalog import search
from catalog.models import Film, Person
from catalog.texts.folding import fold, slug
from tests.factories import make_credit, make_film, make_person, make_title


@pytest.mark.parametrize(
    ("name", "query"),
    [
        ("Sławomir Rawicz", "slawomir rawicz"),
        ("Dragoș Bucur", "dragos bucur"),
        ("Dragoș Bucur", "Dragoş"),
        ("Gustaf Skarsgård", "skarsgard"),
        ("Irena Zielińska", "ZIELINSKA"),
        ("Søren Kragh-Jacobsen", "soren kragh jacobsen"),
        ("Straße", "strasse"),
    ],
)
@pytest.mark.django_db
def test_a_name_is_found_without_its_marks(name, query):
    person = make_person(name=name)
    assert list(search.matching_rows(Person.objects.all(), query)) == [person]


@pytest.mark.django_db
def test_each_word_of_the_query_begins_a_word_of_the_name():
    person = make_person(name="Saoirse Ronan")
    matches = {
        query: search.matching_rows(Person.objects.all(), query).exists()
        for query in ("sao ron", "ron", "irse", "ronan x")
    }
    assert matches == {"sao ron": True, "ron": True, "irse": False, "ronan x": False}
    assert person.search_text == " saoirse ronan"


@pytest.mark.django_db
@pytest.mark.parametrize("query", ["%", "_", "'", '"', "\\", "???", "🎬", " "])
def test_a_query_without_letters_finds_nothing(query):
    make_film(title="100% _\\'")
    assert not search.matching_rows(Film.objects.all(), query).exists()


@pytest.mark.django_db
def test_a_film_is_found_by_its_other_titles():
    film = make_film(title="The Way Back", original_title="Powrót")
    make_title(film, title="Les Chemins de la liberté")
    for query in ("way back", "powrot", "liberte"):
        assert list(search.search(query, "film")) == [film]


@pytest.mark.django_db
def test_search_finds_only_published_rows():
    draft = make_film(title="Secret", state="draft")
    make_credit(draft, person=make_person(name="Hidden"))
    assert not search.search("secret", "film").exists()
    assert not search.search("hidden", "person").exists()


def test_slugs_keep_letters_of_any_script():
    assert slug("Sławomir’s Long Walk", "film") == "slawomirs-long-walk"
    assert slug("戦場のメリークリスマス", "film") == "戦場のメリークリスマス"
    assert slug("???", "film") == "film"
    assert fold("Ǆ") == "dz"
