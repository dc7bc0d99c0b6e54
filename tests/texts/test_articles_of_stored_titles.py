"""Films and titles that were stored before the articles changed sort as those that are saved since."""

from importlib import import_module
from types import SimpleNamespace

import pytest
from django.apps import apps
from django.db import connection

from catalog.models import Film, Title
from tests.factories import make_film, make_title, make_version

pytestmark = pytest.mark.django_db


def test_the_migration_gives_the_keys_that_a_save_derives():
    make_film(title="Na hIolairí", original_title_language_id="ga")
    make_film(title="The Way", sort_title="Way, the")
    make_version(make_film(title="Mga anak"), leads=True, languages=["tl"])
    make_title(make_film(title="Bil"), title="Al-Anka", language_id="tr")
    saved_keys = [set(model.objects.values_list("pk", "sort_key")) for model in (Film, Title)]
    for model in (Film, Title):
        model.objects.update(sort_key="as before")
    import_module("catalog.migrations.0035_articles_of_titles").sort_anew(apps, SimpleNamespace(connection=connection))
    assert [set(model.objects.values_list("pk", "sort_key")) for model in (Film, Title)] == saved_keys
    assert {key for keys in saved_keys for _, key in keys} >= {"hiolairi", "way the", "anka"}
