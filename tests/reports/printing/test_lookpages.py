"""A category administrator gives sheets their looks; nothing of what was issued changes by it."""

import io
from dataclasses import asdict

import pdfplumber
import pytest

from reports.printing.documents import PLAIN
from reports.printing.lookpages import SHOWN
from reports.printing.looks import look_of
from reports.printing.models import Look, MissingGlyph, PrintedSheet
from talent.orgs.models import Membership
from talent.security.models import AuditEvent, User
from tests.talent.collect.world import World, browser

pytestmark = pytest.mark.django_db
PAGE = "/back/looks/change/of/skilled/"
MONGOLIAN = "ᠮᠡᠷᠭᠡᠵᠢᠯᠲᠡᠨ\u202fᠦ ᠪᠦᠷᠢᠳᠭᠡᠯ"
TYPED = {
    "after": "0",
    "title": "技能人才登记卡",
    "number": "蒙人才技01表",
    "made_by": "自治区人力资源和社会保障厅",
    "orientation": "landscape",
    "paper": "A3",
    "signatures": "填表人\n审核人\n",
    "boxes": "本人签字\n旗县人社局意见",
    "instructions": "一、用黑色笔填写。\n\n二、一式两份。",
}


@pytest.fixture
def world():
    return World()


@pytest.fixture
def administrator(world):
    user = User.objects.create_user(username="leibie", name="赵平", password=None)
    Membership.objects.create(
        user=user, organisation=world.boss.memberships.get().organisation, role="category_admin"
    )
    return browser(user)


def words(client, change, **asked):
    answer = client.get(f"/print/changes/{change.pk}/", asked)
    with pdfplumber.open(io.BytesIO(answer.content)) as pdf:
        return pdf.pages[0].width > pdf.pages[0].height, "".join(page.extract_text() for page in pdf.pages)


def test_a_look_is_printed_and_what_was_issued_keeps_its_number(world, administrator):
    change, clerk = world.accepted(), browser(world.clerk)
    plain = words(clerk, change)
    number = PrintedSheet.objects.get().number
    assert administrator.post(PAGE, TYPED).status_code == 302
    lies, text = words(clerk, change)
    said = [
        "技能人才登记卡",
        "表号：蒙人才技01表",
        "填表人：",
        "旗县人社局意见",
        "填表说明",
        "二、一式两份。",
    ]
    assert (plain[0], [each in plain[1] for each in said]) == (False, [False] * len(said))
    assert (lies, [each in text for each in said]) == (True, [True] * len(said))
    assert [each.number for each in PrintedSheet.objects.all()] == [number]
    page = clerk.get(f"/print/changes/{change.pk}/", {"as": "page"}).content.decode()
    assert [each in page for each in said if "：" not in each] == [True] * 4
    event = AuditEvent.objects.get(action="save_look")
    assert (event.by.username, event.detail) == ("leibie", {"number": 1})


def test_a_title_in_mongolian_is_off_until_it_is_typed_and_then_on_paper_page_and_preview(
    world, administrator
):
    change, clerk = world.accepted(), browser(world.clerk)
    plain = clerk.get(f"/print/changes/{change.pk}/", {"as": "page"}).text
    drawn = administrator.post(f"{PAGE}preview/", TYPED | {"mongolian": f" {MONGOLIAN} "})
    assert administrator.post(PAGE, TYPED | {"mongolian": f" {MONGOLIAN} "}).status_code == 302
    page = clerk.get(f"/print/changes/{change.pk}/", {"as": "page"}).text
    said = f'<p class="mongolian" lang="mn-Mong">{MONGOLIAN}</p><h1>技能人才登记卡</h1>'
    assert (["mongolian" in plain, said in page], drawn.text.count("<path ")) == ([False, True], 2)
    assert " ".join(MONGOLIAN.split()) in " ".join(words(clerk, change)[1].split())
    assert look_of("change", "skilled").mongolian == MONGOLIAN
    assert f'value="{MONGOLIAN}"' in administrator.get(PAGE).text


def test_another_category_keeps_its_own_look(world, administrator):
    administrator.post(PAGE, TYPED)
    assert look_of("change", "professional") is None


def test_who_saves_over_another_is_told_and_keeps_what_was_typed(administrator):
    administrator.post(PAGE, TYPED)
    answer = administrator.post(PAGE, TYPED | {"title": "另一个标题"}, follow=True)
    assert (answer.status_code, Look.objects.count()) == (422, 1)
    assert ["刚被他人修改过" in answer.text, 'value="另一个标题"' in answer.text] == [True, True]


