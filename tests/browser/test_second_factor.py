"""A reviewer sets up the second step, logs in with it, and ends the other session."""

import re

import pytest

from talent.security.models import AuditEvent
from tests.browser.conftest import PHONE
from tests.contracts.world import BANNER, member, organisation
from tests.site.accounts.codes import app_code

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True, databases=["default", "public"]),
]

PASSWORD = "马奶酒2026-长调"
ENTRANCE = "/back/loginUI"


@pytest.fixture(autouse=True)
def required(settings):
    settings.SECOND_FACTOR = "required"


@pytest.fixture
def reviewer():
    user = member("renshe", organisation("锡林浩特市人社局", "hr_department", BANNER), "hr_reviewer")
    user.set_password(PASSWORD)
    user.save()
    return user


def test_a_reviewer_sets_up_the_second_step_and_uses_it_and_ends_the_other_session(person, reviewer):
    desk, phone = person(), person(size=PHONE)
    secret, codes = _set_up(desk)
    desk.page.goto("/account/")
    desk.press("退出")
    _log_in_with(desk, app_code(secret, later=1))
    _log_in_with(phone, codes[0])
    phone.page.goto("/account/")
    phone.shoot("account_safety_phone")
    assert "还有 9 个恢复码没有用过。" in phone.text
    _end_the_other_by_keyboard(phone)
    desk.page.goto("/back/review/")
    assert "您的登录已经失效" in desk.text
    desk.shoot("login_ended")
    logins = AuditEvent.objects.filter(action="login").order_by("id")
    assert [each.detail.get("factor") for each in logins] == [None, "totp", "recovery_codes"]


def _set_up(desk):
    desk.log_in(ENTRANCE, "renshe", PASSWORD)
    desk.page.goto("/back/review/")
    assert desk.page.url.endswith("/account/code/set-up/")
    desk.shoot("second_step_set_up")
    secret = desk.page.inner_text("#secret")
    desk.page.fill("[name=code]", "000000")
    desk.press("确认并启用")
    assert "验证码不正确" in desk.text
    assert desk.page.inner_text("#secret") == secret
    desk.page.fill("[name=code]", app_code(secret))
    desk.page.keyboard.press("Enter")
    desk.page.wait_for_url("**/account/recovery-codes/")
    desk.shoot("recovery_codes")
    codes = re.findall(r"\b\d{8}\b", desk.text)
    assert len(codes) == 10
    desk.follow("我已保存，继续")
    desk.page.wait_for_url("**/back/")
    return secret, codes


def _log_in_with(who, code):
    who.log_in(ENTRANCE, "renshe", PASSWORD)
    assert "第二步验证" in who.text
    who.shoot("second_step")
    who.page.fill("[name=code]", code)
    who.page.keyboard.press("Enter")
    who.page.wait_for_url("**/back/")


def _end_the_other_by_keyboard(phone):
    button = phone.page.get_by_role("button", name=re.compile("^退出 Chrome"))
    button.focus()
    phone.page.keyboard.press("Enter")
    phone.page.get_by_text("已退出 1 个其他登录。").wait_for()
    assert button.count() == 0
