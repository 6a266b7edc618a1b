"""What individuals fill in stays apart from the register until a unit takes it over."""

import hypothesis.strategies as st
import pytest
from hypothesis import given
from hypothesis.extra.django import TestCase

from talent.categories.service import live_version
from talent.individuals.service import (
    hand_in,
    own_entries,
    own_records,
    return_entry,
    save_entry,
    take_back,
    take_over,
)
from talent.records.models import Change, Person, TalentRecord
from talent.records.service import BadWords, Conflict, FieldRemark, NotAllowed, submit
from tests.talent.collect.world import number
from tests.talent.individuals.persons import Pasture, account_again, entry_again, individual, typed


def register():
    """Every row of the register with what it holds."""
    return [
        list(model.objects.unscoped(reason="test").order_by("pk").values())
        for model in (Person, TalentRecord, Change)
    ]


def taken(pasture, entry, unit=None, by=None):
    by = by or pasture.clerk
    return take_over(
        entry=entry,
        unit=unit or pasture.unit,
        by=by,
        lock=entry.lock,
        send=lambda change: submit(change=change, by=by),
    )


class NoEntryTouchesARecord(TestCase):
    """Whatever an individual does, in whatever order, the register is as it was."""

    @given(steps=st.lists(st.sampled_from(["save", "hand_in", "take_back", "return", "other"]), max_size=8))
    def test_before_a_unit_takes_it_over(self, steps):
        pasture = Pasture()
        pasture.accepted()
        before = register()
        for step in steps:
            try:
                self._do(pasture, step)
            except (Conflict, NotAllowed):
                continue
        assert register() == before

    def _do(self, pasture, step):
        account = pasture.account
        entry = own_entries(account).order_by("-pk").first()
        if step in ("save", "other"):
            unit = pasture.unit if step == "save" else pasture.other
            raw = typed(skill={"current_trade": "电工"})
            lock = entry.lock if entry else 0
            save_entry(account=account, version=pasture.version, raw=raw, unit=unit, entry=entry, lock=lock)
        elif entry is not None and step == "hand_in":
            hand_in(entry=entry, account=account, lock=entry.lock)
        elif entry is not None and step == "take_back":
            take_back(entry=entry, account=account)
        elif entry is not None:
            remarks = [FieldRemark("", "请补全")]
            return_entry(entry=entry, unit=entry.unit, by=pasture.clerk, lock=entry.lock, remarks=remarks)


def test_taking_over_links_the_account_where_nothing_stood_of_the_person(pasture):
    change = taken(pasture, pasture.handed_in())
    account = account_again(pasture.account)
    assert (account.person, account.linked_by, account.linked_unit) == (
        change.record.person,
        "entry",
        pasture.unit,
    )
    assert pasture.account.user_id in change.editors


@pytest.mark.parametrize("trade", ["焊工", "电工"])
def test_taking_over_links_nobody_where_the_unit_itself_holds_the_person(pasture, trade):
    pasture.accepted()
    change = taken(pasture, pasture.handed_in(raw=typed(skill={"current_trade": trade})))
    assert account_again(pasture.account).person is None
    assert list(own_records(account_again(pasture.account))) == []
    assert change.document()["skill"]["current_trade"] == trade


def test_taking_over_links_nobody_where_the_unit_holds_the_person_in_another_category(pasture):
    pasture.accepted()
    entry = save_entry(
        account=pasture.account,
        version=live_version("social"),
        raw={"identity": typed()["identity"], "social": {"field": "社会福利", "level": "社会工作师"}},
        unit=pasture.unit,
    )[1]
    taken(pasture, hand_in(entry=entry, account=pasture.account, lock=entry.lock))
    assert account_again(pasture.account).person is None


def test_taking_over_links_nobody_where_another_unit_holds_the_person(pasture):
    held = pasture.accepted()
    TalentRecord.objects.unscoped(reason="test").filter(pk=held.record_id).update(unit=pasture.other)
    entry = save_entry(
        account=pasture.account,
        version=live_version("social"),
        raw={"identity": typed()["identity"], "social": {"field": "社会福利", "level": "社会工作师"}},
        unit=pasture.unit,
    )[1]
    taken(pasture, hand_in(entry=entry, account=pasture.account, lock=entry.lock))
    assert account_again(pasture.account).person is None


def test_of_two_accounts_with_one_number_only_the_first_taken_over_is_linked(pasture):
    second = individual(1, contact="13900139000")
    change = taken(pasture, pasture.handed_in())
    entry = pasture.handed_in(second, raw=typed(skill={"current_trade": "电工"}))
    with pytest.raises(NotAllowed):
        taken(pasture, entry)  # the first change is under review
    assert (account_again(second).person, change.record.person.account) == (None, pasture.account)


def test_what_was_withdrawn_meanwhile_cannot_be_taken_over(pasture):
    entry = pasture.handed_in()
    take_back(entry=entry, account=pasture.account)
    with pytest.raises(Conflict):
        taken(pasture, entry)
    assert entry_again(entry).change is None


def test_what_is_sent_back_says_why(pasture):
    entry = pasture.handed_in()
    with pytest.raises(NotAllowed):
        return_entry(entry=entry, unit=pasture.unit, by=pasture.clerk, lock=entry.lock, remarks=[])
    remarks = [FieldRemark("skill.current_trade", "长" * 501)]
    with pytest.raises(BadWords, match="最多 500 字"):
        return_entry(entry=entry, unit=pasture.unit, by=pasture.clerk, lock=entry.lock, remarks=remarks)
    assert entry_again(entry).state == "handed_in"


def test_a_document_is_always_about_the_holder_of_the_account(pasture):
    raw = {"identity": {**typed()["identity"], "id_number": number(9)}}
    assert pasture.entry(raw=raw).document()["identity"]["id_number"] == number(1)


def test_the_values_at_rest_are_sealed(pasture):
    entry = pasture.entry(raw=typed(contact={"mobile": "13612345678"}))
    assert number(1) not in str(entry.data)
    assert b"13612345678" not in bytes(entry.sealed)
