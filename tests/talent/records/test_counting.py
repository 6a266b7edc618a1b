import pytest

from reports.stats.models import Fact
from reports.stats.service import rebuild
from talent.orgs.service import scope_for
from talent.records.counting import counted
from talent.records.doubting import doubt, lift_doubt
from talent.records.models import Doubt, TalentRecord
from talent.records.reviewsettings import change_settings
from talent.records.service import FieldRemark, visible_to
from tests.talent.records.register import Register, account

pytestmark = pytest.mark.django_db


@pytest.fixture
def register(db):
    return Register()


@pytest.fixture
def inspector(register):
    return account("inspector", register.office, "hr_reviewer")


def raise_doubt(register, by, seen):
    record = TalentRecord._plain.get(pk=seen.record_id)
    remarks = [FieldRemark("", "请核对原件")]
    return doubt(record=record, seen=seen, by=by, office=register.office, remarks=remarks)


def standing(register):
    """(records that a query finds, records that have facts)."""
    found = counted(visible_to(scope_for(register.clerk)))
    facts = Fact.objects.filter(unit_id=register.unit.pk)
    return set(found.values_list("pk", flat=True)), set(facts.values_list("record", flat=True))


def test_a_doubted_record_is_counted_as_long_as_the_setting_says_so(register, inspector):
    doubted, other = register.approved(1), register.approved(2, "苏和")
    both = {doubted.record_id, other.record_id}
    raise_doubt(register, inspector, doubted)
    assert standing(register) == (both, both)


def test_with_the_setting_off_facts_and_queries_leave_it_out_from_the_doubt_to_its_end(register, inspector):
    doubted, other = register.approved(1), register.approved(2, "苏和")
    both, rest = {doubted.record_id, other.record_id}, {other.record_id}
    change_settings(by=inspector, count_doubted=False)
    mark = raise_doubt(register, inspector, doubted)
    assert standing(register) == (rest, rest)
    lift_doubt(row=mark, by=inspector, reason="原件属实")
    assert standing(register) == (both, both)


def test_a_changed_setting_moves_the_facts_of_all_that_is_doubted_at_once(register, inspector):
    doubted = register.approved(1)
    raise_doubt(register, inspector, doubted)
    change_settings(by=inspector, count_doubted=False)
    assert standing(register) == (set(), set())
    change_settings(by=inspector, count_doubted=True)
    assert standing(register) == ({doubted.record_id}, {doubted.record_id})
    assert Doubt._plain.get().is_open


def test_the_facts_made_anew_leave_it_out_as_well(register, inspector):
    doubted = register.approved(1)
    change_settings(by=inspector, count_doubted=False)
    raise_doubt(register, inspector, doubted)
    assert rebuild() == 0
