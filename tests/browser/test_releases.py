"""A release from what is declared public to its withdrawal, wide and on a phone: usable by everybody."""

import pytest

from reports.stats.models import Release
from reports.stats.releasing import draw_draft
from tests.browser.accessibility import findings
from tests.browser.conftest import PHONE
from tests.browser.test_query import fits
from tests.browser.test_walk import PASSWORD
from tests.reports.stats.population import approve
from tests.talent.records.register import Register, account, organisation

pytestmark = [
    pytest.mark.browser,
    pytest.mark.slow,
    pytest.mark.django_db(transaction=True, databases=["default", "public"]),
]
WIDE = {"width": 1300, "height": 900}


@pytest.fixture
def administrators():
    register = Register()
    approve(register, range(100, 170))
    approve(register, range(150, 190), key="professional", title=[{"title_name": "主治医师"}])
    office = organisation("自治区人社厅", "hr_department", 150000)
    for name in ("leibie", "leishen"):
        user = account(name, office, "category_admin")
        user.set_password(PASSWORD)
        user.save()
    return register


@pytest.mark.parametrize("size", [pytest.param(WIDE, id="wide"), pytest.param(PHONE, id="phone")])
def test_two_administrators_declare_draft_approve_and_withdraw(person, administrators, size):
    name = "phone" if size == PHONE else "wide"
    first, second, reader = person(size=size), person(size=size), person(size=size)
    found = {}

    def seen(who, what):
        who.page.evaluate("Promise.all(document.getAnimations().map(each => each.finished))")
        who.shoot(f"release-{what}-{name}")
        found[what] = (findings(who.page), fits(who.page))

    first.log_in("/back/loginUI", "leibie", PASSWORD)
    first.page.goto("/back/releases/")
    seen(first, "empty")
    first.page.get_by_role("link", name="公开的统计表").last.click()
    first.page.get_by_text("还有多少余地").wait_for()
    seen(first, "tables-shipped")
    first.press("采用推荐的统计表")
    first.page.get_by_text("已保存").wait_for()
    seen(first, "tables")
    first.page.goto("/back/releases/tables/dimension/education/")
    seen(first, "dimension")
    first.page.goto("/back/releases/tables/new/")
    first.page.fill("[name=key]", "crossed")
    first.page.fill("[name=title_zh]", "交叉")
    first.page.fill("[name=title_en]", "Crossed")
    first.page.select_option("[name=break_0]", "sex")
    first.page.select_option("[name=break_1]", "title_level")
    first.press("保存")
    first.page.get_by_text("最多为类别与另一个维度交叉").wait_for()
    seen(first, "refused")
    first.page.goto("/back/releases/tables/dimension/")
    first.page.fill("[name=key]", "status")
    first.page.fill("[name=label_zh]", "状态")
    first.page.fill("[name=label_en]", "Status")
    first.page.select_option("[name=fields_of]", "employment.person_status")
    first.press("保存")
    first.page.get_by_text("除类别外最多公开 10 个维度").wait_for()
    seen(first, "full")
    first.page.goto("/back/releases/tables/history/")
    seen(first, "history")
    first.page.goto("/back/releases/")
    first.press("起草新的发布")
    first.page.get_by_text("后台正在计算草稿").wait_for()
    seen(first, "drawing")
    draft = Release.objects.get()
    draw_draft(draft.pk)
    second.log_in("/back/loginUI", "leishen", PASSWORD)
    second.page.goto(f"/back/releases/{draft.pk}/")
    seen(second, "draft")
    second.page.goto(f"/back/releases/{draft.pk}/figures/league_category_title_level/?area=152500")
    seen(second, "figures")
    second.page.goto(f"/back/releases/{draft.pk}/")
    second.page.goto(f"/back/releases/{draft.pk}/?q=职称&level=league#tables")
    seen(second, "found")
    second.page.get_by_role("link", name="批准并发布").press("Enter")
    second.page.get_by_text("将立即向所有人公开").wait_for()
    seen(second, "confirm")
    second.press("确定发布")
    second.page.get_by_text("已经发布").first.wait_for()
    seen(second, "index")
    reader.page.goto("/statistics/")
    seen(reader, "statistics")
    reader.follow("数字是怎样保护的")
    seen(reader, "method")
    second.page.goto(f"/back/releases/{draft.pk}/say/correct/")
    seen(second, "correct")
    second.page.fill("[name=text_zh]", "包头市的数字偏低")
    second.press("交另一位管理员批准")
    second.page.get_by_text("另一位管理员批准后，公众才看到").wait_for()
    seen(second, "corrected")
    first.page.goto("/back/releases/")
    seen(first, "proposed-listed")
    first.page.get_by_role("link", name="办理").click()
    first.page.get_by_text("没有个人信息").wait_for()
    seen(first, "proposed")
    first.press("批准并公开")
    first.page.get_by_text("写在第 1 号的数字旁边").wait_for()
    approve(administrators, range(200, 260))
    first.page.goto("/back/releases/")
    seen(first, "published")
    first.press("起草新的发布")
    first.page.get_by_text("后台正在计算草稿").wait_for()
    changed = Release.objects.first()
    draw_draft(changed.pk)
    first.page.goto(f"/back/releases/{changed.pk}/?changed=1")
    seen(first, "changed")
    first.page.goto(f"/back/releases/{changed.pk}/figures/league_category/?area=152500")
    seen(first, "changed-figures")
    first.page.goto(f"/back/releases/{changed.pk}/")
    first.press("放弃草稿")
    first.page.get_by_text("放弃第 2 号的草稿：不会公开").wait_for()
    seen(first, "discard")
    first.press("确定放弃")
    first.page.get_by_text("已放弃第 2 号的草稿").wait_for()
    second.page.goto(f"/back/releases/{draft.pk}/say/withdraw/")
    seen(second, "withdraw")
    second.page.fill("[name=text_zh]", "乌海市的数据重复计数")
    second.press("撤回发布")
    second.page.get_by_text("已撤回第 1 号").wait_for()
    seen(second, "withdrawn")
    reader.page.goto("/statistics/")
    reader.page.get_by_text("已撤回").wait_for()
    seen(reader, "gone")
    first.page.goto(f"/back/releases/{draft.pk}/say/restore/")
    seen(first, "restore")
    first.page.fill("[name=text_zh]", "没有重复计数")
    first.press("恢复公开")
    first.page.get_by_text("公众又看到它的数字").wait_for()
    seen(first, "restored")
    for address in ("/statistics/", "/statistics/releases/"):
        reader.page.goto(address)
        reader.page.get_by_text("曾撤回(").wait_for()
        seen(reader, f"back{address.replace('/', '-')}")
    assert found == {what: ([], True) for what in found}
