"""A film's form and its page of publication say what it lacks, part by part and kind by kind, what that costs, and where it is mended."""

import re

import pytest

from catalog.models import MissingReason, State
from catalog.models.lack_table import WEIGHTS
from tests.admin.desk_forms import address, open_film, save_film
from tests.factories import make_credit, make_film, make_job, make_question

PAGES = ["change", "publication"]


def words(text):
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", text)).replace(" :", ":")


@pytest.fixture
def film():
    film = make_film(state=State.DRAFT, title="Nosferatu")
    make_credit(film, job=make_job("Director", "Directing"))
    make_credit(film, missing_reason=MissingReason.UNKNOWN)
    make_question(film)
    return film


@pytest.mark.parametrize("page", PAGES)
def test_missing_unsourced_disputed_and_unknown_are_kinds_by_part_apart_in_each_part(desk, film, page):
    text = desk.get(address("film", page, film.pk)).text
    [parts] = re.findall(r'<dl class="lack-parts">.*?</dl>', text, re.DOTALL)
    kinds_by_part = {
        words(part).strip(): [words(kind).strip() for kind in re.findall(r'"lack-kind">(.*?)</span>', body)]
        for part, body in re.findall(r"<dt>(.*?)</dt>(.*?)(?=<dt>|</dl>)", parts, re.DOTALL)
    }
    assert kinds_by_part["Credits"] == ["Without a source", "Known to be unknown"]
    assert kinds_by_part["Story and questions"] == ["Disputed"]
    assert kinds_by_part["Texts"] == ["Missing"]


@pytest.mark.parametrize("page", PAGES)
def test_points_are_explained_with_the_weight_of_each_missing_thing(desk, film, page):
    text = words(desk.get(address("film", page, film.pk)).text)
    explanation = text[text.index("points are counted") :]
    assert f"no published synopsis {WEIGHTS['synopsis']}" in explanation
    assert "known to be unknown costs nothing" in explanation
    assert f"Write one below, and publish it. {WEIGHTS['synopsis']} points" in text
    assert "choose the person and cite that source. costs nothing" in text


def test_each_lack_on_the_page_of_publication_leads_to_a_place_in_the_form(desk, film):
    form_page = address("film", "change", film.pk)
    form = desk.get(form_page).text
    targets = re.findall(rf'href="{form_page}#([^"]+)"', desk.get(address("film", "publication", film.pk)).text)
    assert len(targets) > 5
    assert {target for target in targets if f'id="{target}"' not in form} == set()


def test_the_page_of_publication_leads_to_the_preview(desk, film):
    assert f'href="{address("film", "preview", film.pk)}"' in desk.get(address("film", "publication", film.pk)).text


def test_the_page_of_publication_counts_what_waits_in_the_working_copy(desk):
    film = make_film(title="Metropolis")
    page = address("film", "publication", film.pk)
    assert "no logline" in desk.get(page).text
    save_film(desk, film, open_film(desk, film) | {"logline": "A city of the future."})
    assert "no logline" not in re.findall(r'<dl class="lack-parts">.*?</dl>', desk.get(page).text, re.DOTALL)[0]
