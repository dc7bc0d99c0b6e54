"""Pages that write beside what they read come also where the database takes no writes."""

import pytest
from django.db import OperationalError, connection

from catalog.models import Limit, Presence
from tests.factories import make_film
from tests.previews import make_link, preview_address

pytestmark = pytest.mark.django_db


def refuse_writes(model):
    """Context in which the database refuses to change the rows of a model, as it does on a full disk."""
    table = model._meta.db_table

    def refuse(execute, sql, params, many, context):
        if table in sql and not sql.startswith("SELECT"):
            raise OperationalError("database or disk is full")
        return execute(sql, params, many, context)

    return connection.execute_wrapper(refuse)


def test_a_form_of_the_desk_opens_where_nobody_can_be_noted(admin_client, caplog):
    film = make_film()
    with refuse_writes(Presence):
        response = admin_client.get(f"/admin/catalog/film/{film.pk}/change/")
    assert response.status_code == 200
    assert "Who has a form open was not stored: database or disk is full" in caplog.text
    assert Presence.objects.count() == 0


def test_a_preview_opens_where_it_cannot_be_counted(client, caplog):
    link = make_link(make_film())
    with refuse_writes(Limit):
        response = client.get(preview_address(link))
    assert response.status_code == 200
    assert "The number of previews was not stored" in caplog.text
    assert Limit.objects.count() == 0
