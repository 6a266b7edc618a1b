import os
import subprocess

import pytest
from django.contrib.contenttypes.models import ContentType
from django.db import connection, connections

from tests.fresh_database import FreshDatabase, create_sql, is_alive

committing = pytest.mark.django_db(transaction=True, databases=["default", "public"])
BOTH = ("default", "public")


@committing
@pytest.mark.parametrize("_round", [1, 2])
def test_what_one_test_commits_the_next_one_does_not_see(_round):
    added = ContentType.objects.create(app_label="committed", model="row")
    added.refresh_from_db()
    assert ContentType.objects.filter(app_label="committed").count() == 1


@committing
def test_what_the_owner_did_to_the_tables_is_gone_after_renewal(fresh_database, owner_connection):
    owner_connection.execute("CREATE TABLE passing ()")
    fresh_database.renew()
    assert "passing" not in connection.introspection.table_names()


@committing
def test_baseline_is_there_after_renewal(fresh_database):
    before = [*ContentType.objects.order_by("pk").values_list("app_label", "model")]
    ContentType.objects.filter(app_label="security").delete()
    fresh_database.renew()
    assert [*ContentType.objects.order_by("pk").values_list("app_label", "model")] == before


@pytest.mark.django_db(databases=["default", "public"])
def test_tests_use_the_logins_of_the_application():
    found = {}
    for alias in BOTH:
        with connections[alias].cursor() as cursor:
            cursor.execute("SELECT current_user, current_database()")
            found[alias] = cursor.fetchone()
    name = f"test_{os.getpid()}"
    assert found == {"default": ("talent_app", name), "public": ("talent_public", name)}


@committing
def test_databases_of_a_killed_run_are_dropped_and_of_a_running_one_kept(owner_connection, settings):
    if not settings.PRIVATE_POSTGRES:
        pytest.skip("on an outside server they might be another machine's, and are left alone")
    dead = subprocess.Popen(["true"])
    dead.wait()
    abandoned, running = f"test_{dead.pid}_baseline", "test_1"
    for name in (abandoned, running):
        owner_connection.execute(create_sql(name))
    FreshDatabase()._drop_abandoned()
    rows = owner_connection.execute(
        "SELECT datname FROM pg_database WHERE datname = ANY(%s)", [[abandoned, running]]
    )
    assert rows.fetchall() == [(running,)]
    owner_connection.execute(f"DROP DATABASE {running}")


def test_process_of_somebody_else_counts_as_alive():
    assert [is_alive(1), is_alive(os.getpid())] == [True, True]
