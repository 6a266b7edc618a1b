"""A collector whose unit has no reviewer is told where the change waits and whom to ask."""

from bs4 import BeautifulSoup

from talent.orgs.models import Membership
from talent.records.service import submit
from tests.talent.collect.world import account, browser

TOLD = "不会跳过，也不会自动通过。"


def text_of(clerk, address):
    return BeautifulSoup(clerk.get(address).content, "html.parser").get_text(" ", strip=True)


def test_the_pages_say_where_it_waits_and_who_can_appoint_a_reviewer(world):
    change = submit(change=world.draft(), by=world.clerk)
    clerk, page = browser(world.clerk), world.url("change", change.pk)
    Membership.objects.filter(organisation=world.unit, role="unit_reviewer").delete()
    boss = f"请联系“{world.office}”授权单位审核员。"
    assert TOLD + boss in text_of(clerk, page)
    assert f"已上报的 1 条停在本单位审核一步，{TOLD}" in text_of(clerk, world.url("workspace"))
    Membership.objects.filter(organisation=world.office).delete()
    assert TOLD + "请联系主管人社部门授权单位审核员。" in text_of(clerk, page)
    account("chief2", world.unit, "unit_reviewer")
    assert [TOLD in text_of(clerk, each) for each in (page, world.url("workspace"))] == [False, False]
