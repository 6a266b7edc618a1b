from datetime import date

import pytest

from reviews.inbox.deciding import decide
from reviews.inbox.enums import Outcome
from reviews.inbox.history import decisions_on, label_of, last_decided, remarks_on, steps_of, urgings_on
from reviews.inbox.looking import to_look_at
from reviews.inbox.models import Urging
from reviews.inbox.service import inbox_for
from talent.orgs.service import scope_for
from talent.records.service import FieldRemark, accept, send_back, submit
from tests.contracts.world import member
from tests.reviews.inbox.desk import reread


def judge(change, by, outcome=Outcome.PASSED, **said):
    change = reread(change)
    decide(change=change, by=by, scope=scope_for(by), outcome=outcome, lock=change.lock, **said)


def test_decisions_are_told_oldest_first(desks):
    change = desks.at_unit()
    judge(change, desks.chief)
    judge(change, desks.officer, opinion="齐全")
    told = decisions_on(change, scope_for(desks.officer))
    assert [(each.level, each.outcome, each.opinion, each.by.username) for each in told] == [
        ("unit", "passed", "", "chief"),
        ("banner", "passed", "齐全", "officer"),
    ]


def test_the_last_decision_is_that_of_the_own_office(desks):
    for serial in (1, 2):
        judge(desks.at_unit(serial), desks.chief)
    newest = last_decided(scope_for(desks.chief), (desks.unit.pk,))
    assert (newest.by, newest.change.full_name) == (desks.chief, "苏和")
    assert last_decided(scope_for(desks.officer), (desks.banner.pk,)) is None


def test_remarks_carry_the_name_of_their_field_and_the_answer(desks):
    change = desks.at_banner()
    judge(
        change,
        desks.officer,
        Outcome.RETURNED,
        opinion="请核对",
        remarks=[FieldRemark("title.0.title_name", "单位名称有误")],
    )
    change.remarks.filter(path="").update(answer="已核对", acted_on=True)
    assert [(each.label, each.remark.text, each.remark.answer) for each in remarks_on(change)] == [
        ("专业技术职称 · 1 · 职称名称", "单位名称有误", ""),
        ("", "请核对", "已核对"),
    ]


def told(steps):
    return [
        (
            step.by.username,
            step.decision.outcome if step.decision else None,
            step.opinion,
            [(noted.label, noted.remark.text) for noted in step.remarks],
        )
        for step in steps
    ]


def test_remarks_stand_with_the_decision_they_were_made_with(desks):
    change = desks.at_banner()
    judge(
        change,
        desks.officer,
        Outcome.RETURNED,
        opinion="请核对",
        remarks=[FieldRemark("identity.full_name", "单位名称有误")],
    )
    assert told(steps_of(change, scope_for(desks.officer))) == [
        ("officer", "returned", "", [("身份信息 · 姓名", "单位名称有误"), ("", "请核对")])
    ]


def test_a_return_without_a_decision_is_told_by_its_remarks(desks):
    change = desks.at_banner()
    send_back(
        change=change, by=desks.officer, remarks=[FieldRemark("", "请核对"), FieldRemark("title", "缺")]
    )
    change.remarks.update(answer="已核对", acted_on=True)
    change = accept(change=submit(change=reread(change), by=desks.clerk), by=desks.chief)
    judge(change, desks.officer, opinion="齐全")
    assert told(steps_of(change, scope_for(desks.officer))) == [
        ("officer", None, "", [("", "请核对"), ("专业技术职称", "缺")]),
        ("officer", "passed", "齐全", []),
    ]


def test_reports_to_the_office_above_are_told_to_whoever_sees_the_change(desks):
    change = desks.at_banner()
    Urging._plain.create(change=change, office=desks.banner, above=desks.league, deadline="2026-11-03")
    scope = scope_for(desks.officer)
    read_with = to_look_at(inbox_for(scope)).get(pk=change.pk)
    told = [
        [(each.office, each.above, each.deadline, each.at) for each in urgings_on(seen, scope)]
        for seen in (change, read_with)
    ]
    assert told == [[(desks.banner, desks.league, date(2026, 11, 3), Urging._plain.get().at)]] * 2
    assert urgings_on(change, scope_for(member("next", desks.sibling, "hr_reviewer"))) == []


@pytest.mark.parametrize(
    ("path", "label"),
    [
        ("identity.full_name", "身份信息 · 姓名"),
        ("title", "专业技术职称"),
        ("title.1.title_name", "专业技术职称 · 2 · 职称名称"),
        ("gone.field", "gone.field"),
        ("identity.gone", "身份信息 · gone"),
        (f"title.{'9' * 5000}.title_name", f"专业技术职称 · {'9' * 5000} · 职称名称"),
        ("title.٣.title_name", "专业技术职称 · ٣ · 职称名称"),
        ("", ""),
    ],
)
def test_a_path_reads_as_the_names_of_its_places(desks, path, label):
    assert label_of(desks.draft(), path) == label
