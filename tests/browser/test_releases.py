"""A release from what is declared public to its withdrawal, wide and on a phone: usable by everybody."""

import pytest

from reports.stats import releasing
from reports.stats.lattices import adopt_recommended
from reports.stats.models import Release
from tests.browser.conftest import PHONE
from tests.browser.test_walk import PASSWORD
from tests.reports.stats.population import approve
from tests.talent.records.register import Register, account, organisation

pytestmark = [
    pytest.mark.browser,
    pytest.mark.slow,
    pytest.mark.django_db(transaction=True, databases=["default", "public"]),
]
WIDE = {"width": 1300, "height": 900}


@pytest.fixture(params=[pytest.param(WIDE, id="wide"), pytest.param(PHONE, id="phone")])
def size(request):
    return request.param


@pytest.fixture
def register():
    found = Register()
    # Too few in all, with those who come later, for a draft to be refused because most classes are empty.
    approve(found, range(100, 130))
    approve(found, range(120, 140), key="professional", title=[{"title_name": "主治医师"}])
    return found


@pytest.fixture
def administrators(person, register, size):
    """Call it with the name of one of the two to seat her: leibie makes, leishen passes."""
    office = organisation("自治区人社厅", "hr_department", 150000)
    users = {name: account(name, office, "category_admin") for name in ("leibie", "leishen")}
    for user in users.values():
        user.set_password(PASSWORD)
        user.save()

    def sit_down(name):
        seated = person(size=size)
        seated.log_in("/back/loginUI", name, PASSWORD)
        seated.user = users[name]
        return seated

    return sit_down


@pytest.fixture
def two(administrators):
    adopt_recommended(by=None)
    return administrators("leibie"), administrators("leishen")


@pytest.fixture
def reader(person, size):
    return person(size=size)


def drawn(maker):
    """The draft that somebody begins, drawn."""
    draft = releasing.draft(by=maker.user)
    releasing.draw_draft(draft.pk)
    return draft


@pytest.fixture
def published(two):
    first, second = two
    return releasing.approve(release=drawn(first), by=second.user)


def test_what_is_public_is_adopted_and_what_would_be_too_much_is_refused_with_its_reason(administrators):
    first = administrators("leibie")
    first.page.goto("/back/releases/")
    first.look("release-empty")
    first.page.get_by_role("link", name="公开的统计表").last.click()
    first.page.get_by_text("还有多少余地").wait_for()
    first.look("release-tables-shipped")
    first.press("采用推荐的统计表")
    first.page.get_by_text("已保存").wait_for()
    first.look("release-tables")
    first.page.goto("/back/releases/tables/dimension/education/")
    first.look("release-dimension")
    first.page.goto("/back/releases/tables/new/")
    names = {"key": "crossed", "title_zh": "交叉", "title_en": "Crossed"}
    refused(first, names, {"break_0": "sex", "break_1": "title_level"}, "最多为类别与另一个维度交叉")
    first.look("release-refused")
    first.page.goto("/back/releases/tables/dimension/")
    names = {"key": "status", "label_zh": "状态", "label_en": "Status"}
    refused(first, names, {"fields_of": "employment.person_status"}, "除类别外最多公开 10 个维度")
    first.look("release-full")
    first.page.goto("/back/releases/tables/history/")
    first.look("release-history")


def refused(seated, typed, chosen, why):
    for name, value in typed.items():
        seated.page.fill(f"[name={name}]", value)
    for name, value in chosen.items():
        seated.page.select_option(f"[name={name}]", value)
    seated.press("保存")
    seated.page.get_by_text(why).wait_for()


