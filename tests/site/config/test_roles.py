import pytest
from django.contrib.contenttypes.models import ContentType
from django.db import connection, connections

pytestmark = pytest.mark.django_db


def test_app(owner_connection):
    assert connection.cursor().execute("select current_user").fetchone() == ("talent_app",)
    ContentType.objects.create(app_label="a", model="b")


@pytest.mark.django_db(transaction=True, databases=["default", "public"])
def test_tx():
    ContentType.objects.create(app_label="a", model="b")
    assert connections["public"].cursor().execute("select current_user").fetchone() == ("talent_public",)


def test_tx2():
    assert not ContentType.objects.filter(app_label="a").exists()
