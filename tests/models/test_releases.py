"""Releases, titles and pictures of a version, decisions of censors, and dates that are in order."""

import pytest
from django.core.exceptions import ValidationError

from catalog.models import Image, Release, Title, Version
from tests.factories import in_a_week, make_film, make_image, make_release, make_title, make_version
from tests.models.test_rules import refusal_of

pytestmark = pytest.mark.django_db


def refusal_in_words(row):
    with pytest.raises(ValidationError) as error:
        row.full_clean()
    return " ".join(error.value.messages)


def test_only_a_decision_of_a_censor_has_an_outcome_and_a_number(film):
    for fields in ({"decision": "passed"}, {"decision_number": "B.14171"}):
        assert "Only a decision of a censor" in refusal_of(Release(film=film, type="theatrical", **fields))
        Release(film=film, type="censorship", **fields).full_clean()


def test_a_decision_is_one_of_the_list(film):
    assert "not a valid choice" in refusal_of(Release(film=film, type="censorship", decision="perhaps"))


def test_a_decision_of_a_censor_is_no_showing_and_dates_no_film(film):
    make_release(film, date="1926-11-13", type="censorship")
    film.refresh_from_db()
    assert film.release_date is None
    film.given_date = "1927"
    film.full_clean()
    make_release(film, date="1927-01-10", type="preview")
    film.refresh_from_db()
    assert str(film.release_date) == "1927-01-10"


@pytest.mark.parametrize("model", [Release, Title, Image])
def test_a_row_is_of_a_version_of_its_own_film(model, film):
    make = {Release: make_release, Title: make_title, Image: make_image}[model]
    row = make(film, version=make_version(film))
    row.full_clean()
    row.version = make_version(make_film())
    assert "belongs to another film" in refusal_in_words(row)


def test_a_row_outlives_its_version(film):
    version = make_version(film)
    release = make_release(film, version=version)
    version.delete()
    release.refresh_from_db()
    assert release.version is None


def test_visitors_learn_of_a_version_while_it_is_published(film):
    version = make_version(film)
    release = make_release(film, version=version)
    assert release.public_version_id == version.pk
    for state in ({"state": "draft"}, {"state": "published", "published_from": in_a_week()}):
        Version.objects.filter(pk=version.pk).update(**state)
        assert Release.objects.get(pk=release.pk).public_version_id is None


def test_a_version_is_not_released_before_its_date(film):
    version = make_version(film, name="Restoration", date="2010")
    version.refresh_from_db()
    refusal = refusal_in_words(Release(film=film, version=version, date="2009-12"))
    assert "“Restoration”" in refusal
    assert "December 2009 is before 2010" in refusal
    for fields in ({"date": "2010-02"}, {"date": "2009~"}, {"date": "2009", "type": "censorship"}):
        Release(film=film, version=version, **fields).full_clean()


def test_a_version_is_not_dated_after_its_releases(film):
    version = make_version(film, date="2010")
    make_release(film, version=version, date="2010")
    version.date = "2011"
    assert "2010 is before 2011" in refusal_in_words(version)
    version.date = "2011?"
    version.full_clean()


@pytest.mark.parametrize("first", ["premiere", "theatrical", "theatrical_limited"])
def test_a_film_is_not_released_again_before_it_came_out(first, film):
    make_release(film, date="1927-01-10", type=first)
    make_release(film, date="1930", type=first)
    assert "1926 is before 10 January 1927" in refusal_in_words(Release(film=film, date="1926", type="re_release"))
    for date in ("1927", "1928", "1926~", "1926/.."):
        Release(film=film, date=date, type="re_release").full_clean()
    for kind in ("preview", "festival", "censorship", "digital"):
        Release(film=film, date="1926", type=kind).full_clean()


def test_a_premiere_is_not_dated_after_a_re_release(film):
    make_release(film, date="1928", type="re_release")
    assert "1928 is before 1929" in refusal_in_words(Release(film=film, date="1929", type="premiere"))
    make_release(film, date="1927", type="theatrical")
    Release(film=film, date="1929", type="premiere").full_clean()
