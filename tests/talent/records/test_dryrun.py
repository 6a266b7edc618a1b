"""What a draft would do, without doing it and without showing anybody."""

import pytest
from django.db import connection

from talent.categories.models import Category
from talent.categories.service import NotCompiled
from talent.records import dryrun, limited
from talent.records.dryrun import dry_run
from talent.records.models import Change
from talent.security.models import AuditEvent
from tests.talent.categories.following import MERGE, RENAME, edited, follow
from tests.talent.records.register import person
from tests.talent.records.test_moverunning import AS_NUMBER, approved

pytestmark = pytest.mark.django_db

LEVELS = ("convert", {"path": "skill.highest_level", "rule": "codes", "table": "3=1\n4=2"})


def touched(found):
    return {
        each.path: (each.how, each.becomes, each.records, each.sampled, each.failed) for each in found.touched
    }


def test_every_move_says_how_many_records_it_touches_and_how_many_fail(register):
    approved(register, 1, studio="3")
    approved(register, 2, studio="巴特尔工作室")
    approved(register, 3)
    register.propose(person(4))
    before = Change._plain.count()
    found = dry_run(
        edited(
            "skilled",
            RENAME,
            MERGE,
            AS_NUMBER,
            renamed={"skill.current_trade": "trade_now"},
            retyped={"skill.studio": ("integer", {})},
            off=["skill.apprentices"],
        )
    )
    assert touched(found) == {
        "skill.current_trade": ("rename", "skill.trade_now", 3, 3, 0),
        "skill.highest_level": ("merge_codes", "skill.highest_level", 3, 3, 0),
        "skill.studio": ("convert", "skill.studio", 2, 2, 1),
        "skill.apprentices": ("retire", "", 0, 0, 0),
    }
    assert (found.total, found.counted, found.sampled, found.whole, found.failing) == (3, True, 3, True, 1)
    assert (Category.objects.get(key="skilled").current.number, Change._plain.count()) == (1, before)


def test_texts_and_words_are_never_shown_and_codes_of_open_fields_are(register):
    change = approved(register, 1, studio="巴特尔工作室")
    draft = edited(
        "skilled",
        AS_NUMBER,
        LEVELS,
        retyped={
            "skill.studio": ("integer", {}),
            "skill.highest_level": ("choice", {"code_list": "sex"}),
        },
    )
    found = {each.path: each for each in dry_run(draft).touched}
    (text,), (code,) = found["skill.studio"].examples, found["skill.highest_level"].examples
    assert (text.value, text.why, code.value, code.why) == ("", "not_integer", "技师(二级)", "no_new_code")
    masked = "*" * max(1, len(str(change.record_id)) - 1) + str(change.record_id)[-1]
    assert code.record == masked
    assert "巴特尔" not in repr(found)


def test_sealed_values_are_neither_opened_nor_counted(register):
    approved(register, 1)
    Change._plain.update(sealed=b"not to be opened")
    before = AuditEvent.objects.count()
    draft = edited(
        "skilled",
        ("convert", {"path": "contact.mobile", "rule": "as_written"}),
        retyped={"contact.mobile": ("integer", {"maximum": 5})},
    )
    (mobile,) = dry_run(draft).touched
    assert (mobile.sealed, mobile.records, mobile.sampled, mobile.failed) == (True, None, 0, 0)
    assert (mobile.examples, AuditEvent.objects.count()) == ((), before)


def test_records_that_are_too_many_to_count_are_estimated_and_it_says_so(register, monkeypatch):
    approved(register, 1)
    monkeypatch.setattr(limited, "LIMIT", 1)
    slow = "FROM records_talentrecord record {}, pg_sleep(0.2) WHERE record.category_id = %s"
    monkeypatch.setattr(dryrun, "_APPROVED", f"{slow} AND record.approved_id IS NOT NULL")
    monkeypatch.setattr(dryrun, "_says", lambda *given: ("pg_sleep(0.2) IS NOT NULL", []))
    found = dry_run(edited("skilled", RENAME, renamed={"skill.current_trade": "trade_now"}))
    assert (found.exact, found.whole, found.total >= 1, found.sampled) == (False, False, True, 1)


def test_a_sample_is_spread_over_all_that_was_drawn(register, monkeypatch):
    changes = [approved(register, serial) for serial in range(1, 7)]
    monkeypatch.setattr(dryrun, "SAMPLE", 3)
    category = Category.objects.get(key="skilled")
    with connection.cursor() as cursor:  # in the order in which the database finds them
        cursor.execute(f"SELECT record.id {dryrun._APPROVED.format('')}", [category.pk])
        found = [record_id for (record_id,) in cursor.fetchall()]
    drawn = [record_id for record_id, _version, _data in dryrun._records(category, 6)]
    assert sorted(found) == sorted(each.record_id for each in changes)
    assert sorted(drawn) == sorted(found[::2])


def test_records_of_earlier_versions_are_counted_by_the_path_that_they_have(register):
    approved(register, 1)
    follow("skilled", RENAME, renamed={"skill.current_trade": "trade_now"})
    found = dry_run(edited("skilled", off=["skill.trade_now"], added=[("skill", "text", {"key": "x"})]))
    assert touched(found) == {"skill.trade_now": ("retire", "", 1, 1, 0)}


def test_when_counting_takes_too_long_the_sample_has_to_do(register, monkeypatch):
    approved(register, 1)
    monkeypatch.setattr(limited, "LIMIT", 1)
    monkeypatch.setattr(dryrun, "_says", lambda *given: ("pg_sleep(0.2) IS NOT NULL", []))
    found = dry_run(edited("skilled", RENAME, renamed={"skill.current_trade": "trade_now"}))
    assert (found.counted, touched(found)) == (
        False,
        {"skill.current_trade": ("rename", "skill.trade_now", None, 1, 0)},
    )


def test_only_a_sample_is_moved_and_it_says_so(register, monkeypatch):
    for serial in (1, 2, 3):
        approved(register, serial)
    monkeypatch.setattr(dryrun, "SAMPLE", 2)
    found = dry_run(edited("skilled", RENAME, renamed={"skill.current_trade": "trade_now"}))
    assert (found.total, found.sampled, found.whole) == (3, 2, False)
    assert touched(found)["skill.current_trade"][2] == 3


def test_a_draft_that_changes_no_field_touches_nothing(register):
    approved(register, 1)
    found = dry_run(edited("skilled", added=[("skill", "text", {"key": "extra"})]))
    assert (found.touched, found.whole) == ((), True)


def test_the_moves_that_led_to_the_version_in_force_are_not_made_again(register):
    approved(register, 1)
    follow("skilled", RENAME, renamed={"skill.current_trade": "trade_now"})
    assert dry_run(edited("skilled")).touched == ()


def test_a_draft_that_cannot_be_published_cannot_be_tried():
    with pytest.raises(NotCompiled):
        dry_run(edited("skilled", renamed={"skill.current_trade": "trade_now"}))
