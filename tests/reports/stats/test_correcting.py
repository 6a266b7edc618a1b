"""A correction is public once a second administrator has passed what the first one wrote."""

from dataclasses import replace

import pytest
from psycopg import errors

from reports.stats.correcting import pass_note, propose, refuse_note, take_back
from reports.stats.models import ProposedNote
from reports.stats.releasing import NotPossible, release
from reports.stats.service import notes, open_table
from reports.stats.withdrawing import withdraw
from talent.notify.models import Notification
from talent.security.models import AuditEvent
from tests.talent.records.register import account, organisation

pytestmark = pytest.mark.django_db(transaction=True, databases=["default", "public"])
WORDS = {"text_zh": "乌海市重复计数", "text_en": "Wuhai was counted twice"}


@pytest.fixture
def office():
    at = organisation("自治区人社厅", "hr_department", 150000)
    return [account(name, at, "category_admin") for name in ("writer", "second")]


def told(kind):
    return list(Notification.objects.filter(kind=kind).values_list("recipient", flat=True))


def done():
    found = AuditEvent.objects.filter(action__endswith="correct_release") | AuditEvent.objects.filter(
        action__endswith="correction"
    )
    return list(found.order_by("pk").values_list("action", "by__username", "subject_id"))


def test_a_correction_is_public_beside_its_release_once_another_one_passes_it(office):
    writer, second = office
    new = release(by=None)
    before = open_table("league_category")

    proposed = propose(release=new, by=writer, **WORDS)
    meanwhile = notes(every=True)
    with pytest.raises(NotPossible, match="须由另一位管理员批准。可以办理的：second。"):
        pass_note(proposed=proposed, by=writer)
    pass_note(proposed=proposed, by=second)

    assert (meanwhile, replace(open_table("league_category"), notes=())) == ([], before)
    assert [(each.release, each.text["en"]) for each in notes()] == [(1, "Wuhai was counted twice")]
    assert (told("correction_waiting"), told("correction_passed")) == ([second.pk], [writer.pk])
    assert done() == [("propose_correction", "writer", "1"), ("correct_release", "second", "1")]
    with pytest.raises(NotPossible, match="已经办理"):
        pass_note(proposed=proposed, by=second)


def test_what_is_refused_or_taken_back_never_is_public(office):
    writer, second = office
    new = release(by=None)
    refused, dropped = (propose(release=new, by=writer, **WORDS) for _each in range(2))

    refuse_note(proposed=refused, by=second, reason="数字没有错")
    with pytest.raises(NotPossible, match="只能由起草人收回"):
        take_back(proposed=dropped, by=second)
    take_back(proposed=dropped, by=writer)

    refused.refresh_from_db()
    assert (refused.state, refused.reason, refused.decided_by) == ("refused", "数字没有错", second)
    assert (notes(every=True), told("correction_refused")) == ([], [writer.pk])
    assert [action for action, _by, _number in done()] == [
        *("propose_correction", "propose_correction", "refuse_correction", "take_back_correction")
    ]


def test_of_a_release_that_was_withdrawn_meanwhile_no_correction_is_passed(office):
    writer, second = office
    new = release(by=None)
    proposed = propose(release=new, by=writer, **WORDS)
    withdraw(release=new, by=writer, **WORDS)

    with pytest.raises(NotPossible, match="没有撤回的统计"):
        pass_note(proposed=proposed, by=second)

    assert ProposedNote.objects.get().state == "waiting"


def test_the_database_lets_in_no_correction_of_one_person(office, owner_connection):
    writer, _second = office
    new = release(by=None)
    propose(release=new, by=writer, **WORDS)
    decided = f"decided_by_id = {writer.pk}, decided_at = now()"

    for statement, error in (
        (f"UPDATE stats_proposednote SET state = 'passed', {decided}", errors.CheckViolation),
        ("UPDATE stats_proposednote SET text_zh = '无'", errors.IntegrityConstraintViolation),
        ("DELETE FROM stats_proposednote", errors.IntegrityConstraintViolation),
        (
            "INSERT INTO stats_releasenote (release, as_of, published_at, kind, text_zh, text_en, at)"
            " SELECT 1, now(), now(), 'correction', text_zh, text_en, now() FROM stats_proposednote",
            errors.IntegrityConstraintViolation,
        ),
    ):
        with pytest.raises(error):
            owner_connection.execute(statement)
    assert notes(every=True) == []
