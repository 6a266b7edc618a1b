"""The pages on which people come from another unit or go to one."""

import pytest

from talent.records.models import TalentRecord, Transfer
from tests.factories import make_member
from tests.talent.collect.world import browser, number

pytestmark = pytest.mark.django_db


@pytest.fixture
def clerk(world):
    return browser(world.clerk)


@pytest.fixture
def stranger(world):
    return browser(world.stranger)


def text(answer):
    return answer.content.decode()


def ask_for(world, stranger, serial=1, name="乌日娜"):
    given = {"kind": "01", "number": number(serial), "name": name, "note": "锡人调〔2026〕7号"}
    return stranger.post(world.url("transfers", unit=world.other), given, follow=True)


def test_a_unit_asks_the_other_agrees_and_the_person_stands_in_the_new_units_list(world, clerk, stranger):
    world.accepted()
    asked = ask_for(world, stranger)
    assert "已向原单位申请调入“乌日娜”" in text(asked)
    assert "示例设计院" not in text(asked)
    assert "待答复的人员调动 <strong>1</strong>" in text(clerk.get(world.url("workspace")))
    page = world.url("transfer", Transfer.objects.get().pk)
    shown = text(clerk.get(page))
    assert ("别的单位" in shown, "锡人调〔2026〕7号" in shown) == (True, True)
    clerk.post(page, {"do": "agree", "day": "2026-11-02"})
    assert "乌日娜" in text(stranger.get(world.url("workspace", unit=world.other)))
    assert "示例设计院" in text(stranger.get(world.url("transfers", unit=world.other)))
    new = TalentRecord.objects.unscoped(reason="test").get().approved
    assert stranger.get(world.url("change", new.pk, unit=world.other)).status_code == 200
    assert clerk.get(world.url("change", new.pk)).status_code == 404


def test_a_unit_offers_by_code_or_name_and_the_other_takes(world, clerk, stranger):
    change = world.accepted()
    leave = world.url("leave", change.pk)
    assert leave in text(clerk.get(world.url("change", change.pk)))
    answer = clerk.post(leave, {"unit": "别的单位", "day": "2026-11-02"}, follow=True)
    assert "已请“别的单位”接收“乌日娜”" in text(answer)
    page = world.url("transfer", Transfer.objects.get().pk, unit=world.other)
    stranger.post(page, {"do": "agree", "day": "2026-11-03"})
    record = TalentRecord.objects.unscoped(reason="test").get()
    assert (record.unit, str(Transfer.objects.get().day)) == (world.other, "2026-11-03")


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"unit": "没有的单位", "day": "2026-11-02"}, "没有找到这个单位"),
        ({"unit": "", "day": "2026-11-02"}, "请填写调往单位"),
        ({"unit": "示例设计院", "day": "2026-11-02"}, "请选择另一个在用的用人单位"),
        ({"unit": "别的单位", "day": "1926-11-02"}, "应在前后一年以内"),
        ({"unit": "别的单位", "day": "明天"}, "的样子填写日期"),
    ],
)
def test_what_is_wrong_with_an_offer_is_told_and_what_was_typed_stays(world, clerk, given, words):
    answer = clerk.post(world.url("leave", world.accepted().pk), given)
    assert (answer.status_code, words in text(answer), Transfer.objects.count()) == (422, True, 0)
    assert f'value="{given["unit"]}"' in text(answer) or not given["unit"]


def test_a_number_that_nobody_has_and_another_name_get_the_same_page(world, stranger):
    world.accepted()
    answers = [ask_for(world, stranger, 7, "乌日娜"), ask_for(world, stranger, 1, "乌云")]
    errors = ["没有可以调入的人员" in text(each) for each in answers]
    assert ([each.status_code for each in answers], errors) == ([422, 422], [True, True])


def test_a_refusal_needs_its_reason_and_the_asker_reads_it(world, clerk, stranger):
    world.accepted()
    ask_for(world, stranger)
    page = world.url("transfer", Transfer.objects.get().pk)
    missing = clerk.post(page, {"do": "refuse", "answer": ""})
    assert (missing.status_code, "请写明不同意的原因" in text(missing)) == (422, True)
    clerk.post(page, {"do": "refuse", "answer": "合同期未满"})
    theirs = text(stranger.get(world.url("transfer", Transfer.objects.get().pk, unit=world.other)))
    assert ("合同期未满" in theirs, "示例设计院" in theirs) == (True, False)


def test_a_second_answer_is_told_that_it_comes_late(world, clerk, stranger):
    world.accepted()
    ask_for(world, stranger)
    page = world.url("transfer", Transfer.objects.get().pk)
    stranger.post(world.url("transfer", Transfer.objects.get().pk, unit=world.other), {"do": "take_back"})
    late = clerk.post(page, {"do": "agree", "day": "2026-11-02"})
    assert (late.status_code, "已经办结或取消" in text(late)) == (409, True)


def test_who_only_reviews_reads_and_does_nothing(world):
    change = world.accepted()
    reviewer = browser(make_member("unit_reviewer", world.unit))
    assert reviewer.get(world.url("transfers")).status_code == 200
    answers = [
        reviewer.post(world.url("transfers"), {}),
        reviewer.get(world.url("leave", change.pk)),
        reviewer.post(world.url("leave", change.pk), {"unit": "别的单位", "day": "2026-11-02"}),
    ]
    assert [each.status_code for each in answers] == [404, 404, 404]


def test_the_list_asks_as_often_for_one_row_as_for_many(
    world, clerk, stranger, django_assert_max_num_queries
):
    for serial, name in enumerate(("甲一", "乙二", "丙三"), start=1):
        world.accepted(serial, name)
        ask_for(world, stranger, serial, name)
    with django_assert_max_num_queries(20):
        assert "丙三" in text(clerk.get(world.url("transfers")))


def test_who_asked_in_vain_too_often_today_is_told_to_go_on_tomorrow(world, stranger, settings):
    settings.TRIES_A_DAY = 2
    world.accepted()
    answers = [ask_for(world, stranger, serial) for serial in (7, 8, 1)]
    assert [each.status_code for each in answers] == [422, 422, 429]
    assert ("请明天再申请调入" in text(answers[2]), Transfer.objects.count()) == (True, 0)
    assert 'value="乌日娜"' in text(answers[2])
