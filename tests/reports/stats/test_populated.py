"""Classes that nobody is in protect nobody: the closed form is asked again with those that people are in."""

from dataclasses import replace

import pytest
from django.db import IntegrityError, connections, transaction
from django.urls import reverse

from reports.stats import populated, releasing
from reports.stats.admission import LatticeError, check_lattice
from reports.stats.declared import Declared, DeclaredDimension, Group
from reports.stats.disclosure import Shown
from reports.stats.gate import CellState
from reports.stats.lattices import declare
from reports.stats.models import DrawnCell, PublishedCell, SecretRelease, Snapshot
from reports.stats.populated import check_populated, with_people
from reports.stats.releasing import NotPossible, draw_draft, release
from reports.stats.releasing import draft as begin
from reports.stats.resolved import Resolved
from reports.stats.sources import FineClasses, PublicClass
from talent.orgs.enums import Level
from tests.reports.stats.declarations import DECLARED, table
from tests.reports.stats.population import approve
from tests.reports.stats.test_releasing import Office, told

CODES = "123456789"


def classes(codes):
    return tuple(PublicClass(each, each, each) for each in codes)


def resolved(dimensions, *, grouped=False):
    """A table for each dimension by category down to the banners."""
    plus = "+" if grouped else ""
    tables = [table(f"t{each.key}", "banner", "category", each.key + plus) for each in dimensions]
    if grouped:
        tables += [table(f"r{each.key}", "region", each.key) for each in dimensions]
    fine = {each.key: FineClasses(classes(CODES), {}) for each in dimensions}
    areas = {Level.REGION: [150000], Level.LEAGUE: [], Level.BANNER: []}
    return Resolved(Declared(tuple(dimensions), tuple(tables)), {}, fine, classes("abcde"), {}, areas)


def dimensions(count, groups=()):
    return [DeclaredDimension(f"d{n}", f"维度{n}", f"D{n}", (f"f.d{n}",), (), groups) for n in range(count)]


def shown(key, people):
    """States of the region's cells by one dimension: code → the figure shown, None for a hidden one."""
    return {
        f"150000|{key}={code}": CellState(1, Shown(value, "" if value is not None else "<10"))
        for code, value in people.items()
    }


