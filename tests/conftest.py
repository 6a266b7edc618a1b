"""The ground of the tests: the real server, its three logins, and data that every test may rely on."""

import io
import subprocess
from collections.abc import Iterator

import hypothesis
import psycopg
import pytest
from django.conf import settings
from django.core.management import call_command
from django.test import TransactionTestCase
from django.utils import translation

from config.postgres.lease import hold
from tests.fresh_database import FreshDatabase

# A busy machine makes nothing wrong: no example has to be quick, only right. The quick tests draw fewer.
STEADY = hypothesis.settings(deadline=None, suppress_health_check=[hypothesis.HealthCheck.too_slow])
hypothesis.settings.register_profile("quick", STEADY, max_examples=30)
hypothesis.settings.register_profile("thorough", STEADY, max_examples=100)


def pytest_configure(config: pytest.Config) -> None:
    hypothesis.settings.load_profile("quick" if "not slow" in config.option.markexpr else "thorough")


def load_baseline() -> None:
    """Regions, code lists, categories, pages: by the application's login, once for each process."""
    call_command("setup", stdout=io.StringIO())


@pytest.fixture(autouse=True)
def first_language() -> Iterator[None]:
    """A request leaves its language active in the thread; the next test begins in the first one again."""
    with translation.override(settings.LANGUAGE_CODE):
        yield


@pytest.fixture(autouse=True)
def nothing_remembered(monkeypatch: pytest.MonkeyPatch) -> None:
    """What a process keeps of settings for half a minute is not kept over a test."""
    from reviews.inbox import reasons
    from talent.records import deadlines, reviewsettings

    for each in (reviewsettings._standing, deadlines._years, reasons._standing):
        monkeypatch.setattr(each, "_kept", None)


@pytest.fixture(scope="session", autouse=True)
def attachment_folder(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Attached files of tests, and what the open data keep, stand where pytest clears up."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(settings, "ATTACHMENT_DIR", tmp_path_factory.mktemp("attachments"))
        patch.setattr(settings, "OPEN_DATA_DIR", tmp_path_factory.mktemp("open"))
        yield


@pytest.fixture(scope="session", autouse=True)
def compiled_catalogues() -> None:
    """English pages need the compiled catalogue. `make test` has made it; pytest alone has not."""
    catalogues = settings.BASE_DIR.glob("locale/*/LC_MESSAGES/*.po")
    targets = [str(path.with_suffix(".mo").relative_to(settings.BASE_DIR)) for path in catalogues]
    subprocess.run(["make", "--silent", *targets], cwd=settings.BASE_DIR, check=True)


@pytest.fixture(scope="session")
def fresh_database(django_test_environment: None, django_db_blocker) -> Iterator[FreshDatabase]:
    """The test database of this process, made on the private server or on that of DATABASE_URL."""
    if settings.PRIVATE_POSTGRES:
        hold(settings.PRIVATE_POSTGRES)
    database = FreshDatabase()
    with django_db_blocker.unblock():
        try:
            database.make(load=load_baseline)
            yield database
        finally:
            database.drop()


@pytest.fixture(scope="session")
def django_db_setup(fresh_database: FreshDatabase) -> Iterator[None]:
    """Replaces pytest-django's: after a test that commits, the baseline is put back."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(TransactionTestCase, "_fixture_teardown", lambda _case: fresh_database.renew())
        yield


@pytest.fixture
def owner_connection(fresh_database: FreshDatabase) -> Iterator[psycopg.Connection]:
    """The owner's login: sees and changes everything that is committed, tables too."""
    with fresh_database.connect() as connection:
        yield connection


@pytest.fixture
def public_connection(fresh_database: FreshDatabase) -> Iterator[psycopg.Connection]:
    """The public login: sees only released statistics, and only what is committed.

    An intruder would first allow itself to write, so the walls are tried without that threshold.
    """
    with fresh_database.connect(alias="public") as connection:
        connection.execute("SET default_transaction_read_only = off")
        yield connection
