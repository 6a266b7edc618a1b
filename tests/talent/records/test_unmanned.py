"""What waits at an office that cannot decide goes further up; the same done twice."""

import pytest

from talent.orgs.models import Membership, Organisation
from talent.orgs.service import scope_for
from talent.records.models import Change
from talent.records.unmanned import relieve, relieve_office, unable
from tests.talent.jobs.workers import jobs
from tests.talent.records.register import LEAGUE, account, again, organisation


@pytest.fixture
def league(register):
    office = organisation("锡林郭勒盟人社局", "hr_department", LEAGUE)
    account("leader", office, "hr_reviewer")
    return office


def offices(*changes):
    return [again(each).waiting_office for each in changes]


def test_when_the_last_reviewer_is_gone_what_waits_goes_up_with_a_term_of_its_own(register, league):
    first, second, at_unit = register.at_banner(1), register.at_banner(2, "王磊"), register.waiting(3, "苏和")
    Change._plain.filter(pk=first.pk).update(deadline="2026-01-05", waiting_since="2025-12-01")
    Membership.objects.filter(organisation=register.office).delete()

    assert list(unable()) == [register.office.pk]
    relieve()

    assert offices(first, second, at_unit) == [league, league, register.unit]
    moved = again(first)
    assert (moved.route, moved.step, moved.level) == (["unit", "banner", "league"], 2, "league")
    assert moved.deadline == again(second).deadline > moved.waiting_since
    assert [each["to"] for each in moved.passed_over] == ["锡林郭勒盟人社局"]
    relieve()
    assert (offices(first), again(first).passed_over) == ([league], moved.passed_over)


def test_an_office_with_a_reviewer_keeps_what_waits_there(register, league):
    waiting = register.at_banner()

    relieve()

    assert (offices(waiting), again(waiting).passed_over) == ([register.office], [])


def test_where_nobody_above_reviews_everything_stays(register):
    waiting = register.at_banner()
    Membership.objects.filter(organisation=register.office).delete()

    relieve()

    assert offices(waiting) == [register.office]


def test_what_waited_at_an_office_that_closed_is_decided_above(register, league):
    waiting = register.at_banner()
    Organisation.objects.filter(pk=register.office.pk).update(is_active=False)

    relieve_office(register.office.pk)

    moved = again(waiting)
    assert (moved.waiting_office, moved.route) == (league, ["unit", "banner"])
    assert [(each["level"], each["name"]) for each in moved.passed_over] == [("banner", "")]


def test_closing_an_office_in_the_admin_defers_the_job(register, league, client):
    admin = account("admin", league, "system_admin")
    register.at_banner()
    client.force_login(admin)
    office = register.office
    form = {"name": office.name, "code": office.code, "code_is_temporary": "on", "name_mongolian": ""}

    answer = client.post(f"/back/organisations/edit/{office.pk}/", form)

    office.refresh_from_db()
    assert (answer.status_code, office.is_active) == (302, False)
    assert [each[:2] for each in jobs("records.relieve_office")] == [("records.relieve_office", "todo")]
    assert scope_for(register.boss).grants == ()
