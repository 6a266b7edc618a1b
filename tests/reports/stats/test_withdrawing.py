"""What is said of a release afterwards, and who reads it under the public's login."""

import pytest
from psycopg import errors

from reports.stats.models import Release, ReleaseNote
from reports.stats.releasing import NotPossible, release
from reports.stats.service import notes, open_table, released_tables
from reports.stats.withdrawing import correct, withdraw
from talent.security.models import AuditEvent
from tests.talent.records.register import account

pytestmark = pytest.mark.django_db(transaction=True, databases=["default", "public"])
WORDS = {"text_zh": "乌海市重复计数", "text_en": "Wuhai was counted twice"}


def said(**asked):
    return [(each.release, each.withdrawn, each.text["en"]) for each in notes(**asked)]


def test_a_withdrawn_release_gives_way_to_the_one_before_and_says_why():
    by = account("boss", None)
    release(by=None)
    second = release(by=None)

    withdraw(release=second, by=by, **WORDS)

    assert [each.release for each in released_tables()] == [1]
    assert open_table("league_category").release == 1
    assert said() == [(2, True, "Wuhai was counted twice")]
    assert AuditEvent.objects.get(action="withdraw_release").subject_id == "2"
    third = release(by=None)
    assert (third.number, said(), said(every=True)) == (3, [], [(2, True, "Wuhai was counted twice")])


def test_the_only_release_withdrawn_leaves_its_note_alone():
    withdraw(release=release(by=None), by=account("boss", None), **WORDS)

    assert (released_tables(), said()) == ([], [(1, True, "Wuhai was counted twice")])


def test_a_correction_stands_beside_its_release_and_changes_nothing():
    new = release(by=None)
    before = open_table("league_category")

    correct(release=new, by=account("boss", None), **WORDS)

    assert (open_table("league_category"), said()) == (before, [(1, False, "Wuhai was counted twice")])


def test_what_is_withdrawn_neither_comes_back_nor_is_said_again(owner_connection):
    by = account("boss", None)
    new = release(by=None)
    withdraw(release=new, by=by, **WORDS)

    for again in (withdraw, correct):
        with pytest.raises(NotPossible):
            again(release=new, by=by, **WORDS)
    for statement in (
        "UPDATE stats_release SET state = 'published'",
        "UPDATE stats_release SET state = 'drawing'",
        "DELETE FROM stats_release",
        "UPDATE stats_releasenote SET text_zh = '无'",
        "DELETE FROM stats_releasenote",
        "TRUNCATE stats_releasenote",
    ):
        with pytest.raises(errors.IntegrityConstraintViolation, match="frozen"):
            owner_connection.execute(statement)
    assert (Release.objects.get().state, ReleaseNote.objects.count()) == ("withdrawn", 1)
