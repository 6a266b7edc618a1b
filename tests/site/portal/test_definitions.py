"""Public pages of the definitions: each request reads what is in force then."""

import csv
import io
import re

import pytest
from bs4 import BeautifulSoup
from django.db import connections
from django.test.utils import CaptureQueriesContext

from portal.definitions import codes_page
from talent.categories.models import Category, Code, CodeList
from talent.categories.service import definition_of, live_version, live_versions
from tests.talent.categories.following import follow, renamed_and_merged
from tests.talent.categories.publishing import publish_with

pytestmark = pytest.mark.django_db(databases=["default", "public"])

TABLE = re.compile(r'(?:FROM|JOIN) "(\w+)"')
#: All that these pages may read, and the frame around them.
READ = {
    *("categories_category", "categories_categoryversion", "categories_codelist", "categories_code"),
    *("portal_homepage", "wagtailcore_page"),
}


def mongolian(groups):
    groups.add(
        "identity",
        "choice",
        key="mongolian",
        label="是否掌握蒙古语",
        label_en="Command of Mongolian",
        sensitivity="sensitive",
        options=[{"code": "1", "label": "会", "label_en": "=Yes"}],
    )
    groups.field("identity.former_name")["label"] = "原名"
    groups.field("identity.political_status")["enabled"] = False


def soup(answer):
    assert answer.status_code == 200
    return BeautifulSoup(answer.content, "html.parser")


def table_of(page):
    """Rows of the dictionary, by field."""
    every = page.select("table[aria-labelledby=fields-heading] tr")
    rows = [row for row in every if row.th and row.th.get("scope") == "row"]
    return {
        row.th.get_text(): [cell.get_text(" ", strip=True) for cell in row.find_all("td")] for row in rows
    }


def spreadsheet(answer):
    assert answer["Content-Type"] == "text/csv; charset=utf-8"
    assert answer.content.startswith(b"\xef\xbb\xbf")
    return list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig"))))


def test_the_privacy_page_tells_every_live_field_of_every_definition(client):
    page = soup(client.get("/privacy/"))
    told = {
        section["id"]: [row.th.get_text() for row in section.select("tbody tr")]
        for section in page.select("section.card")
    }
    assert told == {
        definition_of(version).key: [field.label for field in definition_of(version).all_fields()]
        for version in live_versions()
    }
    assert "第 1 版" in page.find(id="skilled").get_text()


def test_a_field_published_since_the_last_request_is_on_every_page_and_a_retired_one_on_none(client):
    before = client.get("/privacy/").text
    publish_with("skilled", mongolian)
    section = soup(client.get("/privacy/")).find(id="skilled")
    told = {
        row.th.get_text(): [cell.get_text() for cell in row.find_all("td")]
        for row in section.select("tbody tr")
    }
    dictionary = table_of(soup(client.get("/definitions/skilled/")))
    assert "是否掌握蒙古语" not in before
    assert told["是否掌握蒙古语"] == ["选填", "敏感 加密保存"]
    assert "第 2 版" in section.get_text()
    assert ("政治面貌" in told, "identity.political_status" in dictionary) == (False, False)
    assert dictionary["identity.mongolian"][:2] == ["是否掌握蒙古语", "Command of Mongolian"]
    assert dictionary["identity.mongolian"][-1] == "第 2 版"


def conditional(groups):
    groups.field("identity.former_name").update(required="submit", required_if='identity.sex = "1"')
    groups.field("identity.name_mongolian").update(derive="identity.full_name", fixed=True)


def test_a_condition_is_told_on_the_privacy_page_and_a_formula_in_the_dictionary_and_its_list(client):
    publish_with("skilled", conditional)
    section = soup(client.get("/privacy/")).find(id="skilled")
    told = {row.th.get_text(): row.td.get_text(" ", strip=True) for row in section.select("tbody tr")}
    assert told["曾用名"] == "上报必填 在以下情况必填：“性别”是“男性”"
    cells = table_of(soup(client.get("/definitions/skilled/")))["identity.name_mongolian"]
    assert "自动得出，不手填：“姓名” identity.full_name" in cells
    heads, *rows = spreadsheet(client.get("/definitions/skilled.csv"))
    formulas = {row[5]: dict(zip(heads, row, strict=True))["推算公式"] for row in rows}
    assert (formulas["identity.name_mongolian"], formulas["identity.full_name"]) == ("identity.full_name", "")
    assert formulas["identity.sex"] == "sex(identity.id_type, identity.id_number)"


