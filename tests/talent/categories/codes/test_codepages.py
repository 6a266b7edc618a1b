"""The pages on which administrators shape code lists, as a browser uses them."""

import zlib
from datetime import timedelta
from random import Random

import pytest
from bs4 import BeautifulSoup
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from talent.categories.codes.lines import Line
from talent.categories.codes.shaping import add_code, merge, retire
from talent.categories.models import CodeImport, CodeList
from tests.contracts.world import REGION, member, organisation
from tests.talent.categories.lists import Shelf
from tests.talent.records.test_proposing import at_once

pytestmark = pytest.mark.django_db


@pytest.fixture
def admin(client):
    user = member("admin", organisation("人社厅", "hr_department", REGION), "category_admin")
    client.force_login(user)
    return user


@pytest.fixture
def shelf(admin):
    return Shelf()


def url(name, *args):
    return reverse(f"code_lists:{name}", args=args)


def page(answer):
    return BeautifulSoup(answer.content, "html.parser")


def said(answer):
    found = page(answer).select_one("[data-w-messages-target=container]")
    return " ".join(found.get_text(" ").split())


def errors(answer):
    found = page(answer).select(".error-message, .help-critical li")
    return [" ".join(each.get_text(" ").split()) for each in found]


def codes_on(answer):
    return [row.td.get_text(strip=True) for row in page(answer).select("table.listing tbody tr")]


def typed(answer):
    """What the form of a page would send if nothing were touched."""
    form = next(form for form in page(answer).select("main form[method=post]") if form.select("ul.fields"))
    sent = {}
    for field in form.select("input[name], textarea[name]"):
        if field.has_attr("disabled") or (field.get("type") == "checkbox" and not field.has_attr("checked")):
            continue
        blank = "on" if field.get("type") == "checkbox" else ""
        text = field.text.removeprefix("\n") if field.name == "textarea" else field.get("value", blank)
        sent[field["name"]] = text
    return sent


def upload(text, encoding="utf-8"):
    return {"file": SimpleUploadedFile("codes.csv", text.encode(encoding))}


def confirmed(client, shelf, preview):
    file = page(preview).select_one("input[name=file]")["value"]
    return client.post(url("confirm", shelf.list.pk), {"file": file}, follow=True)


def test_a_list_is_made_filled_put_in_use_and_then_stays(client, admin):
    facts = {"key": "herds", "name": "畜群", "name_en": "Herds", "standard": "", "is_open": "on"}
    answer = client.post(url("new"), facts, follow=True)
    made = CodeList.objects.get(key="herds")
    assert (made.is_draft, made.is_open, "已建立草稿“畜群”。" in said(answer)) == (True, True, True)
    code = typed(client.get(url("add_code", made.pk))) | {
        "code": "1",
        "label": "马群",
        "aliases": "马\n 骑马 \n马",
        "attributes": "rank = 1",
        "valid_from": "2024-01-31",
    }
    client.post(url("add_code", made.pk), code)
    answer = client.post(url("use", made.pk), follow=True)
    made.refresh_from_db()
    stored = made.codes.get()
    assert (made.is_draft, "已启用" in said(answer)) == (False, True)
    assert (stored.aliases, stored.attributes, str(stored.valid_from)) == (
        ["马", "骑马"],
        {"rank": "1"},
        "2024-01-31",
    )
    assert "不能删除" in said(client.post(url("delete", made.pk), follow=True))


def test_a_draft_is_deleted_with_its_codes(client, admin):
    shelf = Shelf(in_use=False)
    answer = client.post(url("delete", shelf.list.pk), follow=True)
    assert ("草稿“农牧”已删除。" in said(answer), CodeList.objects.filter(key="farming").exists()) == (
        True,
        False,
    )


def test_a_key_that_is_taken_or_malformed_is_refused_beside_its_field(client, shelf):
    for key in ("farming", "Not a key"):
        answer = client.post(url("new"), {"key": key, "name": "又"})
        assert (answer.status_code, len(errors(answer))) == (200, 1)


def test_the_page_of_a_list_names_the_versions_that_use_it(client, admin):
    text = page(client.get(url("page", CodeList.objects.get(key="skill_level").pk))).get_text(" ")
    assert "技能人才(现行第 1 版)" in text
    assert "推算或规则会查它" in text


