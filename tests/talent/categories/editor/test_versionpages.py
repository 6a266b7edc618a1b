"""Published versions and what changed between them; copying and retiring, with their confirmations."""

import pytest
from bs4 import BeautifulSoup

from talent.categories.models import Category, CategoryVersion
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


@pytest.mark.slow
def test_hundreds_of_versions_come_page_by_page_and_are_compared_all_the_same(client, admin):
    first = social().current
    made = [
        CategoryVersion(category=social(), number=number, schema=first.schema, digest=first.digest)
        for number in range(2, 602)
    ]
    CategoryVersion.objects.bulk_create(made)
    found = page(client, "versions")
    rows = [row.th.get_text() for row in found.select("tbody tr")]
    onward = page(client, "versions", below=found.select_one("a[rel=next]")["href"].partition("=")[2])
    assert (rows, onward.select_one("tbody th").get_text()) == (
        [str(each) for each in range(601, 551, -1)],
        "551",
    )
    assert found.select("tbody tr")[-1].a["href"].endswith("?after=552&before=551")
    last = page(client, "versions", below="3")
    assert (len(last.select("tbody tr")), last.select_one("a[rel=next]")) == (2, None)
    offered = [
        each.get_text() for each in page(client, "changes", before="2", after="3").select("#before option")
    ]
    assert (len(offered), offered[1], offered[-2:]) == (53, "601", ["3", "2"])


def test_a_category_that_was_never_published_has_no_versions_to_list(client, admin):
    client.post(url("copy", social().pk), {"key": "herders", "label": "牧民", "label_en": ""})
    answer = client.get(url("versions", Category.objects.get(key="herders").pk))
    found = BeautifulSoup(answer.content, "html.parser")
    assert (answer.status_code, found.select_one("tbody").get_text(strip=True)) == (200, "还没有发布过。")


@pytest.mark.parametrize("pages", ["list", "edit", "add", "versions", "changes"])
def test_a_page_takes_few_statements_however_many_categories_there_are(
    client, admin, django_assert_max_num_queries, pages
):
    member("colleague", admin.memberships.get().organisation, "category_admin")
    for number in range(6):
        given = {"key": f"copy_{number}", "label": f"副本{number}", "label_en": ""}
        client.post(url("copy", social().pk), given)
    address = url(pages) if pages in ("list", "add") else url(pages, social().pk)
    client.get(address)
    with django_assert_max_num_queries(22 if pages == "edit" else 20):
        assert client.get(address).status_code == 200


@pytest.mark.parametrize("role", ["hr_reviewer", "system_admin", "audit_admin", "analyst", "category_admin"])
def test_nobody_finds_a_page_to_delete_or_to_choose_categories(client, role):
    client.force_login(member("other", organisation("人社厅", "hr_department", REGION), role))
    known = Category.objects.count()
    bulk = f"/back/bulk/categories/category/delete/?id={social().pk}"
    addresses = [bulk, "/back/snippets/choose/categories/category/"]
    addresses += [f"{addresses[1]}{each}" for each in ("results/", "create/", f"chosen/{social().pk}/")]
    answers = {method(each).status_code for each in addresses for method in (client.get, client.post)}
    assert (answers, Category.objects.count()) == ({404}, known)


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


@pytest.mark.parametrize(("one", "other"), [("9" * 5000, "latest"), ("live", "9" * 5000), ("live", "9" * 12)])
def test_revisions_with_numbers_that_nothing_has_are_not_found(client, admin, one, other):
    assert client.get(url("revisions_compare", social().pk, one, other)).status_code == 404


@pytest.mark.parametrize("pair", [("9" * 5000, "1"), ("1", "9" * 5000)])
def test_code_lists_and_codes_with_numbers_that_nothing_has_are_not_found(client, admin, pair):
    address = f"/back/code_lists/{pair[0]}/codes/{pair[1]}/retire/"
    assert client.post(address).status_code == 404


def test_revisions_are_compared_of_a_category_that_is_there_alone(client, admin):
    known = url("revisions_compare", social().pk, "earliest", "latest")
    wrong = [f"/history/{pk}/" for pk in ("9" * 5000, "x", "0")]
    answers = [client.get(known.replace(f"/history/{social().pk}/", each)).status_code for each in wrong]
    assert (client.get(known).status_code, answers) == (200, [404, 404, 404])


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
