"""A colleague reviews in place of somebody who is away."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from reviews.inbox.models import BulkRun, Decision
from talent.orgs.models import Delegation, Membership
from talent.orgs.service import scope_for
from talent.records.models import Forward, Question
from talent.security.models import AuditEvent
from tests.contracts.world import member
from tests.reviews.inbox.desk import reread
from tests.reviews.inbox.pages import open_and_post, queue_rows, read, text

QUEUE, PAGE = "/back/review/", "/back/review/stand-ins/"


def days(first, last):
    today = timezone.localdate()
    return [f"{today + timedelta(days=each):%Y-%m-%d}" for each in (first, last)]


def name(client, office, deputy, first=0, last=5, page=PAGE):
    at, (begins, ends) = f"at{office.pk}", days(first, last)
    given = {f"{at}-deputy": deputy.pk, f"{at}-first": begins, f"{at}-last": ends}
    return client.post(page, {"do": f"delegate:{office.pk}", **given})


@pytest.fixture
def analyst(desks):
    """Somebody of the banner's office who does not review."""
    return member("analyst", desks.banner, "analyst")


@pytest.fixture
def away(client, desks, analyst):
    """The banner's reviewer is away, the analyst stands in and sits at the browser."""
    client.force_login(desks.officer)
    assert name(client, desks.banner, analyst).status_code == 302
    client.force_login(analyst)
    return client


def test_the_stand_in_gets_the_queue_and_the_decision_says_in_whose_place(away, desks, analyst):
    change = desks.at_banner(1)
    page = read(away.get(QUEUE))
    assert (len(queue_rows(page)), "您代officer审核" in text(page)) == (1, True)
    assert open_and_post(away, reverse("inbox:change", args=[change.pk]), outcome="passed").status_code == 302
    decision = Decision._plain.get(office=desks.banner)
    event = AuditEvent.objects.filter(action="accept").latest("pk")
    assert (decision.by, decision.standing_for) == (analyst, desks.officer)
    assert (event.by, event.detail["standing_for"]) == (analyst, [desks.officer.pk])
    assert reread(change).reviewers[-2:] == [analyst.pk, desks.officer.pk]


@pytest.mark.parametrize("outcome", ["returned", "rejected"])
def test_returning_and_rejecting_in_a_place_are_recorded_as_well(away, desks, outcome):
    change = desks.at_banner(1)
    address = reverse("inbox:change", args=[change.pk])
    open_and_post(away, address, outcome=outcome, opinion="请核对", confirmed="")
    event = AuditEvent.objects.filter(subject="change", subject_id=str(change.pk)).latest("pk")
    assert event.detail["standing_for"] == [desks.officer.pk]


def test_four_eyes_count_whoever_is_stood_in_for(away, desks):
    Membership.objects.create(user=desks.officer, organisation=desks.unit, role="collector")
    change = desks.at_banner(1, by=desks.officer)
    answer = open_and_post(away, reverse("inbox:change", args=[change.pk]), outcome="passed")
    assert answer.status_code == 422
    assert "您所代的审核人填报、上报或已审过" in text(read(answer))
    assert reread(change).waiting_office == desks.banner


def test_many_together_in_a_place_leave_out_what_whoever_is_away_filled_in(away, desks, analyst):
    Membership.objects.create(user=desks.officer, organisation=desks.unit, role="collector")
    own, others = desks.at_banner(1, by=desks.officer), desks.at_banner(2)
    run = away.post(QUEUE, {"everything": ""})["Location"]
    assert "1 条：本人填报、上报或已审过，须由另一位审核人审核。" in text(read(away.get(run)))
    away.get(reverse("inbox:change", args=[others.pk], query={"sample_of": BulkRun.objects.get().pk}))
    away.post(run, {"start": ""})
    decision = Decision._plain.get(office=desks.banner)
    assert (decision.change, decision.by, decision.standing_for) == (others, analyst, desks.officer)
    assert (reread(own).state, reread(others).state) == ("waiting", "accepted")


def test_it_begins_and_ends_by_itself(client, desks, analyst):
    client.force_login(desks.officer)
    name(client, desks.banner, analyst, first=3, last=5)
    today = timezone.localdate()
    held = {
        day
        for day in (0, 2, 3, 5, 6)
        if "hr_reviewer" in scope_for(analyst, on=today + timedelta(days=day)).roles
    }
    assert held == {3, 5}


def test_it_ends_with_the_grant_and_with_the_account_of_whoever_is_away(desks, away, analyst):
    assert "hr_reviewer" in scope_for(analyst).roles
    desks.officer.is_active = False
    desks.officer.save()
    assert "hr_reviewer" not in scope_for(analyst).roles
    desks.officer.is_active = True
    desks.officer.save()
    Membership.objects.filter(user=desks.officer).update(
        valid_to=timezone.localdate(), ended_at=timezone.now()
    )
    assert "hr_reviewer" not in scope_for(analyst).roles


