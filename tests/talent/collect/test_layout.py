import pytest

from talent.categories.service import Cleaned, Problem, definition_of, live_version
from talent.collect.blocks import Beside
from talent.collect.layout import anchor, lay_out, lay_out_again, with_fixed
from talent.collect.posted import Posted
from talent.collect.steps import Step
from talent.records.models import Remark


@pytest.fixture
def version(db):
    return live_version("skilled")


def sections(layout):
    return {each.entry.key: each for each in layout.sections}


def boxes(section):
    return {box.entry.name: box for row in section.rows for box in row.boxes}


@pytest.mark.parametrize(
    ("path", "address"),
    [
        ("identity.full_name", "#identity.full_name"),
        ("education.0.school", "#education.0.school"),
        ("title", "#group-title"),
    ],
)
def test_every_place_has_an_address(path, address):
    assert anchor(path) == address


def test_empty_groups_are_folded_until_there_is_something_to_see(version):
    school = {"education": [{"school": "甲"}]}
    wrong = [Problem("work.0.start", "not_a_month", {"label": "起始时间", "text": "x"})]
    remarks = [Remark(pk=1, path="award.0.title", text="?"), Remark(pk=2, path="paper", text="?")]
    beside = Beside(remarks=remarks, theirs={"patent.0.title": ""})
    layout = lay_out(version, school, problems=wrong, beside=beside, focus="training")
    opened = {key for key, each in sections(layout).items() if each.entry.repeat and not each.folded}
    assert opened == {"education", "work", "award", "patent", "training", "paper"}
    assert [said.remark.pk for said in sections(layout)["paper"].remarks] == [2]
    assert layout.loose == ()
    assert layout.problems == (("#work.0.start", f"工作经历 第 1 条：{wrong[0].text}"),)


def test_what_somebody_else_saved_stands_beside_the_field_even_when_empty(version):
    layout = lay_out(version, {}, beside=Beside(theirs={"skill.current_trade": ""}))
    found = boxes(sections(layout)["skill"])
    assert (found["skill.current_trade"].theirs, found["skill.studio"].theirs) == ("", None)
    assert 'aria-describedby="skill.current_trade-theirs"' in found["skill.current_trade"].control


def test_settled_remarks_are_not_open_any_more(version):
    remarks = [
        Remark(pk=1, path="skill.studio", text="?"),
        Remark(pk=2, path="", text="!", answer="好", acted_on=True),
    ]
    layout = lay_out(version, {}, beside=Beside(remarks=remarks, answers={1: "typed"}))
    said = boxes(sections(layout)["skill"])["skill.studio"].remarks
    open_ones = [(each.remark.pk, each.label) for each in layout.open_remarks]
    assert (open_ones, [each.answer for each in said]) == ([(1, "技能大师工作室")], ["typed"])
    assert [each.answer for each in layout.loose] == ["好"]


def test_adding_a_row_keeps_the_blank_ones(version):
    posted = Posted({"education": [{"school": "甲"}], "work": []}, {"education": 2, "work": 1})
    layout = lay_out_again(
        version, posted, Cleaned({"education": [{"school": "甲"}]}), Step("add", "education")
    )
    rows = {key: len(sections(layout)[key].rows) for key in ("education", "work")}
    assert rows == {"education": 4, "work": 1}
    assert "autofocus" in sections(layout)["education"].rows[3].boxes[0].control


def test_adding_to_a_group_that_does_not_exist_changes_nothing(version):
    layout = lay_out_again(version, Posted({}), Cleaned({}), Step("add", "nothing"))
    assert all(len(each.rows) == 1 for each in layout.sections)


def test_fixed_values_come_from_the_check_and_all_others_from_the_typing(version):
    raw = {"identity": {"full_name": "甲"}, "education": [{"school": "乙"}, {"school": "丙"}]}
    data = {
        "identity": {"full_name": "别"},
        "employment": {"unit": "示例", "person_status": "1"},
        "education": [],
    }
    assert with_fixed(definition_of(version), raw, data) == {
        **{group.key: [] for group in definition_of(version).groups if group.repeat},
        "identity": {"full_name": "甲"},
        "employment": {"unit": "示例"},
        "skill": {},
        "education": [{"school": "乙"}, {"school": "丙"}],
    }
