"""What the tests of merging share."""

import pytest
from django.contrib.auth.models import User

from catalog.merging.merge import merge


@pytest.fixture
def ann():
    return User.objects.create_user("ann")


@pytest.fixture
def merge_into(ann):
    """Merge the second row into the first."""

    def act(survivor, loser, **more):
        noun = survivor._meta.model_name
        return merge(**({"noun": noun, "survivor": survivor.pk, "loser": loser.pk, "editor": ann} | more))

    return act
