"""Approved records on their way to the version in force."""

import io
import os
import subprocess
import sys

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command
from django.db import connection
from django.utils.translation import override

from reports.stats.breakdowns import Coder
from reports.stats.facts import rebuild
from reports.stats.models import BreakDown, Fact, FactLog
from talent.categories.models import Category
from talent.categories.service import Mover, clean, live_version
from talent.records.models import Change, MoveProblem, MoveRun, TalentRecord
from talent.records.moverunning import problems_of, progress_of, start_run, stop_run, work
from talent.records.service import accept, submit, unit_facts
from talent.records.signals import records_changed
from talent.security.models import AuditEvent
from tests.talent.categories.following import RENAME, follow, renamed_and_merged
from tests.talent.records.register import person

pytestmark = pytest.mark.django_db

AS_NUMBER = ("convert", {"path": "skill.studio", "rule": "as_written"})


def approved(register, serial, **skill):
    raw = person(serial, contact={"mobile": "13812345678"})
    raw["skill"] |= {"highest_level": "5", **skill}
    change = register.propose(raw).change
    change = accept(change=submit(change=change, by=register.clerk), by=register.checker)
    return accept(change=change, by=register.boss)


def skilled():
    return Category.objects.get(key="skilled")


def run_all(**given):
    run = start_run(category=skilled(), by=None)
    mover = Mover(run.version)
    while run.state == "running":
        run = work(run=run, mover=mover, **given)
    return run


def in_force(change):
    return TalentRecord._plain.select_related("approved__version").get(pk=change.record_id).approved


def told(run):
    return tuple(vars(progress_of(run)).values())


def facts():
    return list(Fact.objects.order_by("record").values())


def test_a_record_gets_a_new_accepted_change_and_keeps_the_old_one(register):
    old = approved(register, 1, years_in_trade=12)
    before = old.document()
    second = renamed_and_merged()
    run = run_all()
    new = in_force(old)
    kept = Change._plain.get(pk=old.pk)
    assert (told(run), run.state) == ((1, 1, 0, 0, 0), "done")
    assert (new.pk != old.pk, new.version, new.state, new.source) == (True, second, "accepted", "move")
    skill = dict(before["skill"])
    assert new.document() == {
        **before,
        "skill": {
            **{key: value for key, value in skill.items() if key != "current_trade"},
            "trade_now": "焊工",
            "highest_level": "4",
        },
    }
    assert (kept.document(), kept.version.number, kept.state) == (before, 1, "accepted")
    assert (new.full_name, new.name_bigrams, new.unit_id, new.updated_at, new.lock) == (
        kept.full_name,
        kept.name_bigrams,
        kept.unit_id,
        kept.updated_at,
        1,
    )
    assert "13812345678" not in str(new.data)


def test_one_audit_event_and_one_notice_a_chunk(register):
    for serial in (1, 2, 3):
        approved(register, serial)
    renamed_and_merged()
    heard = []
    records_changed.connect(hear := lambda record_ids, **named: heard.append(record_ids), weak=False)
    try:
        run_all(chunk=2)
    finally:
        records_changed.disconnect(hear)
    events = AuditEvent.objects.filter(subject="move_run").order_by("pk")
    assert [(each.action, each.detail.get("count")) for each in events] == [
        ("start_move", None),
        ("move_records", 2),
        ("move_records", 1),
    ]
    assert [len(each) for each in heard] == [2, 1]


def test_records_with_an_open_change_are_left_and_counted(register):
    old = approved(register, 1)
    other = approved(register, 2)
    draft = register.propose(person(1, name="乌日娜", contact={"mobile": "13912345678"})).change
    renamed_and_merged()
    run = run_all()
    assert told(run) == (2, 1, 0, 1, 0)
    assert (in_force(old).pk, in_force(other).version.number) == (old.pk, 2)
    assert Change._plain.get(pk=draft.pk).version.number == 1


