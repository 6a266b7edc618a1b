from collections import Counter

import pytest

from talent.collect.overview import Overview
from talent.collect.tasklist import missing_facts, tasks
from talent.orgs.models import Organisation

WHOLE = {"code": "91150000114123456X", "unit_type": "42", "ownership": "110", "industry": "M"}


def unit(**facts):
    return Organisation(pk=7, name="示例设计院", kind="unit", **(WHOLE | facts))


def overview(*, complete=0, ready=0, **states):
    return Overview(states=Counter(states), complete=complete, ready=ready)


def states(figures, *, sheets=("submitted",), fills=True, **facts):
    return [task.state for task in tasks(unit(**facts), figures, sheets, fills=fills)]


@pytest.mark.parametrize(
    ("figures", "expected"),
    [
        (overview(), ["needed", "blocked", "blocked"]),
        (overview(draft=2), ["doing", "blocked", "blocked"]),
        (overview(draft=2, complete=1, ready=1), ["doing", "blocked", "doing"]),
        (overview(draft=2, complete=2, ready=2), ["done", "blocked", "doing"]),
        (overview(waiting=2), ["done", "done", "done"]),
        (overview(returned=1, complete=1, waiting=1), ["done", "needed", "blocked"]),
        (overview(returned=1, complete=1, ready=1), ["done", "needed", "doing"]),
        (overview(accepted=3, draft=1), ["doing", "done", "blocked"]),
        (overview(rejected=1), ["done", "done", "done"]),
    ],
)
def test_entry_returns_and_sending_follow_the_figures(figures, expected):
    assert states(figures)[2:] == expected


@pytest.mark.parametrize(
    ("sheets", "expected"),
    [
        (["submitted"], "done"),
        (["draft"], "doing"),
        ([""], "optional"),
        (["submitted", ""], "doing"),
        (["", ""], "optional"),
    ],
)
def test_sheets_are_done_when_all_are_handed_in(sheets, expected):
    assert states(overview(), sheets=sheets)[1] == expected


def test_sheets_are_to_be_done_by_the_bodies_that_owe_them_alone():
    office = Organisation(pk=8, name="示例人社局", kind="hr_department", **WHOLE)
    found = [tasks(each, overview(), [""], fills=True)[1] for each in (unit(), office)]
    assert [each.state for each in found] == ["optional", "needed"]
    assert found[0].text == "由各级人社部门和主管部门报送；本单位可不填"


def test_without_published_sheets_there_is_no_such_task():
    assert len(states(overview(), sheets=[])) == 4


def test_facts_of_the_unit_are_done_when_none_is_missing():
    assert (states(overview())[0], states(overview(), industry="")[0]) == ("done", "needed")
    assert missing_facts(unit(industry="", unit_type="", code_is_temporary=True)) == [
        "统一社会信用代码",
        "单位类型",
        "所属行业",
    ]


def test_nothing_leads_to_filling_for_who_does_not_fill():
    found = tasks(unit(), overview(draft=2, complete=1, ready=1), ["draft"], fills=False)
    assert [bool(task.href) for task in found] == [True, True, False, False, False]
    assert [task.label for task in found] == ["已完成", "进行中", "进行中", "暂不能开始", "进行中"]


@pytest.mark.parametrize(
    ("figures", "text"),
    [
        (overview(), "还没有可以上报的人员"),
        (overview(draft=2), "2 条还有必填项未填"),
        (overview(returned=1, complete=1), "1 条审核意见还没有处理完"),
        (overview(returned=2, draft=1, complete=1), "1 条审核意见还没有处理完；2 条还有必填项未填"),
        (overview(draft=2, complete=1, ready=1), "1 条可以上报"),
        (overview(waiting=2), "全部已上报"),
    ],
)
def test_sending_says_what_stands_in_its_way(figures, text):
    assert tasks(unit(), figures, ["submitted"], fills=True)[-1].text == text


@pytest.mark.parametrize(
    ("waiting", "told"),
    [
        (None, []),
        (0, [("done", "没有等待核对的个人申报")]),
        (2, [("needed", "有 2 份个人申报等待核对")]),
    ],
)
def test_what_individuals_handed_in_has_a_line_once_there_is_any(waiting, told):
    found = tasks(unit(), overview(), [], fills=True, own_entries=waiting)
    assert [(task.state, task.text) for task in found if task.title == "个人申报"] == told
