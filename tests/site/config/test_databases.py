from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured

from config.databases import build_databases
from config.environment import Environment
from config.postgres.home import Home

HOME = Home(Path("/srv/talent"))
URLS = Environment(
    database_url="postgresql://app:p%40ss@db.example:6432/register?sslmode=verify-full",
    database_owner_url="postgres://owner:secret@db.example/register",
    database_public_url="postgresql://public@%2Frun%2Fpostgres/register",
    database_pool_size=5,
)
BARE = {"ENGINE": "django.db.backends.postgresql", "CONN_HEALTH_CHECKS": True, "PASSWORD": "", "PORT": ""}


def built(
    environment: Environment = URLS, *, private: Home | None = None, as_owner=False, pooled=False
) -> dict:
    return build_databases(environment=environment, private=private, as_owner=as_owner, pooled=pooled)


@pytest.mark.parametrize(("as_owner", "login"), [(False, "talent_app"), (True, "talent_owner")])
def test_private_server_is_reached_by_its_socket_with_passwords_in_a_file(as_owner, login):
    place = {"NAME": "talent", "HOST": "/srv/talent/run", "OPTIONS": {"passfile": "/srv/talent/passwords"}}
    found = built(Environment(), private=HOME, as_owner=as_owner)
    begun = found["public"]["OPTIONS"].pop("options")
    assert found == {
        "default": BARE | place | {"USER": login},
        "public": BARE | place | {"USER": "talent_public"},
    }
    # Whatever the login has set for itself, each of our sessions begins so.
    assert "-c default_transaction_read_only=on -c statement_timeout=30s" in begun


def test_urls_name_an_outside_server():
    assert built() == {
        "default": BARE
        | {
            "NAME": "register",
            "USER": "app",
            "PASSWORD": "p@ss",
            "HOST": "db.example",
            "PORT": "6432",
            "OPTIONS": {"sslmode": "verify-full"},
        },
        "public": BARE | {"NAME": "register", "USER": "public", "HOST": "/run/postgres", "OPTIONS": {}},
    }


def test_owner_commands_take_the_owners_url():
    default = built(as_owner=True)["default"]
    assert (default["USER"], default["PASSWORD"], default["HOST"]) == ("owner", "secret", "db.example")


def test_pool_keeps_the_options_of_the_url():
    assert built(pooled=True)["default"]["OPTIONS"] == {
        "sslmode": "verify-full",
        "pool": {"min_size": 1, "max_size": 5, "timeout": 10},
    }


def test_pool_of_no_connections_is_no_pool():
    without = Environment(
        database_url=URLS.database_url, database_public_url=URLS.database_public_url, database_pool_size=0
    )
    assert built(without, pooled=True) == built(without)


@pytest.mark.parametrize(
    "url", ["", "mysql://app:x@db/register", "postgresql://db.example/register", "postgresql://app:x@db"]
)
def test_url_that_leads_nowhere_is_refused_by_the_name_of_its_variable(url):
    wrong = Environment(database_url=URLS.database_url, database_public_url=url)
    with pytest.raises(ImproperlyConfigured, match=r"^DATABASE_PUBLIC_URL must read postgresql://"):
        built(wrong)


@pytest.mark.django_db(transaction=True, databases=["default", "public"])
def test_pool_serves_both_logins(settings):
    from django.db.utils import ConnectionHandler

    pooled = build_databases(
        environment=Environment(database_pool_size=2),
        private=settings.PRIVATE_POSTGRES,
        as_owner=False,
        pooled=True,
    )
    handler = ConnectionHandler(pooled)
    try:
        for alias, login in (("default", "talent_app"), ("public", "talent_public")):
            with handler[alias].cursor() as cursor:
                cursor.execute("SELECT current_user")
                assert cursor.fetchone() == (login,)
    finally:
        for alias in pooled:
            handler[alias].close()
            handler[alias].close_pool()
