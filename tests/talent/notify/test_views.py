import pytest
from bs4 import BeautifulSoup
from django.test.utils import override_settings

from talent.notify.models import Notification
from talent.notify.preferring import preferences_of
from talent.notify.reading import unread
from talent.notify.service import notify
from talent.security.models import User
from tests.factories import make_member, make_organisation
from tests.talent.notify.kinds import PARCEL, parcel, reader

pytestmark = pytest.mark.django_db(databases=["default", "public"])


@pytest.fixture
def user(client):
    user = reader()
    client.force_login(user)
    return user


def tell(user, event=1, **asked):
    notify([user.pk], PARCEL, parcel(event, **asked))
    return Notification.objects.get(recipient=user, event=event)


def page(client, address="/messages/"):
    return BeautifulSoup(client.get(address).content, "html.parser")


def test_the_list_tells_new_from_read_and_leads_to_each(client, user):
    old, new = tell(user, 1), tell(user, 2)
    client.get(f"/messages/{old.pk}/")
    rows = page(client).select(".messages li")
    assert [(row.a["href"], "未读" in row.get_text()) for row in rows] == [
        (f"/messages/{new.pk}/", True),
        (f"/messages/{old.pk}/", False),
    ]


def test_an_empty_list_says_what_will_be_there(client, user):
    assert "还没有消息" in page(client).main.get_text()


def test_opening_marks_it_read_and_leads_to_its_thing(client, user):
    told = tell(user, place="collect:change", arguments=(3, 4))
    answer = client.get(f"/messages/{told.pk}/")
    assert (answer["Location"], unread(user)) == ("/unit/3/changes/4/", "")


def test_without_a_page_for_its_thing_the_text_is_shown(client, user):
    told = tell(user, place="nowhere:at_all")
    assert "件包裹到了" in page(client, f"/messages/{told.pk}/").main.get_text()


def test_somebody_elses_is_not_found_and_stays_unread(client, user):
    other = reader()
    told = tell(other)
    assert (client.get(f"/messages/{told.pk}/").status_code, unread(other)) == (404, "1")


def test_all_are_marked_read_by_one_button_but_only_the_own_ones(client, user):
    other = reader()
    tell(user), tell(other)
    assert client.post("/messages/read/")["Location"] == "/messages/"
    assert (unread(user), unread(other), client.get("/messages/read/").status_code) == ("", "1", 405)


def test_a_visitor_is_asked_to_log_in(client):
    assert client.get("/messages/")["Location"] == "/login/?next=/messages/"


def test_the_head_of_a_page_says_how_many_are_unread(client, user):
    tell(user, 1), tell(user, 2)
    link = page(client, "/statistics/").select_one(".own a[href='/messages/']")
    assert link.get_text(" ", strip=True) == "消息 2 条未读"
    client.post("/messages/read/")
    assert page(client, "/statistics/").select_one(".own a[href='/messages/']").get_text() == "消息"


def test_who_holds_no_role_is_asked_for_what_individuals_get_and_for_no_work(client):
    user = reader()
    client.force_login(user)
    asked = {each["name"] for each in page(client, "/messages/preferences/").select(".choice input")}
    assert {"entry_taken", "own_accepted", "account_unlinked", "language"} <= asked
    assert not asked & {"change_returned", "work_waiting", "entry_handed_in", PARCEL}
    chosen = dict.fromkeys(asked, "never") | {"language": "zh-hans"}
    assert client.post("/messages/preferences/", chosen).status_code == 302
    assert preferences_of(User.objects.get(pk=user.pk)).modes["entry_taken"] == "never"


def test_preferences_are_asked_for_the_kinds_of_ones_own_roles_and_kept(client):
    clerk = make_member("collector", make_organisation("unit", 152502))
    client.force_login(clerk)
    asked = {each["name"] for each in page(client, "/messages/preferences/").select(".choice input")}
    assert {"change_returned", "version_published", PARCEL, "language"} <= asked
    assert not asked & {"job_failed", "work_waiting", "entry_taken"}
    chosen = dict.fromkeys(asked, "never") | {"language": "en"}
    assert client.post("/messages/preferences/", chosen).status_code == 302
    kept = preferences_of(User.objects.get(pk=clerk.pk))
    assert (kept.language, set(kept.modes.values()), kept.modes.keys()) == (
        "en",
        {"never"},
        asked - {"language"},
    )


def test_an_individual_is_asked_for_what_individuals_get_and_an_official_is_not(client):
    own = reader()
    client.force_login(own)
    asked = {each["name"] for each in page(client, "/messages/preferences/").select(".choice input")}
    assert asked >= {"language", "entry_returned", "entry_taken", "own_accepted", "erasure_decided"}
    assert not asked & {"change_returned", "work_waiting", "entry_handed_in"}
    client.post("/messages/preferences/", dict.fromkeys(asked, "never") | {"language": "zh-hans"})
    assert preferences_of(User.objects.get(pk=own.pk)).modes["own_accepted"] == "never"
    client.force_login(make_member("collector", make_organisation("unit", 152502)))
    asked = {each["name"] for each in page(client, "/messages/preferences/").select(".choice input")}
    assert "own_accepted" not in asked


def test_a_choice_that_is_none_is_refused_with_a_word(client, user):
    answer = client.post("/messages/preferences/", {"language": "fr", PARCEL: "hourly"})
    assert (answer.status_code, preferences_of(User.objects.get(pk=user.pk)).modes) == (422, {})


def test_who_has_no_address_is_told_that_mail_cannot_come(client):
    client.force_login(reader(email=""))
    assert "没有确认过的邮箱" in page(client, "/messages/preferences/").main.get_text()


@override_settings(LANGUAGE_CODE="en")
def test_the_pages_are_english_in_english(client, user):
    tell(user)
    client.cookies["django_language"] = "en"
    texts = page(client).main.get_text() + page(client, "/messages/preferences/").main.get_text()
    assert ("Mark all as read" in texts, "Message settings" in texts, "消息" in texts) == (True, True, False)
