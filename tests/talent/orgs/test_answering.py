import pytest

from talent.orgs.answering import reviewing_office
from talent.orgs.enums import Level
from talent.orgs.models import Organisation
from talent.orgs.offices import NoOffice
from tests.factories import make_organisation

pytestmark = pytest.mark.django_db

REGION, LEAGUE, BANNER = 150000, 150700, 150702
#: 满洲里 and 二连浩特 lie in a league and report to the region.
MANZHOULI, ERENHOT = 150781, 152501
LEVELS = (Level.BANNER, Level.LEAGUE, Level.REGION)


@pytest.fixture
def offices():
    """The office of every region that a test speaks of."""
    codes = (REGION, LEAGUE, BANNER, MANZHOULI, 152500, ERENHOT)
    return {code: make_organisation("hr_department", code) for code in codes}


def route(unit):
    """Regions of the offices that review at each level above the unit."""
    return [reviewing_office(unit, level).managing_region_id for level in LEVELS]


@pytest.mark.parametrize(
    ("managed_by", "reviewed_by"),
    [
        (BANNER, [BANNER, LEAGUE, REGION]),
        (LEAGUE, [LEAGUE, LEAGUE, REGION]),
        (REGION, [REGION, REGION, REGION]),
        (MANZHOULI, [MANZHOULI, MANZHOULI, REGION]),
        (ERENHOT, [ERENHOT, ERENHOT, REGION]),
        (152502, [152500, 152500, REGION]),  # without an office: passed up
    ],
)
def test_each_level_is_reviewed_by_the_office_that_manages_the_unit_there(offices, managed_by, reviewed_by):
    assert route(make_organisation("unit", managed_by)) == reviewed_by


def test_the_unit_level_is_the_unit_itself():
    unit = make_organisation("village_committee", BANNER)
    assert reviewing_office(unit, Level.UNIT) == unit


def test_where_the_unit_sits_does_not_matter(offices):
    unit = make_organisation("unit", LEAGUE, seat_region_id=BANNER)
    assert route(unit) == [LEAGUE, LEAGUE, REGION]


@pytest.mark.parametrize(
    ("without", "reviewed_by"),
    [
        ({BANNER}, [LEAGUE, LEAGUE, REGION]),
        ({LEAGUE}, [BANNER, REGION, REGION]),
        ({BANNER, LEAGUE}, [REGION, REGION, REGION]),
    ],
)
def test_a_region_without_an_active_office_passes_the_work_up(offices, without, reviewed_by):
    Organisation.objects.filter(pk__in=[offices[code].pk for code in without]).update(is_active=False)
    assert route(make_organisation("unit", BANNER)) == reviewed_by


def test_departments_of_another_kind_do_not_review(offices):
    offices[BANNER].delete()
    for kind in ("industry_department", "admin_department", "unit"):
        make_organisation(kind, BANNER)
    assert route(make_organisation("unit", BANNER)) == [LEAGUE, LEAGUE, REGION]


def test_without_any_office_at_or_above_the_level_nobody_is_named(offices):
    Organisation.objects.filter(pk=offices[REGION].pk).update(is_active=False)
    unit = make_organisation("unit", BANNER, name="示例医院")
    assert reviewing_office(unit, Level.LEAGUE) == offices[LEAGUE]
    with pytest.raises(NoOffice, match="示例医院"):
        reviewing_office(unit, Level.REGION)


def test_an_office_is_found_in_two_queries(offices, django_assert_num_queries):
    unit = make_organisation("unit", BANNER)
    with django_assert_num_queries(2):
        assert reviewing_office(unit, Level.REGION) == offices[REGION]
