import pickle

import pytest
from asgiref.sync import async_to_sync
from django.contrib.postgres.aggregates import ArrayAgg
from django.db import connection, transaction
from django.db.models import Count, Exists, OuterRef, Prefetch, Subquery, prefetch_related_objects
from django.test.utils import CaptureQueriesContext

from talent.categories.models import Category
from talent.orgs.enums import Role
from talent.orgs.granting import scope_for
from talent.orgs.models import Organisation
from talent.orgs.querysets import ScopedQuerySet, Unscoped, limit
from talent.orgs.scope import NOTHING, Grant, Scope
from talent.records.models import Person, SheetEntry, TalentRecord, placement
from tests.factories import make_member, make_organisation

pytestmark = pytest.mark.django_db

WHY = {"reason": "test"}
BANNER = 152502


def make_record(unit, serial, **fields):
    index = f"{serial}".encode()
    person = Person._plain.create(document_kind="01", blind_index=index, number_masked="*")
    category = Category.objects.get(key="professional")
    return TalentRecord._plain.create(person=person, category=category, **{**placement(unit), **fields})


@pytest.fixture
def unit():
    return make_organisation("unit", BANNER, industry="Q")


@pytest.fixture
def records(unit):
    """One record of the unit and one of another."""
    return make_record(unit, 1), make_record(make_organisation("unit", 150781), 2)


@pytest.fixture
def scope(unit):
    return scope_for(make_member(Role.COLLECTOR, unit))


async def _gather(rows):
    return [row async for row in rows]


def fetched(rows):
    return async_to_sync(_gather)(rows)


#: name → what runs a query over `rows` (a queryset) that concerns `row`
RUNS = {
    "list": lambda rows, row: list(rows),
    "iterate": lambda rows, row: [each.pk for each in rows],
    "len": lambda rows, row: len(rows),
    "bool": lambda rows, row: bool(rows),
    "in": lambda rows, row: row in rows,
    "repr": lambda rows, row: repr(rows),
    "slice": lambda rows, row: list(rows[:5]),
    "step": lambda rows, row: rows[:5:2],
    "item": lambda rows, row: rows.order_by("pk")[0],
    "get": lambda rows, row: rows.get(pk=row.pk),
    "first": lambda rows, row: rows.first(),
    "last": lambda rows, row: rows.last(),
    "earliest": lambda rows, row: rows.earliest("pk"),
    "latest": lambda rows, row: rows.latest("pk"),
    "in_bulk": lambda rows, row: rows.in_bulk([row.pk]),
    "iterator": lambda rows, row: list(rows.iterator()),
    "aiter": lambda rows, row: fetched(rows),
    "aiterator": lambda rows, row: fetched(rows.aiterator()),
    "values": lambda rows, row: list(rows.values("pk")),
    "values_list": lambda rows, row: list(rows.values_list("pk", flat=True)),
    "named": lambda rows, row: list(rows.values_list("pk", named=True)),
    "datetimes": lambda rows, row: list(rows.datetimes("approved_at", "day")),
    "dates": lambda rows, row: list(rows.dates("approved_at", "year")),
    "annotate": lambda rows, row: list(rows.values("unit").annotate(number=Count("pk"))),
    "distinct": lambda rows, row: list(rows.distinct()),
    "none": lambda rows, row: list(rows.none().union(rows)),
    "only": lambda rows, row: list(rows.only("pk")),
    "select_related": lambda rows, row: list(rows.select_related("person")),
    "select_for_update": lambda rows, row: list(rows.select_for_update(of=("self",))),
    "exclude": lambda rows, row: list(rows.exclude(person__number_masked="")),
    "pickle": lambda rows, row: pickle.dumps(rows),
    "count": lambda rows, row: rows.count(),
    "exists": lambda rows, row: rows.exists(),
    "contains": lambda rows, row: rows.contains(row),
    "aggregate": lambda rows, row: rows.aggregate(Count("pk")),
    "aggregate_slice": lambda rows, row: rows[:5].aggregate(ids=ArrayAgg("pk")),
    "explain": lambda rows, row: rows.explain(),
    "analyze": lambda rows, row: rows.explain(analyze=True),
    "query_sql": lambda rows, row: str(rows.query),
    "query_count": lambda rows, row: rows.query.get_count(using="default"),
    "query_results": lambda rows, row: rows.query.has_results(using="default"),
    "compiler": lambda rows, row: rows.query.get_compiler("default").execute_sql(),
    "update": lambda rows, row: rows.update(industry="B"),
    "_update": lambda rows, row: rows._update([(TalentRecord._meta.get_field("industry"), None, "B")]),
    "bulk_update": lambda rows, row: rows.bulk_update([row], ["industry"]),
    "update_or_create": lambda rows, row: rows.update_or_create({"industry": "B"}, pk=row.pk),
    "get_or_create": lambda rows, row: rows.get_or_create(pk=row.pk),
    "delete": lambda rows, row: rows.delete(),
    "_raw_delete": lambda rows, row: rows._raw_delete("default"),
    "upsert": lambda rows, row: rows.bulk_create(
        [row], update_conflicts=True, unique_fields=["pk"], update_fields=["industry"]
    ),
    "upsert_by_place": lambda rows, row: rows.bulk_create([row], None, False, True, ["industry"], ["pk"]),
    "subquery": lambda rows, row: list(Person._plain.filter(records__in=rows)),
    "subquery_values": lambda rows, row: list(Organisation.objects.filter(pk__in=rows.values("unit"))),
    "subquery_slice": lambda rows, row: list(Person._plain.filter(records__in=rows[:5])),
    "Exists": lambda rows, row: list(Organisation.objects.filter(Exists(rows.filter(unit=OuterRef("pk"))))),
    "Subquery": lambda rows, row: list(
        Organisation.objects.annotate(one=Subquery(rows.filter(unit=OuterRef("pk")).values("pk")[:1]))
    ),
    "exclude_subquery": lambda rows, row: list(Organisation.objects.exclude(pk__in=rows.values("unit"))),
    "union": lambda rows, row: list(rows.union(rows)),
    "union_of_another": lambda rows, row: list(Person._plain.values_list("pk").union(rows.values_list("pk"))),
    "intersection": lambda rows, row: list(TalentRecord._plain.all().intersection(rows)),
    "difference": lambda rows, row: list(rows.difference(TalentRecord._plain.none())),
    "or": lambda rows, row: list(rows | rows.filter(pk=row.pk)),
    "and": lambda rows, row: list(rows & rows.filter(pk=row.pk)),
    "xor": lambda rows, row: list(rows ^ rows.filter(pk=row.pk)),
    "prefetch": lambda rows, row: prefetch_related_objects([row.person], Prefetch("records", rows)),
}


