"""Who is looking at what, and until when."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from reviews.inbox.models import Claim
from talent.records.models import Change
from talent.records.service import accept
from talent.security.models import AuditEvent
from tests.contracts.world import member
from tests.reviews.inbox.desk import reread
from tests.reviews.inbox.pages import open_and_post, read, sealed_lock, text


def page_of(desks, change, **asked):
    return reverse("unit_review:change", args=[desks.unit.pk, change.pk], query=asked)


@pytest.fixture
def second(desks):
    """A colleague who reviews for the same unit."""
    user = member("second", desks.unit, "unit_reviewer")
    user.name = "乌云"
    user.save()
    return user


@pytest.fixture
def seat(client, desks, second):
    """Seats one of the two at the browser."""

    def sit(user):
        client.force_login(user)
        return client

    return sit


def holder(change):
    return Claim._plain.values_list("by__username", flat=True).filter(change=change).first()


def past(change):
    """Let the time of a claim be over."""
    early = timezone.now() - timedelta(days=1)
    Claim._plain.filter(change=change).update(at=early, until=early + timedelta(minutes=1))


def verdicts(page):
    return [each.get("value") or each["name"] for each in page.select("button[form=decision]")]


def test_who_opens_a_change_has_it_and_the_others_see_it_in_the_list_and_on_the_page(seat, desks, second):
    change = desks.at_unit(1)
    seat(second).get(page_of(desks, change))
    until = timezone.localtime(Claim._plain.get().until)
    said = f"乌云正在看(到 {until:%H:%M})"
    chief = seat(desks.chief)
    listed = read(chief.get(reverse("unit_review:queue", args=[desks.unit.pk])))
    page = read(chief.get(page_of(desks, change)))
    assert text(listed.select_one("tbody th .badge")) == said
    assert text(page.select_one("[role=status] strong")) == said
    own = seat(second).get(reverse("unit_review:queue", args=[desks.unit.pk]))
    assert text(read(own).select_one("tbody th .badge")) == f"您正在看(到 {until:%H:%M})"
    assert verdicts(page) == ["take_over"]
    assert holder(change) == "second"


def test_a_decision_on_what_somebody_else_is_looking_at_is_refused(seat, desks, second):
    change = desks.at_unit(1)
    chief = seat(desks.chief)
    lock = sealed_lock(read(chief.get(page_of(desks, change))))
    past(change)
    seat(second).get(page_of(desks, change))
    answer = seat(desks.chief).post(page_of(desks, change), {"lock": lock, "outcome": "passed"})
    assert answer.status_code == 422
    assert "请先接手或等其办完" in text(read(answer).select_one("[role=alert]"))
    assert reread(change).waiting_office == desks.unit


def test_taking_over_is_open_and_leaves_both_names(seat, desks, second):
    change = desks.at_unit(1)
    seat(second).get(page_of(desks, change))
    chief = seat(desks.chief)
    assert open_and_post(chief, page_of(desks, change), take_over="")["Location"] == page_of(desks, change)
    event = AuditEvent.objects.get(action="take_over")
    assert (holder(change), event.by, event.subject_id, event.detail) == (
        "chief",
        desks.chief,
        str(change.pk),
        {"office": desks.unit.pk, "account": second.pk},
    )
    assert open_and_post(chief, page_of(desks, change), outcome="passed").status_code == 302


def test_after_its_time_a_claim_is_nobodys(seat, desks, second):
    change = desks.at_unit(1)
    seat(second).get(page_of(desks, change))
    past(change)
    page = read(seat(desks.chief).get(page_of(desks, change)))
    assert page.select_one("[role=status] strong") is None
    assert holder(change) == "chief"


def test_a_decision_by_any_way_ends_the_claim(seat, desks, second):
    first, other = desks.at_unit(1), desks.at_unit(2)
    chief = seat(desks.chief)
    chief.get(page_of(desks, other))
    open_and_post(chief, page_of(desks, first), outcome="passed")
    assert list(Claim._plain.values_list("change", flat=True)) == [other.pk]


def test_what_waits_elsewhere_is_held_by_nobody(seat, desks, client):
    change = desks.at_unit(1)
    seat(desks.chief).get(page_of(desks, change))
    accept(change=change, by=desks.chief)  # the step alone, which writes no decision
    client.force_login(desks.officer)
    page = read(client.get(reverse("inbox:change", args=[change.pk])))
    assert page.select_one("[role=status] strong") is None
    assert holder(change) == "officer"


def test_the_next_one_is_free_and_skipping_gives_back(seat, desks, second):
    first, held, third = desks.at_unit(1), desks.at_unit(2), desks.at_unit(3)
    seat(second).get(page_of(desks, held))
    answer = open_and_post(seat(desks.chief), page_of(desks, first), skip="")
    assert answer["Location"] == page_of(desks, third)
    assert list(Claim._plain.values_list("change", flat=True)) == [held.pk]


def test_whoever_leaves_with_words_typed_is_told_first_and_keeps_them(seat, desks):
    first, second = desks.at_unit(1), desks.at_unit(2)
    answer = open_and_post(seat(desks.chief), page_of(desks, first), skip="", opinion="学历证书看不清")
    page = read(answer)
    assert "还没有提交" in page.select_one(".notice-error").get_text()
    assert page.select_one("#opinion").get_text().strip() == "学历证书看不清"
    again = page.select_one("button[name=skip]")
    assert again.get_text() == "不保留意见，看下一条"
    answer = open_and_post(seat(desks.chief), page_of(desks, first), skip=again["value"], opinion="学历")
    assert answer["Location"] == page_of(desks, second)


def test_a_page_says_its_place_and_leads_both_ways(seat, desks, second):
    first, middle, last = desks.at_unit(1), desks.at_unit(2), desks.at_unit(3)
    chief = seat(desks.chief)

    def walk(change):
        nav = read(chief.get(page_of(desks, change))).select_one("nav.walk")
        ways = {link["rel"][0]: link["href"] for link in nav.select("a[rel]")}
        return text(nav.select_one(".soft")), ways

    assert walk(first) == ("第 1 条，共 3 条", {"next": page_of(desks, middle)})
    both = {"prev": page_of(desks, first), "next": page_of(desks, last)}
    assert walk(middle) == ("第 2 条，共 3 条", both)
    assert walk(last) == ("第 3 条，共 3 条", {"prev": page_of(desks, middle), "next": page_of(desks, first)})


def test_claims_and_numbers_that_are_not_ones_own_are_not_found(client, desks):
    """A reviewer of another unit can neither look, nor claim, nor take over, whatever the address says."""
    change = desks.at_unit(1)
    client.force_login(desks.chief)
    lock = sealed_lock(read(client.get(page_of(desks, change))))
    stranger = member("stranger", desks.neighbour, "unit_reviewer")
    client.force_login(stranger)
    answers = [
        client.post(reverse("unit_review:change", args=[unit.pk, change.pk]), {"lock": lock, act: ""})
        for unit in (desks.unit, desks.neighbour)
        for act in ("take_over", "skip")
    ]
    assert [each.status_code for each in answers] == [404] * 4
    assert holder(change) == "chief"
    assert Change._plain.filter(claim__by=stranger).count() == 0
