"""A look at a record tells of files that they are there, and neither shows nor names them."""

import pytest

from talent.records.service import accept_many
from tests.talent.collect.world import World, browser, person
from tests.talent.records.attachments.holding import attach

pytestmark = pytest.mark.django_db


def test_of_a_photo_it_is_told_that_there_is_one(settings, tmp_path):
    settings.ATTACHMENT_DIR = tmp_path
    world = World()
    document = person()
    document["identity"] |= {"photo": [attach(world).value()]}
    (change,) = accept_many(changes=[world.waiting(document=document)], by=world.boss)
    page = browser(world.boss).get(f"/back/query/{change.record_id}/").content.decode()
    assert ("<dt>近期免冠照片</dt><dd>有照片</dd>" in page, "<dd>p*" in page) == (True, False)
