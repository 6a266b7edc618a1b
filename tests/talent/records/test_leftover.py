import pytest
from bs4 import BeautifulSoup
from django.db import connection
from django.test.utils import CaptureQueriesContext

from talent.orgs.models import Organisation
from talent.records import leftover
from tests.talent.records.register import SIBLING, account, number, organisation

pytestmark = pytest.mark.django_db
PAGE = "/back/left-over/"


def names(answer):
    return [each.get_text() for each in BeautifulSoup(answer.content, "html.parser").select("#main tbody th")]


def close(unit):
    Organisation.objects.filter(pk=unit.pk).update(is_active=False)


def test_people_of_closed_units_are_listed_masked_to_the_offices_above(client, register):
    register.approved(1, "乌日娜")
    register.draft(2, "苏和")
    client.force_login(register.boss)
    assert names(client.get(PAGE)) == []
    close(register.unit)
    page = client.get(PAGE)
    assert names(page) == ["乌日娜"]
    assert number(1) not in page.text
    client.force_login(account("there", organisation("邻旗", "hr_department", SIBLING), "hr_reviewer"))
    assert names(client.get(PAGE)) == []
    client.force_login(account("reads", register.office, "analyst"))
    assert client.get(PAGE).status_code == 404


def test_the_list_goes_on_by_keyset_and_costs_the_same_for_one_and_for_three(client, register, monkeypatch):
    client.force_login(register.boss)
    register.approved(1, "第1人")
    close(register.unit)
    client.get(PAGE)
    counts = []
    for more in ((), (2, 3)):
        for serial in more:
            register.approved(serial, f"第{serial}人")
        with CaptureQueriesContext(connection) as seen:
            client.get(PAGE)
        counts.append(len(seen))
    assert counts[0] == counts[1] <= 20
    monkeypatch.setattr(leftover, "PAGE", 2)
    first = client.get(PAGE)
    after = BeautifulSoup(first.content, "html.parser").select_one("a[rel=next]")["href"]
    assert (names(first), names(client.get(PAGE + after))) == (["第1人", "第2人"], ["第3人"])
