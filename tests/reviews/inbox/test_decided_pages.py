"""What was decided here is opened again to be read, by those of the office within their scope alone."""

import pytest
from django.urls import reverse

from reviews.inbox import decided_pages
from talent.records.models import Change
from talent.records.service import accept, propose, submit
from talent.security.models import AuditEvent
from tests.contracts.world import BANNER, SIBLING, member
from tests.reviews.inbox.desk import number, reread
from tests.reviews.inbox.pages import open_and_post, read, text

pytestmark = pytest.mark.django_db
LIST = "/back/review/decided/"


@pytest.fixture
def officer(client, desks):
    client.force_login(desks.officer)
    return client


def page_of(change):
    return reverse("inbox:change", args=[change.pk])


def decided(client, change, **given):
    """Decide on its page; returns where it is read afterwards."""
    open_and_post(client, page_of(change), **{"outcome": "passed", **given})
    return reverse("inbox:decided", args=[change.pk])


def test_the_address_of_a_decided_change_leads_to_what_was_decided(officer, desks):
    change = desks.at_banner()
    address = decided(officer, change, opinion="齐全")

    assert officer.get(page_of(change))["Location"] == address
    page = read(officer.get(address))
    told = text(page.select_one("[aria-labelledby=history]"))
    assert all(each in told for each in ("通过", desks.banner.name, "齐全"))
    assert number(1) in text(page.select_one("[aria-labelledby=differences]"))
    assert page.select("[form=decision], .inbox form, .inbox input") == []
    event = AuditEvent.objects.latest("pk")
    assert (event.action, event.by, event.subject_id) == ("read_sensitive", desks.officer, str(change.pk))


def test_own_decisions_are_listed_newest_first_page_by_page(officer, desks, client, monkeypatch):
    monkeypatch.setattr(decided_pages, "_PAGE", 2)
    changes = [desks.at_banner(serial, name=f"人{serial}") for serial in (1, 3, 5)]
    for change in changes:
        decided(officer, change)
    second = member("second", desks.banner, "hr_reviewer")

    first = read(officer.get(LIST))
    last = read(officer.get(LIST + first.select_one(".pager [rel=next]")["href"]))

    rows = [[text(each) for each in page.select("tbody th")] for page in (first, last)]
    assert rows == [["人5", "人3"], ["人1"]]
    client.force_login(second)
    assert "还没有办结过" in text(read(client.get(LIST)))
    assert client.get(reverse("inbox:decided", args=[changes[0].pk])).status_code == 200


def test_what_was_written_after_a_decision_is_not_shown_until_it_comes_again(officer, desks):
    change = desks.at_banner(name="原名")
    address = decided(officer, change, outcome="returned", opinion="请补证书")
    assert [text(each) for each in read(officer.get(LIST)).select("tbody th")] == ["原名"]
    assert number(1) in text(read(officer.get(address)).select_one("[aria-labelledby=differences]"))

    held = reread(change)
    raw = {**held.document(), "identity": {**held.document()["identity"], "full_name": "新名"},
           "title": [{"title_name": "副主任医师"}]}  # fmt: skip
    propose(version=held.version, unit=desks.unit, raw=raw, by=desks.clerk, source="unit", change=held,
            lock=held.lock, answers={each.pk: "证书在办" for each in held.remarks.all()})  # fmt: skip
    states = [officer.get(address)]
    again = submit(change=reread(change), by=desks.clerk)
    states.append(officer.get(address))  # at the unit's own step it is still elsewhere

    for page in map(read, states):
        assert (page.select("[aria-labelledby=differences]"), page.select("a[href^='/print/']")) == ([], [])
        assert all(each not in text(page) for each in ("新名", "原名", "证书在办", number(1)))
        assert "请补证书" in text(page.select_one("[aria-labelledby=history]"))
    listed = read(officer.get(LIST))
    assert [text(each) for each in listed.select("tbody th")] == ["办结后已改动的资料"]

    accept(change=again, by=desks.chief)
    assert officer.get(address)["Location"] == page_of(change)


def test_other_offices_and_what_left_the_scope_are_not_found(officer, desks, client):
    change = desks.at_banner()
    address = decided(officer, change)
    waiting = desks.at_banner(3)
    assert officer.get(reverse("inbox:decided", args=[waiting.pk])).status_code == 302
    Change._plain.filter(pk=change.pk).update(region_code=SIBLING)
    assert [officer.get(each).status_code for each in (address, page_of(change))] == [404, 404]
    Change._plain.filter(pk=change.pk).update(region_code=BANNER)
    client.force_login(member("sibling", desks.sibling, "hr_reviewer"))
    assert [client.get(each).status_code for each in (address, page_of(change))] == [404, 404]


def test_a_units_reviewer_reads_again_what_they_passed_on(client, desks):
    client.force_login(desks.chief)
    change = desks.at_unit()
    at = [desks.unit.pk, change.pk]
    open_and_post(client, reverse("unit_review:change", args=at), outcome="passed")

    page = read(client.get(reverse("unit_review:decided", args=at)))

    assert desks.banner.name in text(page.select_one(".facts"))
    assert number(1) in text(page)
    listed = read(client.get(reverse("unit_review:decided_list", args=[desks.unit.pk])))
    assert listed.select_one("tbody a")["href"] == reverse("unit_review:decided", args=at)
