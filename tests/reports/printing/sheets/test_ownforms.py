"""The registration form of oneself: the unit's sheet under its number, drafts as drafts, of nobody else."""

import pytest
from django.utils import timezone

from reports.printing.models import PrintedSheet
from talent.individuals.models import PersonAccount
from talent.individuals.service import take_back
from talent.security.models import AuditEvent
from tests.reports.printing.samples import read
from tests.talent.collect.world import browser as unit_browser
from tests.talent.collect.world import number
from tests.talent.individuals.persons import Pasture, browser, individual

pytestmark = pytest.mark.django_db


@pytest.fixture
def pasture(settings, tmp_path):
    settings.ATTACHMENT_DIR = tmp_path
    return Pasture()


def linked(pasture):
    """The account looks after what is approved of its holder."""
    change = pasture.accepted()
    PersonAccount.objects.unscoped(reason="test").filter(pk=pasture.account.pk).update(
        person=change.record.person, linked_by="code", claimed_at=timezone.now()
    )
    return change


def whole(answer):
    return "".join(page.text for page in read(answer.content))


def test_the_own_record_prints_as_the_unit_prints_it_in_full_under_the_same_number(pasture):
    change = linked(pasture)
    unit_browser(pasture.clerk).get(f"/print/changes/{change.pk}/")
    mine = browser(pasture.account)
    answer = mine.get("/print/me/records/skilled/")
    text = whole(answer)
    assert (answer.status_code, number(1) in text, "核验编号" in text) == (200, True, True)
    assert ("*" in text, "草稿" in text) == (False, False)
    assert PrintedSheet.objects.count() == 1
    event = AuditEvent.objects.get(action="export_own")
    assert (event.subject_id, event.detail) == (
        str(pasture.account.pk),
        {"form": "record", "change": change.pk},
    )
    assert "核验编号" in mine.get("/print/me/records/skilled/?as=page").content.decode()
    page = mine.get("/me/records/skilled/").content.decode()
    assert 'href="/print/me/records/skilled/"' in page
    assert 'href="/print/me/records/skilled/?as=page"' in page


def test_what_one_has_filled_in_prints_as_a_draft_or_as_withdrawn_and_without_a_number(pasture):
    entry = pasture.handed_in()
    mine = browser(pasture.account)
    pages = read(mine.get(f"/print/me/entries/{entry.pk}/").content)
    assert [page.text.startswith("草稿") for page in pages] == [True] * len(pages)
    assert number(1) in "".join(page.text for page in pages)
    assert f"/print/me/entries/{entry.pk}/?as=page" in mine.get(f"/me/entries/{entry.pk}/").content.decode()
    take_back(entry=entry, account=pasture.account)
    assert whole(mine.get(f"/print/me/entries/{entry.pk}/")).startswith("已撤回")
    assert PrintedSheet.objects.count() == 0
    assert f"/print/me/entries/{entry.pk}/" in mine.get(f"/me/entries/{entry.pk}/").content.decode()


def test_nobody_else_finds_them(pasture):
    linked(pasture)
    entry = pasture.handed_in()
    other = browser(individual(2, "苏日娜", "13900139000"))
    for client in (other, unit_browser(pasture.clerk), unit_browser(pasture.boss)):
        assert client.get("/print/me/records/skilled/").status_code == 404
        assert client.get(f"/print/me/entries/{entry.pk}/").status_code == 404
    assert browser(pasture.account).get("/print/me/records/professional/").status_code == 404
