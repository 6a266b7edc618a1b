"""A remark binds until its field is changed or it is answered."""

import pytest

from talent.records.models import Remark
from talent.records.remarks import value_at
from talent.records.service import FieldRemark, NotAllowed, open_remarks, send_back, submit
from tests.talent.records.register import again, person

WHOLE, TRADE = FieldRemark("", "请核对全部内容"), FieldRemark("skill.current_trade", "工种有误")
OTHER = {"skill": {"current_trade": "电工"}}


@pytest.fixture
def returned(register):
    def make(*remarks):
        return send_back(change=register.waiting(), by=register.checker, remarks=remarks)

    return make


def edit(register, change, raw, **answers):
    return register.propose(raw, change=change, lock=again(change).lock, **answers)


def standing(change):
    return list(Remark.objects.filter(change=change).values_list("text", "answer", "acted_on"))


def test_a_changed_field_settles_its_own_remark_and_no_other(register, returned):
    change = returned(TRADE, FieldRemark("identity.full_name", "姓名有误"))

    edit(register, change, person(**OTHER))

    assert standing(change) == [("工种有误", "", True), ("姓名有误", "", False)]
    assert [remark.path for remark in open_remarks(change)] == ["identity.full_name"]


def test_any_change_settles_a_remark_on_the_whole(register, returned):
    change = returned(WHOLE)

    edit(register, change, person(**OTHER))

    assert standing(change) == [("请核对全部内容", "", True)]


def test_an_answer_settles_a_remark_where_nothing_was_changed(register, returned):
    change = returned(TRADE, WHOLE)
    remark = open_remarks(change)[0]

    edit(register, change, person(), answers={remark.pk: " 属实，见证书 "})

    assert standing(change) == [("工种有误", "属实，见证书", True), ("请核对全部内容", "", False)]


def test_a_blank_answer_settles_nothing(register, returned):
    change = returned(TRADE)

    edit(register, change, person(), answers={open_remarks(change)[0].pk: "  "})

    assert standing(change) == [("工种有误", "", False)]


def test_what_is_settled_stays_so_when_the_old_value_comes_back(register, returned):
    change = returned(TRADE)
    edit(register, change, person(**OTHER))

    edit(register, change, person())

    assert standing(change) == [("工种有误", "", True)]


def test_a_long_answer_is_cut_to_its_column(register, returned):
    change = returned(TRADE)

    edit(register, change, person(), answers={open_remarks(change)[0].pk: "属" * 501})

    assert standing(change) == [("工种有误", "属" * 500, True)]


def test_a_change_goes_out_again_only_when_every_remark_is_settled(register, returned):
    change = returned(TRADE)

    with pytest.raises(NotAllowed):
        submit(change=change, by=register.clerk)
    edit(register, change, person(**OTHER))

    assert submit(change=change, by=register.clerk).state == "waiting"


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("", {"identity": {"full_name": "苏和"}, "work": [{"unit": "甲"}]}),
        ("identity", {"full_name": "苏和"}),
        ("identity.full_name", "苏和"),
        ("identity.sex", None),
        ("identity.full_name.first", None),
        ("work.0.unit", "甲"),
        ("work.1.unit", None),
        ("work.unit", None),
        ("work.².unit", None),
        ("paper.0.title", None),
    ],
)
def test_a_path_leads_to_its_value_or_to_none(path, expected):
    assert value_at({"identity": {"full_name": "苏和"}, "work": [{"unit": "甲"}]}, path) == expected
