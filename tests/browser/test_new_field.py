"""A new administrator adds a field and a group, a second one passes them, and they are everywhere at once.

The server runs on throughout. What was entered before stays as it was.
"""

import io

import pdfplumber
import pytest
from django.db import connection
from django.utils import timezone

from reports.printing.definitions import sheet_document
from reports.printing.render import render_sheet
from reports.stats.models import BreakDown
from talent.categories.service import columns_for, dimensions, filters, live_version, printed
from talent.imports.importing import import_list
from talent.records.models import Change
from tests.browser.definitions import DefinitionEditor
from tests.browser.test_walk import PASSWORD, account
from tests.contracts.world import REGION
from tests.contracts.world import organisation as office
from tests.talent.collect.world import World, number

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True, databases=["default", "public"]),
]

FIELD, GROUP = "是否掌握蒙古语", "使用蒙古语的经历"
PATH = "skill.speaks_mongolian"
PURPOSE = "了解双语服务能力，组织双语人才参加服务"
#: Typed into the sensitive field of the new group; found nowhere in the open afterwards.
SECRET = "苏木派出所调解"


@pytest.fixture
def world():
    """A unit with an approved record and one that waits, and two administrators who have never logged in."""
    found = World()
    found.clerk.set_password(PASSWORD)
    found.clerk.save()
    found.boss.set_password(PASSWORD)
    found.boss.save()
    region = office("自治区人社厅", "hr_department", REGION)
    for name in ("xinguanli", "fuhe"):
        account(name, region, "category_admin")
    found.before, found.standing = found.accepted(1, "乌日娜"), found.waiting(2, "苏日娜")
    return found


def test_a_field_is_asked_for_as_soon_as_a_second_person_has_passed_it(person, world):
    editor = begin(person())
    add_field(editor)
    hand_in(editor)
    pass_it(person())
    clerk = person()
    clerk.log_in("/login/", "clerk", PASSWORD)
    clerk.page.goto(f"/unit/{world.unit.pk}/new/skilled/")
    options = clerk.page.locator(f"[name='{PATH}'] option").all_inner_texts()
    assert options == ["请选择", "掌握", "能听懂", "未掌握"]
    schema = clerk.page.request.get("/open/v1/definitions/skilled/").json()
    assert (schema["x-version"], "speaks_mongolian" in schema["properties"]["skill"]["required"]) == (2, True)


@pytest.mark.slow
def test_a_field_and_a_group_are_in_every_face_as_soon_as_a_second_person_has_passed_them(person, world):
    rows = stored(world.before.pk, world.standing.pk)
    editor = begin(person())
    add_field(editor)
    add_group(editor)
    look_at_the_preview(editor)
    hand_in(editor)
    pass_it(person())
    clerk, reviewer = person(), person()
    clerk.log_in("/login/", "clerk", PASSWORD)
    reviewer.log_in("/back/loginUI", "boss", PASSWORD)

    assert stored(world.before.pk, world.standing.pk) == rows
    change = enter(clerk, world)
    review(reviewer, change)
    approved = world.again(change)
    assert approved.state == "accepted"
    assert sealed(approved)
    assert_neutral_faces()
    find_by_it(reviewer, clerk, world)
    assert_on_paper(approved)
    assert_imported(world)
    assert_public(person())
    the_one_that_waited_is_passed_under_its_version(reviewer, world)
    the_old_record_is_asked_at_its_next_edit(clerk, world)
    assert stored(world.before.pk) == rows[:1]


