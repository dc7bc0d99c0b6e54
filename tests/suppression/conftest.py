import pytest
from django.contrib.auth.models import User


@pytest.fixture
def administrator(db):
    return User.objects.create_superuser("adam", password="correct horse battery")
