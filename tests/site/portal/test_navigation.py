import pytest
from django.test import override_settings
from django.urls import include, path

from portal.navigation import Entry, entries_for, exists
from talent.orgs.enums import Role


def answer(request):
    raise AssertionError("only resolved, never called")


urlpatterns = [
    path("statistics/", answer),
    path("unit/", answer),
    path("unit/sheets/", answer),
    path("unit/<int:organisation>/review/", answer),
    path("unit/<int:organisation>/query/", answer),
    path("back/", answer),
    path("back/review/", answer),
    path("back/query/", answer),
    path("open/", answer),
    path("help/", answer),
    path("", include("wagtail.urls")),
]


class OuterZone:
    """The public zone has no staff pages, and Wagtail answers for everything else."""

    urlpatterns = (*urlpatterns[:5], urlpatterns[-1])


EVERYBODY = ["/statistics/", "/open/", "/help/"]
UNIT = ["/statistics/", "/unit/", "/unit/sheets/", "/open/", "/help/"]
STAFF = ["/statistics/", "/back/", "/open/", "/help/"]


@pytest.mark.parametrize(
    ("roles", "offered"),
    [
        ((), EVERYBODY),
        ((Role.COLLECTOR,), UNIT),
        ((Role.UNIT_REVIEWER,), UNIT),
        (
            (Role.HR_REVIEWER,),
            ["/statistics/", "/back/review/", "/back/query/", "/back/", "/open/", "/help/"],
        ),
        ((Role.ANALYST,), ["/statistics/", "/back/query/", "/back/", "/open/", "/help/"]),
        ((Role.CATEGORY_ADMIN,), STAFF),
        ((Role.SYSTEM_ADMIN,), STAFF),
        ((Role.AUDIT_ADMIN,), STAFF),
        (
            (Role.COLLECTOR, Role.ANALYST),
            ["/statistics/", "/unit/", "/unit/sheets/", "/back/query/", "/back/", "/open/", "/help/"],
        ),
    ],
)
@override_settings(ROOT_URLCONF=__name__)
def test_each_role_is_offered_its_own_pages(roles, offered):
    assert [entry.href for entry in entries_for(roles, path="/")] == offered


def test_every_role_has_been_thought_of():
    thought_of = {Role.COLLECTOR, Role.UNIT_REVIEWER, Role.HR_REVIEWER, Role.ANALYST}
    assert set(Role) == thought_of | {Role.CATEGORY_ADMIN, Role.SYSTEM_ADMIN, Role.AUDIT_ADMIN}


@override_settings(ROOT_URLCONF=OuterZone)
def test_pages_of_the_other_zone_are_not_offered():
    assert [entry.href for entry in entries_for(Role, path="/")] == [
        "/statistics/",
        "/unit/",
        "/unit/sheets/",
    ]


@pytest.mark.parametrize(
    ("address", "current"),
    [
        ("/", []),
        ("/statistics/", ["/statistics/"]),
        ("/unit/records/7/", ["/unit/"]),
        ("/unit/sheets/3/", ["/unit/sheets/"]),
        ("/units/", []),
    ],
)
@override_settings(ROOT_URLCONF=__name__)
def test_only_the_closest_entry_is_current(address, current):
    found = entries_for((Role.COLLECTOR,), path=address)
    assert [entry.href for entry in found if entry.current] == current


@pytest.mark.parametrize(
    ("units", "path", "entry"),
    [
        ((7,), "/statistics/", Entry("审核", "/unit/7/review/")),
        ((7,), "/unit/7/review/3/", Entry("审核", "/unit/7/review/", current=True)),
        ((7, 8), "/statistics/", Entry("审核", "/unit/")),
    ],
)
@override_settings(ROOT_URLCONF=__name__)
def test_reviewers_of_units_are_led_to_their_review_or_to_the_choice(units, path, entry):
    found = entries_for((Role.UNIT_REVIEWER,), path=path, reviews=units)
    assert [each for each in found if each.label == "审核"] == [entry]
    assert sum(each.current for each in found) == 1


@override_settings(ROOT_URLCONF=__name__)
def test_an_address_that_only_wagtail_would_look_for_does_not_exist():
    assert (exists("/unit/"), exists("/somewhere/"), exists("/no-slash")) == (True, False, False)


@override_settings(ROOT_URLCONF=__name__)
def test_entries_carry_their_words():
    found = entries_for((Role.COLLECTOR,), path="/statistics/")
    assert found == [
        Entry("公开统计", "/statistics/", current=True),
        Entry("单位工作台", "/unit/"),
        Entry("负责人员登记表", "/unit/sheets/"),
        Entry("开放数据", "/open/"),
        Entry("帮助", "/help/"),
    ]


@pytest.mark.parametrize(
    ("units", "path", "entry"),
    [
        ((7,), "/unit/7/query/", Entry("人才查询", "/unit/7/query/", current=True)),
        ((7, 8), "/statistics/", Entry("人才查询", "/unit/")),
        ((7, 8), "/unit/8/", Entry("人才查询", "/unit/8/query/")),
    ],
)
@override_settings(ROOT_URLCONF=__name__)
def test_people_of_units_are_led_to_their_query_or_to_the_choice(units, path, entry):
    found = entries_for((Role.COLLECTOR,), path=path, units=units)
    assert [each for each in found if each.label == "人才查询"] == [entry]
    assert sum(each.current for each in found) == 1
