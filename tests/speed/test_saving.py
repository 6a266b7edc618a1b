"""Fifty clerks at once: saving a section of a form against a bare view that writes one row, in the same run.

Each clerk works at the pace of somebody who types: a request every few seconds, never all at one moment. Both
sides take turns on one served instance with as many people in its register as the size says
(BENCH_SIZE=250000 for the figure of the issue).
"""

import json
import os
import random
import re
import statistics
import threading
import time
from http.client import HTTPConnection
from urllib.parse import urlencode

import pytest
from django.conf import settings
from django.db import connection
from django.test import Client
from django.urls import reverse

from talent.categories.models import Category
from talent.categories.service import live_version
from talent.records.models import Change
from talent.records.service import propose
from tests.speed.bare import rows
from tests.speed.measure import RESULTS
from tests.speed.serving import served
from tests.speed.test_workspace import CHANGES, PEOPLE, RECORDS
from tests.talent.collect.world import account, number, organisation, person, posted

pytestmark = [
    pytest.mark.slow,
    pytest.mark.django_db(transaction=True, databases=["default", "public"]),
    pytest.mark.urls("tests.speed.bare"),
]

CLERKS = int(os.environ.get("BENCH_CLERKS", "50"))
SAVES = int(os.environ.get("BENCH_SAVES", "6"))
SIZE = int(os.environ.get("BENCH_SIZE", "2000"))
#: Seconds between two saves of one clerk.
PACE = float(os.environ.get("BENCH_PACE", "5"))
LIMIT = 3
_LOCK = re.compile(rb'name="lock" value="(\d+)"')
_OPENED = re.compile(rb'name="opened" value="([^"]+)"')
_TOKEN = re.compile(rb'name="csrfmiddlewaretoken" value="([^"]+)"')


class Clerk:
    """One clerk at a unit of her own, with a draft open in a browser that keeps its connection."""

    def __init__(self, place, serial, version):
        unit = organisation(f"单位{serial}", "unit", unit_type="42", ownership="110", industry="B")
        self.user = account(f"clerk{serial}", unit, "collector", "unit_reviewer")
        found = propose(version=version, unit=unit, raw=person(serial), by=self.user, source="unit")
        self.change, self.serial, self.place = found.change, serial, place
        self.url = reverse("collect:change", args=(unit.pk, self.change.pk))
        client = Client()
        client.force_login(self.user)
        self.cookie = f"{settings.SESSION_COOKIE_NAME}={client.cookies[settings.SESSION_COOKIE_NAME].value}"
        self.times = {"ours": [], "other": []}
        self.failures = []
        self.wanted = ""

    def open(self):
        self.connection = HTTPConnection(self.place, timeout=60)
        _status, page, headers = self.ask("GET", self.url)
        cookies = [value for name, value in headers if name.lower() == "set-cookie"]
        token = next(each.partition(";")[0] for each in cookies if settings.CSRF_COOKIE_NAME in each)
        self.cookie += f"; {token}"
        self.lock, self.opened = _LOCK.search(page)[1], _OPENED.search(page)[1].decode()
        self.token = _TOKEN.search(page)[1].decode()

    def ask(self, method, url, values=None):
        headers = {"Cookie": self.cookie, "Content-Type": "application/x-www-form-urlencoded"}
        self.connection.request(method, url, urlencode(values) if values else None, headers)
        answer = self.connection.getresponse()
        return answer.status, answer.read(), answer.getheaders()

    def work(self, sides):
        """Save by turns, each side `SAVES` times, with pauses that no two clerks share."""
        pauses = random.Random(self.serial)
        time.sleep(pauses.uniform(0, PACE))
        for round_number in range(SAVES):
            for side in sides if round_number % 2 else sides[::-1]:
                began = time.perf_counter()
                getattr(self, side)(round_number)
                self.times[side].append(time.perf_counter() - began)
                time.sleep(max(0, pauses.uniform(0.5, 1.5) * PACE - self.times[side][-1]))

    def ours(self, round_number):
        self.wanted = f"工种{round_number}"
        document = person(self.serial) | {"skill": {"current_trade": self.wanted}}
        more = {"lock": self.lock.decode(), "opened": self.opened, "sitting": f"sitting-{self.serial:04}"}
        more |= {"do": "autosave", "autosaved": "1", "csrfmiddlewaretoken": self.token}
        status, page, _headers = self.ask("POST", self.url, posted(document, **more))
        answer = json.loads(page) if status == 200 else {}
        if answer.get("kept") != "draft":
            self.failures.append((status, page[:200]))
            return
        self.lock, self.opened = str(answer["lock"]).encode(), answer["opened"]

    def other(self, round_number):
        status, _page, _headers = self.ask("POST", f"/bare/{self.serial}/", {"text": f"工种{round_number}"})
        if status != 204:
            self.failures.append((status, "bare"))


def fill_register():
    unit = organisation("大单位", "unit", unit_type="42", ownership="110", industry="B")
    category = Category.objects.get(key="skilled")
    given = {"from": 1_000_001, "to": 1_000_000 + SIZE, "unit": unit.pk, "category": category.pk}
    drafts = CHANGES.replace("ELSE 'accepted' END", "ELSE 'draft' END").replace(
        "ELSE now() END", "ELSE NULL::timestamptz END"
    )
    with connection.cursor() as cursor:
        for statement in (PEOPLE, RECORDS, drafts):
            cursor.execute(statement, {**given, "version": category.current_id})
        cursor.execute("ANALYZE")


def p95(times):
    return statistics.quantiles(times, n=20)[-1]


def test_fifty_clerks_save_a_section_within_three_times_a_bare_view():
    fill_register()
    rows(CLERKS + 1)
    version = live_version("skilled")
    with served() as place:
        clerks = [Clerk(place, serial, version) for serial in range(1, CLERKS + 1)]
        _work(clerks)
    line = _told(clerks)
    assert [failure for clerk in clerks for failure in clerk.failures] == []
    standing = {each.pk: each for each in Change.objects.unscoped(reason="nothing is lost")}
    for clerk in clerks:
        document = standing[clerk.change.pk].document()
        assert (document["skill"]["current_trade"], document["identity"]["id_number"]) == (
            clerk.wanted,
            number(clerk.serial),
        )
    assert line["ratio"] <= LIMIT


def _work(clerks):
    for clerk in clerks:
        clerk.open()
    threads = [threading.Thread(target=clerk.work, args=(["ours", "other"],)) for clerk in clerks]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    for clerk in clerks:
        clerk.connection.close()


def _told(clerks):
    """Both sides' figures, printed and kept."""
    times = {side: [each for clerk in clerks for each in clerk.times[side]] for side in ("ours", "other")}
    found = {side: {"p50": statistics.median(each), "p95": p95(each)} for side, each in times.items()}
    line = {"name": "saving a section", "size": SIZE, "clerks": CLERKS, **found}
    line["ratio"] = found["ours"]["p95"] / found["other"]["p95"]
    RESULTS.parent.mkdir(parents=True, exist_ok=True)
    with RESULTS.open("a") as file:
        file.write(json.dumps(line) + "\n")
    print(f"\n{CLERKS} clerks, {SIZE} records: saving a section p50 {found['ours']['p50'] * 1000:.1f} ms, "
          f"p95 {found['ours']['p95'] * 1000:.1f} ms; bare view p50 {found['other']['p50'] * 1000:.1f} ms, "
          f"p95 {found['other']['p95'] * 1000:.1f} ms; ratio of p95 {line['ratio']:.1f}")  # fmt: skip
    return line
