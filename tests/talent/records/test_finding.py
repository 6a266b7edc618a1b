"""People and waiting work are found within a scope and nowhere else."""

import pytest

from talent.orgs.service import Unscoped, scope_for
from talent.records.models import Change, Person, SheetEntry, TalentRecord
from talent.records.reviewsettings import change_settings
from talent.records.service import changes_visible_to, find_person, submit, visible_to, waiting_for
from talent.security.service import mask
from tests.talent.records.register import SIBLING, account, number, organisation

MASKED = mask(kind="id_number", text=number(1))


def found(register, user, *, kind="01", text=None):
    person = find_person(kind=kind, number=text or number(1), scope=scope_for(user))
    return person and person.number_masked


@pytest.mark.parametrize(
    ("who", "expected"), [("clerk", MASKED), ("checker", MASKED), ("boss", MASKED), ("neighbour", None)]
)
def test_a_person_is_found_by_the_whole_number_within_the_scope(register, who, expected):
    register.draft()

    assert found(register, getattr(register, who)) == expected


@pytest.mark.parametrize(
    ("kind", "text", "expected"),
    [
        ("01", " ".join(number(1)), MASKED),
        ("09", number(1)[:6] + number(1)[8:17], MASKED),
        ("01", number(2), None),
        ("01", number(1)[:10], None),
        ("08", number(1), None),
        ("00", number(1), None),
    ],
)
def test_a_number_is_read_before_it_is_looked_for(register, kind, text, expected):
    register.draft()

    assert found(register, register.clerk, kind=kind, text=text) == expected


def test_work_waits_for_the_reviewers_of_its_office_alone(register):
    sibling = account("sibling", organisation("苏尼特左旗人社局", "hr_department", SIBLING), "hr_reviewer")
    at_unit, at_banner = register.waiting(1), register.at_banner(2)
    register.draft(3)
    register.approved(4)

    people = {"clerk": register.clerk, "checker": register.checker, "boss": register.boss, "sibling": sibling}
    queues = {name: [each.pk for each in waiting_for(scope_for(user))] for name, user in people.items()}

    assert queues == {"clerk": [], "checker": [at_unit.pk], "boss": [at_banner.pk], "sibling": []}


def test_work_comes_by_its_deadline(register):
    change_settings(by=register.boss, days_unit=20)
    late = register.waiting(1)
    change_settings(by=register.boss, days_unit=5)
    soon, next_one = register.waiting(2), register.waiting(3)

    queue = list(waiting_for(scope_for(register.checker)))

    assert queue == [soon, next_one, late]


def test_records_and_changes_of_another_unit_are_not_read(register):
    mine, theirs = register.draft(1), register.draft(2, unit=register.other)
    submit(change=theirs, by=register.neighbour)

    seen = {
        who: (list(visible_to(scope_for(user))), list(changes_visible_to(scope_for(user))))
        for who, user in (("clerk", register.clerk), ("neighbour", register.neighbour))
    }

    assert seen == {"clerk": ([mine.record], [mine]), "neighbour": ([theirs.record], [theirs])}


@pytest.mark.django_db
@pytest.mark.parametrize("model", [Person, TalentRecord, Change, SheetEntry])
def test_a_question_without_a_scope_is_an_error(model):
    with pytest.raises(Unscoped):
        list(model.objects.all())
