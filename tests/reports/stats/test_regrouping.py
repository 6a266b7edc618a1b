"""A field is broken anew at most once a year, by the days of releases."""

from dataclasses import replace
from datetime import date

import pytest

from reports.stats.admission import LatticeError
from reports.stats.cellkeys import StatisticsKey
from reports.stats.declared import Declared, DeclaredDimension, Group
from reports.stats.lattices import check_anew, newest
from reports.stats.models import Lattice, Release, SecretRelease
from reports.stats.releasing import NotPossible, draft
from talent.security.service import statistics_keys
from tests.reports.stats.declarations import SKILL, table
from tests.reports.stats.published import seal

pytestmark = pytest.mark.django_db
STATUS = DeclaredDimension("st_a", "状态", "Status", ("employment.person_status",))


def grouped(dimension, *classes):
    """With classes such as "1 2": a class of one code keeps it, another has its codes as a name."""
    groups = (Group(each.replace(" ", "_"), each, each, tuple(each.split())) for each in classes)
    return replace(dimension, groups=tuple(groups))


def declared(dimension, *, fine=False):
    return Declared((dimension,), (table("t", "league", dimension.key + ("" if fine else "+")),))


A, B = grouped(STATUS, "1 2", "3", "4 5 6 9"), grouped(STATUS, "1 3", "2", "4 5 6 9")


def released(what, as_of, *, state="published"):
    """A release by these tables, without figures."""
    number = newest()[0] + 1
    Lattice.objects.create(number=number, content=what.as_json(), note="")
    new = Release.objects.create(number=number, as_of=date.fromisoformat(as_of))
    key = StatisticsKey(*statistics_keys()).fingerprint
    SecretRelease.objects.create(release=new, key_fingerprint=key, lattice=number)
    Release.objects.filter(pk=new.pk).update(state="ready")
    if state == "published":
        seal(new)
    elif state == "discarded":
        Release.objects.filter(pk=new.pk).update(state=state)


def refusal(what, on):
    with pytest.raises(LatticeError) as caught:
        check_anew(what, on=date.fromisoformat(on))
    return str(caught.value)


def admitted(what, on):
    check_anew(what, on=date.fromisoformat(on))
    return True


def test_new_codes_on_the_same_day_are_refused_until_a_year_has_gone():
    released(declared(A), "2026-03-01")
    released(declared(A), "2026-09-01")

    assert refusal(declared(B), "2026-09-01") == (
        "维度“状态 (st_a)”与第 1 号发布(2026-03-01)起公开的“状态 (st_a)”取值或分组不同；"
        "新旧数字相减会得出细分人数，所以一年最多改一次。"
        "请保持原来的代号、字段、不单列的代码和分组，或从 2027-03-01 起再改。"
    )
    assert refusal(declared(B), "2027-02-28").endswith("或从 2027-03-01 起再改。")
    assert admitted(declared(B), "2027-03-01")
    assert admitted(declared(A), "2026-09-01")


def test_the_year_begins_anew_with_each_change_and_the_way_back_is_one():
    released(declared(A), "2025-01-01")
    released(declared(B), "2026-02-01")

    assert "第 2 号发布(2026-02-01)" in refusal(declared(A), "2026-06-01")
    assert admitted(declared(B), "2026-06-01")


def test_another_name_or_a_pause_is_no_way_around():
    released(declared(A), "2026-03-01")
    released(Declared(), "2026-04-01")
    renamed = replace(A, key="st_b", label_zh="状态乙")

    assert "“状态乙 (st_b)”与第 1 号发布" in refusal(declared(renamed), "2026-05-01")
    assert "“状态乙 (st_b)”与第 1 号发布" in refusal(
        declared(replace(renamed, groups=()), fine=True), "2026-05-01"
    )
    assert "第 1 号发布" in refusal(declared(B), "2026-05-01")


def test_a_draft_that_was_read_and_discarded_counts_like_a_release():
    released(declared(A), "2026-03-01", state="discarded")

    assert refusal(declared(B), "2026-05-01").startswith(
        "维度“状态 (st_a)”与没有公布的第 1 号草稿(2026-03-01)起算过的“状态 (st_a)”取值或分组不同；"
        "草稿的数字或不能公布的原因有人看过，"
    )
    assert admitted(declared(B), "2027-03-01")


def test_fine_classes_may_be_grouped_and_what_was_never_released_may_change():
    released(declared(STATUS, fine=True), "2026-03-01")
    released(declared(B), "2026-03-02", state="ready")

    assert admitted(declared(A), "2026-03-02")
    assert admitted(declared(B), "2026-03-02")
    assert admitted(Declared((SKILL,), (table("t", "league", "skill_level"),)), "2026-03-02")


def test_a_leap_day_has_its_year_as_well():
    released(declared(A), "2028-02-29")

    assert refusal(declared(B), "2029-02-28").endswith("或从 2029-03-01 起再改。")
    assert admitted(declared(B), "2029-03-01")


def test_no_draft_begins_by_tables_that_were_declared_before_the_others_came_out():
    released(declared(A), "2026-11-01")
    Lattice.objects.create(number=9, content=declared(B).as_json(), note="")

    with pytest.raises(NotPossible, match="一年最多改一次"):
        draft(by=None)
