"""A remark binds until its field is changed or it is answered."""

import pytest

from talent.records.models import Remark
from talent.records.remarks import value_at
from talent.records.service import BadWords, FieldRemark, NotAllowed, open_remarks, send_back, submit
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


def test_a_field_that_is_changed_back_again_binds_anew_unless_it_was_answered(register, returned):
    change = returned(TRADE)
    edit(register, change, person(**OTHER))
    edit(register, change, person())
    bound = standing(change)

    edit(register, change, person(), answers={open_remarks(change)[0].pk: "属实"})
    edit(register, change, person(**OTHER))
    edit(register, change, person())

    assert (bound, standing(change)) == ([("工种有误", "", False)], [("工种有误", "属实", True)])


def test_what_stood_at_a_field_is_kept_sealed_once_it_was_changed(register, returned):
    change = returned(FieldRemark("identity.id_number", "号码有误"), TRADE)
    edit(register, change, person(**OTHER))
    edit(register, change, person(skill={"current_trade": "钳工"}))

    number, trade = Remark.objects.filter(change=change)

    assert (bytes(number.was), number.before, trade.before) == (b"", None, "焊工")
    assert "焊工".encode() not in bytes(trade.was)


SCHOOLS = [{"school": name, "education": "20"} for name in ("内蒙古大学", "包头师范学院", "呼和浩特一中")]


def at_row(place, text="校名不全"):
    return FieldRemark(f"education.{place}.school", text)


def schooled(*rows):
    return person(education=[dict(each) for each in rows])


@pytest.fixture
def returned_schools(register):
    def make(*remarks):
        sent = submit(change=register.propose(schooled(*SCHOOLS)).change, by=register.clerk)
        return send_back(change=sent, by=register.checker, remarks=remarks)

    return make


def rows(change):
    return [(each.path, each.acted_on, each.before) for each in Remark.objects.filter(change=change)]


def test_a_remark_stays_with_its_row_when_an_earlier_one_is_deleted(register, returned_schools):
    change = returned_schools(at_row(1), at_row(2))

    edit(register, change, schooled(*SCHOOLS[1:]))
    deleted = rows(change)
    edit(register, change, schooled({**SCHOOLS[1], "school": "包头师范学院(本部)"}, SCHOOLS[2]))

    assert deleted == [("education.0.school", False, None), ("education.1.school", False, None)]
    assert rows(change) == [
        ("education.0.school", True, "包头师范学院"),
        ("education.1.school", False, None),
    ]
    with pytest.raises(NotAllowed):
        submit(change=change, by=register.clerk)


def test_a_remark_goes_along_with_a_row_that_moves(register, returned_schools):
    change = returned_schools(at_row(0))

    edit(register, change, schooled(*SCHOOLS[1:], SCHOOLS[0]))

    assert rows(change) == [("education.2.school", False, None)]


def test_a_remark_at_a_row_that_is_taken_out_is_acted_on_and_tells_what_stood_there(
    register, returned_schools
):
    change = returned_schools(at_row(0))

    edit(register, change, schooled(*SCHOOLS[1:]))

    remark = Remark.objects.get(change=change)
    assert (remark.path, remark.is_gone, remark.acted_on, remark.before) == (
        "education.-.school", True, True, "内蒙古大学",
    )  # fmt: skip


def test_remarks_of_an_earlier_sending_back_stay_as_they_were_acted_on(register, returned_schools):
    change = returned_schools(at_row(1))
    edit(register, change, schooled(*SCHOOLS), answers={open_remarks(change)[0].pk: "无误"})
    send_back(change=submit(change=change, by=register.clerk), by=register.checker, remarks=[at_row(2)])

    edit(register, change, schooled(SCHOOLS[2]))

    assert rows(change) == [("education.-.school", True, None), ("education.0.school", False, None)]


def test_a_list_that_writes_over_what_came_back_acts_on_its_remarks_and_answers_none(register, returned):
    change = returned(TRADE, FieldRemark("identity.full_name", "姓名有误"))

    register.propose_many(person(**OTHER))

    assert standing(change) == [("工种有误", "", True), ("姓名有误", "", False)]
    with pytest.raises(NotAllowed):
        submit(change=again(change), by=register.clerk)


@pytest.mark.parametrize("answer", ["属" * 501, "真\u202e假"])
def test_an_answer_that_is_too_long_or_unreadable_is_refused_with_all_of_the_save(register, returned, answer):
    change = returned(TRADE)
    (remark,) = open_remarks(change)

    with pytest.raises(BadWords, match="“不改的理由”") as refused:
        edit(register, change, person(**OTHER), answers={remark.pk: answer})

    assert (refused.value.remark, standing(change)) == (remark.pk, [("工种有误", "", False)])
    assert again(change).document()["skill"] == person()["skill"]


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
