"""Files that individuals bring along: whose they are, where they go, and who sees them."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from talent.categories.service import Refused, all_attached
from talent.individuals.erasing import _erase_account
from talent.individuals.following import follow
from talent.individuals.models import EntryFile
from talent.individuals.service import keep_own, return_entry, take_back, take_over
from talent.records.attachments.collecting import collect
from talent.records.models import Attachment
from talent.records.service import FieldRemark, keep, submit, take
from tests.talent.collect.world import browser as at_desk
from tests.talent.individuals.persons import account_again, browser, entry_again, individual, typed
from tests.talent.records.attachments import hostile


@pytest.fixture(autouse=True)
def folder(settings, tmp_path):
    settings.ATTACHMENT_DIR = tmp_path / "attachments"
    return settings.ATTACHMENT_DIR


def photo(pasture, account=None, name="照片.jpg"):
    taken = take(hostile.jpg(), name=name, accepts="portrait")
    return keep_own(account or pasture.account, [taken], unit=pasture.unit)[0]


def with_photo(found):
    return typed(identity={"full_name": "乌日娜", "ethnic_group": "汉族", "photo": [found.value()]})


def files():
    return Attachment.objects.unscoped(reason="test")


def opens(client, found):
    return client.get(reverse("attachments:whole", args=(found.id,))).status_code


def age(days=2):
    files().filter(loose_since__isnull=False).update(loose_since=timezone.now() - timedelta(days=days))


def taken_over(pasture, entry):
    return take_over(
        entry=entry,
        unit=pasture.unit,
        by=pasture.clerk,
        lock=entry.lock,
        send=lambda change: submit(change=change, by=pasture.clerk),
    )


def test_an_own_file_is_seen_by_nobody_else_until_it_is_handed_in(pasture):
    found = photo(pasture)
    entry = pasture.entry(raw=with_photo(found))
    own, desk = browser(pasture.account), at_desk(pasture.clerk)
    other = browser(individual(2, "其其格", "13900139000"))
    everybody = (own, desk, at_desk(pasture.stranger), other)
    assert [opens(each, found) for each in everybody] == [200, 404, 404, 404]
    entry = pasture.handed_in(entry=entry, lock=entry.lock, raw=with_photo(found))
    assert [opens(each, found) for each in everybody] == [200, 200, 404, 404]
    take_back(entry=entry, account=pasture.account)
    assert [opens(each, found) for each in everybody] == [200, 404, 404, 404]


def test_a_file_of_an_entry_stays_and_one_that_was_never_saved_goes_after_a_day(pasture):
    kept = photo(pasture)
    photo(pasture, name="另一张.jpg")
    pasture.entry(raw=with_photo(kept))
    age()
    assert (collect(), [str(each.key) for each in files()]) == (1, [kept.id])


def test_a_file_that_is_removed_from_the_entry_goes_a_day_later(pasture):
    found = photo(pasture)
    entry = pasture.entry(raw=with_photo(found))
    age()
    pasture.entry(entry=entry, lock=entry.lock)
    assert (collect(), EntryFile.objects.unscoped(reason="test").count(), files().count()) == (0, 0, 1)
    age()
    assert (collect(), files().count()) == (1, 0)


def test_the_unit_takes_the_file_over_with_the_entry_and_it_follows_the_record(pasture):
    found = photo(pasture)
    entry = pasture.handed_in(raw=with_photo(found))
    change = taken_over(pasture, entry)
    (row,) = files()
    assert (row.record_id, row.unit, row.loose_since) == (change.record_id, pasture.unit, None)
    assert [each.id for each in all_attached(change.document()["identity"]["photo"])] == [found.id]
    everybody = (browser(account_again(pasture.account)), at_desk(pasture.clerk), at_desk(pasture.boss))
    assert [opens(each, found) for each in everybody] == [200, 200, 200]


@pytest.mark.parametrize("whose", ["units", "others"])
def test_a_file_that_is_not_ones_own_is_refused_and_nothing_is_saved(pasture, whose):
    if whose == "units":
        taken = take(hostile.jpg(), name="照片.jpg", accepts="portrait")
        (found,) = keep([taken], unit=pasture.unit, by=pasture.clerk)
    else:
        found = photo(pasture, individual(2, "其其格", "13900139000"))
    assert pasture.entry(raw=with_photo(found)) is None


def test_a_file_goes_to_the_unit_that_is_chosen_instead(pasture):
    found = photo(pasture)
    entry = pasture.entry(raw=with_photo(found))
    pasture.entry(entry=entry, lock=entry.lock, unit=pasture.other, raw=with_photo(found))
    assert files().get().unit == pasture.other


def test_a_file_goes_along_with_a_unit_that_merges(pasture):
    pasture.handed_in(raw=with_photo(photo(pasture)))
    follow(pasture.unit.pk, pasture.other.pk)
    assert files().get().unit == pasture.other


def test_erasing_the_account_takes_its_files_and_leaves_those_of_the_record(pasture, folder):
    kept = photo(pasture)
    taken_over(pasture, pasture.handed_in(raw=with_photo(kept)))
    account = account_again(pasture.account)
    photo(pasture, name="没有保存.jpg")
    _erase_account(account)
    assert [str(each.key) for each in files()] == [kept.id]
    assert EntryFile.objects.unscoped(reason="test").count() == 0


def test_an_account_brings_no_more_than_may_lie_beside_the_records(pasture, settings):
    photo(pasture)
    settings.ATTACHMENT_MOST_OWN = files().get().size + 1
    with pytest.raises(Refused, match="own_attachments"):
        photo(pasture)
    assert files().count() == 1


def test_a_file_that_the_unit_sent_back_stays_with_the_entry(pasture):
    found = photo(pasture)
    entry = pasture.handed_in(raw=with_photo(found))
    said = [FieldRemark("identity.photo", "请换近照")]
    return_entry(entry=entry, unit=pasture.unit, by=pasture.clerk, lock=entry.lock, remarks=said)
    age()
    assert (collect(), entry_again(entry).document()["identity"]["photo"][0]["id"]) == (0, found.id)
