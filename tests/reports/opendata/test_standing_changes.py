"""What is said of a release while somebody reads it: each test has its own release and takes it away again.

Not beside `test_standing_remarks`, whose releases stand for all of its tests and would have the same numbers.
"""

import io
import zipfile

import pytest
from defusedxml.ElementTree import fromstring

from reports.stats.models import SecretRelease
from reports.stats.withdrawing import restore, withdraw
from tests.reports.opendata.releases import publish
from tests.reports.opendata.test_standing_remarks import ATOM, LOW, TABLE, TWICE
from tests.reports.stats.corrections import correct
from tests.talent.records.register import account

pytestmark = pytest.mark.django_db(transaction=True, databases=["default", "public"])


def test_a_correction_makes_another_etag_and_leaves_a_page_that_was_begun_where_it_is(client):
    new = publish(7)
    begun = client.get(f"{TABLE}?limit=1")
    tags = {path: client.get(path)["ETag"] for path in (TABLE, "/open/v1/feed/", "/open/v1/catalogue/")}
    correct(new, **LOW)
    for path, tag in tags.items():
        assert client.get(path, headers={"if-none-match": tag}).status_code == 200
    assert [each["value"] for each in client.get(begun.json()["next"]).json()["cells"]] == [100]


def test_a_restored_release_is_there_again_and_says_when_it_was_not(client):
    new = publish(7)
    SecretRelease.objects.get_or_create(release=new, key_fingerprint="0" * 16)
    withdraw(release=new, by=account("boss", None), **TWICE)
    gone = client.get("/open/v1/releases/7/archive/").status_code

    restore(release=new, by=account("second", None), text_zh="没有重复", text_en="Counted once after all")

    said = client.get(TABLE).json()["remarks"]
    kept = {
        "kind": "restoration",
        "release": 7,
        "text": {"zh": "没有重复", "en": "Counted once after all"},
        "withdrawn_text": {"zh": "重复计数", "en": "Counted twice"},
    }
    assert (gone, [each | kept for each in said]) == (410, said)
    assert said[0]["withdrawn_at"] <= said[0]["at"]
    assert client.get("/open/v1/releases/").json()["withdrawn"] == []
    answer = client.get("/open/v1/releases/7/archive/")
    with zipfile.ZipFile(io.BytesIO(b"".join(answer.streaming_content))) as archive:
        told = archive.read("README.md").decode()
    assert ("Release 7 was withdrawn on" in told, " (Counted twice) and restored on" in told) == (True, True)
    entry = fromstring(client.get("/open/v1/feed/").content).find(f"{ATOM}entry")
    assert entry.findtext(f"{ATOM}title") == "第 7 号发布：恢复公开 · Release 7: restored"
