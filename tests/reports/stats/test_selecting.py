import pytest

from reports.stats.selecting import Coded, Wanted, select_portion
from talent.orgs.service import NOTHING, Unscoped, scope_for
from talent.records.models import TalentRecord
from talent.records.service import visible_to
from tests.talent.records.register import person

pytestmark = pytest.mark.django_db


@pytest.fixture
def people(register):
    """Three approved men and women of the unit and one who waits; the numbers of the approved."""
    found = []
    for serial, sex in ((1, "1"), (3, "2"), (5, "1")):
        found.append(register.approved(serial, f"乌日娜{sex}").record_id)
    register.at_banner(7, "其其格")
    return found


def ask(register, user=None, **given):
    asked = {"most": 10, "candidates": 10, **given}
    records = visible_to(scope_for(user or register.boss))
    return select_portion(records, category=register.version.category, **asked)


def test_records_that_nobody_gave_a_scope_for_are_not_looked_at(register):
    with pytest.raises(Unscoped):
        select_portion(TalentRecord.objects.all(), category=register.version.category, most=1, candidates=1)


def test_an_empty_scope_finds_nobody_and_a_neighbour_only_the_own(register, people):
    category = register.version.category
    nobody = select_portion(visible_to(NOTHING), category=category, most=10, candidates=10)
    assert (nobody.found, nobody.last) == ((), None)
    assert ask(register, register.neighbour).found == ()
    assert [number for number, _version in ask(register, register.clerk).found] == people


def test_only_what_is_approved_is_found_in_the_order_of_its_numbers(register, people):
    found = ask(register)
    assert [number for number, _version in found.found] == people
    assert {version for _number, version in found.found} == {register.version.pk}
    assert (found.last, found.looked_at) == (None, 3)


def test_it_goes_on_behind_a_number_and_says_where_a_full_page_ended(register, people):
    first = ask(register, most=2)
    assert ([number for number, _ in first.found], first.last) == (people[:2], people[1])
    second = ask(register, most=2, after=first.last)
    assert ([number for number, _ in second.found], second.last) == (people[2:], None)


def test_no_more_candidates_are_looked_at_than_asked_for_whatever_fits(register, people):
    nothing = Wanted("false", ())
    found = ask(register, candidates=2, wanted=[nothing])
    assert (found.found, found.last, found.looked_at) == ((), people[1], 2)
    rest = ask(register, candidates=2, after=people[1], wanted=[nothing])
    assert (rest.found, rest.last, rest.looked_at) == ((), None, 1)


def test_codes_are_looked_for_in_the_facts_and_texts_in_the_documents(register, people):
    women = Coded(("identity.sex",), ("2",))
    men = Coded(("identity.sex",), ("1",))
    welders = Wanted(
        "jsonb_path_exists(change.data, %s::jsonpath)", ('$.skill.current_trade ? (@ == "焊工")',)
    )
    found = {
        "men": ask(register, coded=[men]),
        "women": ask(register, coded=[women]),
        "both": ask(register, coded=[men, women]),
        "either": ask(register, coded=[Coded(("identity.sex",), ("1", "2"))]),
        "unknown": ask(register, coded=[Coded(("no.such",), ("1",))]),
        "no code": ask(register, coded=[Coded(("identity.sex",), ())]),
        "welders": ask(register, coded=[men], wanted=[welders]),
    }
    numbers = {name: [people.index(number) for number, _ in each.found] for name, each in found.items()}
    both = [*numbers["men"], *numbers["women"]]
    assert (sorted(both), bool(numbers["men"]), numbers["either"]) == ([0, 1, 2], True, [0, 1, 2])
    assert (numbers["both"], numbers["unknown"], numbers["no code"]) == ([], [], [])
    assert numbers["welders"] == numbers["men"]
    assert person(1)["skill"]["current_trade"] == "焊工"
