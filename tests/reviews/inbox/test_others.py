"""Beside a change its reviewer reads what stands of other records, and only what is in scope."""

import pytest

from reviews.inbox.looking import to_look_at
from reviews.inbox.others import beside
from reviews.inbox.waiting import inbox_for
from talent.categories.service import live_version
from talent.orgs.service import scope_for
from talent.records.models import Change, TalentRecord
from talent.records.service import FieldRemark, accept, doubt, propose, submit
from tests.contracts.world import OTHER_LEAGUE, member, organisation
from tests.reviews.inbox.desk import Desks, number
from tests.reviews.inbox.pages import read, text

pytestmark = pytest.mark.django_db


@pytest.fixture
def desks():
    return Desks()


def found(desks, change, *named):
    by = desks.officer
    seen = to_look_at(inbox_for(scope_for(by))).get(pk=change.pk)
    return beside(seen, named=set(named), scope=scope_for(by))


def welder(unit, *reviewers, by, serial=1):
    """The same person as a skilled worker of a unit; without reviewers as a draft."""
    identity = {"id_number": number(serial), "full_name": "苏和", "ethnic_group": "蒙古族"}
    raw = {"identity": identity, "skill": {"current_trade": "焊工"}}
    change = propose(version=live_version("skilled"), unit=unit, raw=raw, by=by, source="unit").change
    if reviewers:
        change = submit(change=change, by=by)
    for each in reviewers:
        change = accept(change=change, by=each)
    return change


def far_away():
    """A unit in another league with somebody who fills in and somebody who reviews."""
    organisation("赤峰市人社局", "hr_department", OTHER_LEAGUE)
    far = organisation("赤峰示例社区", "unit", OTHER_LEAGUE, unit_type="42", industry="Q")
    return far, member("distant", far, "collector"), member("distant_chief", far, "unit_reviewer")


def test_what_is_approved_or_waits_is_read_by_record_and_a_draft_is_not(desks):
    approved, waiting, draft = desks.approved(1), desks.at_unit(2), desks.draft(3)
    change = desks.at_banner(4)
    stands = found(desks, change, approved.record_id, waiting.record_id, draft.record_id)
    assert stands.named == {approved.record_id: approved, waiting.record_id: waiting}
    assert stands.others == ()


def test_the_other_records_of_the_person_are_read_with_their_states(desks):
    approved = welder(desks.unit, desks.chief, desks.officer, by=desks.clerk)
    change = desks.at_banner(1)
    boss = member("boss", desks.neighbour, "collector")
    welder(desks.neighbour, by=boss)  # a draft binds nobody and is nobody else's business
    (other,) = found(desks, change).others
    assert (approved.state, other.approved, other.waiting, other.is_doubted) == (
        "accepted",
        approved,
        None,
        False,
    )


def test_a_record_in_force_of_which_more_waits_is_one_and_a_doubt_upon_it_is_told(desks):
    approved = welder(desks.unit, desks.chief, desks.officer, by=desks.clerk)
    record = TalentRecord._plain.get(pk=approved.record_id)
    inspector = member("inspector", desks.banner, "hr_reviewer")
    mark = doubt(
        record=record, seen=approved, by=inspector, office=desks.banner, remarks=[FieldRemark("", "请核对")]
    )
    mark.correction.remarks.update(acted_on=True)
    waiting = submit(change=mark.correction, by=desks.clerk)
    (other,) = found(desks, desks.at_banner(1)).others
    assert (other.approved, other.waiting, other.is_doubted) == (approved, waiting, True)


def test_what_is_out_of_scope_changes_no_byte_of_the_page(client, desks):
    change = desks.at_banner(1)
    client.force_login(desks.officer)
    address = f"/back/review/{change.pk}/"

    def page():
        shown = read(client.get(address)).select_one(".inbox")
        for secret in shown.select("input[name=csrfmiddlewaretoken], input[name=lock]"):
            secret.decompose()
        return str(shown)

    client.get(address)
    before = page()
    far, distant, chief = far_away()
    welder(far, chief, by=distant)
    assert page() == before
    TalentRecord._plain.exclude(pk=change.record_id).update(region_code=desks.banner.managing_region_id)
    Change._plain.exclude(pk=change.pk).update(region_code=desks.banner.managing_region_id)
    listed = text(read(client.get(address)).select_one("[aria-labelledby=others]"))
    assert "技能人才 · 赤峰示例社区" in listed  # the leak was possible


def test_the_units_reviewer_reads_those_of_the_own_unit_alone(client, desks):
    boss = member("boss", desks.neighbour, "collector")
    checker = member("checker", desks.neighbour, "unit_reviewer")
    welder(desks.neighbour, checker, by=boss)
    change = desks.at_unit(1)
    address = f"/unit/{desks.unit.pk}/review/{change.pk}/"
    client.force_login(desks.chief)
    assert read(client.get(address)).select_one("[aria-labelledby=others]") is None


def test_an_other_record_leads_to_its_own_page(client, desks):
    approved = welder(desks.unit, desks.chief, desks.officer, by=desks.clerk)
    at_banner = desks.at_banner(1)
    client.force_login(desks.officer)
    link = read(client.get(f"/back/review/{at_banner.pk}/")).select_one("[aria-labelledby=others] a")
    assert client.get(link["href"]).status_code == 200
    assert link["href"] == f"/back/query/{approved.record_id}/"
