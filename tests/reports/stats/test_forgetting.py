"""An erased person is in no snapshot any more, and the gate counts as before."""

import polars as pl
import pytest
from procrastinate.contrib.django.models import ProcrastinateJob

from reports.stats import releasing
from reports.stats.cellkeys import StatisticsKey, from_signed, record_key, to_signed
from reports.stats.columns import PARTS, PERSON, counted, from_bytes, read_columns
from reports.stats.drawing import compare, snapshot, standing
from reports.stats.forgetting import JOB
from reports.stats.lattices import newest
from reports.stats.models import DrawnCell, DrawnSet, Forgetting, SecretRelease, Snapshot
from reports.stats.releasing import draft as begin
from reports.stats.releasing import draw_draft, release
from reports.stats.resolved import resolve
from reports.stats.tasks import draw, forget_erased
from talent.records.models import TalentRecord
from talent.records.service import erase_person
from talent.security.service import statistics_keys
from tests.reports.stats.population import approve
from tests.reports.stats.test_releasing import Office


@pytest.fixture
def person(register, monkeypatch):
    """One of sixty, with two profiles in the snapshot, which are in different parts of it."""
    monkeypatch.setattr(releasing, "_PART", 1)
    approve(register, range(100, 160))
    approve(register, range(100, 102), key="professional")
    release(by=None)
    return TalentRecord._plain.filter(category__key="professional").first().person


def parts_with(person):
    key = to_signed(record_key(person.pk, key=StatisticsKey(*statistics_keys())))
    parts = Snapshot.objects.order_by("release", "part")
    return [(each.release, each.part) for each in parts if key in from_bytes([each.rows])[PERSON]]


def changed():
    """What the gate counts for each cell if a release were drawn now."""
    resolved = resolve(newest()[1])
    day = SecretRelease.objects.order_by("pk").last().release.as_of
    key = StatisticsKey(*statistics_keys())
    return dict(compare(resolved, read_columns(resolved, as_of=day), standing(), snapshot, key=key).changed)


def cells_with(person, others):
    """In whose sums the person is found: taken away all others of the snapshot, the person's key is left."""
    key = record_key(person.pk, key=StatisticsKey(*statistics_keys()))
    known = counted(others, resolve(newest()[1])).parts
    return {
        each.cell
        for each in DrawnSet.objects.filter(release=1)
        if from_signed(each.parts[key % PARTS] - known.get(each.cell, (0,) * PARTS)[key % PARTS]) == key
    }


def test_an_erased_person_is_found_in_no_set_either(register, person):
    """Everybody else's rows are there, and so is the key of the statistics."""
    key = to_signed(record_key(person.pk, key=StatisticsKey(*statistics_keys())))
    others = snapshot(1).filter(pl.col(PERSON) != key)
    before, sets = cells_with(person, others), DrawnSet.objects.count()
    erase_person(person=person, by=register.boss)

    run_jobs()
    run_jobs()

    after = counted(snapshot(1), resolve(newest()[1])).parts
    assert {"150000", "152500", "150000|category=skilled", "150000|category=professional"} <= before
    assert (cells_with(person, others), DrawnSet.objects.count()) == (set(), sets)
    assert {each.cell: tuple(each.parts) for each in DrawnSet.objects.all()} == after


def test_nor_in_the_sets_of_a_draft_that_waits(register, person):
    approve(register, range(200, 270))
    drawn = begin(by=Office().maker)
    draw_draft(drawn.pk)
    erase_person(person=person, by=register.boss)

    run_jobs()

    after = counted(snapshot(2), resolve(newest()[1])).parts
    kept = DrawnCell.objects.filter(release=drawn).exclude(parts=[])
    assert {each.cell: tuple(each.parts) for each in kept} == {each.cell: after[each.cell] for each in kept}
    assert kept.count() > 0


def run_jobs():
    jobs = ProcrastinateJob.objects.filter(task_name=JOB, status="todo").order_by("pk")
    for arguments in list(jobs.values_list("args", flat=True)):
        forget_erased(**arguments)


def test_an_erased_person_is_found_by_no_key_and_the_gate_counts_one_who_has_gone(register, person):
    before = parts_with(person)
    erase_person(person=person, by=register.boss)
    counted, rows = changed(), snapshot(1)

    run_jobs()
    run_jobs()

    assert (len(before), parts_with(person)) == (2, [])
    assert counted == changed()
    assert (counted["150000"], counted["150000|category=skilled"]) == (1, 1)
    after = snapshot(1)
    assert after.drop(PERSON).equals(rows.drop(PERSON))
    assert after.filter(pl.Series(after[PERSON] != rows[PERSON]))[PERSON].n_unique() == 1
    assert Forgetting.objects.count() == 0


def test_the_job_names_nobody(register, person):
    erase_person(person=person, by=register.boss)

    arguments = ProcrastinateJob.objects.filter(task_name=JOB).values_list("args", flat=True)
    assert list(arguments) == [{"forgetting": Forgetting.objects.get().pk}]


def test_a_draft_that_is_being_drawn_meanwhile_keeps_nobody_either(register, person, monkeypatch):
    """Its persons were read before the erasure and are kept after the job has run."""
    approve(register, range(200, 270))
    begun = begin(by=Office().maker)
    counting = releasing.summary

    def erased_meanwhile(*given):
        erase_person(person=person, by=register.boss)
        run_jobs()
        return counting(*given)

    monkeypatch.setattr(releasing, "summary", erased_meanwhile)
    draw(begun.pk)
    found, waiting = parts_with(person), Forgetting.objects.count()
    run_jobs()

    assert ({number for number, _part in found}, waiting) == ({2}, 1)
    assert (parts_with(person), Forgetting.objects.count()) == ([], 0)


def test_a_waiting_draft_lets_the_row_go(register, person):
    begun = begin(by=Office().maker)
    erase_person(person=person, by=register.boss)
    run_jobs()

    draw_draft(begun.pk)

    assert (parts_with(person), Forgetting.objects.count()) == ([], 0)
