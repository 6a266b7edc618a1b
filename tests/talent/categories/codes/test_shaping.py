"""What administrators do to code lists: what it changes, what it leaves, what it refuses."""

from dataclasses import replace

import pytest
from django.db import IntegrityError, connection, transaction

from talent.categories.codes.comparing import compare
from talent.categories.codes.csvfiles import read_rows, written
from talent.categories.codes.lines import Line, line_of, mark_of
from talent.categories.codes.shaping import (
    ChangedMeanwhile,
    NotShaped,
    add_code,
    apply_comparison,
    create_list,
    delete_code,
    delete_draft,
    edit_code,
    edit_list,
    merge,
    put_in_use,
    reinstate,
    retire,
)
from talent.categories.models import Code, CodeList
from tests.talent.categories.lists import Shelf

pytestmark = pytest.mark.django_db


@pytest.fixture
def shelf():
    return Shelf()


@pytest.fixture
def draft():
    return Shelf(in_use=False)


def refused(action, **given):
    with pytest.raises(NotShaped) as no:
        action(**given)
    return [name for name, _sentence in no.value.complaints]


def edited(shelf, known, **changed):
    stored = shelf.code(known)
    before = line_of(stored)
    edit_code(code=stored, by=shelf.by, seen=mark_of(before), line=replace(before, **changed))


def imported(shelf, text):
    comparison = compare(read_rows(text), shelf.lines(), drops_gone=shelf.list.is_draft)
    revision = shelf.again().revision
    return apply_comparison(code_list=shelf.list, by=shelf.by, revision=revision, comparison=comparison)


def test_each_action_raises_the_revision_once_and_leaves_one_event(shelf):
    begun = shelf.again().revision
    retire(code=shelf.code("2"), by=shelf.by)
    reinstate(code=shelf.code("2"), by=shelf.by)
    merge(code=shelf.code("12"), into="11", by=shelf.by)
    edited(shelf, "11", label="羊只")
    add_code(code_list=shelf.list, by=shelf.by, line=Line("3", "林业"))
    edit_list(code_list=shelf.again(), by=shelf.by, facts={"name": "农牧林", "is_open": True})
    imported(shelf, "代码,名称\n11,羊\n")
    assert shelf.again().revision == begun + 7
    assert shelf.events()[-7:] == [
        ("retire_code", {"code": "2", "revision": begun + 1}),
        ("reinstate_code", {"code": "2", "revision": begun + 2}),
        ("merge_code", {"code": "12", "into": "11", "revision": begun + 3}),
        ("edit_code", {"code": "11", "changed": ["label"], "revision": begun + 4}),
        ("add_code", {"code": "3", "revision": begun + 5}),
        ("edit_code_list", {"changed": ["name", "is_open"], "revision": begun + 6}),
        ("import_codes", {"new": 0, "changed": 1, "gone": 3, "revision": begun + 7}),
    ]


def test_a_refused_action_leaves_no_trace(shelf):
    before = (shelf.again().revision, shelf.events(), shelf.lines())
    assert refused(merge, code=shelf.code("11"), into="99", by=shelf.by) == ["merged_into"]
    assert refused(merge, code=shelf.code("11"), into="", by=shelf.by) == ["merged_into"]
    assert refused(add_code, code_list=shelf.list, by=shelf.by, line=Line("2", "重复")) == ["code"]
    assert (shelf.again().revision, shelf.events(), shelf.lines()) == before


def test_a_list_begins_as_a_draft_and_is_put_in_use_once_it_has_something_to_choose():
    empty = Shelf(in_use=False, lines=())
    assert empty.list.is_draft
    assert refused(put_in_use, code_list=empty.list, by=empty.by) == [""]
    add_code(code_list=empty.list, by=empty.by, line=Line("1", "甲"))
    assert put_in_use(code_list=empty.list, by=empty.by).is_draft is False


def test_a_key_that_is_taken_is_refused(shelf):
    assert refused(create_list, by=shelf.by, key="farming", facts={"name": "又"}) == ["key"]


def test_key_and_codes_of_a_list_in_use_stay(shelf):
    assert refused(edit_list, code_list=shelf.again(), by=shelf.by, facts={"key": "other"}) == ["key"]
    stored = shelf.code("2")
    line = replace(line_of(stored), code="9")
    assert refused(edit_code, code=stored, by=shelf.by, seen=mark_of(line_of(stored)), line=line) == ["code"]
    assert refused(delete_code, code=stored, by=shelf.by) == [""]
    assert refused(delete_draft, code_list=shelf.list, by=shelf.by) == [""]
    assert list(shelf.lines().values()) == list(Shelf.LINES)


def test_a_draft_can_be_rewritten_and_taken_away(draft):
    edited(draft, "2", code="9", label="种植业")
    assert refused(delete_code, code=draft.code("1"), by=draft.by) == [""]  # 11 and 12 stand below it
    delete_code(code=draft.code("12"), by=draft.by)
    assert list(draft.lines()) == ["1", "11", "9"]
    merge(code=draft.code("11"), into="9", by=draft.by)
    delete_draft(code_list=draft.list, by=draft.by)
    assert (CodeList.objects.filter(key="farming").exists(), Code.objects.filter(label="畜牧").exists()) == (
        False,
        False,
    )
    assert draft.events()[-1] == (
        "delete_code_list",
        {"codes": 3, "revision": draft.events()[-1][1]["revision"]},
    )