def test_codes_are_paged_by_keyset_and_searched_by_any_word(client, shelf):
    for n in range(100, 230):
        add_code(code_list=shelf.list, by=shelf.by, line=Line(str(n), f"第{n}", parent="2"))
    first = client.get(url("page", shelf.list.pk))
    rest = page(first).select_one("a[rel=next]")["href"]
    second = client.get(url("page", shelf.list.pk) + rest)
    assert codes_on(first) + codes_on(second) == list(shelf.lines())
    assert page(second).select_one("a[rel=next]") is None
    searched = {
        word: codes_on(client.get(url("page", shelf.list.pk), {"q": word}))
        for word in ("羊", "sheep", "12", "%", "'\"<", "第229")
    }
    assert searched == {
        "羊": ["11", "12"], "sheep": ["11"], "12": ["12", "112", *(str(n) for n in range(120, 130)), "212"],
        "%": ["没有符合条件的代码。"], "'\"<": ["没有符合条件的代码。"], "第229": ["229"],
    }  # fmt: skip
    assert codes_on(client.get(url("page", shelf.list.pk), {"under": "1"})) == ["11", "12"]
    assert codes_on(client.get(url("page", shelf.list.pk), {"after": "²x"})) == codes_on(first)


def test_the_page_of_a_list_takes_the_same_statements_for_one_code_and_for_many(client, admin):
    counts = []
    for lines in (Shelf.LINES[:1], Shelf.LINES):
        shelf = Shelf(in_use=False, key=f"list{len(lines)}", lines=lines)
        client.get(url("page", shelf.list.pk))
        with CaptureQueriesContext(connection) as queries:
            client.get(url("page", shelf.list.pk))
        counts.append(len(queries))
    assert counts[0] == counts[1]


def test_a_code_is_edited_and_its_key_stays(client, shelf):
    address = url("code", shelf.list.pk, shelf.code("11").pk)
    sent = typed(client.get(address)) | {
        "label": "“绵羊”<b> 👩‍🌾 \u200fغنم",
        "code": "99",
        "aliases": "羊；羊只",
    }
    answer = client.post(address, sent, follow=True)
    assert "已保存" in said(answer)
    assert shelf.code("11").label == "“绵羊”<b> 👩‍🌾 \u200fغنم"
    assert shelf.code("11").aliases == ["羊", "羊只"]


def test_the_untouched_form_of_a_code_changes_nothing(client, shelf):
    before = shelf.lines()
    for code in before:
        address = url("code", shelf.list.pk, shelf.code(code).pk)
        assert client.post(address, typed(client.get(address))).status_code == 302
    assert shelf.lines() == before


@pytest.mark.parametrize(
    "changed",
    [
        {"label": ""},
        {"parent": "99"},
        {"attributes": "rank"},
        {"attributes": "rank=第一"},
        {"attributes": "counted_in_stats=是"},
        {"valid_to": "2000-01-01", "valid_from": "2001-01-01"},
    ],
)
def test_what_is_wrong_with_a_code_is_said_and_what_was_typed_stays(client, shelf, changed):
    address = url("code", shelf.list.pk, shelf.code("11").pk)
    answer = client.post(address, typed(client.get(address)) | {"label_en": "Typed", **changed})
    assert (answer.status_code, len(errors(answer)), b'value="Typed"' in answer.content) == (200, 1, True)


def test_of_two_who_edit_a_code_the_second_is_told_however_often_they_press(client, shelf):
    address = url("code", shelf.list.pk, shelf.code("11").pk)
    mine = typed(client.get(address)) | {"label": "我的"}
    client.post(address, typed(client.get(address)) | {"label": "他的"})
    for _press in range(2):
        answer = client.post(address, mine)
        assert "他人已改过这个代码" in errors(answer)[0]
        mine = typed(answer)
    assert shelf.code("11").label == "他的"


def test_of_two_who_edit_a_list_the_second_is_told_however_often_they_press(client, shelf):
    address = url("edit", shelf.list.pk)
    mine = typed(client.get(address)) | {"name": "我的"}
    client.post(address, typed(client.get(address)) | {"name": "他的"})
    for _press in range(2):
        answer = client.post(address, mine)
        assert "他人已改过这张代码表" in errors(answer)[0]
        mine = typed(answer)
    assert shelf.again().name == "他的"


