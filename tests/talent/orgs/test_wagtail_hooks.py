"""The frame of the admin: what is there for whom."""

import json

import pytest
from bs4 import BeautifulSoup
from django.contrib.auth.models import Group
from django.urls import reverse
from wagtail.models import Workflow
from wagtail.users.models import UserProfile

from talent.categories.models import Category
from talent.orgs.enums import STAFF_ROLES
from tests.contracts.world import REGION, member, organisation

pytestmark = pytest.mark.django_db


@pytest.fixture
def office():
    return organisation("人社厅", "hr_department", REGION)


OURS = {"审核", "类别与登记表", "各类代码表", "机构", "账号", "任职授权", "审计日志"}


def test_the_sidebar_calls_the_account_by_its_name(client, office):
    user = member("wurina", office, "analyst")
    type(user).objects.filter(pk=user.pk).update(name="乌日娜")
    client.force_login(user)
    page = BeautifulSoup(client.get("/back/").content, "html.parser")
    assert "乌日娜" in _texts(json.loads(page.select_one("#wagtail-sidebar-props").string))


def labels(client):
    """Every label in the sidebar, submenus and the account's menu as well."""
    page = BeautifulSoup(client.get("/back/").content, "html.parser")
    packed = json.loads(page.select_one("#wagtail-sidebar-props").string)
    return set(_texts(packed))


def _texts(value):
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict | list):
        for each in value.values() if isinstance(value, dict) else value:
            yield from _texts(each)


@pytest.mark.parametrize(
    ("role", "offered"),
    [
        ("hr_reviewer", {"审核"}),
        ("analyst", set()),
        ("category_admin", {"审核", "类别与登记表", "各类代码表"}),
        ("system_admin", {"机构", "账号", "任职授权"}),
        ("audit_admin", {"审计日志"}),
    ],
)
def test_each_role_is_offered_its_own_pages(client, office, role, offered):
    client.force_login(member("li", office, role))
    assert labels(client) & OURS == offered


def test_stock_menus_are_not_offered(client, office):
    client.force_login(member("li", office, "category_admin", "system_admin", "audit_admin"))
    found = labels(client)
    assert found >= OURS
    assert {"reports", "help", "settings", "snippets", "images", "documents"} & found == set()


@pytest.mark.parametrize(
    ("roles", "warned"), [(("category_admin", "system_admin"), True), (("analyst",), False)]
)
def test_who_has_roles_that_exclude_each_other_reads_so_on_the_home_page(client, office, roles, warned):
    client.force_login(member("li", office, *roles))

    home = client.get("/back/").content.decode()

    assert ("不能由一人兼任的角色：类别管理员、系统管理员" in home) == warned


@pytest.mark.parametrize(
    "path",
    [
        "reports/",
        "reports/workflow/",
        "reports/workflow_tasks/",
        "reports/site-history/",
        "reports/locked/",
        "users/",
        "users/new/",
        "users/edit/1/",
        "groups/",
        "groups/new/",
    ],
)
def test_closed_addresses_are_not_found_by_anybody(client, office, path):
    assert client.get(f"/back/{path}").status_code == 404
    roles = ("hr_reviewer", "category_admin", "system_admin", "audit_admin")
    client.force_login(member("li", office, *roles))
    assert client.get(f"/back/{path}").status_code == 404


def test_the_dashboard_greets_and_lists_nothing_of_wagtails_own(client, office):
    client.force_login(member("li", office, "category_admin"))
    page = BeautifulSoup(client.get("/back/").content, "html.parser").select_one("#main")
    assert "li，您好" in page.get_text()
    assert page.select("form, table") == []


@pytest.mark.parametrize("role", sorted(STAFF_ROLES))
def test_every_role_of_the_staff_has_something_in_the_menu_and_is_led_to_it(client, office, role):
    client.force_login(member("li", office, role))
    page = BeautifulSoup(client.get("/back/").content, "html.parser").select_one("#main")
    assert "li，您好。请从左侧菜单选择要办理的事项。" in page.get_text()
    assert labels(client) & {*OURS, "人才查询"}


@pytest.mark.parametrize("path", ["nothing/", "groups/", "organisations/edit/999999999/"])
def test_what_is_not_found_is_told_inside_the_admin_with_a_way_back(client, office, path):
    client.force_login(member("li", office, "system_admin"))
    answer = client.get(f"/back/{path}")
    page = BeautifulSoup(answer.content, "html.parser")
    main = page.select_one("#main")
    assert (answer.status_code, main.h1.get_text()) == (404, "没有这个页面")
    assert [(each["href"], each.get_text()) for each in main.select("a")] == [("/back/", "返回工作台")]
    assert page.select_one("#wagtail-sidebar") is not None
    assert page.select("[class^=page404]") == []


def test_the_account_page_offers_language_and_look_and_saves_them(client, office):
    user = member("li", office, "analyst")
    client.force_login(user)
    address = reverse("wagtailadmin_account")
    page = BeautifulSoup(client.get(address).content, "html.parser")
    names = {field["name"] for field in page.select("#main [name]")} - {"csrfmiddlewaretoken"}
    assert names == {
        "locale-preferred_language",
        "theme-theme",
        "theme-contrast",
        "theme-density",
        "theme-keyboard_shortcuts",
    }
    given = {"locale-preferred_language": "en", "theme-theme": "dark", "theme-contrast": "system"}
    answer = client.post(address, {**given, "theme-density": "default"})
    profile = UserProfile.objects.get(user=user)
    assert (answer.status_code, profile.preferred_language, profile.theme) == (302, "en", "dark")


def test_the_account_page_speaks_chinese_where_wagtail_does_not(client, office):
    client.force_login(member("li", office, "analyst"))
    page = BeautifulSoup(client.get("/back/account/").content, "html.parser").select_one("#main")
    words = {each.get_text(strip=True) for each in page.select("label, option, h1, h2, p")}
    assert words >= {"本人账号", "更高对比", "紧凑"}
    assert words & {"Account", "Admin theme", "Contrast", "Density", "More contrast", "Snug"} == set()


def test_the_account_page_is_for_the_staff_only(client, office):
    client.force_login(member("li", office))
    assert client.get("/back/account/")["Location"].startswith("/back/loginUI")


def test_moderation_sends_no_mail(client, office, mailoutbox):
    client.get("/back/")
    moderator = member("li", office, "category_admin")
    type(moderator).objects.filter(pk=moderator.pk).update(email="li@example.cn")
    group = Group.objects.get(name="role:category_admin")
    moderator.groups.add(group)
    flow = Workflow.objects.get(name="Moderators approval")
    flow.tasks.get().specific.groups.set([group])
    category = Category.objects.get(key="social")
    category.save_revision()
    state = flow.start(category, member("author", office))
    state.current_task_state.task.specific.on_action(state.current_task_state, moderator, "approve")
    assert mailoutbox == []


def test_the_house_stands_on_every_page(client, office):
    client.force_login(member("li", office, "analyst"))
    page = BeautifulSoup(client.get("/back/").content, "html.parser")
    assert page.title.get_text().strip() == "工作台 - 内蒙古人才信息库"
    missing = BeautifulSoup(client.get("/back/nothing/").content, "html.parser")
    assert missing.title.get_text().strip().endswith("- 内蒙古人才信息库")
