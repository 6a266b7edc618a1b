import pytest

from portal.demo.accounts import make_accounts
from portal.demo.areas import CITY, make_area
from portal.demo.places import build_places
from talent.orgs.models import AreaEvent, Organisation
from talent.orgs.service import is_uscc, reviewing_office

pytestmark = pytest.mark.django_db


def test_the_area_has_one_unit_that_its_city_reviews_and_making_it_again_changes_nothing():
    units = len(build_places())
    make_accounts()
    area = make_area()
    (unit,) = Organisation.objects.filter(managing_region=area)
    assert (area.code, area.parent_id, area.is_area, is_uscc(unit.code)) == (150771, CITY, True, True)
    assert reviewing_office(unit, "banner").managing_region_id == CITY
    assert (make_area(), AreaEvent.objects.get().state) == (area, "done")
    assert (len(build_places()), Organisation.objects.filter(managing_region=area).count()) == (units, 1)
