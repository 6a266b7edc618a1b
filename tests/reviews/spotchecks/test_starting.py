from decimal import Decimal

import pytest
from django.db.models import Max
from procrastinate.contrib.django.models import ProcrastinateJob

from reviews.spotchecks.enums import CheckState
from reviews.spotchecks.models import SpotCheck, SpotItem
from reviews.spotchecks.rules import Rule
from reviews.spotchecks.starting import draw_waiting, start
from talent.notify.models import Notification
from talent.orgs.models import Membership
from talent.records.models import TalentRecord
from talent.security.models import AuditEvent
from tests.contracts.world import member

pytestmark = pytest.mark.django_db


def drawn(check):
    """The records of a sample, in its order."""
    return list(SpotItem._plain.filter(check_of=check).order_by("number").values_list("record", flat=True))


def begin(office, **given):
    given = {"by": office.inspector, "rule": Rule(), "size": 3, **given}
    return start(office=office.banner, **given)


def test_a_sample_is_kept_with_its_seed_and_told_once(office):
    office.records(5)
    check = begin(office, seed=7)
    items = SpotItem._plain.filter(check_of=check)
    assert (check.state, check.drawn, items.count(), len(set(drawn(check)))) == ("open", 3, 3, 3)
    assert [each.change_id == each.record.approved_id for each in items] == [True] * 3
    event = AuditEvent.objects.get(action="draw_spot_check")
    assert (event.by, event.subject_id, event.organisation_ids, event.detail) == (
        office.inspector,
        str(check.pk),
        [office.banner.pk],
        {"seed": 7, "count": 3},
    )
    told = Notification.objects.get(kind="spot_check_drawn")
    assert (told.recipient, told.place, told.arguments) == (office.officer, "spot_checks:check", [check.pk])


def test_the_same_seed_over_the_same_records_gives_the_same_sample(office):
    office.records(6)
    first = begin(office, seed=11)
    SpotCheck._plain.update(state=CheckState.DONE)  # what waits in another sample is not drawn again
    second, other = begin(office, seed=11), begin(office, seed=12, size=6)
    assert drawn(first) == drawn(second)
    assert set(drawn(first)).isdisjoint(drawn(other))


def test_a_seed_of_its_own_is_taken_where_none_is_given(office):
    office.records(1)
    assert begin(office).seed != begin(office).seed


def test_what_waits_in_another_sample_of_the_office_is_not_drawn_again(office):
    office.records(4)
    first, second = begin(office, size=3), begin(office, size=3)
    assert (first.drawn, second.drawn, set(drawn(first)) & set(drawn(second))) == (3, 1, set())


def test_what_every_reviewer_of_the_office_had_a_part_in_is_not_drawn(office):
    own = office.records(2)
    Membership.objects.filter(user=office.inspector).update(user=office.officer)
    check = begin(office, by=office.officer)
    assert (check.state, check.drawn, len(own)) == (CheckState.EMPTY, 0, 2)


def test_other_regions_and_what_is_not_approved_are_not_drawn(office):
    office.records(2)
    office.at_banner(9)
    beside = member("beside", office.sibling, "hr_reviewer")
    assert begin(office, size=50).drawn == 2
    assert start(office=office.sibling, by=beside, rule=Rule(), size=50).state == CheckState.EMPTY
    # The unit draws for itself, whatever waits in a sample above.
    assert start(office=office.unit, by=office.keeper, rule=Rule(), size=50).drawn == 2


def test_an_account_that_does_not_review_there_draws_nothing(office):
    office.records(1)
    with pytest.raises(PermissionError):
        begin(office, by=office.clerk)
    assert SpotCheck._plain.count() == 0


def test_a_share_is_drawn_of_all_that_fit(office):
    office.records(5)
    assert begin(office, size=None, share=Decimal(40)).drawn == 2


def test_one_record_is_drawn_by_its_number_whatever_the_rest(office):
    first, second = office.records(2)
    assert drawn(begin(office, rule=Rule(record=second), size=1)) == [second]
    assert first != second


def test_a_large_one_is_drawn_by_a_job_and_only_once(office, monkeypatch):
    monkeypatch.setattr("reviews.spotchecks.drawing.PLACES", 0)
    monkeypatch.setattr("reviews.spotchecks.drawing.RECORDS", 0)
    office.records(4)
    check = begin(office, seed=5)
    assert (check.state, drawn(check)) == (CheckState.DRAWING, [])
    job = ProcrastinateJob.objects.get(task_name="spotchecks.draw")
    assert job.args == {"check": check.pk}
    draw_waiting(check.pk)
    once = drawn(check)
    draw_waiting(check.pk)
    check.refresh_from_db()
    assert (check.state, check.drawn, drawn(check)) == (CheckState.OPEN, 3, once)


def test_a_job_draws_from_the_records_that_stood_when_it_was_asked_for(office, monkeypatch):
    monkeypatch.setattr("reviews.spotchecks.drawing.PLACES", 0)
    monkeypatch.setattr("reviews.spotchecks.drawing.RECORDS", 0)
    stood = office.records(2)
    check = begin(office, size=50)
    office.records(1, first=20)
    draw_waiting(check.pk)
    assert sorted(drawn(check)) == sorted(stood)
    assert TalentRecord._plain.aggregate(Max("pk"))["pk__max"] > check.highest


def test_a_job_whose_reviewer_has_left_draws_nothing(office, monkeypatch):
    monkeypatch.setattr("reviews.spotchecks.drawing.PLACES", 0)
    monkeypatch.setattr("reviews.spotchecks.drawing.RECORDS", 0)
    office.records(2)
    check = begin(office)
    Membership.objects.filter(user=office.inspector).delete()
    draw_waiting(check.pk)
    check.refresh_from_db()
    assert (check.state, drawn(check)) == (CheckState.EMPTY, [])
