"""What a system administrator changes: organisations and grants of the own regions, with audit events."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from bs4 import BeautifulSoup
from django.db import connections
from django.test import Client
from django.utils import timezone

from talent.notify.models import Notification
from talent.orgs.granting import scope_for
from talent.orgs.models import Membership, Organisation
from talent.security.models import AuditEvent, User
from tests.contracts.world import BANNER, LEAGUE, REGION, SIBLING, member, organisation

pytestmark = pytest.mark.django_db

ORGANISATIONS, MEMBERSHIPS = "/back/organisations/", "/back/memberships/"


class World:
    def __init__(self, client):
        self.office = organisation("锡林浩特市人社局", "hr_department", BANNER)
        self.unit = organisation("示例医院", "unit", BANNER, unit_type="21")
        self.foreign = organisation("邻旗医院", "unit", SIBLING)
        self.above = organisation("盟人社局", "hr_department", LEAGUE)
        self.admin = member("admin", self.office, "system_admin")
        client.force_login(self.admin)


@pytest.fixture
def world(client):
    return World(client)


def page(answer):
    return BeautifulSoup(answer.content, "html.parser")


def titles(answer):
    return [link.get_text(strip=True) for link in page(answer).select("td.title .title-wrapper a")]


def events():
    """What people did; the system itself published the categories."""
    rows = AuditEvent.objects.filter(by__isnull=False).order_by("id")
    found = rows.values_list("by__username", "action", "subject", "organisation_ids", "detail")
    return [(who, action, subject, *about, detail) for who, action, subject, about, detail in found]


def new_organisation(**given):
    values = {
        "name": "新单位",
        "name_mongolian": "",
        "code": "T152502000077",
        "code_is_temporary": "on",
        "kind": "unit",
        "unit_type": "21",
        "seat_region": str(BANNER),
        "managing_region": str(BANNER),
        "is_active": "on",
    }
    return values | given


def new_grant(**given):
    return {"username": "li", "role": "collector", "valid_from": "2026-01-01", "valid_to": ""} | given


def test_only_organisations_of_the_own_regions_are_listed(client, world):
    assert sorted(titles(client.get(ORGANISATIONS))) == ["示例医院", "锡林浩特市人社局"]
    assert titles(client.get(ORGANISATIONS, {"q": "医院"})) == ["示例医院"]


def test_whether_an_organisation_is_in_use_stands_in_words(client, world):
    Organisation.objects.filter(pk=world.unit.pk).update(is_active=False)
    table = page(client.get(ORGANISATIONS)).select_one("table")
    states = {
        row.select_one("td.title .title-wrapper").get_text(strip=True): row.get_text(" ")
        for row in table.select("tbody tr")
    }
    assert {name: ("在用" in text, "停用" in text) for name, text in states.items()} == {
        "示例医院": (False, True),
        "锡林浩特市人社局": (True, False),
    }
    assert not any(word in table.get_text(" ") for word in ("True", "False"))


def test_what_is_outside_the_own_regions_is_not_found(client, world):
    grant = Membership.objects.create(user=world.admin, organisation=world.foreign, role="collector")
    addresses = [
        f"{ORGANISATIONS}edit/{world.foreign.pk}/",
        f"{ORGANISATIONS}edit/{world.above.pk}/",
        f"{MEMBERSHIPS}edit/{grant.pk}/",
    ]
    assert [client.get(address).status_code for address in addresses] == [404] * 3
    assert [client.post(address, new_organisation()).status_code for address in addresses] == [404] * 3


def test_further_addresses_of_a_viewset_do_not_exist(client, world):
    for action in ("delete", "history", "usage", "copy", "inspect"):
        assert client.get(f"{ORGANISATIONS}{action}/{world.unit.pk}/").status_code == 404


def test_a_new_organisation_comes_with_its_audit_event(client, world):
    answer = client.post(f"{ORGANISATIONS}new/", new_organisation())
    made = Organisation.objects.get(code="T152502000077")
    assert (answer.status_code, made.name, made.managing_region_id) == (302, "新单位", BANNER)
    ((who, action, subject, about, detail),) = events()
    assert (who, action, subject, about) == ("admin", "create_organisation", "organisation", made.pk)
    assert {"name", "code", "kind"} <= set(detail["changed"])


@pytest.mark.parametrize(
    "wrong",
    [
        {"managing_region": str(SIBLING)},
        {"managing_region": "150000"},
        {"code": "T1"},
        {"code": "91150000123456789X", "code_is_temporary": ""},
        {"kind": "hr_department"},
        {"unit_type": "77"},
        {"industry": "Z"},
        {"industries": ["Z"]},
    ],
)
def test_a_wrong_organisation_is_refused(client, world, wrong):
    before = Organisation.objects.count()
    answer = client.post(f"{ORGANISATIONS}new/", new_organisation(**wrong))
    assert (answer.status_code, Organisation.objects.count(), events()) == (200, before, [])


def test_codes_are_chosen_by_their_words(client, world):
    form = page(client.get(f"{ORGANISATIONS}new/"))
    chosen = {
        name: form.select_one(f"select[name={name}] option[value='{code}']").get_text()
        for name, code in {"unit_type": "21", "ownership": "110", "industry": "Q"}.items()
    }
    assert chosen == {"unit_type": "21 事业单位", "ownership": "110 国有全资", "industry": "Q 卫生和社会工作"}
    assert len(form.select("input[type=checkbox][name=industries]")) == 20
    given = new_organisation(kind="industry_department", ownership="110", industry="S", industries=["P", "Q"])
    client.post(f"{ORGANISATIONS}new/", given)
    made = Organisation.objects.get(code="T152502000077")
    assert (made.unit_type, made.ownership, made.industry, made.industries) == ("21", "110", "S", ["P", "Q"])


def test_a_code_that_is_no_longer_in_its_list_keeps_standing(client, world):
    Organisation.objects.filter(pk=world.unit.pk).update(unit_type="99")
    answer = client.get(f"{ORGANISATIONS}edit/{world.unit.pk}/")
    assert page(answer).select_one("select[name=unit_type] option[selected]")["value"] == "99"


def test_a_missing_code_is_told_once(client, world):
    answer = client.post(f"{ORGANISATIONS}new/", new_organisation(code="", code_is_temporary=""))
    assert len(page(answer).select(".error-message")) == 1


def test_the_place_of_an_organisation_cannot_be_edited(client, world):
    given = new_organisation(name="改名医院", code=world.unit.code, kind="village_committee", unit_type="61")
    client.post(f"{ORGANISATIONS}edit/{world.unit.pk}/", given)
    kept = Organisation.objects.get(pk=world.unit.pk)
    assert (kept.name, kept.kind, kept.unit_type) == ("改名医院", "unit", "21")
    assert events() == [("admin", "edit_organisation", "organisation", world.unit.pk, {"changed": ["name"]})]


def test_a_grant_is_given_by_user_name_and_code(client, world):
    user = User.objects.create_user(username="li", password=None)
    answer = client.post(f"{MEMBERSHIPS}new/", new_grant(code=world.unit.code))
    grant = Membership.objects.get(user=user)
    assert (answer.status_code, grant.organisation, grant.role) == (302, world.unit, "collector")
    ((who, action, subject, about, detail),) = events()
    assert (who, action, subject, about) == ("admin", "grant_role", "membership", world.unit.pk)
    assert (detail["user"], detail["role"]) == (user.pk, "collector")


def test_a_new_category_administrator_stands_with_who_named_them_and_the_others_are_told(client, world):
    office = organisation("自治区人社厅", "hr_department", REGION)
    admin, there = member("top", office, "system_admin"), member("there", office, "category_admin")
    client.force_login(admin)
    new = User.objects.create_user(username="li", name="李敏", password=None)
    last_day = str(timezone.localdate())
    given = new_grant(code=office.code, role="category_admin", valid_to=last_day)

    client.post(f"{MEMBERSHIPS}new/", given)
    grant = Membership.objects.get(user=new)
    by = grant.granted_by
    Membership.objects.filter(pk=grant.pk).update(granted_by=None)
    client.post(f"{MEMBERSHIPS}edit/{grant.pk}/", given | {"valid_to": ""})
    grant.refresh_from_db()

    assert (by, grant.granted_by, grant.valid_to) == (admin, admin, None)
    told = Notification.objects.filter(kind="administrator_named").values_list("recipient", "data__username")
    assert list(told) == [(there.pk, "li")] * 2


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"username": "nobody"}, "没有这个启用的用户"),
        ({"username": "admin"}, "不能给本人授权"),
        ({"code": "foreign"}, "管辖范围内没有这个在用的机构"),
        ({"code": "above", "role": "hr_reviewer"}, "管辖范围内没有这个在用的机构"),
        ({"role": "hr_reviewer"}, "这种机构不设该角色"),
        ({"role": "collector", "code": "office"}, "这种机构不设该角色"),
        ({"valid_to": "2025-01-01"}, "截止日期早于起始日期"),
    ],
)
def test_a_wrong_grant_is_refused_and_says_why(client, world, wrong, sentence):
    User.objects.create_user(username="li", password=None)
    before = Membership.objects.count()
    code = getattr(world, wrong.get("code", "unit")).code
    answer = client.post(f"{MEMBERSHIPS}new/", new_grant(**wrong | {"code": code}))
    assert sentence in page(answer).get_text()
    assert (Membership.objects.count(), events()) == (before, [])


def test_a_grant_can_only_be_given_its_last_day(client, world):
    user = member("li", world.unit, "collector")
    grant = user.memberships.get()
    client.post(
        f"{MEMBERSHIPS}edit/{grant.pk}/",
        new_grant(username="admin", code=world.office.code, role="system_admin", valid_to="2027-12-31"),
    )
    grant.refresh_from_db()
    assert (grant.user, grant.organisation, grant.role) == (user, world.unit, "collector")
    assert str(grant.valid_to) == "2027-12-31"
    assert [(action, detail["changed"]) for _, action, _, _, detail in events()] == [
        ("end_grant", ["valid_to"])
    ]


@pytest.mark.parametrize(
    ("role", "dates", "refused"),
    [
        ("hr_reviewer", {}, True),
        ("hr_reviewer", {"valid_to": "2026-03-01"}, True),
        ("hr_reviewer", {"valid_to": "2026-02-28"}, False),
        ("hr_reviewer", {"valid_from": "2026-06-30"}, True),
        ("hr_reviewer", {"valid_from": "2026-07-01"}, False),
        ("audit_admin", {}, True),
        ("system_admin", {}, True),
    ],
)
def test_roles_that_exclude_each_other_are_not_granted_for_the_same_days(client, world, role, dates, refused):
    user = member("li", world.unit)
    Membership.objects.create(
        user=user,
        organisation=world.unit,
        role="collector",
        valid_from="2026-03-01",
        valid_to="2026-06-30",
    )
    answer = client.post(f"{MEMBERSHIPS}new/", new_grant(code=world.office.code, role=role, **dates))
    sentence = "该用户同期已是“示例医院”的单位填报员(2026-03-01 至 2026-06-30)，两种角色不能由同一人兼任。"
    assert (sentence in page(answer).get_text()) is refused
    assert user.memberships.count() == (1 if refused else 2)


def test_grants_that_exclude_each_other_can_be_ended_but_not_prolonged(client, world):
    user = member("li", world.unit, "collector")
    grant = Membership.objects.create(
        user=user, organisation=world.office, role="hr_reviewer", valid_to="2027-06-30"
    )
    for end in ("2027-12-31", "", "2027-01-31"):
        client.post(f"{MEMBERSHIPS}edit/{grant.pk}/", {"valid_to": end})
    grant.refresh_from_db()
    assert str(grant.valid_to) == "2027-01-31"
    assert [detail["changed"] for *_, detail in events()] == [["valid_to"]]


def test_a_grant_that_began_today_is_ended_at_once_and_stays_so(client, world):
    user = member("li", world.unit, "collector")
    grant = user.memberships.get()
    edit = f"{MEMBERSHIPS}edit/{grant.pk}/"
    early = page(client.post(edit, {"valid_to": "2020-01-01"})).get_text()
    assert "要现在就停用的，请勾选“立即停用”" in early
    client.post(edit, {"valid_to": "", "ends_now": "on"})
    grant.refresh_from_db()
    assert (grant.valid_to, grant.ended_at is None, scope_for(user).grants) == (grant.valid_from, False, ())
    client.post(edit, {"valid_to": "2099-12-31"})
    assert scope_for(user).grants == ()
    _who, action, *_, detail = events()[0]
    assert (action, detail["changed"]) == ("end_grant", ["ends_now"])


def test_what_would_begin_later_is_ended_before_it_begins(client, world):
    day = timezone.localdate() + timedelta(days=5)
    user = member("li", world.unit, "collector")
    user.memberships.update(valid_from=day)
    client.post(f"{MEMBERSHIPS}edit/{user.memberships.get().pk}/", {"valid_to": "", "ends_now": "on"})
    assert Membership.objects.on(day).filter(user=user).count() == 0


@pytest.mark.parametrize("whose", ["own", "foreign"])
def test_nobody_ends_at_once_the_own_grant_or_one_of_another_region(client, world, whose):
    user = world.admin
    if whose == "foreign":
        user = member("li", world.foreign, "collector")
    grant = user.memberships.get()
    client.post(f"{MEMBERSHIPS}edit/{grant.pk}/", {"valid_to": "", "ends_now": "on"})
    grant.refresh_from_db()
    assert (grant.valid_to, grant.ended_at) == (None, None)


def test_nobody_changes_their_own_grant(client, world):
    grant = world.admin.memberships.get()
    answer = client.post(f"{MEMBERSHIPS}edit/{grant.pk}/", {"valid_to": "2099-12-31"})
    assert "不能给本人授权" in page(answer).get_text()


@pytest.mark.parametrize("role", ["hr_reviewer", "category_admin", "audit_admin", "analyst"])
def test_other_roles_administer_nothing(client, world, role):
    client.force_login(member("other", world.office, role))
    for address in (ORGANISATIONS, f"{ORGANISATIONS}new/", MEMBERSHIPS, f"{MEMBERSHIPS}new/"):
        assert client.get(address)["Location"] == "/back/"


def test_only_the_department_of_the_region_has_who_changes_definitions(client, world):
    region = organisation("自治区人社厅", "hr_department", REGION)
    chief = member("chief", region, "system_admin")
    member("li", None)
    asked = {"role": "category_admin"}
    assert (
        "这种机构不设该角色"
        in page(client.post(f"{MEMBERSHIPS}new/", new_grant(code=world.office.code, **asked))).text
    )
    client.force_login(chief)
    assert client.post(f"{MEMBERSHIPS}new/", new_grant(code=region.code, **asked)).status_code == 302
    assert list(Membership.objects.filter(user__username="li").values_list("organisation")) == [(region.pk,)]


def grant_from_another_window(admin, values):
    window = Client()
    window.force_login(admin)
    try:
        return window.post(f"{MEMBERSHIPS}new/", values).status_code
    finally:
        connections.close_all()


@pytest.mark.django_db(transaction=True)
def test_of_two_grants_that_exclude_each_other_saved_at_one_instant_one_stands(world):
    li = User.objects.create_user(username="li", password=None)
    rivals = [
        new_grant(code=world.unit.code, role="collector"),
        new_grant(code=world.office.code, role="hr_reviewer"),
    ]
    with ThreadPoolExecutor(2) as windows:
        answers = list(windows.map(grant_from_another_window, [world.admin] * 2, rivals))
    assert sorted(answers) == [200, 302]
    assert Membership.objects.filter(user=li).count() == 1
