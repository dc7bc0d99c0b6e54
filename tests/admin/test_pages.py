"""The list, the form and the search of each noun of the desk open for an editor, and not for a visitor."""

import pytest
from django.contrib import admin
from django.contrib.auth.models import Permission, User
from django.db import connection
from django.test.utils import CaptureQueriesContext

from catalog.models import (
    Article,
    Award,
    Character,
    Citation,
    Comment,
    Company,
    Country,
    Credit,
    CuratedList,
    Department,
    ExternalId,
    Film,
    FilmCompany,
    FilmWork,
    Genre,
    Image,
    Import,
    ImportProposal,
    Job,
    Language,
    Person,
    Question,
    RatingSummary,
    Reading,
    Release,
    Revision,
    Scheme,
    Site,
    Source,
    Subject,
    Synopsis,
    Title,
    Vote,
    Work,
)
from tests.admin.desk_forms import address, film_with_rows
from tests.factories import (
    make_citation,
    make_comment,
    make_copy,
    make_event,
    make_image,
    make_list,
    make_outside_rating,
    make_page,
    make_person,
    make_relation,
    make_source,
    make_subject,
    make_version,
    make_vote,
)

# All nouns of the desk but the one row of the site, which is an administrator's, and imports and what they propose, which have
# pages of their own; the first test says which it must have.
NOUNS = [
    model
    for model in admin.site._registry
    if model._meta.app_label == "catalog" and model not in {Site, Import, ImportProposal}
]
VISITOR_MODELS = {Comment, RatingSummary, Vote}
SHIPPED_MODELS = {Department}
# Editors see them, and administrators extend them.
ADMINISTRATORS_MODELS = {Scheme}


def name(model):
    return model._meta.model_name


def fill(number):
    """Make `number` rows of each noun."""
    for place in range(number):
        film = film_with_rows(1)
        make_copy(film, version=make_version(film))
        make_relation(film)
        person, source = make_person(), make_source()
        person.names.create(name=f"P. {place}")
        ExternalId.objects.create(person=person, scheme_id="imdb", value=f"nm{ExternalId.objects.count():07}")
        Reading.objects.create(question=film.questions.get(), source=source, value=str(place))
        film.film_works.get().work.authors.add(person)
        make_citation(film, source=source, field="title")
        make_image(film, source=source)
        make_vote(film)
        make_outside_rating(film)
        make_comment(film, state="pending")
        make_event(film)
        make_image(curated_list=make_list([film]))
        make_page()
        make_subject().external_ids.create(scheme_id="wikidata", value=f"Q{1 + place + ExternalId.objects.count()}")


def test_the_desk_has_each_noun():
    models = (Article, Award, Character, Citation, Comment, Company, Country, Credit, CuratedList, Department, ExternalId, Film,
        FilmCompany, FilmWork, Genre, Image, Job, Language, Person, Question, RatingSummary, Reading, Release, Source,
        Subject, Synopsis, Title, Vote, Work)  # fmt: skip
    assert set(models) <= set(NOUNS)


