"""Who manages the accounts of an office names a stand-in for its absent reviewer (代审)."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from talent.notify.models import Notification
from talent.orgs.models import Delegation
from talent.orgs.service import scope_for
from talent.security.models import AuditEvent
from tests.contracts.world import BANNER, LEAGUE, SIBLING, member, organisation
from tests.reviews.inbox.pages import read, text

pytestmark = pytest.mark.django_db


def given(office, deputy, first=0, last=5):
    today, at = timezone.localdate(), f"at{office.pk}"
    days = {f"{at}-first": first, f"{at}-last": last}
    return {
        "do": f"delegate:{office.pk}",
        f"{at}-deputy": deputy.pk,
        **{name: str(today + timedelta(days=each)) for name, each in days.items()},
    }


def told():
    rows = Notification.objects.order_by("pk")
    return [(each.kind, each.recipient.username, each.place) for each in rows]


@pytest.fixture
def office():
    return organisation("旗人社局", "hr_department", BANNER)


@pytest.fixture
def away(office):
    return member("李敏", office, "hr_reviewer")


@pytest.fixture
def analyst(office):
    return member("乌云", office, "analyst")


@pytest.fixture
def admin(client):
    """Of the league, whose administrator manages the accounts of its banners."""
    found = member("盟管理员", organisation("盟人社局", "hr_department", LEAGUE), "system_admin")
    client.force_login(found)
    return found


def test_the_administrator_names_a_deputy_for_an_absent_reviewer_and_both_are_told(
    client, admin, office, away, analyst
):
    page = reverse("accounts:stand_in", args=[away.pk])
    shown = read(client.get(page))
    assert [each.get_text() for each in shown.select("select option")] == ["乌云 · 旗人社局"]
    assert "全部权限" in text(shown)
    assert client.post(page, given(office, analyst))["Location"] == page
    made = Delegation.objects.get()
    assert (made.membership.user, made.deputy, made.made_by) == (away, analyst, admin)
    assert scope_for(analyst).stands_for(office.pk) == {away.pk}
    event = AuditEvent.objects.get(action="delegate_review")
    assert (event.by, event.detail["standing_for"], event.detail["account"]) == (admin, away.pk, analyst.pk)
    assert sorted(told()) == [
        ("stand_in_named", name, "inbox:stand_ins") for name in sorted(("李敏", "乌云"))
    ]
    client.post(page, {"do": f"end:{made.pk}"})
    assert scope_for(analyst).stands_for(office.pk) == set()
    assert sorted(told())[:2] == [
        ("stand_in_ended", name, "inbox:stand_ins") for name in sorted(("李敏", "乌云"))
    ]


def test_a_verb_that_is_none_names_nobody(client, admin, office, away, analyst):
    page = reverse("accounts:stand_in", args=[away.pk])
    wrong = {**given(office, analyst), "do": f"delete:{office.pk}"}
    assert client.post(page, wrong).status_code == 404
    assert not Delegation.objects.exists()


def test_two_colleagues_of_one_name_are_told_apart_by_their_accounts(client, admin, office, away, analyst):
    other = member("乌云二", office, "analyst")
    other.name = analyst.name
    other.save()
    shown = read(client.get(reverse("accounts:stand_in", args=[away.pk])))
    assert {each.get_text() for each in shown.select("select option")} == {
        "乌云 · 旗人社局 (乌云)", "乌云 · 旗人社局 (乌云二)"
    }  # fmt: skip


def test_what_the_administrator_does_not_administer_is_not_found(client, office, away, analyst):
    client.force_login(
        member("别旗管理员", organisation("邻旗人社局", "hr_department", SIBLING), "system_admin")
    )
    page = reverse("accounts:stand_in", args=[away.pk])
    assert [client.get(page).status_code, client.post(page, given(office, analyst)).status_code] == [404] * 2
    assert not Delegation.objects.exists()


def test_of_somebody_who_does_not_review_there_is_nothing_to_stand_in_for(client, admin, analyst):
    assert client.get(reverse("accounts:stand_in", args=[analyst.pk])).status_code == 404
    link = reverse("accounts:stand_in", args=[analyst.pk])
    assert link not in client.get(reverse("accounts:detail", args=[analyst.pk])).content.decode()


def test_nobody_becomes_their_own_reviewer_by_being_administrator_as_well(client, admin, office, away):
    page = reverse("accounts:stand_in", args=[away.pk])
    assert client.post(page, given(office, admin)).status_code == 422
    assert not Delegation.objects.exists()


def test_a_reviewer_of_a_unit_does_it_for_another_one_and_only_there(client, office):
    unit = organisation("示例医院", "unit", BANNER)
    chief, away, clerk = (
        member(name, unit, role)
        for name, role in (("王磊", "unit_reviewer"), ("萨仁", "unit_reviewer"), ("乌兰", "collector"))
    )
    other = organisation("另一单位", "unit", BANNER)
    stranger = member("外人", other, "unit_reviewer")
    client.force_login(chief)
    page = reverse("unit_users:stand_in", args=[unit.pk, away.pk])
    assert page in client.get(reverse("unit_users:user", args=[unit.pk, away.pk])).content.decode()
    assert client.get(page).status_code == 200
    assert client.post(page, given(unit, clerk, 0, 91)).status_code == 422
    assert client.post(page, given(unit, clerk))["Location"] == page
    assert scope_for(clerk).stands_for(unit.pk) == {away.pk}
    assert {(kind, who) for kind, who, _place in told()} == {
        ("stand_in_named", "萨仁"), ("stand_in_named", "乌兰")
    }  # fmt: skip
    for who, at in ((stranger, unit), (clerk, unit), (chief, other)):
        client.force_login(who)
        answer = client.post(reverse("unit_users:stand_in", args=[at.pk, away.pk]), given(at, clerk, 6, 8))
        assert answer.status_code == 404
    assert Delegation.objects.count() == 1
