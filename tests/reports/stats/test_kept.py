"""A code list that changes regroups nothing public at once."""

from dataclasses import replace
from datetime import date

import pytest

from reports.stats.admission import LatticeError
from reports.stats.declared import Declared, DeclaredDimension, Group
from reports.stats.discarding import discard
from reports.stats.lattices import check_anew, declare
from reports.stats.models import PublishedCell, SecretRelease
from reports.stats.releasing import draft, draw_draft, release
from reports.stats.resolved import resolve
from reports.stats.sources import sources
from talent.categories.codes.lines import Line
from talent.categories.codes.shaping import add_code, merge, reinstate
from talent.categories.models import Code
from tests.reports.stats.declarations import table
from tests.reports.stats.population import approve
from tests.talent.records.register import account, organisation

pytestmark = pytest.mark.django_db
STATUS = DeclaredDimension("st_a", "状态", "Status", ("employment.person_status",))
GROUPED = replace(
    STATUS,
    groups=(
        Group("most", "在岗", "Working", ("1", "2", "3")),
        Group("others", "其他", "Others", ("4", "5", "6", "9")),
    ),
)
DAY = date(2026, 3, 1)
SOON, FREE = date(2027, 2, 28), date(2027, 3, 1)


def declared(dimension):
    return Declared((dimension,), (table("t", "league", dimension.key + ("+" if dimension.groups else "")),))


@pytest.fixture
def by(db):
    return account("admin", organisation("自治区人社厅", "hr_department", 150000), "category_admin")


def code(number):
    name = sources()["employment.person_status"].code_list
    return Code.objects.select_related("code_list").get(code_list__key=name, code=number)


def classes(what, on):
    resolved = resolve(what, on=on)
    return [each.code for each in resolved.fine["st_a"].classes], resolved.held.get("st_a")


def published(what):
    declare(what, after=0, note="", by=None)
    release(by=None, as_of=DAY)


def test_a_code_merged_after_a_release_stays_a_class_until_a_year_has_gone(by):
    published(declared(STATUS))
    before, _held = classes(declared(STATUS), SOON)

    merge(code=code("2"), into="1", by=by)

    kept, held = classes(declared(STATUS), SOON)
    assert (kept, "2" in kept) == (before, True)
    assert (held.free, held.codes) == (FREE, (code("2").label,))
    assert classes(declared(STATUS), FREE) == ([each for each in before if each != "2"], None)


def test_a_discarded_draft_holds_its_classes_like_a_release(by):
    declare(declared(STATUS), after=0, note="", by=None)
    read = draft(by=by)
    draw_draft(read.pk)
    discard(release=read, by=by)

    merge(code=code("2"), into="1", by=by)

    assert "2" in classes(declared(STATUS), read.as_of)[0]


def test_a_merger_taken_back_is_a_change_like_any_other(by):
    merge(code=code("2"), into="1", by=by)
    published(declared(STATUS))
    reinstate(code=code("2"), by=by)

    assert "2" not in classes(declared(STATUS), SOON)[0]
    assert "2" in classes(declared(STATUS), FREE)[0]


def test_another_key_for_the_field_keeps_the_classes_too(by):
    published(declared(STATUS))
    merge(code=code("2"), into="1", by=by)
    other = declared(replace(STATUS, key="st_b"))

    assert "2" in [each.code for each in resolve(other, on=SOON).fine["st_b"].classes]


def test_a_new_code_is_a_class_at_once_and_the_year_begins_with_the_release_that_shows_it(by):
    published(declared(STATUS))
    add_code(code_list=code("1").code_list, by=by, line=Line(code="7", label="借调", label_en="Seconded"))

    assert classes(declared(STATUS), SOON) == (["1", "2", "3", "4", "5", "6", "9", "7"], None)

    release(by=None, as_of=date(2026, 6, 1))
    merge(code=code("7"), into="1", by=by)
    found, held = classes(declared(STATUS), SOON)
    assert ("7" in found, held.free) == (True, date(2027, 6, 1))


def test_groups_stay_as_they_are_and_a_new_code_counts_in_the_totals_alone(by):
    published(declared(GROUPED))
    add_code(code_list=code("1").code_list, by=by, line=Line(code="7", label="借调", label_en="Seconded"))
    merge(code=code("2"), into="1", by=by)

    found, held = classes(declared(GROUPED), date(2029, 1, 1))

    assert found == ["1", "2", "3", "4", "5", "6", "9"]
    assert (held.free, held.codes) == (None, (code("2").label, "借调"))


def test_groups_by_the_changed_list_are_refused_with_the_day_from_which_they_may_be(by):
    published(declared(GROUPED))
    merge(code=code("2"), into="1", by=by)
    anew = (Group("work", "在岗", "Working", ("1", "3")), GROUPED.groups[1])
    changed = declared(replace(GROUPED, groups=anew))

    with pytest.raises(LatticeError) as caught:
        check_anew(changed, on=SOON)

    label = code("2").label
    assert str(caught.value) == (
        f"维度“状态”：每个细分代码都要分到一组，还缺：2({label})。代码表改过({label})，"
        "新旧取值的数字相减会得出细分人数，所以从 2027-03-01 起才按新的取值。"
    )
    assert check_anew(changed, on=FREE).held == {}


def test_a_draft_after_a_merger_repeats_every_figure(by, register):
    """30 persons of two kinds: merged at once, the class that took the other in would show both."""
    approve(register, range(100, 130), employment={"person_status": "1"})
    approve(register, range(130, 160), employment={"person_status": "2"})
    published(declared(STATUS))
    before = dict(PublishedCell.objects.values_list("cell", "value"))

    merge(code=code("2"), into="1", by=by)
    new = draft(by=by)
    draw_draft(new.pk)

    told = SecretRelease.objects.get(release=new)
    assert before["152500|st_a=2"] >= 10
    assert told.summary["tables"][0]["moved"] == told.summary["tables"][0]["first"] == 0
    assert told.readings[0]["codes"]["2"] == "2"
