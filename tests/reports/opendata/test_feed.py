"""The feed of releases."""

import pytest
from defusedxml.ElementTree import fromstring

pytestmark = [pytest.mark.django_db(databases=["default", "public"]), pytest.mark.usefixtures("released")]
ATOM = "{http://www.w3.org/2005/Atom}"


def test_the_feed_has_each_release_the_newest_first_with_its_archive(client):
    answer = client.get("/open/v1/feed/")
    feed = fromstring(answer.content)
    entries = feed.findall(f"{ATOM}entry")
    assert answer["Content-Type"] == "application/atom+xml; charset=utf-8"
    assert [each.find(f"{ATOM}title").text for each in entries] == [
        *("第 7 号发布 · Release 7", "第 6 号发布 · Release 6")
    ]
    links = {each.get("rel"): each.get("href") for each in entries[0].findall(f"{ATOM}link")}
    assert links == {
        "alternate": "http://testserver/open/v1/releases/7/",
        "enclosure": "http://testserver/open/v1/releases/7/archive/",
    }
    answers = [client.get(address) for address in links.values()]
    assert {each.status_code for each in answers} == {200}
    for each in answers:
        each.close()


def test_the_feed_is_as_new_as_its_newest_entry_and_everything_needed_is_there(client):
    feed = fromstring(client.get("/open/v1/feed/").content)
    needed = [f"{ATOM}{name}" for name in ("id", "title", "updated")]
    for each in (feed, *feed.findall(f"{ATOM}entry")):
        assert [each.find(name) is not None and bool(each.find(name).text) for name in needed] == 3 * [True]
    assert feed.find(f"{ATOM}updated").text == feed.find(f"{ATOM}entry/{ATOM}updated").text
