"""What a draft is compared with: what the public sees on that day, and nothing that was withdrawn."""

import pytest
from django.urls import reverse

from reports.stats.declared import Declared
from reports.stats.lattices import declare
from reports.stats.models import ReleaseCell
from reports.stats.releasing import NotPossible, release
from reports.stats.releasing import approve as approve_release
from reports.stats.withdrawing import withdraw
from tests.reports.stats.declarations import DECLARED, SEX, table
from tests.reports.stats.population import approve
from tests.reports.stats.test_releasing import Office

WORDS = {"text_zh": "乌海市重复计数", "text_en": ""}


@pytest.fixture
def office(db):
    return Office()


def test_the_draft_after_a_withdrawal_is_compared_with_what_is_public(client, register, office):
    approve(register, range(100, 160))
    release(by=None)
    declare(Declared((SEX,), (table("league_sex", "league", "sex"),)), after=0, note="", by=None)
    withdraw(release=release(by=None), by=office.maker, **WORDS)

    draft = office.drawn()

    told = draft.secret.summary
    new = told["tables"][0]
    cells = ReleaseCell.objects.filter(table__release=draft)
    persons = cells.exclude(classes={})
    figures = persons.filter(mark="").count()
    assert (told["last"], [each["key"] for each in told["vanished"]]) == (1, ["league_category"])
    assert (new["new"], new["first"], new["first_hidden"]) == (
        True,
        figures,
        persons.filter(mark="<10").count(),
    )
    client.force_login(office.second)
    page = client.get(reverse("releases:release", args=[draft.pk])).content.decode()
    assert ("与第 1 号相比" in page, "没有一个数字变动" in page) == (True, False)


def test_a_release_withdrawn_beside_a_draft_has_it_drawn_anew_before_it_is_public(client, register, office):
    approve(register, range(100, 160))
    first = release(by=None)
    second = release(by=None)
    draft = office.drawn()
    withdraw(release=second, by=office.maker, **WORDS)
    draft.refresh_from_db()
    client.force_login(office.second)
    page = client.get(reverse("releases:release", args=[draft.pk])).content.decode()

    with pytest.raises(NotPossible, match="有发布被撤回或恢复"):
        approve_release(release=draft, by=office.second)

    assert ("有发布被撤回或恢复" in page, "没有一个数字变动" in page) == (True, False)
    assert first.number == 1


def test_without_a_public_release_everything_is_new(register, office):
    declare(DECLARED, after=0, note="", by=None)
    approve(register, range(100, 160))
    withdraw(release=release(by=None), by=office.maker, **WORDS)

    told = office.drawn().secret.summary

    assert (told["last"], told["vanished"], told["differences"]) == (None, [], [])
    assert {(each["new"], each["first"] == each["shown"]) for each in told["tables"]} == {(True, True)}
