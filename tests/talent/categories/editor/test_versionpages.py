"""Published versions and what changed between them; copying and retiring, with their confirmations."""

import pytest
from bs4 import BeautifulSoup

from talent.categories.models import Category
from talent.categories.versions import publish_version
from tests.contracts.world import REGION, member, organisation
from tests.talent.categories.editor.screen import said, social, url

pytestmark = pytest.mark.django_db


def relabelled(label_en, by=None):
    category = social()
    category.label_en = label_en
    category.save()
    return publish_version(category=category, by=by)


def page(client, name, **given):
    return BeautifulSoup(client.get(url(name, social().pk), given).content, "html.parser")


def details(found):
    return [each.get_text() for each in found.select(".change-detail")]


def test_every_version_says_who_and_when_and_leads_to_what_it_changed(client, admin):
    second = relabelled("Second", by=admin)
    rows = page(client, "versions").select("main tbody tr") or page(client, "versions").select("tbody tr")
    cells = [[cell.get_text(strip=True) for cell in row.select("th, td")] for row in rows]
    assert [(row[0], row[2], row[3], row[4]) for row in cells] == [
        ("2", admin.name, second.digest[:12], "现行"),
        ("1", "系统", social().versions.get(number=1).digest[:12], ""),
    ]
    links = [row.select_one("td a")["href"] for row in rows]
    assert links == [
        f"{url('changes', social().pk)}?after=2&before=1",
        f"{url('changes', social().pk)}?after=1",
    ]


def test_any_two_versions_are_compared(client, admin):
    for name in ("Second", "Third"):
        relabelled(name)
    assert details(page(client, "changes", before="1", after="3")) == ["英文名称：Social work talent → Third"]
    assert details(page(client, "changes", before="3", after="2")) == ["英文名称：Third → Second"]
    assert details(page(client, "changes", after="3")) == ["英文名称：Second → Third"]
    assert "以下全部是新增的" in page(client, "changes", after="1").get_text()


def test_without_numbers_the_draft_is_compared_with_what_is_in_force(client, admin):
    assert "没有变化" in page(client, "changes").get_text()
    draft = social().get_latest_revision_as_object()
    draft.label_en = "Draft"
    draft.save_revision()
    assert details(page(client, "changes")) == ["英文名称：Social work talent → Draft"]


def test_the_draft_is_compared_with_an_earlier_version_where_one_is_asked_for(client, admin):
    relabelled("Second")
    draft = social()
    draft.label_en = "Draft"
    draft.save_revision()
    found = page(client, "changes", before="1")
    heading = found.select_one("form.filter-bar").find_previous("h2")
    assert (heading.get_text(strip=True), details(found)) == (
        "草稿与第 1 版相比",
        ["英文名称：Social work talent → Draft"],
    )
    assert details(page(client, "changes", before="2")) == ["英文名称：Second → Draft"]


@pytest.mark.parametrize("number", ["0", "9", "x", "-1", "²", "9" * 30])
def test_a_version_that_does_not_exist_is_not_found(client, admin, number):
    assert client.get(url("changes", social().pk), {"after": number}).status_code == 404


PAGES = ("changes", "versions", "copy", "retire", "restore")


@pytest.mark.parametrize("role", ["hr_reviewer", "system_admin", "audit_admin", "analyst"])
def test_nobody_else_finds_these_pages(client, role):
    client.force_login(member("other", organisation("人社厅", "hr_department", REGION), role))
    for method in (client.get, client.post):
        assert {method(url(name, social().pk)).status_code for name in PAGES} <= {404, 405}
    assert social().is_retired is False


def test_a_copy_is_asked_for_key_and_name_and_opened(client, admin):
    typed = {"key": "herders", "label": "牧民", "label_en": ""}
    answer = client.post(url("copy", social().pk), typed, follow=True)
    made = Category.objects.get(key="herders")
    assert (answer.redirect_chain[-1][0], made.live) == (url("edit", made.pk), False)
    assert "“牧民”已建立为草稿" in said(answer)


@pytest.mark.parametrize("key", ["", "social", "牧民"])
def test_a_copy_with_a_key_that_cannot_be_is_refused_with_what_was_typed(client, admin, key):
    answer = client.post(url("copy", social().pk), {"key": key, "label": "牧民"})
    found = BeautifulSoup(answer.content, "html.parser")
    assert (answer.status_code, found.select_one("[name=label]")["value"]) == (400, "牧民")
    assert Category.objects.count() == 6


def test_retiring_is_asked_first_and_can_be_taken_back(client, admin):
    assert "已有的资料照常查看" in page(client, "retire").get_text()
    assert social().is_retired is False
    assert "“社会工作人才”已停用" in said(client.post(url("retire", social().pk), follow=True))
    assert social().is_retired is True
    assert "“社会工作人才”已恢复使用" in said(client.post(url("restore", social().pk), follow=True))
    assert social().is_retired is False
