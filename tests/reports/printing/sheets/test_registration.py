"""A person's registration form on paper: what was filled in, under its version; a draft until approved."""

import pytest
from django.utils import translation

from reports.printing.service import render
from tests.reports.printing.samples import read, squeezed
from tests.talent.categories.following import renamed_and_merged
from tests.talent.collect.world import World, number, person

pytestmark = pytest.mark.django_db


@pytest.fixture
def world():
    with translation.override("zh-hans"):
        yield World()


def text_of(change, language="zh-hans"):
    return "".join(page.text for page in read(render(sheet="change", subject=change, language=language).pdf))


def lacking(text, *words):
    return [each for each in words if squeezed(each) not in text]


def test_a_form_has_title_unit_groups_and_every_value_in_full_but_nothing_empty(world):
    jobs = [{"unit_name": "机械厂", "post": "焊工"}, {"unit_name": "示例设计院", "post": "技师"}]
    text = text_of(world.draft(document=person(work=jobs)))
    words = ("技能人才登记表", "示例设计院", "乌日娜", number(1), "现从事工种", "工作经历", "机械厂", "技师")
    assert lacking(text, *words) == []
    assert lacking(text, "技能大师工作室", "获奖及荣誉", "证明人") == [
        "技能大师工作室",
        "获奖及荣誉",
        "证明人",
    ]


@pytest.mark.parametrize(
    ("state", "marked"),
    [("draft", True), ("waiting", True), ("returned", True), ("accepted", False)],
)
def test_what_is_not_approved_is_a_draft_on_every_page(world, state, marked):
    change = {
        "draft": world.draft,
        "waiting": world.waiting,
        "returned": lambda: world.returned(("", "请补充")),
        "accepted": world.accepted,
    }[state]()
    pages = read(render(sheet="change", subject=world.again(change), language="zh-hans").pdf)
    assert ["草稿" in page.text for page in pages] == [marked] * len(pages)


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
