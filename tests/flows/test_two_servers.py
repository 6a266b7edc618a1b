"""Two server processes over one database: what one of them publishes, the other has at its next request."""

import json
import os
import socket
import subprocess
import sys
import time
from contextlib import ExitStack, closing
from http.client import HTTPConnection
from urllib.parse import quote, urlencode

import pytest
from bs4 import BeautifulSoup
from django.conf import settings
from django.db import connections
from django.test import Client

from talent.categories.service import live_version
from talent.records.service import propose
from tests.contracts.world import BANNER, REGION, member, organisation
from tests.reports.printing.samples import read
from tests.talent.categories.editor.screen import social, typed, url
from tests.talent.collect.world import number

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(sys.platform != "linux", reason="a process ends with the one that made it only there"),
    pytest.mark.django_db(transaction=True, databases=["default", "public"]),
]

SECONDS_TO_START = 120
ADDED = "所操土语"
LABEL, NEW_LABEL = "姓名", "姓名(与证件一致)"


class Server:
    """`manage.py serve` in a process of its own, over the database of the test."""

    def __init__(self):
        self.port = free_port()
        command = [sys.executable, "manage.py", "serve", "--skip-setup"]
        self.process = subprocess.Popen(command, cwd=settings.BASE_DIR, env=self._environment())

    def _environment(self):
        given = {"DATABASE_URL": address("default"), "DATABASE_PUBLIC_URL": address("public")}
        given |= {"SECRET_KEY": settings.SECRET_KEY, "TALENT_KEY_FILE": str(settings.TALENT_KEY_FILE)}
        given |= {"DATA_DIR": str(settings.DATA_DIR), "PORT": str(self.port), "WORKERS": "1"}
        return os.environ | given | {"DJANGO_SETTINGS_MODULE": "config.settings.dev"}

    def __enter__(self):
        latest = time.monotonic() + SECONDS_TO_START
        while time.monotonic() < latest and self.process.poll() is None:
            try:
                self.ask("/open/v1/definitions/")
            except ConnectionError:
                time.sleep(0.2)
            else:
                return self
        self.__exit__()
        raise TimeoutError(f"no answer on port {self.port}")

    def __exit__(self, *failure):
        self.process.terminate()
        self.process.wait(20)

    def ask(self, path, *, who=None, sent=None):
        """(status, text) of a request by somebody who is logged in, or by nobody."""
        cookies = {name: each.value for name, each in who.cookies.items()} if who else {}
        headers = {"Cookie": "; ".join(f"{name}={value}" for name, value in cookies.items())}
        body = None
        if sent is not None:
            body = urlencode({**sent, "csrfmiddlewaretoken": cookies["csrftoken"]})
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        with closing(HTTPConnection("127.0.0.1", self.port, timeout=60)) as connection:
            connection.request("GET" if body is None else "POST", path, body, headers)
            answer = connection.getresponse()
            return answer.status, answer.read().decode()

    def fetch(self, path, *, who):
        """A file, as it comes."""
        cookies = "; ".join(f"{name}={value.value}" for name, value in who.cookies.items())
        with closing(HTTPConnection("127.0.0.1", self.port, timeout=60)) as connection:
            connection.request("GET", path, None, {"Cookie": cookies})
            answer = connection.getresponse()
            assert answer.status == 200, path
            return answer.read()


def free_port():
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return found.getsockname()[1]


def address(alias):
    """The database of the test as a URL of the environment; a socket stands among the options."""
    known = connections[alias].settings_dict
    options = {
        **known["OPTIONS"],
        "host": known["HOST"],
        **({"port": known["PORT"]} if known["PORT"] else {}),
    }
    login = ":".join(quote(known[name], safe="") for name in ("USER", "PASSWORD") if known[name])
    return f"postgresql://{login}@/{known['NAME']}?{urlencode(options)}"


@pytest.fixture
def servers():
    connections.close_all()
    with ExitStack() as running:
        started = [Server(), Server()]
        yield [running.enter_context(each) for each in started]


def browser(username, at, *roles):
    return signed_in(member(username, at, *roles))


def signed_in(user):
    client = Client()
    client.force_login(user)
    client.cookies["csrftoken"] = "a" * 32
    return client


