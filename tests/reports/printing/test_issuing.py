"""Numbers of official sheets: one a content, in one statement, and none for what is no official sheet."""

from dataclasses import replace

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from reports.printing.enums import Kept, Past
from reports.printing.issuing import Official, digest_of, issue
from reports.printing.models import PrintedSheet
from reports.printing.numbers import read_number, short, shown
from reports.printing.sheets import sheet_of
from tests.reports.printing.forms import form
from tests.talent.collect.world import World

pytestmark = pytest.mark.django_db
SUBJECTS = [Official(Kept.RECORD, number, 100 + number) for number in range(1, 4)]


def issued(*pairs, by=None):
    with transaction.atomic():
        return issue("change", list(pairs), by=by)


def rows():
    return list(PrintedSheet.objects.order_by("subject_id", "version").values_list("subject_id", "version"))


def test_many_sheets_get_their_numbers_in_one_statement():
    documents = [form(number) for number in range(3)]
    with CaptureQueriesContext(connection) as statements:
        found = issued(*zip(SUBJECTS, documents, strict=True))
    assert len([each for each in statements if "INSERT" in each["sql"]]) == 1
    assert len({document.number for document in found}) == 3
    kept = {each.number: each for each in PrintedSheet.objects.all()}
    for subject, document, bare in zip(SUBJECTS, found, documents, strict=True):
        row = kept[document.number]
        assert (row.subject_id, row.version, row.title) == (subject.subject_id, subject.version, bare.title)
        assert document == replace(
            bare,
            number=read_number(shown(document.number)),
            digest=short(row.digest),
            address=f"http://127.0.0.1:8000/verify/{document.number}/",
        )


def test_the_same_content_has_the_same_number_and_another_one_another():
    first, again = (issued((SUBJECTS[0], form(1)))[0] for _time in range(2))
    changed = issued((replace(SUBJECTS[0], version=500), form(1)))[0]
    other = issued((SUBJECTS[0], replace(form(1), title="技能人才登记表")))[0]
    assert first.number == again.number
    assert len({first.number, changed.number, other.number}) == 3
    assert rows() == [(1, 101), (1, 101), (1, 500)]


@pytest.mark.parametrize(
    ("official", "marks"),
    [
        (None, {}),
        (SUBJECTS[0], {"draft": True}),
        (SUBJECTS[0], {"doubted": True}),
        (SUBJECTS[0], {"past": Past.SUPERSEDED}),
    ],
)
def test_what_is_not_official_a_draft_doubted_or_past_has_no_number(official, marks):
    document = replace(form(1), **marks)
    assert issued((official, document), (SUBJECTS[1], form(2)))[0] == document
    assert rows() == [(2, 102)]


def test_the_digest_is_of_all_that_stands_there_and_of_nothing_else():
    bare = form(1)
    same = replace(
        bare, number="A" * 18, digest="0", address="https://x", bookmark="甲", opening="乙", whose="丙"
    )
    others = [
        replace(bare, title="甲"),
        replace(bare, language="en"),
        replace(bare, tables=bare.tables[:1]),
        form(2),
    ]
    assert digest_of(same) == digest_of(bare)
    assert len({digest_of(each) for each in (bare, *others)}) == 5


def test_only_the_change_in_force_is_official():
    world = World()
    sheet = sheet_of("change")
    first = world.accepted()
    found = {"first": sheet.official(world.again(first))}
    found["draft"] = sheet.official(world.again(world.draft(serial=2)))
    assert found == {"first": Official(Kept.RECORD, first.record_id, first.pk), "draft": None}