def test_an_editor_opens_the_list_the_search_and_the_form_of_each_noun(desk, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    fill(2)
    for model in NOUNS:
        noun, may_add = name(model), model not in VISITOR_MODELS | SHIPPED_MODELS | ADMINISTRATORS_MODELS
        statuses = [
            desk.get(address(noun, "changelist")).status_code,
            desk.get(address(noun, "changelist"), {"q": "Mañy røws 1 '\"%_"}).status_code,
            desk.get(address(noun, "change", model.objects.first().pk)).status_code,
            desk.get(address(noun, "add")).status_code,
        ]
        assert statuses == [200, 200, 200, 200 if may_add else 403], noun


@pytest.mark.parametrize("model", NOUNS, ids=name)
def test_a_visitor_is_redirected_to_the_log_in(client, db, model):
    for page in ("changelist", "add"):
        response = client.get(address(name(model), page))
        assert response.status_code == 302
        assert response.url.startswith("/admin/login/")


def test_lists_and_forms_need_the_same_queries_with_one_and_with_six_rows(desk, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    fill(1)
    without_inlines = [model for model in NOUNS if not admin.site.get_model_admin(model).inlines]
    pages = [
        *(address(name(model), "changelist") for model in NOUNS),
        *(address(name(model), "change", model.objects.first().pk) for model in without_inlines),
    ]
    for page in pages:
        desk.get(page)
    first_costs = {page: query_count(desk, page) for page in pages}
    fill(5)
    # The first page after a change of the site's pages reads the site anew.
    desk.get(pages[0])
    assert {page: query_count(desk, page) for page in pages} == first_costs


def query_count(desk, page):
    with CaptureQueriesContext(connection) as queries:
        assert desk.get(page).status_code == 200, page
    return len(queries)


@pytest.mark.parametrize(
    ("source_model", "field", "term", "label"),
    [
        ("credit", "person", "dragos bucur", "Dragoș Bucur"),
        ("credit", "person", "Bucur Dragoş", "Dragoș Bucur"),
        ("filmwork", "work", "long walk", "The Long Walk"),
        ("credit", "characters", "irena zielin", "Irena Zielińska"),
        ("citation", "source", "infobox", "The infobox"),
        ("release", "country", "aland", "Åland Islands"),
        ("credit", "job", "cinemato", "Cinematography (Camera)"),
        ("filmcompany", "company", "imagenation", "Imagenation Abu Dhabi"),
        ("synopsis", "film", "tillbaka", "The Way Back"),
    ],
)
def test_an_autocomplete_ignores_accents(desk, film, source_model, field, term, label):
    Person.objects.create(name="Dragoș Bucur")
    Work.objects.create(title="The Long Walk")
    Character.objects.create(name="Irena Zielińska")
    Source.objects.create(title="The infobox")
    Company.objects.create(name="Imagenation Abu Dhabi")
    Title.objects.create(film=film, title="Vägen tillbaka")
    query = {"app_label": "catalog", "model_name": source_model, "field_name": field, "term": term}
    results = desk.get("/admin/autocomplete/", query).json()["results"]
    assert any(result["text"].startswith(label) for result in results), results


def test_an_autocomplete_labels_persons_of_one_name_with_dates_or_a_film(desk, film):
    make_person(name="Jo Smith", born="1950", died="2001")
    director = make_person(name="Jo Smith")
    Credit.objects.create(film=film, person=director, job=Job.objects.get(code="director"))
    query = {"app_label": "catalog", "model_name": "credit", "field_name": "person", "term": "smith"}
    labels = {result["text"] for result in desk.get("/admin/autocomplete/", query).json()["results"]}
    assert labels == {"Jo Smith (1950–2001)", "Jo Smith · The Way Back"}


def test_an_autocomplete_answers_any_term(desk, db):
    query = {"app_label": "catalog", "model_name": "award", "field_name": "film"}
    for term in ("'\"%", "ł" * 5000, "- - -"):
        assert desk.get("/admin/autocomplete/", query | {"term": term}).status_code == 200


def test_citations_are_filtered_by_source(desk, film):
    source, other_source = make_source(title="Wanted"), make_source(title="Other")
    make_citation(film, source=source, field="title")
    make_citation(film, source=other_source, field="logline")
    response = desk.get(address("citation", "changelist"), {"source": source.pk})
    assert [citation.source for citation in response.context["cl"].result_list] == [source]
    assert desk.get(address("citation", "changelist"), {"source": "x" * 40}).status_code == 200


def test_view_on_site_is_offered_for_published_films_only(desk, film):
    page = address("film", "change", film.pk)
    Film.objects.publish()
    assert f'href="{film.get_absolute_url()}"' in desk.get(page).text
    Film.objects.withdraw()
    assert film.get_absolute_url() not in desk.get(page).text


def test_an_action_of_a_user_who_may_only_view_films_changes_nothing(client, film):
    user = User.objects.create_user("lou", password="x", is_staff=True)
    user.user_permissions.add(Permission.objects.get(codename="view_film"))
    client.force_login(user)
    page = address("film", "changelist")
    client.post(page, {"action": "withdraw", "_selected_action": [film.pk], "post": "yes"})
    film.refresh_from_db()
    assert film.state == "draft"
    assert not Revision.objects.exists()
