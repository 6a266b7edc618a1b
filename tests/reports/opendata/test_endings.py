"""What will go is announced everywhere, and early enough."""

from datetime import UTC, datetime

import pytest
from defusedxml.ElementTree import fromstring

from reports.opendata import endings
from reports.opendata.endings import Ending

pytestmark = [pytest.mark.django_db(databases=["default", "public"]), pytest.mark.usefixtures("released")]
ADDRESS = "/open/v1/tables/{key}/"
SINCE, UNTIL = datetime(2026, 12, 1, tzinfo=UTC), datetime(2028, 1, 1, tzinfo=UTC)


@pytest.fixture
def ending(monkeypatch):
    monkeypatch.setitem(endings.ENDINGS, ADDRESS, Ending(SINCE, UNTIL, "/open/v2/tables/"))


@pytest.mark.usefixtures("ending")
def test_an_address_that_will_go_says_since_when_until_when_and_what_to_use(client):
    answer = client.get("/open/v1/tables/league_category/?limit=1")
    assert (answer["Deprecation"], answer["Sunset"]) == ("@1796083200", "Sat, 01 Jan 2028 00:00:00 GMT")
    assert [part.rpartition("; ")[2] for part in answer["Link"].split(", ")] == [
        *('rel="next"', 'rel="deprecation"', 'rel="successor-version"')
    ]
    again = client.get("/open/v1/tables/league_category/?limit=1", headers={"if-none-match": answer["ETag"]})
    assert (again.status_code, again["Sunset"]) == (304, answer["Sunset"])
    assert "Deprecation" not in client.get("/open/v1/tables/")


@pytest.mark.usefixtures("ending")
def test_the_description_the_feed_and_the_guide_say_it_too(client):
    paths = client.get("/open/v1/schema/").json()["paths"]
    assert [path for path, told in paths.items() if told.get("get", {}).get("deprecated")] == [ADDRESS]
    feed = fromstring(client.get("/open/v1/feed/").content)
    titles = [each.text for each in feed.iter("{http://www.w3.org/2005/Atom}title")]
    assert f"接口 {ADDRESS} 将停用 · {ADDRESS} will go" in titles
    assert "2028年1月1日" in client.get("/open/guide/").content.decode()


def test_nothing_may_go_within_twelve_months_and_nothing_goes_now(client):
    with pytest.raises(ValueError, match="365 days"):
        Ending(SINCE, datetime(2027, 11, 30, tzinfo=UTC))
    assert endings.ENDINGS == {}
    assert "Sunset" not in client.get("/open/v1/tables/league_category/")
