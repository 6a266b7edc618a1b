import pytest
from django.core.management import call_command
from django.db import connections


@pytest.mark.django_db(transaction=True, databases=["default", "public"])
def test_migrating_through_the_public_login_makes_no_table(fresh_database, monkeypatch):
    for alias in ("default", "public"):
        monkeypatch.setitem(connections[alias].settings_dict, "USER", "talent_owner")
    before = connections["public"].introspection.table_names()
    call_command("migrate", "contenttypes", "zero", database="public", verbosity=0, fake=False)
    assert connections["public"].introspection.table_names() == before
