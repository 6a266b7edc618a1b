from collections import Counter, defaultdict

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from django.utils import timezone

from portal.demo.accounts import ACCOUNTS, make_accounts
from portal.demo.places import build_places
from portal.demo.world import populate
from reports.stats.models import Fact
from reviews.inbox.models import Decision
from talent.orgs.models import Membership, Organisation, Region
from talent.orgs.service import is_uscc, scope_for
from talent.records.enums import ChangeState
from talent.records.models import Change, TalentRecord
from talent.security.models import User

pytestmark = pytest.mark.django_db


@pytest.fixture
def changes():
    """A hundred and fifty people of all categories in a region of every unit."""
    made = populate(people=150, units=build_places(), progress=lambda done: None)
    found = list(Change.objects.unscoped(reason="the test looks at all").select_related("category", "unit"))
    assert len({change.record_id for change in found}) == made
    return found


@pytest.mark.slow
def test_corrections_of_approved_people_wait_beside_what_was_approved(changes):
    approved = {change.record_id: change for change in changes if change.state == ChangeState.ACCEPTED}
    corrected = [
        change for change in changes if change.record_id in approved and change.state == ChangeState.WAITING
    ]
    assert len(corrected) >= 3
    assert {change.level for change in corrected} == {"banner"}
    assert all(change.created_at > approved[change.record_id].decided_at for change in corrected)
    assert all(change.document() != approved[change.record_id].document() for change in corrected)


def test_every_region_has_its_office_and_every_code_its_check_character():
    units = build_places()
    organisations = Organisation.objects.all()
    offices = organisations.filter(kind="hr_department").values_list("managing_region", flat=True)
    assert sorted(offices) == sorted(Region.objects.values_list("code", flat=True))
    assert [each.code for each in organisations if not is_uscc(each.code)] == []
    assert {unit.unit_type for unit in units} == {"21", "41", "42", "45", "52", "61"}


def test_building_the_places_twice_adds_nothing():
    first = [unit.pk for unit in build_places()]
    assert [unit.pk for unit in build_places()] == first


def test_people_of_all_categories_stand_in_every_state(changes):
    assert {change.category.key for change in changes} == {
        "professional", "skilled", "management", "rural", "social"
    }  # fmt: skip
    assert {change.state for change in changes} == set(ChangeState) - {ChangeState.REJECTED}
    assert {change.level for change in changes if change.state == ChangeState.WAITING} == {"unit", "banner"}


@pytest.mark.slow
def test_every_change_has_its_people_and_its_days_one_after_the_other(changes):
    decided = defaultdict(list)
    for each in Decision.objects.unscoped(reason="the test looks at all").order_by("at"):
        decided[each.change_id].append(each)
    for change in changes:
        own = decided[change.pk]
        submitted = [change.submitted_at] if change.submitted_at else []
        moments = [change.created_at, *submitted, *(each.at for each in own)]
        assert moments == sorted(moments)
        assert (change.updated_at, change.created_at < timezone.now()) == (moments[-1], True)
        assert change.created_by.username == f"demo-clerk-{change.unit.code}"
        assert change.submitted_by == (change.created_by if submitted else None)
        passed = [each for each in own if each.outcome == "passed"]
        assert [each.level for each in passed] == change.route[: change.step]
        assert [each.by_id for each in passed] == change.reviewers
        assert own[:1] == [] or own[0].by.username == f"demo-reviewer-{change.unit.code}"
        assert (len(own) - len(passed)) == (change.state == ChangeState.RETURNED)
        # Whoever decides next has it from the day on which it came.
        came = [timezone.localdate(each) for each in moments[1:]]
        assert [each.arrived_on for each in own] == came[: len(own)]
        waits = change.state == ChangeState.WAITING
        assert change.waiting_since == (came[-1] if waits else None)


@pytest.mark.slow
def test_what_is_decided_spreads_over_months_and_what_waits_is_recent(changes):
    days = [timezone.localdate(each.decided_at) for each in changes if each.decided_at]
    waiting = [each for each in changes if each.state == ChangeState.WAITING]
    assert (max(days) - min(days)).days > 60
    assert len(set(days)) > 20
    assert all((timezone.localdate() - timezone.localdate(each.submitted_at)).days < 30 for each in waiting)
    records = TalentRecord.objects.unscoped(reason="the test looks at all").filter(approved__isnull=False)
    assert all(each.approved_at == each.approved.decided_at for each in records.select_related("approved"))


@pytest.mark.slow
def test_remarks_stand_with_the_decision_that_returned_the_change(changes):
    returned = [each for each in changes if each.state == ChangeState.RETURNED]
    decisions = Decision.objects.unscoped(reason="the test looks at all").filter(outcome="returned")
    found = [(each.remarks.get(), decisions.get(change=each)) for each in returned]
    assert len(returned) > 0
    assert all((remark.by, remark.at) == (decision.by, decision.at) for remark, decision in found)


def test_nobody_gets_in_as_the_people_of_the_demonstration(changes):
    staff = User.objects.filter(username__startswith="demo-")
    still = Membership.objects.on(timezone.localdate())
    offices = Organisation.objects.exclude(kind__in=["unit", "village_committee"]).count()
    assert set(still.values_list("role", "organisation__kind")) == {
        ("hr_reviewer", kind) for kind in ("hr_department", "industry_department", "admin_department")
    }
    assert staff.filter(is_active=True).count() == still.count() == offices
    assert not any(user.has_usable_password() for user in staff.order_by("-is_active")[:20])


@pytest.mark.slow
def test_facts_are_those_of_the_accepted_changes(changes):
    accepted = {change.record_id for change in changes if change.state == ChangeState.ACCEPTED}
    assert set(Fact.objects.values_list("record_id", flat=True)) == accepted


def test_accounts_hold_the_roles_they_are_named_for_and_get_new_passwords_each_time():
    build_places()
    first, second = make_accounts(), make_accounts()
    users = {user.username: user for user in User.objects.all()}
    assert {name: scope_for(user).roles for name, user in users.items()} == {
        account.username: frozenset(account.roles) for account in ACCOUNTS
    }
    assert all(users[each.username].check_password(each.password) for each in second)
    assert Counter(each.password for each in first + second).most_common(1)[0][1] == 1


@pytest.mark.slow
def test_a_register_with_people_is_left_alone(changes, capsys):
    with pytest.raises(CommandError, match="空库"):
        call_command("demo", people=10)
    call_command("demo", people=10, if_empty=True)
    assert capsys.readouterr().out == "演示账户的口令忘记时，用 manage.py demo --new-passwords 换新。\n"


def test_a_number_out_of_bounds_is_refused():
    with pytest.raises(CommandError, match="1 至 10000000"):
        call_command("demo", people=10_000_001)
