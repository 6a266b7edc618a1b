"""The herder on a telephone, and the engineer who corrects her title: both end waiting for review."""

import pytest

from talent.categories.service import live_version
from talent.individuals.models import ContactCode
from talent.individuals.service import send_code
from talent.records.models import Change
from talent.records.service import accept, propose, submit
from tests.browser.conftest import PHONE
from tests.contracts.world import BANNER, LEAGUE, member, organisation
from tests.talent.collect.world import number
from tests.talent.individuals.persons import PASSWORD, newest_code

pytestmark = [
    pytest.mark.browser,
    pytest.mark.slow,
    pytest.mark.django_db(transaction=True, databases=["default", "public"]),
]


def account(username, at, *roles):
    user = member(username, at, *roles)
    user.set_password(PASSWORD)
    user.save()
    return user


@pytest.fixture
def office():
    return organisation("锡林浩特市人力资源和社会保障局", "hr_department", BANNER)


def register(who, *, serial, name, contact):
    page = who.page
    page.goto("/login/")
    who.follow("个人注册")
    page.fill("[name=id_number]", number(serial))
    page.fill("[name=full_name]", name)
    page.fill("[name=contact]", contact)
    page.fill("[name=password]", PASSWORD)
    page.check("[name=read_notice]")
    page.fill("[name=puzzle_1]", str(answer_of(page.inner_text("#puzzle_question"))))
    who.shoot(f"register_{serial}")
    who.press("发送验证码")
    assert "验证码已发往" in who.text
    send_code(ContactCode.objects.latest("pk").pk)
    page.fill("[name=code]", newest_code()[0])
    who.shoot(f"register_code_{serial}")
    who.press("完成注册")
    page.wait_for_url("**/me/")


def answer_of(question):
    """The sum that the page asks for in words."""
    digits = "零一二三四五六七八九"
    first, second = (digits.index(each) for each in question if each in digits)
    return first + second


def newest():
    return Change.objects.unscoped(reason="test").select_related("waiting_office").latest("pk")


def no_wider_than_the_screen(who):
    return who.page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")


def test_the_herder_registers_fills_in_and_the_village_committee_takes_it_over(person, office):
    village = organisation("巴彦嘎查村委会", "village_committee", BANNER, unit_type="61", industry="A")
    account("gacha", village, "collector", "unit_reviewer")
    herder = person(size=PHONE)
    register(herder, serial=1, name="巴雅尔", contact="13800138000")
    herder.shoot("me_first")
    assert no_wider_than_the_screen(herder)
    herder.follow("农村牧区实用人才")
    herder.page.select_option("[name=region]", value=str(BANNER))
    herder.press("查找")
    herder.shoot("me_unit")
    herder.follow("巴彦嘎查村委会")
    herder.page.select_option("[name='identity.ethnic_group']", label="蒙古族")
    herder.page.select_option("[name='rural.rural_type']", label="生产型")
    herder.page.fill("[name='rural.demo_effect']", "带动周边十户牧民改良羊种。")
    herder.page.select_option("[name='rural.villagers_opinion']", label="未评议")
    herder.shoot("me_form")
    assert no_wider_than_the_screen(herder)
    herder.press("核对并提交")
    herder.shoot("me_check")
    herder.press("提交给“巴彦嘎查村委会”")
    assert "等待核对" in herder.text
    herder.shoot("me_handed_in")
    committee = person()
    committee.log_in("/login/", "gacha", PASSWORD)
    assert "有 1 份个人申报等待核对" in committee.text
    committee.shoot("workspace_with_entry")
    committee.follow("个人申报")
    committee.follow("巴雅尔")
    committee.shoot("self_entry")
    committee.press("采纳并上报")
    assert (newest().state, newest().waiting_office) == ("waiting", office)
    herder.page.goto("/me/")
    assert f"现由“{office.name}”审核" in herder.text
    herder.shoot("me_waiting")


def test_the_engineer_claims_her_record_by_code_and_corrects_her_title(person, office):
    institute = organisation("示例设计院", "unit", BANNER, unit_type="21", industry="M")
    clerk = account("tianbao", institute, "collector", "unit_reviewer")
    boss = account("renshe", office, "hr_reviewer")
    organisation("锡林郭勒盟人力资源和社会保障局", "hr_department", LEAGUE)  # where senior titles go as well
    raw = {
        "identity": {"id_number": number(2), "full_name": "萨仁", "ethnic_group": "蒙古族"},
        "title": [{"title_name": "工程师"}],
    }
    version = live_version("professional")
    change = propose(version=version, unit=institute, raw=raw, by=clerk, source="unit").change
    accept(change=accept(change=submit(change=change, by=clerk), by=clerk), by=boss)
    at_desk = person()
    at_desk.log_in("/login/", "tianbao", PASSWORD)
    at_desk.page.goto(f"/unit/{institute.pk}/changes/{change.pk}/")
    at_desk.follow("邀请本人核对")
    at_desk.press("生成邀请码")
    code = at_desk.page.inner_text(".slip .code")
    at_desk.shoot("invite")
    engineer = person()
    register(engineer, serial=2, name="萨仁", contact="saren@example.cn")
    engineer.follow("用邀请码认领")
    engineer.page.fill("[name=number]", number(2))
    engineer.page.fill("[name=code]", "WRONG")
    engineer.press("认领")
    assert "没有认领成功" in engineer.text
    engineer.page.fill("[name=code]", code)
    engineer.press("认领")
    assert "示例设计院" in engineer.text
    engineer.shoot("me_claimed")
    engineer.follow("更正")
    engineer.page.fill("[name='title.0.title_name']", "高级工程师")
    engineer.press("核对并提交")
    assert "或清空本项由系统推算" in engineer.text
    engineer.page.select_option("[name='title.0.title_level']", value="")
    engineer.press("核对并提交")
    engineer.press("提交给“示例设计院”")
    at_desk.page.goto(f"/unit/{institute.pk}/self-entries/")
    at_desk.follow("萨仁")
    assert "高级工程师" in at_desk.text
    at_desk.shoot("self_entry_correction")
    at_desk.press("采纳并上报")
    assert (newest().state, newest().source, newest().waiting_office) == ("waiting", "individual", office)
    engineer.page.goto("/me/rights/")
    engineer.shoot("me_rights")
