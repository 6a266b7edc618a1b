"""A newer statistics key: it draws what the gate opens and nothing else, and comes only in its turn."""

import shutil
from datetime import timedelta
from io import StringIO

import pytest
from django.conf import settings as project
from django.core.management import CommandError, call_command
from django.urls import reverse

from reports.stats import rekeying
from reports.stats.cellkeys import StatisticsKey
from reports.stats.models import Fact, SecretRelease
from reports.stats.rekeying import renew_key
from reports.stats.releasing import NotPossible, WrongKey, release
from reports.stats.releasing import draft as begin
from talent.security.models import AuditEvent
from talent.security.service import statistics_keys
from tests.reports.stats.population import approve, figures
from tests.reports.stats.test_releasing import LEAGUE, REGION, TOUCHED, Office, redrawn


@pytest.fixture(autouse=True)
def key_file(settings, tmp_path):
    """A copy of the key file, which the test may write anew."""
    statistics_keys()
    settings.TALENT_KEY_FILE = shutil.copy(project.TALENT_KEY_FILE, tmp_path / "keys.json")
    return settings.TALENT_KEY_FILE


def renew(**given):
    return renew_key(**{"reason": "密钥文件曾被他人读取", "known_to_others": True, **given})


def fingerprints():
    found = SecretRelease.objects.order_by("release__number")
    return [*found.values_list("key_fingerprint", flat=True)]


def test_a_newer_key_moves_nothing_that_the_gate_holds(register):
    approve(register, range(100, 130))
    first = figures(release(by=None))
    facts = [*Fact.objects.order_by("pk").values()]

    assert renew() == 2
    approve(register, range(130, 139))  # nine: below the narrowest gate
    second = figures(release(by=None))

    assert (second, redrawn(2)) == (first, set())
    assert fingerprints() == [*StatisticsKey(*statistics_keys()).fingerprints]
    # Persons are still known by the same keys, or every set would seem to have changed.
    assert [*Fact.objects.filter(pk__lte=facts[-1]["record_id"]).order_by("pk").values()] == facts


def test_what_the_gate_opens_is_drawn_by_the_newer_key(register, monkeypatch):
    from reports.stats import gate

    asked = []
    drawn = gate.shown
    monkeypatch.setattr(gate, "shown", lambda tally, key: asked.append(key) or drawn(tally, key=key))
    approve(register, range(100, 130))
    release(by=None)
    renew()
    approve(register, range(130, 200))
    asked.clear()

    third = figures(release(by=None))

    assert redrawn(2) == TOUCHED
    assert {key.fingerprint for key in asked} == {StatisticsKey(statistics_keys()[1]).fingerprint}
    assert third[REGION, "total"] == third[LEAGUE, "total"]  # one set of persons has one figure still


def test_a_key_file_without_the_newer_key_makes_no_release(register, key_file, tmp_path):
    release(by=None)
    backup = shutil.copy(key_file, tmp_path / "backup.json")
    renew()
    release(by=None)
    shutil.move(backup, key_file)

    with pytest.raises(WrongKey, match="release 2 was made under another"):
        release(by=None)


@pytest.mark.django_db
def test_a_key_that_drew_nothing_yet_is_not_replaced():
    with pytest.raises(NotPossible, match="还没有用于任何发布"):
        renew()
    release(by=None)
    renew()
    with pytest.raises(NotPossible, match="还没有用于任何发布"):
        renew()
    assert len(statistics_keys()) == 2


@pytest.mark.django_db
def test_a_key_is_used_for_a_year_unless_others_know_it(monkeypatch):
    release(by=None)
    with pytest.raises(NotPossible, match="不满一年"):
        renew(known_to_others=False)
    # A published release cannot be made older: the year is made shorter.
    assert timedelta(days=365) == rekeying.SHORTEST_USE
    monkeypatch.setattr(rekeying, "SHORTEST_USE", timedelta(0))
    assert renew(known_to_others=False) == 2


@pytest.mark.django_db
@pytest.mark.parametrize("reason", ["", " ", "长" * 201])
def test_a_newer_key_needs_a_reason(reason):
    release(by=None)
    with pytest.raises(NotPossible, match="请写明原因"):
        renew(reason=reason)
    assert len(statistics_keys()) == 1


@pytest.mark.django_db
def test_while_a_draft_waits_the_key_stays():
    release(by=None)
    begin(by=None)
    with pytest.raises(NotPossible, match="已有一份草稿"):
        renew()


@pytest.mark.django_db
def test_the_command_says_what_was_done_and_the_audit_log_why():
    release(by=None)
    said = StringIO()

    call_command("renew_statistics_key", reason="例行更换", known_to_others=True, stdout=said)

    event = AuditEvent.objects.get(action="renew_statistics_key")
    assert (event.subject_id, event.by, event.detail) == ("2", None, {"reason": "例行更换"})
    assert "第 2 号统计密钥" in said.getvalue()
    assert not any(key.hex() in f"{said.getvalue()}{event.detail}" for key in statistics_keys())
    with pytest.raises(CommandError, match="还没有用于任何发布"):
        call_command("renew_statistics_key", reason="再换", known_to_others=True)


@pytest.mark.django_db
def test_a_key_file_that_cannot_be_written_stays_and_is_said(monkeypatch):
    release(by=None)

    def full(*given):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", full)
    with pytest.raises(CommandError, match=r"写不了密钥文件.*No space left"):
        call_command("renew_statistics_key", reason="例行更换", known_to_others=True)

    assert len(statistics_keys()) == 1
    assert not AuditEvent.objects.filter(action="renew_statistics_key").exists()


def test_who_approves_reads_that_a_newer_key_comes_into_force(client, register):
    release(by=None)
    renew()
    office = Office()
    client.force_login(office.second)
    newer, later = office.drawn(), None
    page = client.get(reverse("releases:release", args=[newer.pk])).content.decode()
    client.post(reverse("releases:act", args=[newer.pk]), {"do": "approve"})
    later = office.drawn()
    next_page = client.get(reverse("releases:release", args=[later.pk])).content.decode()

    assert ("起用新的统计密钥" in page, "起用新的统计密钥" in next_page) == (True, False)