@pytest.mark.parametrize("run", RUNS)
def test_a_query_without_a_scope_is_refused_however_it_runs(records, run):
    before = list(TalentRecord._plain.order_by("pk").values_list())
    with CaptureQueriesContext(connection) as asked, pytest.raises(Unscoped), transaction.atomic():
        RUNS[run](TalentRecord.objects.all(), records[0])
    assert [each["sql"] for each in asked if "records_talentrecord" in each["sql"]] == []
    assert list(TalentRecord._plain.order_by("pk").values_list()) == before


@pytest.mark.parametrize("run", RUNS)
def test_a_query_with_a_scope_runs(records, scope, run):
    for rows in (TalentRecord.objects.visible_to(scope), TalentRecord.objects.unscoped(**WHY)):
        RUNS[run](rows, records[0])


@pytest.mark.parametrize("name", ["all", "get", "first", "count", "exists", "in_bulk", "explain", "update"])
def test_the_manager_refuses_like_its_queryset(name):
    with pytest.raises(Unscoped, match=r"^TalentRecord: call visible_to"):
        list(getattr(TalentRecord.objects, name)())


def test_a_statement_by_hand_is_refused_even_with_a_scope(scope):
    for rows in (TalentRecord.objects, TalentRecord.objects.visible_to(scope)):
        with pytest.raises(Unscoped):
            rows.raw("SELECT * FROM records_talentrecord")


@pytest.mark.parametrize("way", [
    lambda given, other: given | other,
    lambda given, other: given ^ other,
    lambda given, other: given[:1] | other,
    lambda given, other: given[:1] ^ other,
    lambda given, other: given | other[:1],
    lambda given, other: given.union(other),
    lambda given, other: given.none() | other,
    lambda given, other: given.none().union(other),
    lambda given, other: given.filter(pk__in=other),
    lambda given, other: other | given,
    lambda given, other: other.union(given),
])  # fmt: skip
def test_a_scope_does_not_open_rows_that_are_added_to_it(records, scope, way):
    with pytest.raises(Unscoped):
        list(way(TalentRecord.objects.visible_to(scope), TalentRecord.objects.all()))


def test_two_scopes_together_show_the_rows_of_both(records, unit, scope):
    other = Scope(1, (Grant(Role.COLLECTOR, 1, unit_id=records[1].unit_id),))
    one, two = TalentRecord.objects.visible_to(scope), TalentRecord.objects.visible_to(other)
    assert [set(one | two), set(one.union(two)), set(one & two)] == [set(records), set(records), set()]


def test_related_rows_need_a_scope_of_their_own(records, scope):
    person = records[0].person
    with pytest.raises(Unscoped):
        list(person.records.all())
    with pytest.raises(Unscoped):
        list(Person.objects.visible_to(scope).prefetch_related("records"))
    mine = Prefetch("records", TalentRecord.objects.visible_to(scope))
    found = Person.objects.visible_to(scope).prefetch_related(mine)
    assert {each: list(each.records.all()) for each in found} == {person: [records[0]]}