def test_what_one_process_publishes_the_other_has_at_its_next_request(servers):
    first, second = servers
    unit = organisation("示例社工站", "unit", BANNER, unit_type="52", industry="Q")
    clerk = browser("clerk", unit, "collector")
    admin = browser("admin", organisation("人社厅", "hr_department", REGION), "category_admin")
    form = f"/unit/{unit.pk}/new/social/"
    before = [seen(each, form, clerk) for each in servers]
    assert before == [(1, LABEL, LABEL)] * 2
    sent = typed(admin)
    name = next(key for key, value in sent.items() if key.endswith("-label") and value == LABEL)
    status, text = first.ask(
        url("edit", social().pk), who=admin, sent=sent | {name: NEW_LABEL, "action-publish": "1"}
    )
    assert (status, text) == (302, "")
    assert seen(second, form, clerk) == (2, NEW_LABEL, NEW_LABEL)
    assert seen(first, form, clerk) == (2, NEW_LABEL, NEW_LABEL)


def seen(server, form, clerk):
    """The number of the version that a process gives to programs; the field's name in schema and form."""
    schema = json.loads(server.ask("/open/v1/definitions/social/")[1])
    page = BeautifulSoup(server.ask(form, who=clerk)[1], "html.parser")
    label = page.select_one("label[for='identity.full_name']")
    return (
        schema["x-version"],
        schema["properties"]["identity"]["properties"]["full_name"]["title"],
        label.contents[0].strip(),
    )


def test_a_field_that_one_process_publishes_is_printed_by_both(servers):
    first, second = servers
    unit = organisation("示例社工站", "unit", BANNER, unit_type="52", industry="Q")
    person = member("clerk", unit, "collector", "unit_reviewer")
    clerk = signed_in(person)
    admin = browser("admin", organisation("人社厅", "hr_department", REGION), "category_admin")
    before = draft(unit, person, 1)
    assert [ADDED in text_of(each, before, clerk) for each in servers] == [False, False]
    sent = with_field(typed(admin)) | {"action-publish": "1"}
    assert first.ask(url("edit", social().pk), who=admin, sent=sent) == (302, "")
    after = draft(unit, person, 2, dialect="察哈尔土语")
    for server in (second, first):
        text = text_of(server, after, clerk)
        assert (text.count(ADDED), text.count("察哈尔土语")) == (1, 1)
        assert ADDED not in text_of(server, before, clerk)
        page = server.ask(f"/print/changes/{after.pk}/?as=page", who=clerk)[1]
        assert page.count(f"<dt>{ADDED}</dt>") == 1


def with_field(sent):
    """What the editor sends, with one more field at the end of the group of 曾用名, like that one."""
    copied = next(key for key, value in sent.items() if value == "former_name" and key.endswith("-value-key"))
    fields, _, _ = copied.removesuffix("-value-key").rpartition("-")
    at = int(sent[f"{fields}-count"])
    before = copied.removesuffix("value-key")
    more = {
        key.replace(before, f"{fields}-{at}-", 1): value
        for key, value in sent.items()
        if key.startswith(before)
    }
    more |= {f"{fields}-{at}-id": "", f"{fields}-{at}-order": str(at), f"{fields}-{at}-value-key": "dialect"}
    more |= {f"{fields}-{at}-value-label": ADDED, f"{fields}-{at}-value-label_en": "Dialect"}
    dropped = [key for key in more if key.endswith("-exchange_code") or "-aliases-" in key]
    return {
        **sent,
        **{key: value for key, value in more.items() if key not in dropped},
        f"{fields}-count": str(at + 1),
        **{f"{fields}-{at}-value-aliases-count": "0"},
    }


def draft(unit, by, serial, **more):
    identity = {
        "id_type": "01",
        "id_number": number(serial),
        "full_name": "乌日娜",
        "ethnic_group": "汉族",
        **more,
    }
    found = propose(
        version=live_version("social"), unit=unit, raw={"identity": identity}, by=by, source="unit"
    )
    return found.change


def text_of(server, change, who):
    pdf = server.fetch(f"/print/changes/{change.pk}/", who=who)
    return "".join(page.text for page in read(pdf))
