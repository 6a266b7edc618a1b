"""The pages where offices decide about units that ask to be registered."""

import pytest
from bs4 import BeautifulSoup
from django.db import connection
from django.test.utils import CaptureQueriesContext

from talent.orgs import application_pages
from talent.orgs.models import Organisation, OrganisationApplication
from talent.security.models import AuditEvent
from tests.contracts.world import BANNER, organisation
from tests.talent.orgs.applications import Offices, uscc

pytestmark = pytest.mark.django_db
LIST = "/back/unit-applications/"


@pytest.fixture
def offices(client):
    offices = Offices()
    client.force_login(offices.people["banner"])
    return offices


def page(answer):
    return BeautifulSoup(answer.content, "html.parser").select_one("#main")


def names(answer):
    return [each.get_text(strip=True) for each in page(answer).select("tbody th")]


def of(application):
    return f"{LIST}{application.pk}/"


def test_what_waits_is_listed_oldest_first_and_goes_on_by_keyset(client, offices, monkeypatch):
    for name in ("甲", "乙", "丙"):
        offices.apply(name=name)
    monkeypatch.setattr(application_pages, "PAGE", 2)
    first = client.get(LIST)
    second = client.get(LIST + page(first).select_one("a[rel=next]")["href"])
    assert (names(first), names(second)) == (["甲", "乙"], ["丙"])
    assert page(second).select("a[rel=next]") == []
    assert names(client.get(LIST, {"state": "accepted"})) == []
    assert names(client.get(LIST, {"state": "all"})) == ["丙", "乙"]


def test_the_list_costs_the_same_for_one_and_for_three(client, offices):
    counts = []
    for more in (("甲",), ("乙", "丙")):
        for name in more:
            offices.apply(name=name)
        client.get(LIST)
        with CaptureQueriesContext(connection) as seen:
            client.get(LIST)
        counts.append(len(seen))
    assert counts[0] == counts[1] <= 20


def test_an_application_stands_beside_like_units_and_the_look_at_its_contact_is_logged(client, offices):
    organisation("别名", "unit", BANNER, code=uscc(1), code_is_temporary=False)
    organisation("蒙源科技有限责任公司", "unit", BANNER)
    application, code = offices.apply(reason="改制后新设", administrative_department_typed="国资委")
    client.get(LIST)
    with CaptureQueriesContext(connection) as seen:
        answer = client.get(of(application))
    text = page(answer).get_text(" ", strip=True)
    for said in ("0479-8223456", "改制后新设", "国资委", "别名", "名称不同", "蒙源科技有限责任公司", "100%"):
        assert said in text
    assert code not in answer.text
    assert len(seen) <= 20, "\n".join(each["sql"][:150] for each in seen)
    event = AuditEvent.objects.latest("pk")
    assert (event.action, event.subject, event.subject_id) == (
        "read_sensitive", "application", str(application.pk),
    )  # fmt: skip


def test_the_pages_are_not_found_by_others(client, offices):
    application, _code = offices.apply()
    answers = {}
    for name, user in offices.people.items():
        client.force_login(user)
        answers[name] = (client.get(LIST).status_code, client.get(of(application)).status_code)
    assert answers == {
        "banner": (200, 200),
        "mining": (200, 200),
        "banner_admin": (200, 200),
        "league_admin": (200, 200),
        "league": (200, 404),
        "sibling": (200, 404),
        "health": (200, 404),
        "sibling_admin": (200, 404),
        "analyst": (404, 404),
    }


def test_passing_registers_the_unit_with_the_chosen_department(client, offices):
    application, _code = offices.apply()
    system = organisation("国资委", "admin_department", BANNER)
    answer = client.post(
        of(application), {"do": "approve", "lock": 0, "department": system.pk, "remark": ""}, follow=True
    )
    made = Organisation.objects.get(code=uscc(1))
    assert made.administrative_department == system
    assert f"“{made.name}”已登记，代码 {made.code}。" in answer.text


@pytest.mark.parametrize(("do", "state"), [("return", "returned"), ("refuse", "rejected")])
def test_the_other_outcomes_need_a_reason_and_keep_what_was_typed(client, offices, do, state):
    application, _code = offices.apply()
    system = organisation("国资委", "admin_department", BANNER)
    empty = client.post(of(application), {"do": do, "lock": 0, "department": system.pk, "remark": " "})
    assert empty.status_code == 409
    assert page(empty).select_one("[name=department] [selected]")["value"] == str(system.pk)
    assert "请写明原因，申请单位会看到。" in empty.text
    client.post(of(application), {"do": do, "lock": 0, "remark": "名称不对"})
    assert OrganisationApplication.objects.values_list("state", "remark").get() == (state, "名称不对")


def test_who_comes_second_is_told_and_changes_nothing(client, offices):
    application, _code = offices.apply()
    client.post(of(application), {"do": "refuse", "lock": 0, "remark": "重复"})
    late = client.post(of(application), {"do": "approve", "lock": 0})
    assert late.status_code == 409
    assert "已被他人办理" in late.text
    assert page(late).select("button[name=do]") == []


@pytest.mark.parametrize("posted", [{}, {"do": "x", "lock": 0}, {"do": "approve", "lock": "x"}])
def test_an_unreadable_decision_is_refused(client, offices, posted):
    application, _code = offices.apply()
    assert client.post(of(application), posted).status_code == 422
    assert OrganisationApplication.objects.get().state == "waiting"