def test_both_may_end_it_and_nobody_else(client, desks, away, analyst):
    made = Delegation.objects.get()
    for who, at in (("colleague", desks.banner), ("stranger", desks.sibling)):
        client.force_login(member(who, at, "hr_reviewer"))
        assert client.post(PAGE, {"do": f"end:{made.pk}"}).status_code == 404
    client.force_login(analyst)
    assert client.post(PAGE, {"do": f"end:{made.pk}"}).status_code == 302
    assert Delegation.objects.get().ended_at is not None
    assert client.get(PAGE).status_code in (302, 404)
    assert AuditEvent.objects.filter(action="end_delegation", by=analyst).count() == 1


def test_nobody_passes_on_what_they_only_hold_in_place_of_another(away, desks):
    third = member("third", desks.banner, "analyst")
    assert name(away, desks.banner, third).status_code == 404
    assert Delegation.objects.count() == 1


@pytest.mark.parametrize(
    ("first", "last", "told"),
    [(-1, 5, "起止日期"), (5, 1, "起止日期"), (0, 91, "起止日期"), (0, 0, "")],
)
def test_days_that_cannot_be_are_told(client, desks, analyst, first, last, told):
    client.force_login(desks.officer)
    answer = name(client, desks.banner, analyst, first, last)
    assert answer.status_code == (422 if told else 302)
    if told:
        assert told in text(read(answer).select_one("[role=alert]"))


def test_one_person_stands_in_at_a_time(client, desks, analyst):
    client.force_login(desks.officer)
    name(client, desks.banner, analyst, 0, 5)
    answer = name(client, desks.banner, member("other", desks.banner, "analyst"), 5, 9)
    assert "这段时间已有人代审" in text(read(answer).select_one("[role=alert]"))


@pytest.mark.parametrize(("at", "role"), [("sibling", "hr_reviewer"), ("banner", "system_admin")])
def test_people_of_other_offices_and_of_other_powers_cannot_stand_in(client, desks, at, role):
    client.force_login(desks.officer)
    stranger = member("stranger", getattr(desks, at), role)
    assert name(client, desks.banner, stranger).status_code == 422
    assert not Delegation.objects.exists()


def test_a_unit_does_the_same_in_the_portal_and_its_users_stay_with_whoever_is_away(client, desks):
    client.force_login(desks.chief)
    page = reverse("unit_review:stand_ins", args=[desks.unit.pk])
    colleague = member("colleague", desks.unit, "collector")
    assert name(client, desks.unit, colleague, page=page).status_code == 302
    client.force_login(colleague)
    change = desks.at_unit(1)
    address = reverse("unit_review:change", args=[desks.unit.pk, change.pk])
    assert open_and_post(client, address, outcome="passed").status_code == 302
    assert Decision._plain.get().standing_for == desks.chief
    assert client.get(reverse("unit_users:index", args=[desks.unit.pk])).status_code == 404


def test_it_ends_with_the_own_role_of_the_stand_in_at_the_office(away, desks, analyst):
    change = desks.at_banner(1)
    Membership.objects.filter(user=analyst).update(valid_to=timezone.localdate(), ended_at=timezone.now())
    Membership.objects.create(user=analyst, organisation=desks.sibling, role="analyst")
    assert "hr_reviewer" not in scope_for(analyst).roles
    assert away.get(reverse("inbox:change", args=[change.pk])).status_code in (302, 404)


@pytest.mark.parametrize("role", ["system_admin", "collector"])
def test_it_rests_beside_an_own_role_that_nobody_has_together_with_it(away, desks, analyst, role):
    Membership.objects.create(user=analyst, organisation=desks.unit, role=role)
    assert "hr_reviewer" not in scope_for(analyst).roles
    assert away.get(QUEUE).status_code in (302, 404)


def test_what_whoever_is_away_filled_in_is_not_verified_in_their_place(away, desks):
    Membership.objects.create(user=desks.officer, organisation=desks.unit, role="collector")
    wrong = {"work": [{"start": "2010-05", "end": "2001-02"}]}
    own, other = desks.at_banner(1, by=desks.officer, **wrong), desks.at_banner(2, **wrong)
    for change, status in ((own, "须由另一位审核人审核"), (other, "")):
        address = reverse("inbox:change", args=[change.pk])
        mark = read(away.get(address)).select_one("button[name=verify]")["value"]
        assert status in text(read(open_and_post(away, address, verify=mark)))
    assert (reread(own).open_warnings > 0, reread(other).open_warnings) == (True, 0)
    assert AuditEvent.objects.get(action="verify_finding").detail["standing_for"] == [desks.officer.pk]


def test_a_question_and_a_way_to_another_office_say_in_whose_place(away, desks, analyst):
    member("head", desks.league, "hr_reviewer")
    change = desks.at_banner(1)
    address = reverse("inbox:change", args=[change.pk])
    open_and_post(away, address, ask="", question="请说明")
    assert "analyst 代 officer" in text(read(away.get(address)).select_one("[aria-labelledby=questions]"))
    sent = desks.at_banner(2)
    open_and_post(away, reverse("inbox:forward", args=[sent.pk]), to=desks.league.pk, reason="请上级办理")
    exchanges = Question._plain.get(), Forward._plain.get()
    assert [(each.by, each.standing_for) for each in exchanges] == [(analyst, desks.officer)] * 2
    events = AuditEvent.objects.filter(action__in=["ask_collector", "forward"])
    assert [each.detail["standing_for"] for each in events] == [[desks.officer.pk]] * 2