def test_codes_are_retired_merged_and_taken_back(client, shelf):
    def act(code, action, **sent):
        return said(client.post(url("act", shelf.list.pk, shelf.code(code).pk, action), sent, follow=True))

    assert "已停用" in act("2", "retire")
    assert "已并入“11”" in act("12", "merge", into=" 11 ")
    assert "没有要并入的代码“99”" in act("11", "merge", into="99")
    assert "只能停用，不能删除" in act("11", "delete")
    states = {code: (line.is_retired, line.merged_into) for code, line in shelf.lines().items()}
    assert states == {"1": (False, ""), "11": (False, ""), "12": (True, "11"), "2": (True, "")}
    act("12", "reinstate")
    assert shelf.lines()["12"] == Shelf.LINES[2]


def test_a_code_under_the_address_of_another_list_is_not_found(client, shelf):
    other = CodeList.objects.get(key="sex").pk
    assert client.get(url("code", other, shelf.code("11").pk)).status_code == 404
    assert client.post(url("act", other, shelf.code("11").pk, "retire")).status_code == 404


@pytest.mark.parametrize("role", ["hr_reviewer", "system_admin", "audit_admin", "analyst"])
def test_nobody_else_finds_or_changes_a_list(client, admin, shelf, role):
    client.force_login(member("other", admin.memberships.get().organisation, role))
    pk, code = shelf.list.pk, shelf.code("11").pk
    before = (shelf.lines(), shelf.again().revision)
    addresses = [url("index"), url("page", pk), url("export", pk), url("code", pk, code)]
    assert {client.get(address).status_code for address in addresses} == {404}
    posted = [
        url("new"),
        url("edit", pk),
        url("use", pk),
        url("delete", pk),
        url("upload", pk),
        url("confirm", pk),
    ]
    posted += [url("add_code", pk), url("code", pk, code), url("act", pk, code, "retire")]
    assert {client.post(address).status_code for address in posted} == {404}
    assert (shelf.lines(), shelf.again().revision) == before


@pytest.mark.parametrize("encoding", ["utf-8-sig", "gb18030"])
def test_a_file_is_previewed_and_written_only_when_confirmed(client, shelf, encoding):
    text = "代码,名称,上级代码\n1,畜牧业,\n11,绵羊,1\n2,种植,\n13,骆驼,1\n"
    before = shelf.lines()
    preview = client.post(url("upload", shelf.list.pk), upload(text, encoding))
    shown = page(preview).select_one("main").get_text(" ", strip=True)
    assert all(
        part in shown for part in ("新增 1 个 · 修改 1 个", "将停用 1 个", "13 骆驼", "12 山羊", "畜牧业")
    )
    assert shelf.lines() == before
    answer = confirmed(client, shelf, preview)
    assert "新增 1 个，修改 1 个，停用或删除 1 个" in said(answer)
    assert {code: (line.label, line.is_retired) for code, line in shelf.lines().items()} == {
        "1": ("畜牧业", False), "11": ("绵羊", False), "2": ("种植", False), "13": ("骆驼", False),
        "12": ("山羊", True),
    }  # fmt: skip


def test_a_file_with_faults_names_rows_and_remedies_and_cannot_be_confirmed(client, shelf):
    preview = client.post(url("upload", shelf.list.pk), upload("代码,名称\n1,\n2,乙\n2,丙\n"))
    rows = [[cell.get_text() for cell in row.select("td")] for row in page(preview).select("tbody tr")]
    assert rows[:2] == [
        ["2", "名称", "请填写名称。"], ["4", "代码", "代码“2”与第 3 行重复，请改正其中一行。"]
    ]  # fmt: skip
    assert page(preview).select_one("input[name=file]") is None


def test_a_preview_that_is_older_than_the_list_is_shown_anew(client, shelf):
    preview = client.post(url("upload", shelf.list.pk), upload("代码,名称\n1,畜牧业\n"))
    retire(code=shelf.code("2"), by=shelf.by)
    again = confirmed(client, shelf, preview)
    assert (again.status_code, "代码表已有改动，没有写入" in said(again)) == (409, True)
    assert shelf.lines()["1"].label == "畜牧"
    confirmed(client, shelf, again)
    assert shelf.lines()["1"].label == "畜牧业"


