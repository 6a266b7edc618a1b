import pytest
from django.core.exceptions import ImproperlyConfigured
from django.db import connections

from config.checks import check_database_logins, refuse_strong_logins
from config.databases import build_databases

pytestmark = pytest.mark.django_db(transaction=True, databases=["default", "public"])
BOTH = ("default", "public")


def found(*aliases: str) -> list[str]:
    return [str(error.id) for error in check_database_logins(databases=aliases)]


def test_logins_as_designed_pass():
    assert found(*BOTH) == []
    assert refuse_strong_logins() is None


def test_no_alias_means_no_question():
    assert check_database_logins(databases=None) == []


@pytest.fixture
def owner(settings) -> dict[str, str]:
    """User and password of the owner's login."""
    chosen = build_databases(
        environment=settings.ENVIRONMENT, private=settings.PRIVATE_POSTGRES, as_owner=True, pooled=False
    )["default"]
    return {key: chosen[key] for key in ("USER", "PASSWORD")}


@pytest.mark.parametrize("alias", BOTH)
def test_login_of_the_owner_is_refused(owner, alias, monkeypatch):
    for key, value in owner.items():
        monkeypatch.setitem(connections[alias].settings_dict, key, value)
    refused = ["config.E002"] if alias == "default" else ["config.E002", "config.E003"]
    assert found(alias) == refused
    with pytest.raises(ImproperlyConfigured, match="talent_owner 拥有数据表"):
        refuse_strong_logins()


def test_superuser_is_refused(settings, monkeypatch):
    if not settings.PRIVATE_POSTGRES:
        pytest.skip("the superuser of an outside server is not ours")
    monkeypatch.setitem(connections["default"].settings_dict, "USER", "postgres")
    assert found("default") == ["config.E001", "config.E002"]


def test_public_login_that_can_write_is_refused(owner_connection):
    owner_connection.execute("CREATE TABLE opened (id int); GRANT SELECT ON opened TO talent_public")
    assert found("public") == []
    owner_connection.execute("GRANT INSERT ON opened TO talent_public")
    assert found("public") == ["config.E003"]