def test_an_earlier_look_returns_as_a_new_version_and_so_does_the_plain_one(administrator):
    administrator.post(PAGE, TYPED)
    administrator.post(PAGE, TYPED | {"after": "1", "title": "第二个"})
    administrator.post(f"{PAGE}return/", {"after": "2", "number": "1"})
    assert look_of("change", "skilled").title == "技能人才登记卡"
    administrator.post(f"{PAGE}return/", {"after": "3", "number": "0"})
    assert [each.content["title"] for each in Look.objects.order_by("number")] == [
        "技能人才登记卡",
        "第二个",
        "技能人才登记卡",
        "",
    ]
    assert administrator.post(f"{PAGE}return/", {"after": "4", "number": "9"}).status_code == 404


@pytest.mark.parametrize(
    ("name", "value", "sentence"),
    [
        ("signatures", "\n".join("九个签字栏太多了吗"), "最多 8 行。"),
        ("boxes", "意" * 31, "第 1 行太长：最多 30 字。"),
        ("title", "标\u202e题", None),
        ("mongolian", "标题", None),
        ("mongolian", " ".join(["ᠮᠣᠩᠭᠣᠯ"] * 28), None),
        ("instructions", "说\u202e明", None),
    ],
)
def test_what_cannot_be_printed_is_refused_beside_its_field(administrator, name, value, sentence):
    answer = administrator.post(PAGE, TYPED | {name: value})
    errors = answer.context["form"].errors
    assert (answer.status_code, list(errors), Look.objects.count()) == (422, [name], 0)
    assert sentence is None or errors[name] == [sentence]
    assert administrator.post(f"{PAGE}preview/", TYPED | {name: value}).status_code == 422


def test_the_preview_draws_what_is_typed_as_text_and_keeps_nothing(administrator):
    answer = administrator.post(f"{PAGE}preview/", TYPED | {"title": "<b>卡</b>"})
    assert ["&lt;b&gt;卡&lt;/b&gt;" in answer.text, "<b>" in answer.text] == [True, False]
    assert answer.text.count("<svg") >= 1
    assert Look.objects.count() == 0


def test_the_preview_is_empty_or_filled_with_samples_as_the_switch_says(administrator):
    empty, filled = (administrator.get(PAGE, {"filled": each}) for each in ("", "1"))
    assert ["样例文字" in each.context["preview"] for each in (empty, filled)] == [False, True]
    drawn = [administrator.post(f"{PAGE}preview/", TYPED | {"filled": each}).text for each in ("", "1")]
    assert ["样例文字" in each for each in drawn] == [False, True]
    assert "技能人才登记卡" in drawn[1]


def test_older_versions_have_pages_by_their_numbers(administrator):
    user = User.objects.get(username="leibie")
    Look.objects.bulk_create(
        Look(sheet="change", category="skilled", number=number, content=asdict(PLAIN), by=user)
        for number in range(1, SHOWN + 4)
    )
    first = administrator.get(PAGE)
    second = administrator.get(PAGE + first.context["next_href"].split("#")[0])
    numbers = [[each.number for each in page.context["versions"]] for page in (first, second)]
    assert numbers == [list(range(SHOWN + 3, 3, -1)), [3, 2, 1]]
    assert (first.context["newest_href"], second.context["newest_href"]) == ("", "?#versions")
    assert (second.context["next_href"], "恢复第 3 版" in second.text) == ("", True)
    assert [
        [each.number for each in administrator.get(PAGE, {"below": below}).context["versions"]][:1]
        for below in ("1", "-1", "x" * 30)
    ] == [[], [SHOWN + 3], [SHOWN + 3]]


@pytest.mark.parametrize(
    "page",
    [
        "",
        "sheet/of/responsible_person/",
        "roster/of/rural/",
        "collected/of/responsible_person/",
        "opinions/",
        "statistics/",
    ],
)
def test_every_sheet_has_a_page_for_its_look(administrator, page):
    MissingGlyph.objects.create(code=0x31FFF)
    assert administrator.get(f"/back/looks/{page}").status_code == 200


@pytest.mark.parametrize("page", ["own/", "change/", "change/of/responsible_person/", "none/of/skilled/"])
def test_what_has_no_look_is_not_found(administrator, page):
    assert administrator.get(f"/back/looks/{page}").status_code == 404


@pytest.mark.parametrize("page", [PAGE, f"{PAGE}preview/", f"{PAGE}return/"])
def test_nobody_else_changes_a_look(world, page):
    answers = [
        browser(user).post(page, TYPED | {"number": "0"}).status_code for user in (world.boss, world.clerk)
    ]
    assert (404 in answers, Look.objects.count()) == (True, 0)
    assert set(answers) <= {404, 302}