def test_a_code_cannot_be_renamed_to_one_that_is_there(draft):
    stored = draft.code("2")
    line = replace(line_of(stored), code="11")
    assert refused(edit_code, code=stored, by=draft.by, seen=mark_of(line_of(stored)), line=line) == ["code"]


def test_the_second_of_two_editors_of_a_code_or_a_list_is_told(shelf):
    stored, opened = shelf.code("2"), shelf.again()
    seen = mark_of(line_of(stored))
    edited(shelf, "2", label_en="Cultivation")
    edit_list(code_list=shelf.again(), by=shelf.by, facts={"name": "改名"})
    with pytest.raises(ChangedMeanwhile):
        edit_code(code=stored, by=shelf.by, seen=seen, line=replace(line_of(stored), label="旧页"))
    with pytest.raises(ChangedMeanwhile):
        edit_list(code_list=opened, by=shelf.by, facts={"name": "旧页"})
    assert (shelf.code("2").label, shelf.again().name) == ("种植", "改名")


def test_editing_a_code_does_not_disturb_the_editor_of_another(shelf):
    stored = shelf.code("2")
    edited(shelf, "11", label="羊")
    edit_code(
        code=stored, by=shelf.by, seen=mark_of(line_of(stored)), line=replace(line_of(stored), label="农")
    )
    assert shelf.code("2").label == "农"


def test_an_exported_list_read_in_again_changes_nothing(shelf):
    merge(code=shelf.code("12"), into="11", by=shelf.by)
    retire(code=shelf.code("11"), by=shelf.by)
    text = written(shelf.lines().values()).removeprefix("\ufeff")
    comparison = compare(read_rows(text), shelf.lines(), drops_gone=False)
    assert (comparison.says_something, comparison.faults) == (False, ())


def test_an_import_adds_changes_retires_and_orders(shelf):
    imported(shelf, "代码,名称,上级代码,并入代码\n2,种植业,,\n3,林业,4,\n4,林草,,\n11,绵羊,1,2\n")
    found = shelf.lines()
    assert list(found) == ["2", "3", "4", "11", "1", "12"]
    assert [found[code] for code in ("2", "3", "11", "12")] == [
        Line("2", "种植业", "Crops", attributes={"rank": "2"}),
        Line("3", "林业", parent="4"),
        Line("11", "绵羊", "Sheep", parent="1", aliases=("羊",), merged_into="2", is_retired=True),
        Line("12", "山羊", "Goats", parent="1", is_retired=True),
    ]


def test_an_import_into_a_draft_deletes_what_the_file_does_not_have(draft):
    imported(draft, "代码,名称\n2,种植\n5,渔业\n")
    assert list(draft.lines()) == ["2", "5"]


def test_an_import_from_an_old_preview_or_with_faults_writes_nothing(shelf):
    text = "代码,名称\n2,种植业\n"
    comparison = compare(read_rows(text), shelf.lines(), drops_gone=False)
    revision = shelf.again().revision
    retire(code=shelf.code("11"), by=shelf.by)
    with pytest.raises(ChangedMeanwhile):
        apply_comparison(code_list=shelf.list, by=shelf.by, revision=revision, comparison=comparison)
    with pytest.raises(NotShaped):
        imported(shelf, "代码,名称\n2,\n")
    assert shelf.code("2").label == "种植"


@pytest.mark.parametrize("column", ["parent", "merged_into"])
def test_the_database_keeps_parent_and_successor_within_the_list(shelf, column):
    foreign = Code.objects.get(code_list__key="sex", code="1")
    own = shelf.list.codes.filter(code="2")
    with pytest.raises(IntegrityError), transaction.atomic():
        own.update(is_retired=True, **{column: foreign}) and connection.check_constraints()


@pytest.mark.parametrize(
    "changed",
    [
        {"valid_from": "2024-01-02", "valid_to": "2024-01-01"},
        {"merged_into": "own", "is_retired": True},
        {"parent": "own"},
        {"merged_into": "other", "is_retired": False},
    ],
)
def test_the_database_refuses_what_cannot_be(shelf, changed):
    places = {"own": shelf.code("2"), "other": shelf.code("11")}
    given = {
        name: places.get(value, value) if isinstance(value, str) else value for name, value in changed.items()
    }
    with pytest.raises(IntegrityError), transaction.atomic():
        shelf.list.codes.filter(code="2").update(**given)


def test_five_thousand_codes_are_imported_in_seconds(draft, django_assert_max_num_queries):
    rows = "".join(f"{n:05},“名称”{n} 👩‍🌾,{n // 10:05}\n" for n in range(10, 5010))
    text = "代码,名称,上级代码\n" + "".join(f"{n:05},组{n},\n" for n in range(1, 10)) + rows
    with django_assert_max_num_queries(40):
        imported(draft, text.replace(",00000\n", ",\n"))
    assert draft.list.codes.count() == 5009
    assert draft.code("05009").parent.code == "00500"