def test_an_old_version_is_read_with_what_became_of_its_fields(client):
    publish_with("skilled", mongolian)
    page = soup(client.get("/definitions/skilled/v1/"))
    fields = table_of(page)
    assert "这是旧版本。现行的是第 2 版" in page.get_text()
    assert fields["identity.political_status"][-1] == "已不再收集"
    assert fields["identity.former_name"][-1] == "已改：名称"
    assert fields["identity.full_name"][-1] == "未变"
    assert "这是旧版本" not in client.get("/definitions/skilled/v2/").text


def test_a_draft_shows_nowhere(client):
    Category.objects.create(key="drafted", label="未发布的类别")
    category = Category.objects.get(key="skilled")
    raw = [dict(group) for group in category.groups.raw_data]
    raw[0]["value"]["fields"][0]["value"]["label"] = "草稿名称"
    category.groups = raw
    category.save()
    pages = "".join(client.get(path).text for path in ("/privacy/", "/definitions/", "/definitions/skilled/"))
    assert ("未发布的类别" in pages, "草稿名称" in pages) == (False, False)


@pytest.mark.parametrize(
    "path",
    [
        *("/definitions/drafted/", "/definitions/drafted.csv", "/definitions/nothing/"),
        *("/definitions/skilled/v9/", "/definitions/skilled/v99999999999999999999/"),
        *("/definitions/codes/secret/", "/definitions/codes/secret.csv", "/definitions/codes/nothing/"),
    ],
)
def test_what_is_not_published_is_not_found(client, path):
    Category.objects.create(key="drafted", label="草稿")
    CodeList.objects.create(key="secret", name="草稿代码表")
    assert client.get(path).status_code == 404


def test_the_dictionary_as_a_list_has_a_row_a_field_and_no_formula(client):
    def dangerous(groups):
        mongolian(groups)
        groups.field("identity.former_name").update(label='=HYPERLINK("x")', label_en="＠x")

    publish_with("skilled", dangerous)
    answer = client.get("/definitions/skilled.csv")
    heads, *rows = spreadsheet(answer)
    fields = {row[5]: dict(zip(heads, row, strict=True)) for row in rows}
    assert answer["Content-Disposition"] == 'attachment; filename="skilled-v2.csv"'
    gone = "identity.political_status"
    assert list(fields) == [*definition_of(live_version("skilled")).by_path, gone]
    assert [row["停用前的最后版本"] for row in fields.values() if row["停用前的最后版本"]] == ["1"]
    assert fields[gone]["停用前的最后版本"] == "1"
    assert fields["identity.former_name"]["中文名称"] == '\'=HYPERLINK("x")'
    assert fields["identity.former_name"]["英文名称"] == "'＠x"
    assert fields["identity.mongolian"]["选项"] == "1=会"
    assert fields["identity.mongolian"]["起始版本"] == "2"


def test_a_renamed_field_keeps_its_first_version_and_names_its_earlier_path(client):
    renamed_and_merged()
    page = soup(client.get("/definitions/skilled/"))
    since = table_of(page)["skill.trade_now"][-1]
    heads, *rows = spreadsheet(client.get("/definitions/skilled.csv"))
    line = next(dict(zip(heads, each, strict=True)) for each in rows if each[5] == "skill.trade_now")
    assert since == "第 1 版 原代号 skill.current_trade(第 1 版)"
    assert (line["起始版本"], line["曾用代号"]) == ("1", "skill.current_trade(第 1 版)")


def test_a_retired_field_is_listed_apart_with_the_last_version_that_has_it(client):
    renamed_and_merged()
    follow("skilled", off=["skill.trade_now"])
    table = soup(client.get("/definitions/skilled/")).find("table", {"aria-labelledby": "retired-heading"})
    (row,) = table.tbody.find_all("tr")
    cells = [each.get_text(" ", strip=True) for each in row.find_all(["th", "td"])]
    assert [row.th.get_text(), cells[1], *cells[-2:]] == [
        "skill.trade_now",
        "现从事工种",
        "第 1 版",
        "第 2 版",
    ]
    assert row.find_all("a")[-1]["href"] == "/definitions/skilled/v2/"
    assert soup(client.get("/definitions/skilled/v2/")).find(id="retired-heading") is None