def test_a_file_larger_than_a_form_may_be_is_previewed_and_written(client, shelf, settings):
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 20_000
    drawn = Random(1)
    names = ["".join(chr(drawn.randrange(0x4E00, 0x9FA5)) for _each in range(100)) for _row in range(500)]
    text = "代码,名称\n" + "".join(f"{n},{name}\n" for n, name in enumerate(names, start=1000))
    preview = client.post(url("upload", shelf.list.pk), upload(text))
    answer = confirmed(client, shelf, preview)
    assert (answer.status_code, "新增 500 个" in said(answer)) == (200, True)
    assert [line.label for line in shelf.lines().values()][:500] == names


def test_a_file_that_waits_is_sealed_and_gone_once_it_is_written(client, shelf):
    text = "代码,名称\n1,畜牧业\n"
    preview = client.post(url("upload", shelf.list.pk), upload(text))
    sealed = bytes(CodeImport.objects.get().sealed)
    assert [part in sealed for part in ("畜牧业".encode(), zlib.compress(text.encode()))] == [False, False]
    confirmed(client, shelf, preview)
    assert (CodeImport.objects.count(), shelf.lines()["1"].label) == (0, "畜牧业")
    assert "预览已失效" in said(confirmed(client, shelf, preview))


def test_a_preview_is_confirmed_by_whoever_made_it_and_for_a_day_only(client, admin, shelf):
    preview = client.post(url("upload", shelf.list.pk), upload("代码,名称\n1,畜牧业\n"))
    client.force_login(member("other", admin.memberships.get().organisation, "category_admin"))
    assert "预览已失效" in said(confirmed(client, shelf, preview))
    client.force_login(admin)
    CodeImport.objects.update(made_at=timezone.now() - timedelta(days=1, minutes=1))
    assert "预览已失效" in said(confirmed(client, shelf, preview))
    assert shelf.lines()["1"].label == "畜牧"


def test_of_two_previews_of_one_list_the_later_one_counts(client, shelf):
    earlier, later = (
        client.post(url("upload", shelf.list.pk), upload(f"代码,名称\n1,{name}\n")) for name in ("早", "晚")
    )
    assert "预览已失效" in said(confirmed(client, shelf, earlier))
    confirmed(client, shelf, later)
    assert shelf.lines()["1"].label == "晚"


def test_the_preview_of_one_list_cannot_be_confirmed_for_another(client, shelf):
    other = Shelf(key="second")
    preview = client.post(url("upload", shelf.list.pk), upload("代码,名称\n1,畜牧业\n"))
    assert "预览已失效" in said(confirmed(client, other, preview))
    assert "预览已失效" in said(client.post(url("confirm", shelf.list.pk), {"file": "forged"}, follow=True))
    assert [each.lines()["1"].label for each in (shelf, other)] == ["畜牧", "畜牧"]


@pytest.mark.parametrize("content", ["代码,名称\n".encode("utf-16"), b"", b"a,b\n1,2\n"])
def test_a_file_that_is_no_list_is_refused_beside_its_field(client, shelf, content):
    answer = client.post(url("upload", shelf.list.pk), {"file": SimpleUploadedFile("x.csv", content)})
    assert (answer.status_code, len(errors(answer))) == (200, 1)


def test_an_exported_list_can_be_imported_again_without_a_change(client, shelf):
    merge(code=shelf.code("12"), into="11", by=shelf.by)
    exported = client.get(url("export", shelf.list.pk))
    assert exported["Content-Type"] == "text/csv; charset=utf-8"
    preview = client.post(url("upload", shelf.list.pk), upload(exported.content.decode()))
    assert "文件与代码表一致" in page(preview).get_text()


@pytest.mark.parametrize("key", ["education", "title_name", "region", "ownership"])
def test_carried_lists_come_back_from_their_own_export(client, admin, key):
    listed = CodeList.objects.get(key=key)
    exported = client.get(url("export", listed.pk)).content.decode()
    assert "文件与代码表一致" in page(client.post(url("upload", listed.pk), upload(exported))).get_text()


