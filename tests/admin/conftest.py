import pytest
from django.contrib.auth.models import Group, User

from catalog.roles import EDITOR


@pytest.fixture
def editor(db):
    user = User.objects.create_user("edda", password="correct horse battery", is_staff=True)
    user.groups.add(Group.objects.get(name=EDITOR))
    return user


@pytest.fixture
def desk(client, editor):
    """A browser in which an editor is logged in."""
    client.force_login(editor)
    return client