def test_records_with_a_value_that_cannot_be_converted_are_left_and_listed_without_it(register):
    good, bad = approved(register, 1, studio="3"), approved(register, 2, studio="巴特尔工作室")
    follow("skilled", AS_NUMBER, retyped={"skill.studio": ("integer", {})})
    run = run_all()
    assert told(run) == (2, 1, 0, 0, 1)
    assert (in_force(good).document()["skill"]["studio"], in_force(bad).pk) == (3, bad.pk)
    assert problems_of(run) == [("skill.studio", "技能大师工作室", "not_integer", 1)]
    assert "巴特尔" not in str(list(MoveProblem.objects.values()))


def test_over_several_versions_records_come_to_the_last(register):
    first = approved(register, 1, studio="3")
    renamed_and_merged()
    register.version = live_version("skilled")
    raw = person(2)
    raw["skill"] = {"trade_now": "焊工", "studio": "4", "highest_level": "3"}
    second = accept(
        change=submit(change=register.propose(raw).change, by=register.clerk), by=register.checker
    )
    second = accept(change=second, by=register.boss)
    follow("skilled", AS_NUMBER, retyped={"skill.studio": ("integer", {})})
    run = run_all()
    assert told(run) == (2, 2, 0, 0, 0)
    assert [in_force(each).data["skill"]["studio"] for each in (first, second)] == [3, 4]
    assert in_force(first).data["skill"]["trade_now"] == "焊工"


def test_a_second_run_moves_nothing_again(register):
    old = approved(register, 1)
    renamed_and_merged()
    run_all()
    moved = in_force(old).pk
    run = run_all()
    assert (told(run), in_force(old).pk, Change._plain.count()) == ((1, 0, 1, 0, 0), moved, 2)


def test_a_run_stops_when_told_and_goes_on_where_it_was(register):
    changes = [approved(register, serial) for serial in (1, 2, 3)]
    renamed_and_merged()
    run = start_run(category=skilled(), by=register.boss)
    mover = Mover(run.version)
    work(run=run, mover=mover, chunk=1)
    stop_run(run=run, by=register.boss)
    assert work(run=run, mover=mover, chunk=1).state == "stopped"
    assert [in_force(each).version.number for each in changes] == [2, 1, 1]
    again = start_run(category=skilled(), by=register.boss)
    assert again.pk == run.pk
    while again.state == "running":
        again = work(run=again, mover=mover, chunk=1)
    assert told(again) == (3, 3, 0, 0, 0)
    assert [in_force(each).version.number for each in changes] == [2, 2, 2]


def test_a_run_ends_when_another_version_comes_in_force_and_the_next_goes_there(register):
    old = approved(register, 1)
    renamed_and_merged()
    run = start_run(category=skilled(), by=None)
    mover = Mover(run.version)
    third = follow("skilled", added=[("skill", "text", {"key": "extra"})])
    assert (work(run=run, mover=mover).state, in_force(old).version.number) == ("done", 1)
    run_all()
    assert in_force(old).version == third


def test_facts_follow_and_are_the_same_when_made_again(register):
    old = approved(register, 1)
    slots = dict(BreakDown.objects.values_list("path", "slot"))
    before = facts()
    follow(
        "skilled",
        ("rename", {"source": "skill.highest_level", "to": "skill.top_level"}),
        ("merge_codes", {"path": "skill.top_level", "codes": ["5"], "into": "4"}),
        renamed={"skill.highest_level": "top_level"},
        derived={"skill.is_high_skilled": 'attribute(skill.top_level, "is_high_skilled") = "yes"'},
    )
    assert (rebuild(), facts()) == (1, before)
    run_all()
    kept = facts()
    coder = Coder.load()
    level = slots["skill.highest_level"]
    assert dict(BreakDown.objects.values_list("path", "slot")) == slots
    assert kept[0]["codes"][level] == coder.numbers["skill.highest_level"]["4"]
    assert before[0]["codes"][level] == coder.numbers["skill.highest_level"]["5"]
    assert (rebuild(), facts()) == (1, kept)
    assert FactLog.objects.filter(record_id=old.record_id).count() == 4


