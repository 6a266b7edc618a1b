"""What the checks find at submission stays with the change; each office verifies for itself."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from talent.categories.service import tables_of
from talent.records.checks.finding import Finding
from talent.records.checks.keeping import seen_at
from talent.records.checks.searching import look_again, to_check
from talent.records.models import Change, Mark, TalentRecord
from talent.records.service import FieldRemark, NotAllowed, accept, send_back, submit, submit_many, verify
from talent.security.models import AuditEvent
from tests.talent.records.register import Register, account, again, person

CERTIFICATE = {"skill_cert": [{"cert_no": "1500001234567890", "occupation": "焊工", "level": "4"}]}
EARLY = {"work": [{"start": "1980-01", "unit_name": "旗农机站", "post": "工人"}]}


@pytest.fixture
def register(db):
    return Register()


def sent(register, serial, name="乌日娜", *, unit=None, by=None, **groups):
    raw = person(serial, name, **groups)
    by = by or register.clerk
    return submit(change=register.propose(raw, unit=unit, by=by).change, by=by)


def kept(change):
    """(check, path) of the warnings that are kept, and how many there are and are open."""
    change = again(change)
    said = [(each["check"], each["path"]) for each in change.findings if each["check"] != "incomplete"]
    return said, change.warned, change.open_warnings


def finding(change, check):
    return next(Finding.of(each) for each in again(change).findings if each["check"] == check)


def test_what_is_in_order_keeps_no_warning(register):
    assert kept(sent(register, 1)) == ([], 0, 0)


def test_a_draft_was_not_checked(register):
    register.approved(1)
    draft = register.propose(person(2, skill_cert=CERTIFICATE["skill_cert"])).change
    assert (again(draft).findings, Mark.objects.filter(record=draft.record).count()) == ([], 0)


def test_one_certificate_at_two_people_of_a_unit_is_told_to_the_second(register):
    first = sent(register, 1, **CERTIFICATE)
    second = sent(register, 2, "其其格", **CERTIFICATE)
    assert kept(first) == ([], 0, 0)
    assert kept(second) == ([("same_certificate", "skill_cert.0.cert_no")], 1, 1)
    assert finding(second, "same_certificate").about == (first.record_id,)


def test_two_of_one_batch_are_compared_with_each_other(register):
    drafts = [register.propose(person(serial, **CERTIFICATE)).change for serial in (1, 2)]
    pair = submit_many(changes=drafts, by=register.clerk)
    both = [("same_certificate", "skill_cert.0.cert_no"), ("same_name", "identity.full_name")]
    assert [kept(each) for each in pair] == [(both, 2, 2)] * 2


def test_what_stands_in_another_unit_is_open_for_the_office_above_alone(register):
    sent(register, 1, unit=register.other, by=register.neighbour, **CERTIFICATE)
    change = sent(register, 2, "其其格", **CERTIFICATE)
    assert kept(change) == ([("same_certificate", "skill_cert.0.cert_no")], 1, 0)
    accept(change=change, by=register.checker)
    assert kept(change)[1:] == (1, 1)


def test_a_number_that_was_corrected_meanwhile_is_no_longer_met(register):
    first = sent(register, 1, **CERTIFICATE)
    send_back(change=first, by=register.checker, remarks=[FieldRemark("", "核对编号")])
    corrected = {"skill_cert": [CERTIFICATE["skill_cert"][0] | {"cert_no": "1500009999999999"}]}
    first = again(first)
    raw, answers = person(1, **corrected), {each.pk: "已改" for each in first.remarks.all()}
    register.propose(raw, change=first, lock=first.lock, answers=answers)
    submit(change=again(first), by=register.clerk)
    assert Mark.objects.filter(record=first.record).count() == 3
    assert kept(sent(register, 2, "其其格", **CERTIFICATE)) == ([], 0, 0)


def test_what_cannot_be_so_is_sent_but_never_passed(register):
    change = sent(register, 1, **EARLY)
    assert kept(change) == ([("before_birth", "work.0.start")], 1, 1)
    with pytest.raises(NotAllowed, match="阻断"):
        accept(change=change, by=register.checker)
    with pytest.raises(NotAllowed, match="不能注明核实"):
        verify(
            change=change,
            finding=finding(change, "before_birth"),
            by=register.checker,
            lock=again(change).lock,
        )
    send_back(change=change, by=register.checker, remarks=[FieldRemark("work.0.start", "核对")])
    assert again(change).state == "returned"


def test_a_warning_that_is_verified_is_not_open_and_leaves_an_event(register):
    sent(register, 1, **CERTIFICATE)
    change = sent(register, 2, "其其格", **CERTIFICATE)
    found = finding(change, "same_certificate")
    for _twice in range(2):
        done = verify(change=change, finding=found, by=register.checker, lock=again(change).lock)
    assert (kept(change)[1:], done.by, done.office) == ((1, 0), register.checker, register.unit)
    event = AuditEvent.objects.get(action="verify_finding")
    assert (event.subject_id, event.detail) == (
        str(change.pk),
        {"check": "same_certificate", "field": "skill_cert.0.cert_no"},
    )


def test_each_office_verifies_for_itself(register):
    sent(register, 1, **CERTIFICATE)
    change = sent(register, 2, "其其格", **CERTIFICATE)
    found = finding(change, "same_certificate")
    verify(change=change, finding=found, by=register.checker, lock=again(change).lock)
    accept(change=change, by=register.checker)
    assert kept(change)[1:] == (1, 1)
    verify(change=change, finding=found, by=register.boss, lock=again(change).lock)
    assert kept(change)[1:] == (1, 0)


def test_a_verification_stays_good_while_its_finding_stands(register):
    sent(register, 1, **CERTIFICATE)
    change = sent(register, 2, "其其格", **CERTIFICATE)
    found = finding(change, "same_certificate")
    verify(change=change, finding=found, by=register.checker, lock=again(change).lock)
    send_back(change=change, by=register.checker, remarks=[FieldRemark("", "请说明")])
    again(change).remarks.update(acted_on=True, answer="属实")
    submit(change=again(change), by=register.clerk)
    assert kept(change)[1:] == (1, 0)
    assert change.verifications.get().stands


def test_nobody_verifies_what_they_filled_in_where_another_could(register):
    sent(register, 1, **CERTIFICATE)
    change = accept(change=sent(register, 2, "其其格", **CERTIFICATE), by=register.checker)
    both = account("both", register.office, "hr_reviewer")
    Change.objects.unscoped(reason="test").filter(pk=change.pk).update(created_by=both)
    found = finding(change, "same_certificate")
    with pytest.raises(NotAllowed, match="另一位审核人"):
        verify(change=change, finding=found, by=both, lock=again(change).lock)
    with pytest.raises(NotAllowed, match="刷新"):
        verify(change=change, finding=found, by=register.boss, lock=0)
    assert change.verifications.count() == 0


def test_another_name_under_one_number_is_told_above_and_not_to_the_unit(register):
    sent(register, 1)
    TalentRecord.objects.unscoped(reason="test").update(category_id=1)
    change = sent(register, 1, "其其格", unit=register.other, by=register.neighbour)
    assert kept(change) == ([("same_person", "identity.id_number")], 1, 0)


def test_a_batch_takes_as_many_statements_as_one(register):
    sent(register, 9)  # definitions and lists are read once a process
    counts = []
    for serials in ((1,), (2, 3, 4)):
        drafts = [register.draft(serial, name=f"苏和{serial}") for serial in serials]
        with CaptureQueriesContext(connection) as seen:
            submit_many(changes=drafts, by=register.clerk)
        counts.append(sum("SAVEPOINT" not in each["sql"] for each in seen.captured_queries))
    assert counts[0] == counts[1]


def test_the_same_is_found_when_it_is_looked_at_again(register):
    first = sent(register, 1, **CERTIFICATE)
    sent(register, 2, "其其格", **CERTIFICATE)
    (read,) = to_check(Change.objects.unscoped(reason="test").filter(pk=first.pk))
    found = look_again(read, tables=tables_of(read.version))
    said = [(each.check, each.path) for each in found if each.check != "incomplete"]
    assert said == [("same_certificate", "skill_cert.0.cert_no")]


def test_a_unit_is_told_nothing_of_what_stands_outside():
    inside, outside = Finding("same_certificate", "a.b"), Finding("same_certificate", "a.b", above=True)
    assert seen_at([inside, outside], "unit") == [inside]
    assert seen_at([inside, outside], "banner") == [inside, outside]
