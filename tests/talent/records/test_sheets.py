"""The sheet of an organisation: drafts, handing in, and two who fill it at once."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connections

from talent.categories.service import live_version
from talent.records.models import SheetEntry
from talent.records.service import Conflict, fill_sheet
from talent.security.models import AuditEvent
from tests.talent.records.register import Register

MOBILE = "13804791234"
ROW = {
    "no": "1",
    "unit": "锡林浩特市",
    "role": "分管领导",
    "full_name": "苏和",
    "post": "院长",
    "office_phone": "0479-8212345",
    "mobile": MOBILE,
}
HEAD = {"filled_by": "那仁", "phone": "0479-8212345", "filled_on": "2026-11-23"}


def sheet(**changed):
    return {"row": [ROW | changed], "sheet": HEAD}


def fill(register, raw, *, hand_in=False, **asked):
    return fill_sheet(
        version=live_version("responsible_person"),
        organisation=register.unit,
        raw=raw,
        by=register.clerk,
        hand_in=hand_in,
        **asked,
    )


def kept():
    return [
        (entry.state, entry.lock, entry.document()["row"][0]["full_name"])
        for entry in SheetEntry.objects.unscoped(reason="test")
    ]


def logged(register):
    found = AuditEvent.objects.filter(subject="sheet").order_by("pk")
    return list(found.values_list("action", "by__username", "organisation_ids__0"))


def test_a_draft_may_be_incomplete(register):
    filled = fill(register, {"row": [{"full_name": "苏和"}]})

    assert "row.0.post" in {problem.path for problem in filled.cleaned.problems}
    assert kept() == [("draft", 1, "苏和")]
    assert logged(register) == [("save_sheet", "clerk", register.unit.pk)]


def test_an_incomplete_sheet_is_not_handed_in_and_the_draft_stays(register):
    fill(register, sheet())

    filled = fill(register, sheet(post="", full_name="那仁"), hand_in=True)

    problems = [(problem.path, problem.key) for problem in filled.cleaned.problems]
    assert (filled.entry, problems) == (None, [("row.0.post", "required")])
    assert (kept(), len(logged(register))) == ([("draft", 1, "苏和")], 1)


def test_what_is_invalid_is_not_even_kept_as_a_draft(register):
    filled = fill(register, sheet(mobile="电话"))

    assert (filled.entry, [problem.path for problem in filled.cleaned.problems]) == (None, ["row.0.mobile"])
    assert (kept(), logged(register)) == ([], [])


def test_a_complete_sheet_is_handed_in_over_its_draft(register):
    draft = fill(register, sheet()).entry

    entry = fill(register, sheet(full_name="那仁"), hand_in=True, lock=1).entry

    assert (entry.pk, entry.updated_by) == (draft.pk, register.clerk)
    assert kept() == [("submitted", 2, "那仁")]
    assert logged(register) == [
        ("save_sheet", "clerk", register.unit.pk),
        ("hand_in_sheet", "clerk", register.unit.pk),
    ]


@pytest.mark.parametrize("seen", [0, 2])
def test_who_saw_an_older_sheet_overwrites_nothing(register, seen):
    fill(register, sheet())

    with pytest.raises(Conflict):
        fill(register, sheet(full_name="那仁"), lock=seen)

    assert (kept(), len(logged(register))) == ([("draft", 1, "苏和")], 1)


def test_mobile_numbers_are_sealed_for_their_row_alone(register):
    entry = fill(register, sheet()).entry

    stored = SheetEntry.objects.unscoped(reason="test").get(pk=entry.pk)
    assert "mobile" not in stored.data["row"][0]
    assert MOBILE not in str(SheetEntry.objects.unscoped(reason="test").values().get(pk=entry.pk))
    assert MOBILE.encode() not in bytes(stored.sealed)
    assert stored.document()["row"][0]["mobile"] == MOBILE


@pytest.mark.django_db(transaction=True)
def test_of_two_who_fill_the_empty_sheet_at_once_the_second_is_told():
    register, start = Register(), Barrier(2)

    def attempt(name):
        start.wait(10)
        try:
            return fill(register, sheet(full_name=name), lock=0).entry.lock
        except Conflict:
            return "conflict"
        finally:
            connections.close_all()

    with ThreadPoolExecutor(2) as pool:
        outcomes = list(pool.map(attempt, ["苏和", "那仁"]))

    assert sorted(map(str, outcomes)) == ["1", "conflict"]
    assert kept() == [("draft", 1, ["苏和", "那仁"][outcomes.index(1)])]