def test_the_command_moves_all_and_says_what_stayed(register):
    approved(register, 1, studio="3")
    approved(register, 2, studio="巴特尔工作室")
    follow("skilled", AS_NUMBER, retyped={"skill.studio": ("integer", {})})
    out = io.StringIO()
    call_command("move_records", category="skilled", chunk=1, stdout=out)
    assert "已衔接 1 条" in out.getvalue()
    assert "“技能大师工作室”(skill.studio)有 1 条没有衔接：不是整数。" in out.getvalue()


def test_the_command_says_it_in_english_too(register):
    approved(register, 1, studio="巴特尔工作室")
    follow("skilled", AS_NUMBER, retyped={"skill.studio": ("integer", {})})
    out = io.StringIO()
    with override("en"):
        call_command("move_records", category="skilled", stdout=out)
    assert out.getvalue().splitlines()[-1] == (
        "“技能大师工作室” (skill.studio): not carried over for 1: It is not a whole number."
    )


def test_completeness_is_worked_out_again_where_the_version_asks_for_more(register):
    old = approved(register, 1, studio="3")
    other = approved(register, 2)
    asked = [("skill", "text", {"key": "extra", "required": "complete"})]
    follow("skilled", RENAME, renamed={"skill.current_trade": "trade_now"}, added=asked)
    run_all()
    for each in (old, other):
        new = in_force(each)
        found = clean(new.version, new.document(), unit=unit_facts(register.unit))
        assert new.completeness == found.completeness < each.completeness


def test_completeness_is_worked_out_again_where_one_by_one_values_are_converted(register):
    old = approved(register, 1, studio="3")
    asked = [("skill", "text", {"key": "extra", "required": "complete"})]
    follow("skilled", AS_NUMBER, retyped={"skill.studio": ("integer", {})}, added=asked)
    run_all()
    new = in_force(old)
    assert new.data["skill"]["studio"] == 3
    assert new.completeness == clean(new.version, new.document(), unit=unit_facts(register.unit)).completeness


def test_completeness_stays_where_only_names_and_codes_change(register):
    old = approved(register, 1)
    renamed_and_merged()
    run_all()
    new = in_force(old)
    found = clean(new.version, new.document(), unit=unit_facts(register.unit))
    assert new.completeness == old.completeness == found.completeness


@pytest.mark.parametrize("key", ["nobody", "responsible_person"])
def test_the_command_refuses_what_has_no_records(key):
    with pytest.raises(CommandError, match=key):
        call_command("move_records", category=key, stdout=io.StringIO())


@pytest.mark.django_db(transaction=True)
def test_a_run_that_was_killed_goes_on_and_moves_nothing_twice(register):
    changes = [approved(register, serial) for serial in range(1, 7)]
    renamed_and_merged()
    program = """
import django, os, signal
django.setup()
from django.conf import settings
from django.db import connection
from django.utils.translation import override
settings.DATABASES["default"]["NAME"] = connection.settings_dict["NAME"] = {name!r}
from talent.categories.models import Category
from talent.categories.service import Mover
from talent.records import moverunning
run = moverunning.start_run(category=Category.objects.get(key="skilled"), by=None)
mover = Mover(run.version)
moverunning.work(run=run, mover=mover, chunk=2)
enter = moverunning._enter
moverunning._enter = lambda *given: os.kill(os.getpid(), signal.SIGKILL)
moverunning.work(run=run, mover=mover, chunk=2)
"""
    path = f"{settings.BASE_DIR}:{settings.BASE_DIR / 'site'}"
    killed = subprocess.run(
        [sys.executable, "-c", program.format(name=connection.settings_dict["NAME"])],
        env={**os.environ, "PYTHONPATH": path, "DJANGO_SETTINGS_MODULE": "config.settings.test"},
        cwd=settings.BASE_DIR,
        capture_output=True,
        text=True,
    )
    assert (killed.returncode, killed.stderr) == (-9, "")
    assert [in_force(each).version.number for each in changes] == [2, 2, 1, 1, 1, 1]
    run = run_all(chunk=2)
    assert (told(run), MoveRun.objects.count()) == ((6, 6, 0, 0, 0), 1)
    assert [in_force(each).version.number for each in changes] == [2] * 6
    assert Change._plain.filter(source="move").count() == 6
