from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import translation

from talent.orgs.enums import Role
from talent.orgs.models import Membership, Organisation, Region
from tests.factories import make_member, make_organisation, make_user

pytestmark = pytest.mark.django_db

BANNER = 152502


@pytest.mark.parametrize(
    ("code", "level"),
    [(150000, "region"), (150700, "league"), (150702, "banner"), (150781, "league"), (152501, "league")],
)
def test_an_office_works_at_the_level_of_whom_it_reports_to(code, level):
    assert Region.objects.get(code=code).reporting_level == level


def test_a_region_is_named_in_the_language_of_the_reader():
    region = Region.objects.get(code=150781)
    names = {}
    for language in ("zh-hans", "en"):
        with translation.override(language):
            names[language] = str(region)
    assert names == {"zh-hans": "满洲里市", "en": "Manzhouli"}


def test_a_region_without_an_english_name_keeps_its_own():
    assert Region(code=1, name="某旗").named("en-gb") == "某旗"


@pytest.mark.parametrize(
    ("code", "temporary", "accepted"),
    [
        ("911101080828461726", False, True),
        ("911101080828461725", False, False),
        ("T152502000001", True, True),
        ("T152502000001", False, False),
        ("911101080828461726", True, False),
    ],
)
def test_a_code_is_unified_or_flagged_as_temporary(code, temporary, accepted):
    organisation = Organisation(code=code, code_is_temporary=temporary)
    if accepted:
        organisation.clean()
        return
    with pytest.raises(ValidationError) as refused:
        organisation.clean()
    assert set(refused.value.message_dict) == {"code"}


@pytest.mark.django_db
@pytest.mark.parametrize("temporary", [False, True])
def test_a_missing_code_is_refused_in_one_sentence(temporary):
    with pytest.raises(ValidationError) as refused:
        Organisation(code="", code_is_temporary=temporary).full_clean()
    assert len(refused.value.message_dict["code"]) == 1


def test_a_code_belongs_to_one_organisation():
    unit = make_organisation("unit", BANNER)
    with pytest.raises(IntegrityError), transaction.atomic():
        make_organisation("unit", BANNER, code=unit.code)


def test_a_region_has_one_active_hr_office():
    first = make_organisation("hr_department", BANNER)
    make_organisation("hr_department", 152500)
    make_organisation("hr_department", BANNER, is_active=False)
    with pytest.raises(IntegrityError, match="orgs_one_hr_office_a_region"), transaction.atomic():
        make_organisation("hr_department", BANNER)
    first.is_active = False
    first.save()
    second = make_organisation("hr_department", BANNER)
    held = Organisation.objects.filter(kind="hr_department", managing_region=BANNER, is_active=True)
    assert list(held) == [second]


def test_only_units_and_village_committees_collect():
    kinds = ("hr_department", "industry_department", "admin_department", "unit", "village_committee")
    assert [Organisation(kind=kind).collects for kind in kinds] == [False, False, False, True, True]


def test_an_organisation_with_people_or_a_region_with_organisations_stays():
    unit = make_organisation("unit", BANNER)
    make_member(Role.COLLECTOR, unit)
    for row in (unit, Region.objects.get(code=BANNER)):
        with pytest.raises(IntegrityError), transaction.atomic():
            row.delete()


def test_a_membership_does_not_end_before_it_begins():
    unit = make_organisation("unit", BANNER)
    day, before = date(2026, 3, 2), date(2026, 3, 1)
    make_member(Role.COLLECTOR, unit, valid_from=day, valid_to=day)
    with pytest.raises(IntegrityError, match="orgs_membership_dates"), transaction.atomic():
        make_member(Role.COLLECTOR, unit, valid_from=day, valid_to=before)


def test_memberships_in_force_on_a_day_include_both_their_ends():
    user, unit = make_user(), make_organisation("unit", BANNER)
    make_member(Role.COLLECTOR, unit, user=user, valid_from=date(2026, 3, 1), valid_to=date(2026, 3, 3))
    make_member(Role.UNIT_REVIEWER, unit, user=user, valid_from=date(2026, 3, 3))
    found = {
        day: set(Membership.objects.on(date(2026, 3, day)).filter(user=user).values_list("role", flat=True))
        for day in range(1, 5)
    }
    assert found == {
        1: {"collector"},
        2: {"collector"},
        3: {"collector", "unit_reviewer"},
        4: {"unit_reviewer"},
    }


def test_rows_say_what_they_are():
    unit = make_organisation("unit", BANNER, name="示例医院")
    make_member(Role.COLLECTOR, unit, user=make_user(name="乌日娜"))
    assert (str(unit), str(Membership.objects.get(organisation=unit))) == (
        "示例医院",
        "乌日娜 · 示例医院 · 单位填报员",
    )
