import gc

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import client as test_client
from django.urls import clear_url_caches
from django.utils.translation import trans_real

from tests.bracketed import MADE_UP, write_made_up_language
from tests.completeness import assert_completeness_is_right
from tests.factories import make_film
from tests.public_from import assert_public_from_is_right
from tests.tables import read_tables, write_tables
from wayback.env import LANGUAGES


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup, django_db_blocker):
    """Make the database. Return what its tables hold when new; tests that commit get it back in a statement a table.

    Django would save each of the rows by itself.
    """
    with django_db_blocker.unblock():
        new_rows = read_tables()
        connection.creation.deserialize_db_from_string = lambda _: write_tables(new_rows)
    return new_rows


@pytest.fixture(autouse=True, scope="session")
def _garbage_is_looked_for_seldom():
    """The modules and the tests, a million objects, stay: to look through them for garbage took a tenth of the time."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 20, 20)


store_rendered_templates = test_client.store_rendered_templates


@pytest.fixture(autouse=True, scope="session")
def _widgets_are_not_recorded():
    """A response keeps a copy of the context of each template: of a form of the desk that were some thousand widgets."""

    def store(recorded, signal, sender, template, context, **kwargs):
        if not (template.name or "").startswith("django/forms/"):
            store_rendered_templates(recorded, signal, sender, template, context, **kwargs)

    test_client.store_rendered_templates = store
    yield
    test_client.store_rendered_templates = store_rendered_templates


@pytest.fixture(autouse=True)
def _empty_cache():
    cache.clear()


@pytest.fixture(autouse=True)
def _public_from_is_right(request):
    """Whatever a test did to the tables, the stored `public_from` is the computed one."""
    fixtures = {"db", "transactional_db"} & set(request.fixturenames)
    for name in fixtures:
        # Requested here, so that it ends after the check.
        request.getfixturevalue(name)
    yield
    if fixtures or request.node.get_closest_marker("django_db"):
        assert_public_from_is_right()
        assert_completeness_is_right()


@pytest.fixture
def film(db):
    return make_film(title="The Way Back")


@pytest.fixture
def speak(settings):
    """Return what gives the site its languages, the first one first."""

    def speak(*codes):
        settings.LANGUAGE_CODE = codes[0]
        settings.LANGUAGES = [(code, LANGUAGES.get(code, code)) for code in codes]
        forget_languages()

    yield speak
    forget_languages()


def forget_languages():
    """Forget what Django keeps of the languages of a process."""
    trans_real._default = None
    clear_url_caches()


@pytest.fixture
def made_up_language(settings, tmp_path, speak):
    """The site's second language, in which each message stands in brackets."""
    write_made_up_language(tmp_path)
    settings.LOCALE_PATHS = [tmp_path]
    speak("en", MADE_UP)
    trans_real._translations.pop(MADE_UP, None)
    yield MADE_UP
    trans_real._translations.pop(MADE_UP, None)
