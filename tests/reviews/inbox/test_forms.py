import pytest

from reviews.inbox.forms import Typed, read_lock, seal_lock
from talent.records.service import FieldRemark


def test_a_post_is_read_whole_and_nothing_is_cut():
    typed = Typed.of(
        {
            "outcome": "returned",
            "opinion": " 请核对\x00 ",
            "remark:identity.id_number": "错" * 501,
            "remark:contact.mobile": "  ",
            "blank_path": "contact.email",
            "blank_text": "缺",
            "other": "x",
        }
    )
    assert typed == Typed(
        outcome="returned",
        opinion="请核对",
        remarks={"identity.id_number": "错" * 501},
        blank_path="contact.email",
        blank_text="缺",
    )


def test_remarks_are_taken_at_known_fields_only():
    typed = Typed(remarks={"a.b": "一", "x.y": "二"}, blank_path="a.c", blank_text="三")
    known = {"a.b", "a.c"}.__contains__
    assert typed.field_remarks(known=known) == [FieldRemark("a.b", "一"), FieldRemark("a.c", "三")]


def test_an_empty_remark_at_an_empty_field_is_none():
    assert Typed(blank_path="a.c").field_remarks(known=lambda path: True) == []


@pytest.mark.parametrize("given", ["passed", "returned", "rejected"])
def test_known_outcomes_are_read(given):
    assert Typed(outcome=given).known_outcome.value == given


@pytest.mark.parametrize("given", ["", "approve"])
def test_other_outcomes_are_none(given):
    assert Typed(outcome=given).known_outcome is None


def test_a_lock_is_read_back_by_its_reader_for_its_change_only(desks):
    change = desks.at_banner()
    sealed = seal_lock(change, desks.officer)
    assert read_lock(sealed, change_id=change.pk, user=desks.officer) == change.lock
    assert read_lock(sealed, change_id=change.pk + 1, user=desks.officer) is None
    assert read_lock(sealed, change_id=change.pk, user=desks.chief) is None
    assert read_lock(sealed + "x", change_id=change.pk, user=desks.officer) is None
    assert read_lock("", change_id=change.pk, user=desks.officer) is None
