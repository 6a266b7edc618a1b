"""The one door: what is kept of a document, and what becomes of it when others were there before."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connections

from talent.categories.models import Category
from talent.categories.service import live_version
from talent.records.service import (
    Conflict,
    FieldRemark,
    NotAllowed,
    accept,
    open_remarks,
    propose,
    send_back,
    submit,
    withdraw,
)
from talent.security.models import AuditEvent
from tests.talent.records.register import (
    Register,
    again,
    changes,
    counts,
    events,
    incomplete,
    nameless,
    number,
    person,
)

#: What cannot be taken from a number that cannot be read.
UNREAD = {"sex": "required", "birth_date": "required"}


def at_once(*acts):
    """What each returned, all having begun together."""
    start = Barrier(len(acts))

    def attempt(act):
        start.wait(10)
        try:
            return act()
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(acts)) as pool:
        return list(pool.map(attempt, acts))


def test_a_new_person_gets_a_record_and_a_draft_placed_by_the_unit(register):
    found = register.propose(person())

    change = again(found.change)
    record = change.record
    placed = {
        "category_id": register.version.category_id,
        "unit_id": register.unit.pk,
        "region_code": 152502,
        "seat_code": 152502,
        "industry": "M",
        "system_id": None,
    }
    assert found.kind == "new"
    assert counts() == (1, 1, 1)
    assert {key: getattr(change, key) for key in placed} == placed
    assert {key: getattr(record, key) for key in placed} == placed
    assert (change.state, change.source, change.lock, change.blocking) == ("draft", "unit", 1, [])
    assert (change.created_by, change.document()) == (register.clerk, found.cleaned.data)
    assert (record.approved, record.approved_at, record.held) == (None, None, False)
    assert (found.change.full_name, found.change.pinyin) == ("乌日娜", "wrn")
    assert record.person.number_masked == "152502********" + number(1)[-4:]


def test_a_draft_leaves_one_event_that_names_the_change_and_no_person(register):
    change = register.draft()

    event = AuditEvent.objects.latest("pk")
    assert (
        event.by,
        event.action,
        event.subject,
        event.subject_id,
        event.organisation_ids,
        event.detail,
    ) == (
        register.clerk,
        "propose",
        "change",
        str(change.pk),
        [register.unit.pk],
        {"category": register.version.category_id, "count": 1, "source": "unit"},
    )


def test_a_draft_of_the_same_unit_is_overwritten_and_its_lock_counts(register):
    first = register.draft()

    found = register.propose(person(skill={"current_trade": "电工"}))

    assert (found.kind, found.change.pk, counts()) == ("changed", first.pk, (1, 1, 1))
    assert (again(first).document()["skill"], again(first).lock) == ({"current_trade": "电工"}, 2)


def test_the_same_document_again_writes_nothing(register):
    first = register.draft()
    last = AuditEvent.objects.latest("pk").pk

    found = register.propose(person())

    assert (found.kind, found.change.pk, again(first).lock) == ("same", first.pk, 1)
    assert (counts(), AuditEvent.objects.latest("pk").pk) == ((1, 1, 1), last)


def test_what_differs_from_the_approved_change_becomes_a_second_change(register):
    approved = register.approved()

    same = register.propose(person())
    found = register.propose(person(skill={"current_trade": "电工"}))

    assert (same.kind, same.change.pk) == ("same", approved.pk)
    assert (found.kind, found.change.record_id) == ("changed", approved.record_id)
    assert changes() == [("乌日娜", "accepted"), ("乌日娜", "draft")]


@pytest.mark.parametrize(
    ("spoil", "expected"),
    [
        ({"id_number": number(1)[:-1] + "Y"}, {"id_number": "id_format", **UNREAD}),
        ({"id_number": ""}, {"id_number": "required", **UNREAD}),
        ({"full_name": ""}, {"full_name": "required"}),
        ({"ethnic_group": "火星族"}, {"ethnic_group": "not_in_list"}),
    ],
)
def test_what_is_invalid_or_names_nobody_saves_nothing(register, spoil, expected):
    raw = person()
    raw["identity"] |= spoil

    found = register.propose(raw)

    assert (found.kind, found.change, counts()) == ("refused", None, (0, 0, 0))
    assert {problem.path: problem.key for problem in found.cleaned.problems} == {
        f"identity.{field}": key for field, key in expected.items()
    }


def test_a_document_that_is_not_complete_is_kept_with_what_blocks_it(register):
    found = register.propose(incomplete())

    assert (found.kind, counts()) == ("new", (1, 1, 1))
    assert [(each["path"], each["key"]) for each in again(found.change).blocking] == [
        ("identity.ethnic_group", "required")
    ]


def test_what_is_under_review_is_not_touched(register):
    waiting = register.waiting()

    found = register.propose(person(skill={"current_trade": "电工"}))

    assert (found.kind, found.change.pk) == ("waiting", waiting.pk)
    assert again(waiting).document()["skill"] == {"current_trade": "焊工"}


def test_a_draft_of_another_unit_binds_nobody_and_is_not_seen(register):
    first = register.draft()

    found = register.propose(person(skill={"current_trade": "电工"}), unit=register.other)

    assert (found.kind, found.change.unit, counts()) == ("new", register.other, (1, 2, 2))
    assert (again(first).unit, again(first).lock) == (register.unit, 1)


@pytest.mark.parametrize("state", ["waiting", "approved"])
def test_a_record_that_another_unit_holds_stays_there_and_the_attempt_leaves_a_trace(register, state):
    first = getattr(register, state)()
    last = AuditEvent.objects.latest("pk").pk

    found = register.propose(person(skill={"current_trade": "电工"}), unit=register.other)

    traces = AuditEvent.objects.filter(pk__gt=last).values_list("action", "organisation_ids", "detail")
    assert (found.kind, found.change, counts()) == ("elsewhere", None, (1, 1, 1))
    assert list(traces) == [("propose_elsewhere", [register.other.pk], {"count": 1})]
    assert (again(first).unit, again(first).lock) == (register.unit, first.lock)


def test_of_two_units_with_a_draft_the_first_to_submit_holds_the_person(register):
    mine, theirs = register.draft(), register.draft(unit=register.other)
    submit(change=theirs, by=register.neighbour)

    with pytest.raises(NotAllowed) as caught:
        submit(change=mine, by=register.clerk)
    withdraw(change=theirs, by=register.neighbour)

    assert str(caught.value) == "“乌日娜”已由其他单位登记本类别，请在“人员调动”中申请调入。"
    assert submit(change=mine, by=register.clerk).state == "waiting"


def test_one_person_in_two_categories_has_one_record_in_each(register):
    skilled = register.draft()
    raw = person()
    del raw["skill"]

    found = propose(
        version=live_version("professional"), unit=register.other, raw=raw, by=register.clerk, source="unit"
    )

    assert (found.kind, counts()) == ("new", (1, 2, 2))
    assert found.change.record.person == again(skilled).record.person


def test_in_a_batch_each_document_stands_for_itself(register):
    register.draft(1)
    register.waiting(2)
    submit(change=register.draft(3, unit=register.other), by=register.neighbour)
    last = AuditEvent.objects.latest("pk").pk

    found = register.propose_many(
        person(4),
        nameless(5),
        person(1),
        person(2, "别名"),
        person(3),
        person(4, "另名"),
        person(1, "别名"),
        incomplete(6),
    )

    kinds = ["new", "refused", "same", "waiting", "elsewhere", "doubled", "doubled", "new"]
    assert [each.kind for each in found] == kinds
    assert [each.change is not None for each in found] == [
        kind in ("new", "same", "waiting") for kind in kinds
    ]
    assert [event.detail["count"] for event in AuditEvent.objects.filter(pk__gt=last)] == [2, 1]
    assert counts() == (5, 5, 5)
    assert found[0].change.full_name == "乌日娜"


def test_an_empty_batch_writes_nothing(register):
    assert (register.propose_many(), counts(), events()) == ([], (0, 0, 0), [])


def test_a_number_of_fifteen_digits_is_the_person_of_its_eighteen(register):
    first = register.draft()
    old = number(1)[:6] + number(1)[8:17]
    raw = person()
    raw["identity"] |= {"id_type": "09", "id_number": old}

    found = register.propose(raw)

    assert (len(old), found.kind, found.change.pk, counts()) == (15, "changed", first.pk, (1, 1, 1))


def test_an_edited_change_takes_the_new_values(register):
    change = register.draft()

    found = register.propose(person(skill={"current_trade": "电工"}), change=change, lock=1)

    assert (found.kind, found.change.pk, again(change).lock) == ("changed", change.pk, 2)
    assert again(change).document() == found.cleaned.data


def test_a_change_that_was_saved_meanwhile_is_a_conflict_and_keeps_what_was_saved(register):
    change = register.draft()
    register.propose(person(skill={"current_trade": "电工"}), change=change, lock=1)

    with pytest.raises(Conflict):
        register.propose(person(skill={"current_trade": "木工"}), change=change, lock=1)

    assert (again(change).document()["skill"], again(change).lock) == ({"current_trade": "电工"}, 2)


def test_a_change_that_was_submitted_meanwhile_is_a_conflict(register):
    change = register.waiting()

    with pytest.raises(Conflict):
        register.propose(person(), change=change, lock=again(change).lock)

    assert changes() == [("乌日娜", "waiting")]


@pytest.mark.parametrize("known", [True, False])
def test_a_change_cannot_be_turned_into_somebody_else(register, known):
    change = register.draft(1)
    if known:
        register.draft(2, "苏和")
    before = counts()

    found = register.propose(person(2, "苏和"), change=change, lock=1)

    problems = [(problem.path, problem.key) for problem in found.cleaned.problems]
    assert (found.kind, found.change, problems) == (
        "refused",
        None,
        [("identity.id_number", "other_person")],
    )
    assert (again(change).full_name, again(change).lock, counts()) == ("乌日娜", 1, before)


def test_a_refused_edit_settles_no_remark(register):
    change = send_back(
        change=register.waiting(1),
        by=register.checker,
        remarks=[FieldRemark("identity.full_name", "姓名有误")],
    )
    register.draft(2, "苏和")

    register.propose(person(2, "苏和"), change=change, lock=again(change).lock)

    assert [remark.text for remark in open_remarks(change)] == ["姓名有误"]


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(
    ("units", "second", "records"), [(("unit", "unit"), "same", 2), (("unit", "other"), "new", 4)]
)
def test_two_who_propose_one_new_person_at_once_make_one_person_and_a_record_a_unit(units, second, records):
    register = Register()
    first_unit, second_unit = (getattr(register, name) for name in units)
    raws = [person(1), person(2)]

    found = at_once(
        lambda: register.propose_many(*raws, unit=first_unit),
        lambda: register.propose_many(*reversed(raws), unit=second_unit),
    )

    kinds = sorted([each.kind for each in batch] for batch in found)
    assert kinds == sorted([["new", "new"], [second, second]])
    assert counts() == (2, records, records)


@pytest.mark.django_db(transaction=True)
def test_an_edit_and_an_import_of_one_person_at_once_both_end():
    register = Register()
    change = register.draft()
    other = person(skill={"current_trade": "电工"})

    edited, loaded = at_once(
        lambda: register.propose(other, change=change, lock=1).kind,
        lambda: register.propose(person()).kind,
    )

    assert (edited, loaded in ("same", "changed")) == ("changed", True)
    assert submit(change=change, by=register.clerk).state == "waiting"


@pytest.mark.django_db(transaction=True)
def test_an_approval_and_an_import_of_one_person_at_once_both_end():
    register = Register()
    change = register.at_banner()

    state, loaded = at_once(
        lambda: accept(change=change, by=register.boss).state,
        lambda: register.propose(person()).kind,
    )

    # Whichever came first, nothing that is approved already becomes a second change.
    assert (state, loaded in ("waiting", "same")) == ("accepted", True)
    assert changes() == [("乌日娜", "accepted")]


def test_a_retired_category_takes_nobody_new_and_keeps_nothing_of_them(register):
    Category.objects.filter(pk=register.version.category_id).update(is_retired=True)
    before = counts()
    found = register.propose(person())
    said = [(each.path, each.key) for each in found.cleaned.problems]
    assert (found.kind, found.change, said) == ("refused", None, [("identity.full_name", "category_retired")])
    assert counts() == before


def test_who_is_in_a_retired_category_can_still_be_corrected(register):
    register.propose(person())
    Category.objects.filter(pk=register.version.category_id).update(is_retired=True)
    found = register.propose(person(name="其木格"))
    assert (found.kind, again(found.change).full_name) == ("changed", "其木格")
