import pytest

from talent.orgs.resembling import other_applications, resembling
from tests.contracts.world import BANNER, OTHER_LEAGUE, SIBLING, organisation
from tests.factories import make_organisation
from tests.talent.orgs.applications import Offices, uscc

pytestmark = pytest.mark.django_db


@pytest.fixture
def offices():
    return Offices()


def test_the_same_code_is_found_wherever_it_stands(offices):
    far = organisation("别处", "unit", OTHER_LEAGUE, code=uscc(1), code_is_temporary=False)
    assert [each.name for each in resembling(offices.apply()[0]).same] == [far.name]
    assert resembling(offices.apply(code="")[0]).same == []


@pytest.mark.parametrize(
    ("name", "region", "found"),
    [
        ("锡林浩特市蒙源科技有限公司", BANNER, True),
        ("蒙源科技有限责任公司", SIBLING, True),
        ("内蒙古蒙源 科技(股份有限公司)", BANNER, True),
        ("锡林浩特市蒙泰矿业有限公司", BANNER, False),
        ("锡林浩特市草原乳业有限公司", BANNER, False),
    ],
)
def test_names_are_alike_without_places_and_common_words(offices, name, region, found):
    organisation(name, "unit", region)
    assert ([each.name for each in resembling(offices.apply()[0]).similar] == [name]) is found


def test_units_of_another_league_are_not_shown_and_the_most_alike_comes_first(offices):
    # `organisation` seats everything in the banner; this one is far away altogether.
    make_organisation("unit", OTHER_LEAGUE, name="锡林浩特市蒙源科技有限公司")
    near = organisation("蒙源科技开发公司", "unit", BANNER)
    same = organisation("蒙源科技", "unit", BANNER)
    shown = resembling(offices.apply()[0]).similar
    assert [each.name for each in shown] == [same.name, near.name]
    assert shown[0].share == 100 > shown[1].share >= 60


def test_open_applications_for_the_same_unit_are_shown(offices):
    first, _code = offices.apply()
    again, _code = offices.apply(name="另一名称")
    offices.apply(code=uscc(2), name="不相干")
    assert other_applications(first) == [again]
