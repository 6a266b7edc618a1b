import os

import pytest
from django.core.checks import Tags, run_checks
from django.core.exceptions import ImproperlyConfigured
from django.db import connections

from config.catalogue import catalogue_sql
from config.checks import (
    check_catalogues,
    check_database_logins,
    refuse_strong_logins,
    tell_of_stale_catalogues,
    tell_of_unusable_fonts,
)
from config.databases import build_databases
from config.postgres.bootstrap import connect

pytestmark = pytest.mark.django_db(transaction=True, databases=["default", "public"])
BOTH = ("default", "public")


def found(*aliases: str) -> list[str]:
    connections.close_all()  # one that an earlier test left open keeps the login it was opened with
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
    refused = ["config.E002"] if alias == "default" else ["config.E002", "config.E003", "config.W002"]
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


@pytest.fixture
def superuser_connection(settings, fresh_database):
    if not settings.PRIVATE_POSTGRES:
        pytest.skip("the superuser of an outside server is not ours")
    home = settings.PRIVATE_POSTGRES
    with connect(home=home, login="postgres", database=fresh_database.name) as connection:
        yield connection


def test_server_that_was_prepared_before_the_catalogue_was_closed_is_told_of(superuser_connection, caplog):
    for opened in (
        "SELECT (reltuples) ON pg_class",
        "EXECUTE ON FUNCTION pg_stat_get_live_tuples",
        "EXECUTE ON FUNCTION pg_relation_size(regclass, text)",
        "EXECUTE ON FUNCTION pg_lock_status",
        "EXECUTE ON FUNCTION pg_advisory_lock(bigint)",
    ):
        superuser_connection.execute(f"GRANT {opened} TO PUBLIC")
        assert found(*BOTH) == ["config.W002"], opened
        caplog.clear()
        refuse_strong_logins()
        assert caplog.messages == [
            "公开数据的数据库账号 talent_public 能读到各表的真实行数，或能占用应用程序的锁。"
            " 请数据库管理员运行 manage.py database_roles --again 打印的语句。"
        ]
        for statement in catalogue_sql():
            superuser_connection.execute(statement)
        assert found(*BOTH) == []


def catalogue(folder, name, *, compiled):
    """The text of a catalogue; `compiled`: how many seconds later it was compiled, None for never."""
    text = folder / name / "LC_MESSAGES" / "django.po"
    text.parent.mkdir(parents=True)
    text.touch()
    if compiled is not None:
        text.with_suffix(".mo").touch()
        at = text.stat().st_mtime
        os.utime(text.with_suffix(".mo"), (at + compiled, at + compiled))
    return text


def test_a_catalogue_that_is_missing_or_older_than_its_text_is_warned_of_by_name(settings, tmp_path):
    stale = [catalogue(tmp_path, "en", compiled=None), catalogue(tmp_path, "fr", compiled=-1)]
    catalogue(tmp_path, "mn", compiled=0)
    settings.LOCALE_PATHS = [tmp_path]
    (warning,) = check_catalogues()
    assert (warning.id, warning.is_serious(), warning.hint) == (
        "config.W001",
        False,
        "运行 make setup 编译后重新启动。",
    )
    assert warning.msg == f"译文没有编译，页面会缺译文或显示旧译文：{stale[0]}、{stale[1]}。"
    assert warning in run_checks(tags=[Tags.translation])


def test_a_web_process_tells_of_it_in_the_log(settings, tmp_path, caplog):
    text = catalogue(tmp_path, "en", compiled=None)
    settings.LOCALE_PATHS = [tmp_path]
    tell_of_stale_catalogues()
    assert caplog.messages == [
        f"译文没有编译，页面会缺译文或显示旧译文：{text}。 运行 make setup 编译后重新启动。"
    ]


def test_compiled_catalogues_are_no_matter(settings, tmp_path):
    catalogue(tmp_path, "en", compiled=1)
    settings.LOCALE_PATHS = [tmp_path]
    assert check_catalogues() == []


def test_a_web_process_tells_of_a_font_that_cannot_be_used(settings, tmp_path, caplog):
    tell_of_unusable_fonts()
    settings.PRINT_FONTS = {"song": str(tmp_path / "office.ttf")}
    tell_of_unusable_fonts()
    ((level, message),) = [(each.levelname, each.getMessage()) for each in caplog.records]
    assert (level, f"PRINT_FONTS: song: {tmp_path / 'office.ttf'}: " in message) == ("ERROR", True)
