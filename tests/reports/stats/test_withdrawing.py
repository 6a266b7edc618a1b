"""What one administrator withdraws, another one restores, and what the public's login reads meanwhile."""

from dataclasses import replace

import pytest
from psycopg import errors

from reports.stats.models import Release, ReleaseNote, SecretRelease
from reports.stats.releasing import NotPossible, release
from reports.stats.service import notes, open_table, released_tables
from reports.stats.withdrawing import restore, withdraw
from talent.notify.models import Notification
from talent.security.models import AuditEvent
from tests.reports.stats.corrections import correct
from tests.talent.records.register import account, organisation

pytestmark = pytest.mark.django_db(transaction=True, databases=["default", "public"])
WORDS = {"text_zh": "乌海市重复计数", "text_en": "Wuhai was counted twice"}
AGAIN = {"text_zh": "核对无误", "text_en": "It was right"}


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


def test_another_administrator_restores_it_with_its_figures_and_both_days():
    office = organisation("自治区人社厅", "hr_department", 150000)
    boss, second, third = (account(name, office, "category_admin") for name in ("boss", "second", "third"))
    new = release(by=None)
    before = open_table("league_category")
    withdraw(release=new, by=boss, **WORDS)

    with pytest.raises(NotPossible, match="须由另一位管理员恢复公开。可以办理的：second、third。"):
        restore(release=new, by=boss, **AGAIN)
    restore(release=new, by=second, **AGAIN)

    (note,) = notes()
    gone, back = ReleaseNote.objects.order_by("pk")
    assert replace(open_table("league_category"), notes=()) == before
    assert open_table("league_category").notes == (note,)
    assert (note.withdrawn, note.text["en"], note.at) == (False, "It was right", back.at)
    assert (note.ends.withdrawn, note.ends.at) == (True, gone.at)
    event = AuditEvent.objects.get(action="restore_release")
    assert (event.by, event.subject_id) == (second, "1")
    told = Notification.objects.filter(kind="release_restored")
    assert set(told.values_list("recipient", flat=True)) == {boss.pk, third.pk}


def test_what_was_restored_can_be_withdrawn_and_restored_again_by_two_each_time():
    boss, second = account("boss", None), account("second", None)
    new = release(by=None)
    for first, other in ((boss, second), (second, boss)):
        withdraw(release=new, by=first, **WORDS)
        assert [each.withdrawn for each in notes(every=True) if each.last] == [True]
        with pytest.raises(NotPossible):
            restore(release=new, by=first, **AGAIN)
        restore(release=new, by=other, **AGAIN)

    back_again, back = notes(every=True)
    assert [(each.withdrawn, each.ends.withdrawn) for each in (back_again, back)] == [(False, True)] * 2
    assert (back_again.last, back.last) == (True, False)
    with pytest.raises(NotPossible, match="只有已撤回的"):
        restore(release=new, by=boss, **AGAIN)


def test_what_is_withdrawn_comes_back_by_nobody_alone_and_no_note_changes(owner_connection):
    by = account("boss", None)
    new = release(by=None)
    withdraw(release=new, by=by, **WORDS)

    with pytest.raises(NotPossible):
        withdraw(release=new, by=by, **WORDS)
    with pytest.raises(NotPossible):
        correct(new, **WORDS)
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
    with pytest.raises(errors.CheckViolation, match="stats_restored_by_two"):
        owner_connection.execute("UPDATE stats_secretrelease SET restored_by_id = withdrawn_by_id")
    assert (Release.objects.get().state, ReleaseNote.objects.count()) == ("withdrawn", 1)
    assert SecretRelease.objects.get().restored_by is None
