import pytest
from django.contrib.auth.models import Group, User
from django.db import transaction
from django.test import Client, override_settings

from catalog.models import State
from catalog.roles import EDITOR, MODERATOR, REVIEWER
from tests.admin.role_world import World
from tests.factories import make_film


@pytest.fixture
def film(db):
    """A draft, so that its changes are saved in the tables and wait in no working copy."""
    return make_film(title="The Way Back", state=State.DRAFT)


@pytest.fixture
def editor(db):
    return staff("edda", EDITOR)


@pytest.fixture
def desk(client, editor):
    """A browser in which an editor is logged in."""
    client.force_login(editor)
    return client


def staff(name, role):
    """Make a user of the desk with a role."""
    user = User.objects.create_user(name, password="correct horse battery", is_staff=True)
    user.groups.add(Group.objects.get(name=role))
    return user


@pytest.fixture
def reviewer(db):
    return staff("rita", REVIEWER)


@pytest.fixture
def moderator(db):
    return staff("mona", MODERATOR)


@pytest.fixture
def reviewers_desk(reviewer):
    """A browser in which a reviewer is logged in."""
    browser = Client()
    browser.force_login(reviewer)
    return browser


@pytest.fixture
def moderators_desk(moderator):
    """A browser in which a moderator is logged in."""
    browser = Client()
    browser.force_login(moderator)
    return browser


@pytest.fixture(scope="module")
def world(django_db_setup, django_db_blocker, tmp_path_factory):
    """Rows of each noun and a browser of each role, for all tests of a module."""
    with (
        django_db_blocker.unblock(),
        override_settings(MEDIA_ROOT=tmp_path_factory.mktemp("pictures")),
        transaction.atomic(),
    ):
        yield World()
        transaction.set_rollback(True)


@pytest.fixture
def other_desk(db):
    """A browser in which a second editor is logged in."""
    browser = Client()
    browser.force_login(staff("otto", "Reviewer"))
    return browser