@pytest.mark.slow
def test_a_code_list_is_paged_by_place_and_whole_as_a_list(client):
    code_list = CodeList.objects.get(key="ethnic")
    Code.objects.bulk_create(
        Code(code_list=code_list, code=f"X{number:04}", label=f"试{number}", order=1000 + number)
        for number in range(5000)
    )
    CodeList.objects.filter(pk=code_list.pk).update(revision=code_list.revision + 1)
    every = [
        code
        for (code,) in Code.objects.filter(code_list=code_list).order_by("order", "code").values_list("code")
    ]
    seen, path = [], "/definitions/codes/ethnic/"
    while path:
        page = soup(client.get(path))
        seen += [row.td.get_text() for row in page.select("main tbody tr")]
        following = page.find("a", rel="next")
        path = following and f"/definitions/codes/ethnic/{following['href']}"
    heads, *rows = spreadsheet(client.get("/definitions/codes/ethnic.csv"))
    assert (len(every) > 5000, seen == every, [row[0] for row in rows] == every) == (True, True, True)
    assert heads == ["代码", "中文名称", "英文名称", "状态"]


def test_pages_of_codes_lead_back_as_well(client):
    code_list = CodeList.objects.get(key="ethnic")
    first = codes_page(code_list, size=10)
    second = codes_page(code_list, after=first.entries[-1].code, size=10)
    back = codes_page(code_list, before=second.entries[0].code, size=10)
    assert (first.previous_href, second.previous_href) == ("", f"?before={second.entries[0].code}")
    assert (back.entries, codes_page(code_list, after="nothing", size=10).entries) == (first.entries,) * 2


@pytest.mark.parametrize("path", ["/", "/privacy/", "/definitions/", "/statistics/", "/login/", "/nothing/"])
def test_every_public_page_leads_to_the_privacy_page(client, path):
    foot = BeautifulSoup(client.get(path).content, "html.parser").footer
    assert {"/privacy/", "/definitions/"} <= {link["href"] for link in foot.find_all("a")}


@pytest.mark.parametrize(
    "path",
    [
        "/privacy/",
        "/definitions/",
        "/definitions/skilled/",
        "/definitions/skilled.csv",
        "/definitions/codes/sex/",
    ],
)
def test_these_pages_read_definitions_and_nothing_about_anybody(client, path):
    with CaptureQueriesContext(connections["default"]) as asked:
        assert client.get(path).status_code == 200
    assert tables_in(asked) <= READ


def tables_in(asked):
    named = {name for query in asked.captured_queries for name in TABLE.findall(query["sql"])}
    assert named
    return named


def test_the_pages_ask_the_database_as_often_for_six_definitions_as_for_seven(client):
    def count(path):
        client.get(path)
        with CaptureQueriesContext(connections["default"]) as asked:
            client.get(path)
        return len(asked)

    before = [count("/privacy/"), count("/definitions/")]
    skilled = Category.objects.get(key="skilled")
    Category.objects.create(
        key="seventh", label="第七", groups=skilled.groups.raw_data, rules=skilled.rules.raw_data
    )
    publish_with("seventh", mongolian)
    assert [count("/privacy/"), count("/definitions/")] == before


def renamed_to(label):
    return lambda groups: groups.field("identity.former_name").update(label=label)


def versions_of(page):
    rows = page.select("table[aria-labelledby=versions-heading] tbody a")
    ways = {each["rel"][0]: each["href"].partition("#")[0] for each in page.select("nav.pager a")}
    return [each.get_text() for each in rows], ways


def test_versions_are_listed_by_parts_and_each_leads_to_the_part_before_and_behind(client, monkeypatch):
    monkeypatch.setattr("portal.definitions.VERSIONS", 2)
    for number in range(4):
        publish_with(
            "skilled",
            lambda groups, number=number: groups.field("identity.former_name").update(label=f"原名{number}"),
        )
    address = "/definitions/skilled/"
    parts = []
    for query in ("", "?below=4", "?below=2", "?above=1", "?above=3", "?below=x", "?below=1"):
        parts.append(versions_of(soup(client.get(address + query))))
    first = (["第 5 版", "第 4 版"], {"next": "?below=4"})
    middle = (["第 3 版", "第 2 版"], {"prev": "?above=3", "next": "?below=2"})
    assert parts[:3] == [first, middle, (["第 1 版"], {"prev": "?above=1"})]
    assert parts[3:] == [middle, first, first, ([], {})]
