"""Whose a person is: a draft binds nobody and tells nothing, a submission and an approval bind."""

import pytest

from talent.categories.service import live_version
from talent.orgs.service import scope_for
from talent.records.models import TalentRecord
from talent.records.service import (
    HeldElsewhere,
    NotAllowed,
    accept,
    changes_visible_to,
    named,
    reject,
    submit,
    withdraw,
)
from talent.security.models import AuditEvent
from tests.talent.records.register import Register, account, person
from tests.talent.records.test_proposing import at_once

pytestmark = pytest.mark.django_db


@pytest.fixture
def register():
    return Register()


def held():
    """(unit, held) of every record."""
    rows = TalentRecord.objects.unscoped(reason="test").order_by("pk")
    return list(rows.values_list("unit__name", "held"))


def test_two_units_may_draft_one_person_and_the_first_to_submit_has_them(register):
    mine, theirs = register.draft(), register.draft(unit=register.other)
    submit(change=theirs, by=register.neighbour)
    with pytest.raises(NotAllowed, match="已由其他单位登记本类别"):
        submit(change=mine, by=register.clerk)
    assert held() == [("示例设计院", False), ("示例矿山", True)]


def test_a_draft_of_a_number_does_not_tell_the_name_that_others_typed(register):
    register.approved(name="乌日娜")
    register.version = live_version("professional")
    raw = {"identity": person(name="王磊")["identity"]}
    assert register.propose(raw, unit=register.other, by=register.neighbour).kind == "new"
    mine = changes_visible_to(scope_for(register.neighbour))
    found = {
        text: [change.full_name for change in named(mine, text)] for text in ("乌日", "wrn", "王磊", "wl")
    }
    assert found == {"乌日": [], "wrn": [], "王磊": ["王磊"], "wl": ["王磊"]}


@pytest.mark.parametrize("approved", [False, True])
def test_what_is_withdrawn_or_refused_is_nobodys_again_unless_it_was_approved(register, approved):
    if approved:
        register.approved()
        again = register.propose(person(skill={"current_trade": "电工"})).change
        change = submit(change=again, by=register.clerk)
    else:
        change = register.waiting()
    withdraw(change=change, by=register.clerk)
    assert held() == [("示例设计院", approved)]
    submit(change=change, by=register.clerk)
    assert held() == [("示例设计院", True)]
    reject(change=change, by=register.checker, reason="不属于本类别")
    assert held() == [("示例设计院", approved)]


def test_asking_for_somebody_elses_person_leaves_a_trace(register):
    register.waiting()
    assert register.propose(person(), unit=register.other, by=register.neighbour).kind == "elsewhere"
    event = AuditEvent.objects.get(action="propose_elsewhere")
    found = (event.by, event.organisation_ids, event.detail)
    assert found == (register.neighbour, [register.other.pk], {"count": 1})


@pytest.mark.parametrize("state", ["waiting", "approved"])
def test_a_number_held_elsewhere_under_another_name_is_saved_as_one_that_nobody_has(register, state):
    getattr(register, state)(1, "乌日娜")
    known, unknown = (
        register.propose(person(serial, "王磊"), unit=register.other, by=register.neighbour)
        for serial in (1, 2)
    )
    shown = [(each.kind, each.change.full_name, each.change.state, each.change.lock, each.change.blocking,
              each.cleaned.problems) for each in (known, unknown)]  # fmt: skip
    assert shown[0] == shown[1] == ("new", "王磊", "draft", 1, [], ())
    seen = list(changes_visible_to(scope_for(register.neighbour)).order_by("pk"))
    assert seen == [known.change, unknown.change]


def test_a_second_save_of_such_a_number_finds_the_own_draft(register):
    register.approved(1, "乌日娜")
    first = register.propose(person(1, "王磊"), unit=register.other, by=register.neighbour).change
    again = register.propose(person(1, "王磊", skill={"current_trade": "电工"}), unit=register.other,
                             by=register.neighbour)  # fmt: skip
    assert (again.kind, again.change.pk, again.change.lock) == ("changed", first.pk, 2)
    assert (
        register.propose(person(1, "乌日娜"), unit=register.other, by=register.neighbour).kind == "elsewhere"
    )


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("乌日娜", "“乌日娜”已由其他单位登记本类别，请在“人员调动”中申请调入。"),
        (
            "王磊",
            "“王磊”的证件号码与姓名没有核对一致，不能上报。请对照证件逐字核对；核对无误的，请联系主管人社部门。",
        ),
    ],
)
def test_a_draft_of_somebody_held_elsewhere_is_refused_when_it_is_sent_by_what_its_name_is(
    register, name, said
):
    mine = register.draft(1, name, unit=register.other, by=register.neighbour)
    register.approved(1, "乌日娜")
    with pytest.raises(HeldElsewhere) as caught:
        submit(change=mine, by=register.neighbour)
    assert (str(caught.value.reason), caught.value.unit_id) == (said, register.other.pk)
    assert held() == [("示例矿山", False), ("示例设计院", True)]


def test_who_rewrote_a_colleagues_draft_does_not_review_it(register):
    change = register.draft()
    raw = person(skill={"current_trade": "电工"})
    register.propose(raw, by=register.checker, change=change, lock=change.lock)
    account("second", register.unit, "unit_reviewer")
    change = submit(change=change, by=register.clerk)
    with pytest.raises(NotAllowed, match="另一位审核员"):
        accept(change=change, by=register.checker)


@pytest.mark.django_db(transaction=True)
def test_of_two_units_that_submit_one_person_at_once_one_is_told():
    register = Register()
    mine, theirs = register.draft(), register.draft(unit=register.other)

    def send(change, by):
        try:
            return submit(change=change, by=by).state
        except NotAllowed:
            return "refused"

    outcomes = at_once(lambda: send(mine, register.clerk), lambda: send(theirs, register.neighbour))
    assert sorted(outcomes) == ["refused", "waiting"]
    assert sorted(each for _, each in held()) == [False, True]
