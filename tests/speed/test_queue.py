"""P3: a page of the review queue costs the same at any depth, for a banner and for a department of thousands.

BENCH_REGISTER=<DATA_DIR> measures on a register that `manage.py demo --people N` has left there (see
register.py); without it one of BENCH_SIZE people is made.
"""

from datetime import date

import pytest
from django.db import connection

from reviews.inbox.queueing import _behind, key_of, page_of
from reviews.inbox.waiting import inbox_for
from talent.orgs.enums import Role
from talent.orgs.models import Organisation
from talent.orgs.service import counted, scope_for
from talent.records.models import Change
from talent.security.models import User
from tests.speed.measure import percentiles
from tests.speed.register import KEPT

pytestmark = [pytest.mark.django_db, pytest.mark.slow]

PAGE = 50
#: Whose queue: the account of the demonstration that reviews there.
DESKS = {"banner": "qixian", "department": "hangye"}
DEPTHS = (0, 50, 90)
TODAY = date(2026, 1, 1)  # what is overdue is only said beside it
#: A row with all that its page shows, as `page_of` reads it.
BESIDE = ("category", "unit", "record__person", "claim__by")
UNREAD = ("data", "sealed", "category__groups", "category__rules", "category__moves")


def queue_of(username):
    scope = scope_for(User.objects.get(username=username)).as_(Role.HR_REVIEWER)
    return inbox_for(scope).filter(waiting_office__in=scope.organisations(Role.HR_REVIEWER))


def keys_of(waiting):
    return waiting.values_list("pk", "deadline")


def stated(queryset):
    """What the database is asked and gives back, without what Django does to ask it and to make rows."""
    statement, given = queryset.query.sql_with_params()

    def ask():
        with connection.cursor() as cursor:
            cursor.execute(statement, given)
            return cursor.fetchall()

    return ask


def by_pk(rows):
    """The floor: the same rows by their primary keys, whoever asks."""
    return Change.objects.unscoped(reason="the floor").filter(pk__in=[change.pk for change in rows])


def standing_at(waiting, place):
    """The change at a place of the queue, found the slow way."""
    return waiting.only("pk", "deadline")[place]


@pytest.mark.parametrize("desk", DESKS)
def test_a_page_at_any_depth_against_the_same_rows_by_primary_key_and_against_offset(register, desk):
    waiting = queue_of(DESKS[desk])
    length = waiting.count()
    assert length > 0
    for depth in DEPTHS:
        place = length * depth // 100
        after = key_of(standing_at(waiting, place - 1)) if place else ""
        page = page_of(waiting, today=TODAY, after=after, size=PAGE)
        rows = [row.change for row in page.rows]
        lean = waiting.select_related(*BESIDE).defer(*UNREAD)
        assert rows == list(lean[place : place + PAGE])
        floor = by_pk(rows).select_related(*BESIDE).defer(*UNREAD)
        percentiles(
            f"queue page, {desk}, {depth} % of {length}",
            {
                "page": lambda after=after: page_of(waiting, today=TODAY, after=after, size=PAGE),
                "by primary key": lambda floor=floor: list(floor.all()),
                "by OFFSET": lambda place=place, lean=lean: list(lean[place : place + PAGE]),
            },
            rounds=60 if KEPT else 5,
            waiting=length,
        )


@pytest.mark.parametrize("desk", DESKS)
def test_the_statement_alone_against_the_same_rows_by_primary_key_and_against_offset(register, desk):
    """What the data layer does: a statement and its fifty rows, before Python makes anything of them."""
    waiting = queue_of(DESKS[desk])
    length = waiting.count()
    place = length * 90 // 100
    last = standing_at(waiting, place - 1)
    ours = keys_of(waiting.filter(_behind(last.deadline, last.pk)))[:PAGE]
    rows = list(ours.all())
    assert rows == list(keys_of(waiting)[place : place + PAGE])
    floor = keys_of(Change.objects.unscoped(reason="the floor").filter(pk__in=[pk for pk, _day in rows]))
    # By itself: what OFFSET reads drives the others out of the buffers, and nobody here asks by OFFSET.
    offset = percentiles(
        f"queue keys by OFFSET, {desk}, 90 % of {length}",
        {"by OFFSET": stated(keys_of(waiting)[place : place + PAGE])},
        rounds=40 if KEPT else 5,
        waiting=length,
    )
    p95 = offset | percentiles(
        f"queue keys, {desk}, 90 % of {length}",
        {"by keyset": stated(ours), "by primary key": stated(floor)},
        rounds=400 if KEPT else 5,
        waiting=length,
    )
    print(f"keyset is {p95['by keyset'] / p95['by primary key']:.1f} x the floor, "
          f"OFFSET {p95['by OFFSET'] / p95['by keyset']:.0f} x the keyset")  # fmt: skip


@pytest.mark.parametrize("desk", DESKS)
def test_what_stands_beside_the_page(register, desk):
    """The bounded count, and what waits at all of a department's units, which nobody may count in full."""
    waiting = queue_of(DESKS[desk])
    rows = [row.change for row in page_of(waiting, today=TODAY, size=PAGE).rows]
    units = {change.unit_id for change in rows}
    records = [change.record_id for change in rows]
    changed = Change.objects.unscoped(reason="how many were approved before").filter(
        record__in=records, state="accepted"
    )
    percentiles(
        f"beside the page, {desk}",
        {
            "bounded count": lambda: counted(waiting),
            "names of units": lambda: dict(
                Organisation.objects.filter(pk__in=units).values_list("pk", "name")
            ),
            "changed records": changed.count,
            "full count": waiting.count,
        },
        rounds=30 if KEPT else 5,
    )
