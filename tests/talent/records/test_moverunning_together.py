"""Records on their way to a version while others edit, submit, approve and transfer them."""

from threading import Event

import pytest
from django.db import transaction

from reports.stats.facts import rebuild
from reports.stats.models import Fact
from talent.categories.service import Mover, live_version
from talent.records.models import Change, TalentRecord, Transfer
from talent.records.movechunks import move_set
from talent.records.moverunning import progress_of, start_run, work
from talent.records.service import Conflict, NotAllowed, NoTransfer, accept, agree, ask, submit
from tests.talent.categories.following import renamed_and_merged
from tests.talent.records.register import number, person
from tests.talent.records.test_moverunning import approved, in_force, skilled
from tests.talent.records.test_proposing import at_once

pytestmark = pytest.mark.django_db(transaction=True)

PEOPLE = range(1, 13)


def raw(serial, version):
    """A correction of somebody's document, as the version asks for it."""
    found = person(serial, contact={"mobile": f"138{serial:08}"})
    if version.number > 1:
        found["skill"] = {"trade_now": "焊工"}
    return found


def wanted(register, serial):
    """The other unit asks for somebody."""
    given = {"kind": "01", "number": number(serial), "name": "乌日娜"}
    return ask(unit=register.other, by=register.neighbour, **given)


def test_nothing_is_lost_and_nobody_waits_in_a_ring(register):
    old = {serial: approved(register, serial) for serial in PEOPLE}
    renamed_and_merged()
    register.version = live_version("skilled")
    run = start_run(category=skilled(), by=None)
    said = []

    def correct(serials):
        for serial in serials:
            try:
                found = register.propose(raw(serial, register.version))
                if found.change is None:
                    said.append(found.kind)
                    continue
                change = accept(change=submit(change=found.change, by=register.clerk), by=register.checker)
                said.append(accept(change=change, by=register.boss))
            except (Conflict, NotAllowed) as no:
                said.append(no)

    def transfer(serials):
        for serial in serials:
            try:
                said.append(agree(transfer=wanted(register, serial), unit=register.unit, by=register.clerk))
            except NoTransfer as no:
                said.append(no)

    at_once(lambda: move(run, chunk=2), lambda: correct(PEOPLE[:8]), lambda: transfer(PEOPLE[6:]))

    assert len(said) == 8 + 6
    corrected = {each.record_id: each for each in said if isinstance(each, Change)}
    for each in old.values():
        now = in_force(each)
        assert Change._plain.get(pk=each.pk).document() == each.document()
        if each.record_id in corrected:
            mobile = corrected[each.record_id].document()["contact"]["mobile"]
            assert now.document()["contact"]["mobile"] == mobile
    gone = Transfer.objects.filter(state="done").values_list("person", flat=True)
    assert set(TalentRecord._plain.filter(unit=register.other).values_list("person", flat=True)) == set(gone)
    run.refresh_from_db()
    assert (run.state, progress_of(run).done) == ("done", len(PEOPLE))
    assert Change._plain.filter(source="move").count() == progress_of(run).moved
    move(start_run(category=skilled(), by=None))
    assert {in_force(each).version.number for each in old.values() if not left_open(each)} == {2}
    kept = list(Fact.objects.order_by("record").values())
    assert (rebuild(), list(Fact.objects.order_by("record").values())) == (len(PEOPLE), kept)


def move(run, chunk=2000):
    """A run to its end."""
    mover = Mover(run.version)
    while run.state == "running":
        run = work(run=run, mover=mover, chunk=chunk)


def left_open(change):
    return Change._plain.filter(record=change.record_id, state__in=("draft", "waiting")).exists()


def test_who_transfers_a_record_while_it_is_being_moved_waits_and_takes_what_was_moved(register):
    old = approved(register, 1)
    second = renamed_and_merged()
    asked = wanted(register, 1)
    moved, mover = Event(), Mover(second)

    def move():
        with transaction.atomic():
            found = move_set([old.record_id], mover=mover, by=None)
            moved.set()
            Event().wait(1)  # the other is waiting for the record meanwhile
        return found.moved

    def answer():
        moved.wait(10)
        return agree(transfer=asked, unit=register.unit, by=register.clerk).state

    assert at_once(move, answer) == [(old.record_id,), "done"]
    now = in_force(old)
    assert (now.version.number, now.unit, now.source) == (2, register.other, "transfer")
    assert now.document()["skill"]["trade_now"] == "焊工"


def test_a_change_that_is_approved_while_its_record_is_being_moved_is_the_one_in_force(register):
    old = approved(register, 1)
    second = renamed_and_merged()
    moved, mover = Event(), Mover(second)

    def move():
        with transaction.atomic():
            found = move_set([old.record_id], mover=mover, by=None)
            moved.set()
            Event().wait(2)
        return found.moved

    def correct():
        moved.wait(10)
        register.version = second
        change = register.propose(raw(1, second)).change
        change = accept(change=submit(change=change, by=register.clerk), by=register.checker)
        return accept(change=change, by=register.boss).pk

    found, mine = at_once(move, correct)
    assert (found, in_force(old).pk) == ((old.record_id,), mine)
    assert in_force(old).document()["contact"]["mobile"] == "13800000001"
