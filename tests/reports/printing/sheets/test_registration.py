"""A person's registration form on paper: what was filled in, under its version; a draft until approved."""

import pytest
from django.utils import timezone, translation

from reports.printing.dates import on_paper
from reports.printing.models import PrintedSheet
from reports.printing.numbers import shown
from reports.printing.service import render
from talent.records.models import TalentRecord
from talent.records.service import reject, withdraw
from tests.reports.printing.samples import read, squeezed
from tests.talent.categories.following import renamed_and_merged
from tests.talent.collect.world import World, browser, number, person

pytestmark = pytest.mark.django_db


@pytest.fixture
def world():
    with translation.override("zh-hans"):
        yield World()


def text_of(change, language="zh-hans"):
    return "".join(page.text for page in read(render(sheet="change", subject=change, language=language).pdf))


def lacking(text, *words):
    return [each for each in words if squeezed(each) not in text]


def test_a_form_has_title_unit_groups_and_every_value_in_full_and_places_for_what_is_empty(world):
    jobs = [{"unit_name": "机械厂", "post": "焊工"}, {"unit_name": "示例设计院", "post": "技师"}]
    text = text_of(world.draft(document=person(work=jobs)))
    words = ("技能人才登记表", "示例设计院", "乌日娜", number(1), "现从事工种", "工作经历", "机械厂", "技师")
    assert lacking(text, *words) == []
    assert lacking(text, "技能大师工作室", "获奖及荣誉", "证明人", "近期免冠照片", "填报单位意见") == []


@pytest.mark.parametrize(
    ("state", "marked"),
    [("draft", "草稿"), ("waiting", "草稿"), ("returned", "草稿"), ("accepted", "")],
)
def test_what_is_not_approved_is_a_draft_on_every_page(world, state, marked):
    change = {
        "draft": world.draft,
        "waiting": world.waiting,
        "returned": lambda: world.returned(("", "请补充")),
        "accepted": world.accepted,
    }[state]()
    pages = read(render(sheet="change", subject=world.again(change), language="zh-hans").pdf)
    assert [page.text.startswith("草稿") for page in pages] == [bool(marked)] * len(pages)


@pytest.mark.parametrize(
    ("ended", "word"),
    [
        ("superseded", "已有更新内容，仅供查阅"),
        ("revoked", "已撤销，仅供查阅"),
        ("rejected", "不予通过"),
        ("withdrawn", "已撤回"),
    ],
)
def test_what_is_not_in_force_says_why_across_each_page_of_form_and_opinions_and_has_no_number(
    world, ended, word
):
    change = {
        "superseded": world.accepted,
        "revoked": world.accepted,
        "rejected": lambda: reject(change=world.waiting(), by=world.boss, reason="不符合"),
        "withdrawn": lambda: withdraw(change=world.waiting(), by=world.clerk),
    }[ended]()
    if ended == "superseded":
        world.accepted(name="乌日娜·其木格")
    if ended == "revoked":
        TalentRecord.objects.unscoped(reason="test").update(approved=None, approved_at=None, held=False)
    for kind in ("changes", "opinions"):
        answer = browser(world.clerk).get(f"/print/{kind}/{change.pk}/")
        pages = read(answer.content)
        assert [page.text.startswith(word) for page in pages] == [True] * len(pages)
        whole = "".join(page.text for page in pages)
        gone = ended in ("superseded", "revoked")
        assert ("核验编号" in whole, "(盖章)" in whole, "草稿" in whole) == (False, not gone, False)
        screen = browser(world.clerk).get(f"/print/{kind}/{change.pk}/?as=page").content.decode()
        assert f"<strong>{word}</strong>" in screen
        assert ("打开现行的表" in screen) == (ended == "superseded")


def test_what_was_superseded_names_date_number_and_place_of_what_is_in_force(world):
    old = world.accepted()
    new = world.accepted(name="乌日娜·其木格")
    page = f"/print/changes/{old.pk}/?as=page"
    today = on_paper(timezone.localdate())
    assert f"<dd>{today}审核通过</dd>" in browser(world.boss).get(page).content.decode()
    browser(world.boss).get(f"/print/changes/{new.pk}/")
    number = shown(PrintedSheet.objects.get(version=new.pk).number)
    screen = browser(world.boss).get(page).content.decode()
    assert f"<dd>{today}审核通过，核验编号 {number}</dd>" in screen
    assert f'href="/print/changes/{new.pk}/?as=page"' in screen
    TalentRecord.objects.unscoped(reason="test").update(unit=world.other)
    assert "打开现行的表" not in browser(world.boss).get(page).content.decode()


def test_an_older_change_is_printed_under_its_own_version(world):
    change = world.accepted()
    renamed_and_merged()
    assert lacking(text_of(world.again(change)), "现从事工种", "焊工") == []


def test_an_english_reader_gets_english_words(world):
    text = text_of(world.draft(), "en")
    assert lacking(text, "Registration form", "Draft") == []


def test_the_same_change_gives_the_same_bytes(world):
    change = world.again(world.accepted())
    first, second = (render(sheet="change", subject=change, language="zh-hans").pdf for _time in range(2))
    assert first == second