def test_a_new_list_may_come_from_a_file(client, admin):
    sent = {"key": "herds", "name": "畜群", **upload("代码,名称\n1,马群\n")}
    preview = client.post(url("new"), sent)
    made = CodeList.objects.get(key="herds")
    assert (made.codes.count(), "1 马群" in page(preview).get_text()) == (0, True)
    file = page(preview).select_one("input[name=file]")["value"]
    client.post(url("confirm", made.pk), {"file": file})
    assert list(made.codes.values_list("code", "label")) == [("1", "马群")]


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("a,b\n1,2\n", "第一行没有“代码”这一列。请先导出一份，照它的列名填写。"),
        ("代码,名称\n1,马群\n2,\n", "第 3 行 名称：请填写名称。"),
        ("代码,名称\n" + "!,马群\n" * 30, "还有 10 处错误。"),
        ("代码,名称,属性:rank\n1,马群,第一\n", "现为“第一”。"),
    ],
)
def test_a_new_list_whose_file_is_refused_is_not_left_behind_empty(client, admin, text, sentence):
    answer = client.post(url("new"), {"key": "herds", "name": "畜群", **upload(text)})
    assert (answer.status_code, CodeList.objects.filter(key="herds").exists()) == (200, False)
    said = [each.get_text() for each in page(answer).select(".code-faults li")] or errors(answer)
    assert said[-1].endswith(sentence)
    assert typed(answer)["name"] == "畜群"


def test_of_many_faults_of_a_file_each_has_a_line_and_its_input_leads_to_them(client, admin):
    answer = client.post(url("new"), {"key": "herds", "name": "畜群", **upload("代码,名称\n1,\n2,\n")})
    assert [each.get_text() for each in page(answer).select("[role=alert] .code-faults li")] == [
        "第 2 行 名称：请填写名称。",
        "第 3 行 名称：请填写名称。",
    ]
    assert errors(answer)[-1] == "文件里有错误，还没有建立代码表。请按上面列出的逐行改好，再上传。"


def keys_on(answer):
    return [row.select("td")[1].get_text(strip=True) for row in page(answer).select("table.listing tbody tr")]


def test_thousands_of_lists_come_page_by_page_and_are_found_by_their_names(
    client, shelf, django_assert_max_num_queries
):
    CodeList.objects.bulk_create(CodeList(key=f"zz{n:04}", name=f"表{n}") for n in range(5000))
    client.get(url("index"))
    with django_assert_max_num_queries(20):
        first = client.get(url("index"))
    known = list(CodeList.objects.order_by("key").values_list("key", flat=True))
    second = client.get(url("index") + page(first).select_one("a[rel=next]")["href"])
    assert (keys_on(first), keys_on(second)) == (known[:100], known[100:200])
    assert keys_on(client.get(url("index"), {"q": "zz4321"})) == ["zz4321"]
    row = next(each for each in page(client.get(url("index"), {"q": "农牧"})).select("tbody tr"))
    assert [cell.get_text(strip=True) for cell in row.select("td")[:4]] == ["农牧", "farming", "", "4"]
    assert "没有符合条件的代码表" in page(client.get(url("index"), {"q": "no such"})).get_text()


@pytest.mark.django_db(transaction=True)
def test_of_two_who_write_files_into_a_list_at_once_the_second_is_shown_a_new_preview():
    shelf, office = Shelf(), organisation("人社厅", "hr_department", REGION)
    asked = []
    for name, label in (("one", "绵羊甲"), ("two", "绵羊乙")):
        browser = Client()
        browser.force_login(member(name, office, "category_admin"))
        file = SimpleUploadedFile("a.csv", f"代码,名称\n11,{label}\n".encode())
        shown = page(browser.post(url("upload", shelf.list.pk), {"file": file}))
        asked.append((browser, label, shown.select_one("[name=file][value]")["value"]))
    answers = at_once(
        *(
            lambda browser=browser, key=key: browser.post(url("confirm", shelf.list.pk), {"file": key})
            for browser, _label, key in asked
        )
    )
    assert sorted(each.status_code for each in answers) == [302, 409]
    written = [each[1] for each, answer in zip(asked, answers, strict=True) if answer.status_code == 302]
    assert [shelf.code("11").label] == written
    assert [action for action, _detail in shelf.events()].count("import_codes") == 1
    late = next(each for each in answers if each.status_code == 409)
    assert "没有写入。请核对下面的新预览" in said(late)
    again = page(late).select_one("[name=file][value]")["value"]
    second = next(each for each, answer in zip(asked, answers, strict=True) if answer is late)
    assert second[0].post(url("confirm", shelf.list.pk), {"file": again}).status_code == 302
    assert shelf.code("11").label == second[1]