def test_the_far_end_of_a_foreign_key_needs_none(records):
    assert TalentRecord.objects.unscoped(**WHY).get(pk=records[0].pk).person.number_masked == "*"


def test_rows_that_were_read_are_not_asked_for_again(records, scope, django_assert_num_queries):
    rows = TalentRecord.objects.visible_to(scope)
    list(rows)
    with django_assert_num_queries(0):
        assert (len(rows), rows.count(), rows.exists(), rows[0]) == (1, 1, True, records[0])


def test_excluding_by_many_rows_keeps_the_scope(records, scope):
    people = Person.objects.visible_to(scope)
    assert set(people.exclude(records__industry="B")) == {records[0].person}
    assert set(people.exclude(records__industry="Q")) == set()
    assert set(Person.objects.exclude(records__industry="B").visible_to(scope)) == {records[0].person}


def test_inserting_needs_no_scope(unit, scope):
    made = make_record(unit, 1)
    person = Person.objects.create(document_kind="01", blind_index=b"9", number_masked="*")
    fresh = TalentRecord(person=person, category=made.category, **placement(unit))
    TalentRecord.objects.bulk_create([fresh])
    assert set(TalentRecord.objects.visible_to(scope)) == {made, fresh}


def test_saving_and_deleting_one_row_that_was_read_needs_no_scope(records):
    row = records[0]
    row.industry = "B"
    row.save()
    row.refresh_from_db()
    assert row.industry == "B"
    row.delete()
    assert list(TalentRecord.objects.unscoped(**WHY)) == [records[1]]


def test_an_update_and_a_delete_stay_within_the_scope(records, scope):
    assert TalentRecord.objects.visible_to(scope).update(industry="B") == 1
    rows = TalentRecord.objects.unscoped(**WHY).order_by("pk")
    assert list(rows.values_list("industry", flat=True)) == ["B", ""]
    assert TalentRecord.objects.visible_to(scope).delete()[0] == 1
    assert list(rows.all()) == [records[1]]


def test_the_reason_of_unscoped_must_be_said():
    with pytest.raises(ValueError, match="reason"):
        TalentRecord.objects.unscoped(reason="")


def test_unscoped_after_a_scope_widens_nothing(records, scope):
    rows = TalentRecord.objects.visible_to(scope).unscoped(**WHY)
    assert list(rows) == list(limit(TalentRecord.objects.all(), scope)) == [records[0]]


def test_giving_a_scope_leaves_the_queryset_it_was_given_to_unscoped(records, scope):
    rows = TalentRecord.objects.filter(pk__gt=0)
    assert (list(rows.visible_to(scope)), len(rows.unscoped(**WHY))) == ([records[0]], 2)
    with pytest.raises(Unscoped):
        list(rows)


@pytest.mark.parametrize("role", sorted({*Role} - {"collector", "unit_reviewer", "hr_reviewer", "analyst"}))
def test_a_role_that_does_not_read_sees_nothing(records, role):
    office = make_organisation("hr_department", 150000)
    scope = scope_for(make_member(role, office))
    assert (len(scope.grants), list(TalentRecord.objects.visible_to(scope))) == (1, [])


@pytest.mark.parametrize("scope", [NOTHING, Scope(1, (Grant(Role.ANALYST, 1),))], ids=["nothing", "bare"])
def test_a_grant_that_names_no_rows_shows_none(records, scope):
    for model in (TalentRecord, Person):
        assert list(model.objects.visible_to(scope)) == []


def test_an_industry_department_without_industries_sees_nothing(records):
    scope = scope_for(make_member(Role.ANALYST, make_organisation("industry_department", 150000)))
    assert list(TalentRecord.objects.visible_to(scope)) == []


def test_all_models_of_people_use_it():
    assert issubclass(type(Person.objects.all()), ScopedQuerySet)


def test_an_individual_reads_what_is_their_own_and_nothing_else(records):
    own = Scope(1, (), person_id=records[0].person_id)
    assert list(TalentRecord.objects.visible_to(own)) == [records[0]]
    assert list(Person.objects.visible_to(own)) == [records[0].person]


def test_what_is_held_in_a_role_never_includes_what_is_own(records, unit):
    both = Scope(1, (Grant(Role.COLLECTOR, unit.pk, unit_id=unit.pk),), person_id=records[1].person_id)
    assert set(TalentRecord.objects.visible_to(both)) == set(records)
    assert list(TalentRecord.objects.visible_to(both.as_(Role.COLLECTOR))) == [records[0]]


def test_a_model_that_cannot_say_whose_a_row_is_gives_nobody_an_own_one(records):
    own = Scope(1, (), person_id=records[0].person_id, account_id=records[0].pk)
    assert list(SheetEntry.objects.visible_to(own)) == []