def stored(*numbers):
    """The whole rows of these changes, as the database has them."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT to_jsonb(c)::text FROM records_change c WHERE id = ANY(%s) ORDER BY id", [[*numbers]]
        )
        return [text for (text,) in cursor.fetchall()]


def begin(author):
    author.log_in("/back/loginUI", "xinguanli", PASSWORD)
    return DefinitionEditor(author).open("技能人才")


def add_field(editor):
    field = editor.add_field(
        editor.open_group("技能信息"),
        "单选",
        key="speaks_mongolian",
        label=FIELD,
        label_en="Speaks Mongolian",
        required="上报必填",
        filterable=True,
        dimension=True,
    )
    editor.add_options(field, c1="掌握", c2="能听懂", c3="未掌握")
    editor.add_alias(field, "会不会蒙语")


def add_group(editor):
    group = editor.add_group(
        key="mongolian_use",
        label=GROUP,
        repeat=True,
        purpose=PURPOSE,
        shown_if=f'{PATH} in ["1", "2"]',
    )
    editor.add_field(
        group, "文本", key="occasion", label="使用场合", required="上报必填", sensitivity="敏感，加密保存"
    )
    editor.add_field(group, "整数", key="years", label="使用年数")


def look_at_the_preview(editor):
    for mode, place in (("form", "label"), ("printed", ".paper dt"), ("columns", "tbody th")):
        frame = editor.preview(mode)
        frame.locator(place, has_text=FIELD).first.wait_for()
        for each in (GROUP, "使用场合"):
            assert each in frame.locator("body").inner_text(), mode
        editor.person.shoot(f"new_field_{mode}", whole=False)


def hand_in(editor):
    editor.press("提交审核")
    editor.page.get_by_text("“技能人才”已提交审核。").wait_for()
    editor.person.leave()
    assert live_version("skilled").number == 1


def pass_it(second):
    second.log_in("/back/loginUI", "fuhe", PASSWORD)
    second.page.goto("/back/review/")
    second.shoot("new_field_waits")
    second.follow("技能人才")
    editor = DefinitionEditor(second)
    second.page.locator("#panel-changes-section", has_text=f"{FIELD}({PATH})").wait_for()
    second.shoot("new_field_to_pass")
    editor.press("批准")
    second.page.get_by_text("“技能人才”已审核通过并发布。").wait_for()
    second.leave()
    assert live_version("skilled").number == 2


def enter(clerk, world):
    """Fills in a new person; first without what is asked for."""
    page = clerk.page
    page.goto(f"/unit/{world.unit.pk}/new/skilled/")
    for name, text in {"id_number": number(3), "full_name": "其其格"}.items():
        page.fill(f"[name='identity.{name}']", text)
    page.select_option("[name='identity.ethnic_group']", label="蒙古族")
    page.fill("[name='skill.current_trade']", "焊工")
    group = page.locator("#group-mongolian_use")
    assert not group.is_visible()
    clerk.press("核对并上报")
    assert f"请填写“{FIELD}”。" in clerk.text
    clerk.shoot("new_field_missing")
    clerk.follow(f"请填写“{FIELD}”。")
    page.select_option(f"[name='{PATH}']", label="未掌握")
    assert not group.is_visible()
    page.select_option(f"[name='{PATH}']", label="掌握")
    assert group.is_visible()
    assert f"仅在以下情况填写：“{FIELD}”是“掌握”、“能听懂”之一" in group.inner_text()
    page.fill("[name='mongolian_use.0.occasion']", SECRET)
    page.fill("[name='mongolian_use.0.years']", "5")
    clerk.shoot("new_field_form")
    clerk.press("核对并上报")
    assert "使用场合" in clerk.text
    clerk.press("自审并上报")
    page.goto(f"/unit/{world.unit.pk}/")
    assert SECRET not in page.content()
    return world.newest()


def review(reviewer, change):
    """The difference names the new field with both its sides, and the change is passed."""
    reviewer.page.goto("/back/review/")
    assert SECRET not in reviewer.page.content()
    reviewer.page.goto(f"/back/review/{change.pk}/")
    assert {FIELD, "掌握", GROUP, "使用场合", SECRET} <= set(words(reviewer.text))
    reviewer.shoot("new_field_review")
    reviewer.page.click("button[name=outcome][value=passed]")
    reviewer.page.get_by_text("已审核通过").first.wait_for()


def words(text):
    return [each.strip() for line in text.splitlines() for each in line.split("\t")]


def sealed(change):
    """The sensitive value stands in the database in no readable form, and comes back whole."""
    (row,) = stored(change.pk)
    document = change.document()
    assert "speaks_mongolian" in row
    assert SECRET not in row
    return document["mongolian_use"] == [{"occasion": SECRET, "years": 5}]


def assert_neutral_faces():
    version = live_version("skilled")
    (column,) = [each for each in columns_for(version) if each.path == PATH]
    assert (column.heading, column.aliases, column.required) == (FIELD, ("会不会蒙语",), True)
    assert column.choices == ("掌握", "能听懂", "未掌握")
    (asked,) = [each for each in filters(version) if each.path == PATH]
    assert [(each.value, each.label) for each in asked.choices] == [
        ("1", "掌握"),
        ("2", "能听懂"),
        ("3", "未掌握"),
    ]
    (broken,) = [each for each in dimensions(version) if each.path == PATH]
    assert (broken.label, broken.codes) == (FIELD, ("1", "2", "3"))
    assert [each.code for each in BreakDown.objects.get(path=PATH).codes.all()] == ["1"]


def find_by_it(reviewer, clerk, world):
    """The field is a filter and a column of the query, at both desks, and finds who has it."""
    page = reviewer.page
    page.goto("/back/query/")
    page.select_option("#by-category", label="技能人才")
    page.locator("form.asking button").first.click()
    page.get_by_role("link", name="其其格").wait_for()
    assert {"乌日娜", "其其格"} <= set(words(reviewer.text))
    page.locator("summary", has_text="技能信息").first.click()
    page.locator(f"[name='{PATH}'][value='1']").check()
    page.locator("summary", has_text="显示哪些列").click()
    page.locator(f"[name=column][value='{PATH}']").check()
    page.get_by_role("button", name="按以上条件查询").click()
    page.get_by_role("link", name="其其格").wait_for()
    found = words(reviewer.text)
    assert ("乌日娜" in found, FIELD in page.locator(".rows thead").inner_text()) == (False, True)
    assert "掌握" in page.locator(".rows tbody").inner_text()
    assert SECRET not in page.content()
    reviewer.shoot("new_field_query")
    clerk.page.goto(f"/unit/{world.unit.pk}/query/?category=skilled&{PATH}=1&column={PATH}")
    assert clerk.page.locator(".rows tbody tr").all_inner_texts() == [
        clerk.page.locator(".rows tbody tr").inner_text()
    ]
    assert "掌握" in clerk.page.locator(".rows tbody").inner_text()


def assert_on_paper(change):
    form = printed(change.version, change.document(), "zh-hans")
    sheet = sheet_document(form, draft=False, language="zh-hans", author="示例", as_of=timezone.now())
    with pdfplumber.open(io.BytesIO(render_sheet(sheet).pdf)) as pdf:
        text = "".join(page.extract_text() for page in pdf.pages).replace("\n", "")
    assert {each for each in (FIELD, "使用场合", SECRET) if each not in text} == set()


def assert_imported(world):
    """By its name and by the other word for it; who lacks it is told so."""
    for serial, heading in ((4, FIELD), (5, "会不会蒙语")):
        text = f"姓名,身份证件号码,民族,现从事工种,{heading}\n萨仁,{number(serial)},蒙古族,焊工,能听懂\n"
        report = import_list(
            io.BytesIO(text.encode("utf-8-sig")),
            "名单.csv",
            version=live_version("skilled"),
            unit=world.unit,
            by=None,
        )
        assert [each.data["skill"]["speaks_mongolian"] for each in report.changes] == ["2"]
        assert [each.text for each in report.lacking] == [f"“{GROUP}”至少要有一行。"]


def assert_public(anybody):
    ask = anybody.page.request.get
    known = {each["key"]: each["version"] for each in ask("/open/v1/definitions/").json()}
    schema = ask("/open/v1/definitions/skilled/").json()
    field = schema["properties"]["skill"]["properties"]["speaks_mongolian"]
    assert (known["skilled"], schema["x-version"], field["enum"]) == (2, 2, ["1", "2", "3"])
    assert (field["title"], field["x-dimension"], field["x-filterable"]) == (FIELD, True, True)
    assert "speaks_mongolian" in schema["properties"]["skill"]["required"]
    rows = schema["properties"]["mongolian_use"]
    assert (rows["type"], rows["x-purpose"]) == ("array", PURPOSE)
    assert rows["items"]["properties"]["occasion"]["x-sensitivity"] == "sensitive"
    older = ask("/open/v1/definitions/skilled/?version=1").json()
    assert "speaks_mongolian" not in older["properties"]["skill"]["properties"]
    assert "/open/v1/definitions/{key}/" in ask("/open/v1/schema/?format=json").json()["paths"]
    anybody.page.goto("/privacy/")
    assert {each for each in (FIELD, GROUP, PURPOSE, "使用场合") if each not in anybody.text} == set()
    anybody.page.goto("/definitions/skilled/")
    assert {each for each in (FIELD, PATH, "掌握", "使用场合") if each not in anybody.text} == set()
    anybody.shoot("new_field_dictionary")
    csv = ask("/definitions/skilled.csv").body().decode("utf-8-sig")
    assert {each for each in (FIELD, PATH, "1=掌握；2=能听懂；3=未掌握", "加密") if each not in csv} == set()


def the_one_that_waited_is_passed_under_its_version(reviewer, world):
    reviewer.page.goto(f"/back/review/{world.standing.pk}/")
    assert FIELD not in reviewer.text
    reviewer.page.click("button[name=outcome][value=passed]")
    reviewer.page.get_by_text("已审核通过").first.wait_for()
    passed = world.again(world.standing)
    assert (passed.state, passed.version.number) == ("accepted", 1)


def the_old_record_is_asked_at_its_next_edit(clerk, world):
    page = clerk.page
    page.goto(f"/unit/{world.unit.pk}/new/skilled/?base={world.before.pk}")
    assert page.input_value("[name='skill.current_trade']") == "焊工"
    page.fill("[name='skill.current_trade']", "电工")
    clerk.press("核对并上报")
    assert f"请填写“{FIELD}”。" in clerk.text
    clerk.shoot("new_field_asked_of_an_old_record")
    clerk.follow(f"请填写“{FIELD}”。")
    page.select_option(f"[name='{PATH}']", label="未掌握")
    clerk.press("核对并上报")
    assert f"请填写“{FIELD}”。" not in clerk.text
    clerk.press("自审并上报")
    newest = Change.objects.unscoped(reason="test").latest("pk")
    assert (newest.version.number, newest.record_id) == (2, world.before.record_id)
