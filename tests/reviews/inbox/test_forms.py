import pytest

from reviews.inbox.forms import QueueFilter, Typed, read_lock, seal_lock
from reviews.inbox.waiting import inbox_for
from talent.categories.models import Category
from talent.orgs.service import scope_for
from talent.records.models import Change
from talent.records.service import FieldRemark


def test_a_queue_is_narrowed_by_name_category_unit_and_source(desks):
    sue = desks.at_banner(1, name="苏和")
    tana = desks.at_banner(2, name="塔娜")
    Change._plain.filter(pk=tana.pk).update(source="import")
    skilled = Category.objects.get(key="skilled").pk

    def found(**asked):
        form = QueueFilter(asked)
        return [change.pk for change in form.narrow(inbox_for(scope_for(desks.officer)))], form.narrows

    assert found() == ([sue.pk, tana.pk], False)
    assert found(q="塔娜") == ([tana.pk], True)
    assert found(q="tn") == ([tana.pk], True)
    assert found(category=str(skilled)) == ([], True)
    assert found(category=str(sue.category_id)) == ([sue.pk, tana.pk], True)
    assert found(unit="医院") == ([sue.pk, tana.pk], True)
    assert found(unit="矿山") == ([], True)
    assert found(source="import") == ([tana.pk], True)


@pytest.mark.parametrize(
    "asked",
    [{"category": "x"}, {"source": "fax"}, {"q": "\x00"}, {"unit": "长" * 61}, {"category": "9" * 30}],
)
def test_what_cannot_be_read_narrows_nothing(desks, asked):
    change = desks.at_banner()
    narrowed = QueueFilter(asked).narrow(inbox_for(scope_for(desks.officer)))
    assert [each.pk for each in narrowed] == [change.pk]


def test_a_post_is_read_whole_and_cut_to_size():
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
        remarks={"identity.id_number": "错" * 500},
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
