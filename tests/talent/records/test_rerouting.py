"""Waiting changes of an area follow it to the office that answers there now, by a job that may run twice."""

from datetime import timedelta

import pytest
from django.db import transaction
from django.utils import timezone

from talent.orgs.models import Organisation, Region
from talent.orgs.service import plan_area, scope_for
from talent.records.models import Question
from talent.records.rerouting import reroute, reroute_area
from talent.records.service import NotAllowed, answer_office, ask_collector
from tests.talent.jobs.workers import jobs, put, work
from tests.talent.records.register import BANNER, LEAGUE, Register, account, again, organisation

AREA = 152571


class Area(Register):
    """The unit of the register stands in an area that reports to the banner; the league has an office."""

    def __init__(self):
        super().__init__()
        self.league = organisation("锡林郭勒盟人社局", "hr_department", LEAGUE)
        self.admin = account("admin", self.league, "system_admin")
        area = Region.objects.create(
            code=AREA, name="乌拉盖管理区", parent_id=LEAGUE, reporting_parent_id=BANNER, level="banner",
            valid_from=timezone.localdate() - timedelta(days=30), is_area=True,
        )  # fmt: skip
        Organisation.objects.filter(pk=self.unit.pk).update(managing_region=area, seat_region=area)
        self.unit.refresh_from_db()

    def reports_to_the_league(self):
        with transaction.atomic():
            plan_area(
                kind="reports", effective=timezone.localdate(), document="内政字〔2026〕1号", by=self.admin,
                scope=scope_for(self.admin), after={"reporting_parent": LEAGUE},
                area=Region.objects.get(pk=AREA),
            )  # fmt: skip


def offices(*changes):
    return [again(each).waiting_office for each in changes]


@pytest.mark.django_db(transaction=True)
def test_an_area_that_reports_elsewhere_takes_its_waiting_changes_there_by_a_job():
    area = Area()
    waiting, at_unit = area.at_banner(1), area.waiting(2, "王磊")
    assert offices(waiting, at_unit) == [area.office, area.unit]
    area.reports_to_the_league()
    assert (jobs("records.reroute_area"), offices(waiting)) == (
        [("records.reroute_area", "todo", 0)],
        [area.office],
    )
    work()
    assert (jobs("records.reroute_area")[0][1], offices(waiting, at_unit)) == (
        "succeeded",
        [area.league, area.unit],
    )
    put("records.reroute_area", code=AREA)
    work()
    assert offices(waiting, at_unit) == [area.league, area.unit]


@pytest.mark.django_db
@pytest.mark.parametrize(("answered", "expected"), [(False, ("", True)), (True, ("answered", False))])
def test_an_open_question_ends_with_the_office_that_asked_and_an_answer_goes_along(answered, expected):
    area = Area()
    change = area.at_banner()
    ask_collector(change=change, text="发证机关是哪里？", by=area.boss)
    if answered:
        answer_office(change=change, text="市人社局", by=area.clerk)
    Region.objects.filter(pk=AREA).update(reporting_parent=LEAGUE)

    reroute([change.pk])

    held = again(change)
    assert (held.waiting_office, held.asked, Question._plain.get().lapsed_at is not None) == (
        area.league, *expected,
    )  # fmt: skip
    if not answered:
        with pytest.raises(NotAllowed, match="不用再答复"):
            answer_office(change=change, text="市人社局", by=area.clerk)


@pytest.mark.django_db
def test_units_of_other_regions_keep_their_office(register):
    waiting = register.at_banner(1)
    organisation("锡林郭勒盟人社局", "hr_department", LEAGUE)
    reroute_area(AREA)
    assert offices(waiting) == [register.office]