def test_what_one_drafts_another_looks_through_and_publishes_to_everybody(two, reader):
    first, second = two
    first.page.goto("/back/releases/")
    first.press("起草新的发布")
    first.page.get_by_text("后台正在计算草稿").wait_for()
    first.look("release-drawing")
    draft = Release.objects.get()
    releasing.draw_draft(draft.pk)
    # The page is still open and shows it by itself.
    first.page.get_by_text("将公布什么").wait_for()
    first.page.get_by_text("这份草稿是您起草的").wait_for()
    second.page.goto(f"/back/releases/{draft.pk}/")
    second.look("release-draft")
    second.page.goto(f"/back/releases/{draft.pk}/figures/league_category_title_level/?area=152500")
    second.look("release-figures")
    second.page.goto(f"/back/releases/{draft.pk}/?q=职称&level=league#tables")
    second.look("release-found")
    second.page.get_by_role("link", name="批准并发布").press("Enter")
    second.page.get_by_text("将立即向所有人公开").wait_for()
    second.look("release-confirm")
    second.press("确定发布")
    second.page.get_by_text("已经发布").first.wait_for()
    second.look("release-index")
    reader.page.goto("/statistics/")
    reader.look("release-statistics")
    reader.follow("数字是怎样保护的")
    reader.look("release-method")


def test_a_correction_stands_beside_the_figures_once_a_second_administrator_passes_it(two, published, reader):
    first, second = two
    second.page.goto(f"/back/releases/{published.pk}/say/correct/")
    second.look("release-correct")
    second.page.fill("[name=text_zh]", "包头市的数字偏低")
    second.press("交另一位管理员批准")
    second.page.get_by_text("另一位管理员批准后，公众才看到").wait_for()
    second.look("release-corrected")
    reader.page.goto("/statistics/")
    assert reader.page.get_by_text("包头市的数字偏低").count() == 0
    first.page.goto("/back/releases/")
    first.look("release-proposed-listed")
    first.page.get_by_role("link", name="办理").click()
    first.page.get_by_text("没有个人信息").wait_for()
    first.look("release-proposed")
    first.press("批准并公开")
    first.page.get_by_text("写在第 1 号的数字旁边").wait_for()
    reader.page.goto("/statistics/")
    reader.page.get_by_text("包头市的数字偏低").first.wait_for()


def test_the_next_draft_is_looked_through_by_its_changes_and_discarded(two, published, register):
    first, _second = two
    approve(register, range(200, 240))
    first.page.goto("/back/releases/")
    first.look("release-published")
    changed = drawn(first)
    first.page.goto(f"/back/releases/{changed.pk}/?changed=1")
    first.look("release-changed")
    first.page.goto(f"/back/releases/{changed.pk}/figures/league_category/?area=152500")
    first.look("release-changed-figures")
    first.page.goto(f"/back/releases/{changed.pk}/")
    first.press("放弃草稿")
    first.page.get_by_text("放弃第 2 号的草稿：不会公开").wait_for()
    first.look("release-discard")
    first.press("确定放弃")
    first.page.get_by_text("已放弃第 2 号的草稿").wait_for()


def test_what_is_withdrawn_is_gone_until_another_administrator_restores_it(two, published, reader):
    first, second = two
    second.page.goto(f"/back/releases/{published.pk}/say/withdraw/")
    second.look("release-withdraw")
    second.page.fill("[name=text_zh]", "乌海市的数据重复计数")
    second.press("撤回发布")
    second.page.get_by_text("已撤回第 1 号").wait_for()
    second.look("release-withdrawn")
    reader.page.goto("/statistics/")
    reader.page.get_by_text("已撤回").wait_for()
    reader.look("release-gone")
    first.page.goto(f"/back/releases/{published.pk}/say/restore/")
    first.look("release-restore")
    first.page.fill("[name=text_zh]", "没有重复计数")
    first.press("恢复公开")
    first.page.get_by_text("公众又看到它的数字").wait_for()
    first.look("release-restored")
    for address in ("/statistics/", "/statistics/releases/"):
        reader.page.goto(address)
        reader.page.get_by_text("曾撤回(").wait_for()
        reader.look(f"release-back{address.replace('/', '-')}")
