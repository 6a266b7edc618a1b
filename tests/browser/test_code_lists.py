"""A code list in the browser of its administrator: drafted, filled, imported, opened, retired and merged."""

import pytest
from wagtail.users.models import UserProfile

from talent.categories.models import Code, CodeList
from talent.security.models import User
from tests.browser.conftest import PHONE
from tests.browser.test_walk import PASSWORD, account
from tests.contracts.world import REGION, organisation

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True, databases=["default", "public"]),
]

HEADS = "代码,上级代码,名称,英文名称,其他叫法"
ROWS = ["A,,畜牧,Herding,", "A1,A,养羊,Sheep,羊倌;牧羊", "A2,A,养牛,Cattle,", "A3,A,养马,Horses,马倌"]
#: Controls and links without a name for whoever cannot see them; ids that stand twice; headings out of order.
UNNAMED = """
() => [...document.querySelectorAll("main :is(input:not([type=hidden]), select, textarea, button, a[href])")]
    .filter((each) => each.checkVisibility())
    .filter((each) => !(each.labels?.length || each.getAttribute("aria-label")
        || each.getAttribute("aria-labelledby") || each.textContent.trim() || each.title))
    .map((each) => each.outerHTML)
"""
DOUBLED = """
() => { const ids = [...document.querySelectorAll("main [id]")].map((each) => each.id);
    return ids.filter((id, place) => ids.indexOf(id) !== place); }
"""
HEADINGS = "() => [...document.querySelectorAll('main :is(h1, h2, h3)')].map((each) => each.tagName)"
UNHEADED = """
() => [...document.querySelectorAll("main table")]
    .filter((each) => !each.caption || each.querySelectorAll("th[scope=col]").length === 0).length
"""
#: What is cut off at the edge, but for tables that scroll by themselves.
CUT_OFF = """
() => [...document.querySelectorAll("main *")]
    .filter((each) => each.checkVisibility() && !each.closest(".code-scroll"))
    .filter((each) => each.getBoundingClientRect().right > document.documentElement.clientWidth + 1)
    .map((each) => each.outerHTML.slice(0, 80))
"""


def sheet(*rows):
    """A file as an office program saves it."""
    return {
        "name": "list.csv",
        "mimeType": "text/csv",
        "buffer": "\r\n".join([HEADS, *rows]).encode("gb18030"),
    }


def codes():
    found = Code.objects.filter(code_list__key="herding").order_by("order", "code")
    return [(each.code, each.label, each.is_retired) for each in found.all()]


def state():
    return CodeList.objects.get(key="herding").state


@pytest.fixture
def administrator(person):
    account("leibie", organisation("人社厅", "hr_department", REGION), "category_admin")
    seated = person()
    seated.log_in("/back/loginUI", "leibie", PASSWORD)
    seated.page.wait_for_load_state()
    return seated


def checked(seated, name):
    """A picture of the page, which must be usable without eyes and fit its window."""
    page = seated.page
    page.wait_for_load_state()
    seated.shoot(name)
    assert (page.evaluate(UNNAMED), page.evaluate(DOUBLED), page.evaluate(UNHEADED)) == ([], [], 0)
    headings = page.evaluate(HEADINGS)
    assert "H1" not in headings[1:]
    assert page.evaluate(CUT_OFF) == []
    return seated.text


def drafted(seated):
    """A draft without codes; its page is open."""
    seated.page.goto("/back/code_lists/")
    checked(seated, "code_lists")
    seated.follow("新建代码表")
    checked(seated, "code_list_new")
    seated.page.fill("[name=key]", "herding")
    seated.page.fill("[name=name]", "牧业类型")
    seated.page.fill("[name=name_en]", "Kinds of herding")
    seated.press("建立草稿")
    assert "草稿：类别定义还不能用它发布" in checked(seated, "code_list_draft")


def uploaded(seated, *rows):
    seated.follow("从 CSV 导入")
    seated.page.set_input_files("[name=file]", sheet(*rows))
    seated.press("预览")


@pytest.mark.slow
def test_a_list_is_drafted_filled_imported_opened_retired_and_merged(administrator):
    drafted(administrator)
    administrator.follow("添加代码")
    checked(administrator, "code_add")
    administrator.page.fill("[name=code]", "A")
    administrator.page.fill("[name=label]", "畜牧")
    administrator.press("添加")
    assert codes() == [("A", "畜牧", False)]

    uploaded(administrator, ROWS[0], "A1,没有,养羊,Sheep,", *ROWS[2:])
    told = checked(administrator, "code_import_fault")
    fault = administrator.page.locator("table.listing").first.locator("tbody tr").all_inner_texts()
    assert ("不能写入" in told, len(fault), fault[0].split("\t")[:2]) == (True, 1, ["3", "上级代码"])
    assert (administrator.page.get_by_role("button", name="确认写入").count(), codes()) == (
        0,
        [("A", "畜牧", False)],
    )

    administrator.follow("换一个文件")
    administrator.page.set_input_files("[name=file]", sheet(*ROWS))
    administrator.press("预览")
    assert "还没有写入" in checked(administrator, "code_import_preview")
    administrator.press("确认写入")
    assert "新增 3 个" in checked(administrator, "code_list_filled")
    assert [code for code, _label, _retired in codes()] == ["A", "A1", "A2", "A3"]

    administrator.press("启用这张代码表")
    assert "已启用" in checked(administrator, "code_list_in_use")
    assert (state(), administrator.page.get_by_role("button", name="删除草稿").count()) == ("in_use", 0)

    _retire_and_merge(administrator)
    assert codes() == [
        ("A", "畜牧", False),
        ("A1", "养羊", False),
        ("A2", "养牛", True),
        ("A3", "养马", True),
    ]
    rows = administrator.page.locator("table.listing").first.locator("tbody tr").all_inner_texts()
    assert [row.split("\t")[-1].strip() for row in rows] == ["在用", "在用", "已停用", "已并入 A1"]


def _retire_and_merge(administrator):
    administrator.page.get_by_role("link", name="A2", exact=True).click()
    checked(administrator, "code")
    administrator.press("停用")
    administrator.page.wait_for_load_state()
    administrator.page.goto(list_address())
    administrator.page.get_by_role("link", name="A3", exact=True).click()
    administrator.page.fill("[name=into]", "A1")
    administrator.press("并入")
    checked(administrator, "code_merged")
    administrator.page.goto(list_address())


def list_address():
    return f"/back/code_lists/{CodeList.objects.get(key='herding').pk}/"


@pytest.mark.slow
def test_the_pages_are_whole_in_english_and_on_a_phone(administrator, person):
    drafted(administrator)
    uploaded(administrator, *ROWS)
    administrator.press("确认写入")
    administrator.page.wait_for_load_state()
    user = User.objects.get(username="leibie")
    UserProfile.objects.update_or_create(user=user, defaults={"preferred_language": "en"})
    phone = person(size=PHONE)
    phone.log_in("/back/loginUI", "leibie", PASSWORD)
    first = Code.objects.get(code_list__key="herding", code="A1").pk
    addresses = ["/back/code_lists/", "/back/code_lists/new/", list_address()]
    addresses += [f"{list_address()}codes/{first}/", f"{list_address()}import/"]
    for seated, where in ((administrator, "en"), (phone, "phone")):
        for number, address in enumerate(addresses):
            assert seated.page.goto(address).status == 200
            checked(seated, f"code_{where}_{number}")
