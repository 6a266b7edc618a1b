"""Over versions and behind bounds: what a question finds, whatever version a record is of."""

import pytest
from django.http import QueryDict

from reports.query.asking import read_question
from reports.query.finding import find, people_of
from reports.query.places import Regions
from reports.query.views import mover_of
from talent.categories.models import Category
from talent.categories.service import live_version, query_fields
from talent.orgs.service import Unscoped, scope_for
from talent.records.models import TalentRecord
from talent.records.service import accept, submit
from tests.talent.categories.following import follow, renamed_and_merged
from tests.talent.categories.publishing import publish_with
from tests.talent.records.register import Register, person

pytestmark = pytest.mark.django_db

AS_NUMBER = ("convert", {"path": "skill.studio", "rule": "as_written"})
TRADE, LEVEL, STUDIO = "skill.current_trade", "skill.highest_level", "skill.studio"


@pytest.fixture
def register():
    return Register()


def skilled():
    return Category.objects.select_related("current").get(key="skilled")


def asked(text):
    """(question, fields, mover) of an address about skilled workers."""
    mover = mover_of(skilled())
    fields = query_fields(mover)
    return read_question(QueryDict(text), skilled(), fields), fields, mover


def found_by(register, text, *, records=None, portions=()):
    question, fields, mover = asked(text)
    scope = scope_for(register.boss)
    people = people_of(scope, question, Regions()) if records is None else records
    return find(people, question, fields, mover, portions=portions)


def approve(register, serial, **skill):
    """The record of somebody approved under the version in force."""
    register.version = live_version("skilled")
    raw = person(serial, "乌日娜")
    if "trade_now" in skill:
        raw["skill"].pop("current_trade")
    raw["skill"] |= skill
    return pass_on(register, raw)


def pass_on(register, raw):
    """The record of a document that all offices passed."""
    change = register.propose(raw).change
    passed = accept(change=submit(change=change, by=register.clerk), by=register.checker)
    return accept(change=passed, by=register.boss).record_id


def filterable(*paths):
    return publish_with(
        "skilled", lambda groups: [groups.field(path).update(filterable=True) for path in paths]
    )


def test_a_renamed_field_finds_records_of_both_versions_by_its_first_name_and_counts_merged_codes(register):
    filterable(TRADE)
    register.version = live_version("skilled")
    before = register.approved(1)
    renamed_and_merged()
    after = approve(register, 3, trade_now="焊工")
    question, fields, _mover = asked(f"{TRADE}=焊")
    (condition,) = question.asked
    assert (condition.field.known.key, fields.named(TRADE) is condition.field) == ("trade_now", True)
    assert found_by(register, f"{TRADE}=焊").records == (before.record_id, after)
    assert found_by(register, f"{TRADE}=电").records == ()


def test_a_merged_code_is_found_with_the_one_that_took_its_place_in_facts_and_documents(register):
    certificate = {"skill_cert": [{"occupation": "焊工", "level": "5", "cert_kind": "1"}]}
    raw = person(1, "乌日娜") | certificate
    number = pass_on(register, raw)
    renamed_and_merged()
    question, _fields, _mover = asked(f"{LEVEL}=4")
    assert set(question.asked[0].asked.values) >= {"4", "5"}
    assert found_by(register, f"{LEVEL}=4").records == (number,)
    assert found_by(register, f"{LEVEL}=3").records == ()


def test_a_field_that_has_another_form_now_is_found_by_its_moved_value(register):
    one, _two = approve(register, 1, studio="7"), approve(register, 3, studio="12")
    unreadable = approve(register, 5, studio="七")
    follow("skilled", AS_NUMBER, retyped={STUDIO: ("integer", {"filterable": True})})
    question, _fields, _mover = asked(f"{STUDIO}.from=5&{STUDIO}.to=9")
    assert question.asked[0].field.converted
    assert found_by(register, f"{STUDIO}.from=5&{STUDIO}.to=9").records == (one,)
    assert unreadable not in found_by(register, f"{STUDIO}.from=0").records


def test_a_search_that_is_bounded_says_how_far_it_looked_and_goes_on_from_there(register):
    filterable(STUDIO)
    numbers = [approve(register, serial) for serial in (1, 3, 5)]
    last = approve(register, 7, studio="乌日娜工作室")
    first = found_by(register, f"{STUDIO}=工作室", portions=(2, 1))
    assert (first.records, first.after, first.looked_at, first.bounded) == ((), numbers[2], 3, True)
    rest = found_by(register, f"{STUDIO}=工作室&after={first.after}", portions=(2, 1))
    assert (rest.records, rest.after, rest.bounded) == ((last,), None, False)


def test_records_without_a_scope_are_not_looked_for(register):
    with pytest.raises(Unscoped):
        found_by(register, "", records=TalentRecord.objects.all())