def spread(number, *, of=9, people=9000):
    """As many classes with people, the others hidden."""
    return dict.fromkeys(CODES[:of], None) | dict.fromkeys(CODES[:number], people // number)


def states(what, people):
    whole = sum(each or 0 for each in people.values())
    return {"150000": CellState(1, Shown(whole, ""))} | {
        cell: state for each in what.declared.dimensions for cell, state in shown(each.key, people).items()
    }


@pytest.mark.parametrize("people", [100, 140, 998])
def test_dimensions_that_few_people_have_are_asked_as_well(people):
    """All of one rare kind: ten dimensions that add up to it would hit its count as they hit a large one."""
    what = resolved(dimensions(10))

    with pytest.raises(LatticeError):
        check_populated(what, states(what, spread(2, people=people)))


@pytest.mark.parametrize("number", [2, 3])
def test_a_list_of_nine_of_which_two_or_three_are_in_use_is_refused_by_its_name(number):
    what = resolved(dimensions(10))
    check_lattice([what.spec(each) for each in what.declared.tables])  # declared as nine: admitted

    with pytest.raises(LatticeError) as refused:
        check_populated(what, states(what, spread(number)))

    said = str(refused.value)
    assert f"“维度0”9 个取值中只有 {number} 个各占百分之一以上；“维度1”" in said
    assert ("“维度3”" in said, said.endswith("换一个取值分布得匀一些的维度，再起草。")) == (False, True)
    assert set(refused.value.dimensions) == {each.key for each in what.declared.dimensions}


@pytest.mark.parametrize(("whole", "refused"), [(999, False), (1000, True)])
def test_a_register_of_fewer_than_a_thousand_may_be_a_little_more_telling(whole, refused):
    """Three classes in use come to .33; of so few people old figures hide classes that are there."""
    what = resolved(dimensions(10))
    asked = states(what, spread(3, people=900)) | {"150000": CellState(1, Shown(whole, ""))}
    if not refused:
        return check_populated(what, asked)
    with pytest.raises(LatticeError):
        check_populated(what, asked)


@pytest.mark.parametrize(
    "people", [spread(9), spread(5), spread(2, people=98), {}], ids=["all", "five", "few people", "nobody"]
)
def test_many_classes_in_use_are_admitted_and_few_people_say_nothing(people):
    what = resolved(dimensions(10))

    check_populated(what, states(what, people))


def test_a_class_of_less_than_a_hundredth_is_none():
    what = resolved(dimensions(1))
    dimension = what.spec(what.declared.tables[0]).dimensions[1]
    people = {"1": 6000, "2": 3830, "3": 100, "4": 70, "5": None}

    assert with_people(dimension, what, states(what, people)).classes == 3


def test_a_group_with_one_class_in_use_says_nearly_what_this_class_says():
    groups = (
        Group("a", "甲", "A", tuple("123")),
        Group("b", "乙", "B", tuple("4567")),
        Group("c", "丙", "C", ("8", "9")),
    )
    what = resolved(dimensions(1, groups), grouped=True)
    fine = what.spec(what.declared.table_by_key["rd0"]).dimensions[0]
    people = {"1": 900, "4": 900, "5": 900, "6": 30}

    there = with_people(fine, what, states(what, people))

    assert ((fine.classes, fine.parts), (there.classes, there.parts)) == ((9, 2), (4, 1))


def test_a_draft_that_people_make_too_telling_says_so_and_shows_nothing(client, register, monkeypatch):
    """One kind of people in tables by three dimensions; here few are enough."""
    monkeypatch.setattr(populated, "_FEWEST", 10)
    monkeypatch.setattr(populated, "WORST_WITH_FEW", 0.15)
    declare(DECLARED, after=0, note="", by=None)
    approve(register, range(100, 160))
    office = Office()
    begun = office.drawn()

    told_of = SecretRelease.objects.get()
    begun.refresh_from_db()
    assert (begun.state, told_of.step, begun.tables.count(), told_of.lattice) == ("refused", "", 0, 1)
    assert "“技能等级”" in told_of.summary["refused"] or "“类别”" in told_of.summary["refused"]
    assert told(office.maker) == ["release_refused"]
    client.force_login(office.maker)
    page = client.get(reverse("releases:release", args=[begun.pk])).content.decode()
    assert (told_of.summary["refused"] in page, "批准并发布" in page, "放弃草稿" in page) == (
        True,
        False,
        False,
    )
    assert "不能公布" in client.get(reverse("releases:index")).content.decode()

    monkeypatch.undo()
    assert office.drawn().number == 2


def refused(office, monkeypatch):
    """A draft that is refused whatever people there are."""
    with monkeypatch.context() as strict:
        strict.setattr(populated, "_FEWEST", 10)
        strict.setattr(populated, "WORST_WITH_FEW", 0.1)
        return office.drawn()


@pytest.mark.disclosure
def test_what_a_refusal_read_stands_and_no_later_draft_says_it_of_others(register, monkeypatch):
    """Refused again and again, a draft would say without a gate in which classes there are people."""
    declare(DECLARED, after=0, note="", by=None)
    approve(register, range(100, 160))
    office = Office()
    first = refused(office, monkeypatch)
    read = dict(PublishedCell.objects.values_list("cell", "value"))
    approve(register, [117], employment={"person_status": "3"})
    approve(register, range(160, 163))

    second = refused(office, monkeypatch)
    third = office.drawn()

    assert {cell.split("|")[0] for cell in read} == {"150000"}
    assert {cell.count("|") for cell in read} == {0, 1}
    states = {each.cell: (each.last_redraw, each.value) for each in DrawnCell.objects.filter(release=third)}
    assert {states[cell] for cell in read} == {(first.number, value) for value in read.values()}
    assert (first.number, second.number, third.number) == (1, 2, 3)
    assert set(Snapshot.objects.values_list("release", flat=True)) == {1, 3}
    assert read["150000|category=skilled"] >= 50


def test_a_refused_draft_counts_for_the_yearly_rule(register, monkeypatch):
    declare(DECLARED, after=0, note="", by=None)
    approve(register, range(100, 160))
    refused(Office(), monkeypatch)
    title = DECLARED.by_key["title_level"]
    groups = (replace(title.groups[0], code="other"), *title.groups[1:])

    with pytest.raises(LatticeError, match="没有公布的第 1 号草稿"):
        declare(DECLARED.with_dimension(replace(title, groups=groups)), after=1, note="", by=None)


def test_one_that_was_not_drawn_counts_for_nothing(register, monkeypatch):
    """The declared tables were refused as such, before anybody was counted."""
    begun = begin(by=Office().maker)

    def refuse(*_given, **_more):
        raise LatticeError("no")

    monkeypatch.setattr(releasing, "resolve", refuse)
    draw_draft(begun.pk)

    begun.refresh_from_db()
    assert (begun.state, begun.secret.summary, begun.secret.lattice) == ("refused", {"refused": "no"}, 0)
    assert (PublishedCell.objects.count(), Snapshot.objects.count()) == (0, 0)


@pytest.mark.parametrize("change", ["DELETE FROM stats_release", "UPDATE stats_release SET state = 'ready'"])
def test_the_database_keeps_a_refused_draft(register, monkeypatch, change):
    approve(register, range(100, 160))
    declare(DECLARED, after=0, note="", by=None)
    refused(Office(), monkeypatch)

    with (
        pytest.raises(IntegrityError, match="frozen"),
        transaction.atomic(),
        connections["default"].cursor() as cursor,
    ):
        cursor.execute(change)


def test_the_demonstration_reads_why_as_well(register, monkeypatch):
    monkeypatch.setattr(populated, "_FEWEST", 10)
    monkeypatch.setattr(populated, "WORST_WITH_FEW", 0.15)
    declare(DECLARED, after=0, note="", by=None)
    approve(register, range(100, 160))

    with pytest.raises(NotPossible, match="按实际有人的取值"):
        release(by=None)
