import io

import pytest
from django.test import Client
from django.urls import reverse
from PIL import Image

from talent.records.service import accept, submit
from talent.security.models import AuditEvent
from tests.talent.records.attachments import hostile
from tests.talent.records.attachments.holding import Register, attach, person, rows
from tests.talent.records.register import SIBLING, account, organisation

pytestmark = pytest.mark.django_db


@pytest.fixture
def register():
    return Register()


def entered(user):
    browser = Client()
    browser.force_login(user)
    return browser


def whole(found):
    return reverse("attachments:whole", args=(found.id,))


def small(found):
    return reverse("attachments:small", args=(found.id,))


def status(user, found):
    return entered(user).get(whole(found)).status_code


def everybody(register):
    far = organisation("二连浩特市人社局", "hr_department", SIBLING)
    people = {name: getattr(register, name) for name in ("clerk", "checker", "neighbour", "boss")}
    people["far"] = account("far", far, "hr_reviewer")
    people["analyst"] = account("analyst", register.office, "analyst")
    people["auditor"] = account("auditor", register.office, "audit_admin")
    return people


def seen_by(register, people, found):
    return {name for name, user in people.items() if status(user, found) == 200}


def test_a_file_is_seen_by_its_unit_and_once_it_is_sent_by_the_offices_above(register):
    people = everybody(register)
    photo = attach(register)
    assert seen_by(register, people, photo) == {"clerk"}
    change = register.propose(person(photo)).change
    assert seen_by(register, people, photo) == {"clerk", "checker"}
    submit(change=change, by=register.clerk)
    assert seen_by(register, people, photo) == {"clerk", "checker", "boss"}
    accept(change=change, by=register.checker)
    accept(change=change, by=register.boss)
    assert seen_by(register, people, photo) == {"clerk", "checker", "boss"}


def test_a_picture_is_shown_and_can_do_nothing(register):
    photo = attach(register, '照片 ;".jpg')
    answer = entered(register.clerk).get(whole(photo))
    assert answer["Content-Type"] == "image/jpeg"
    assert answer["Content-Disposition"].startswith("inline; filename")
    policy = answer["Content-Security-Policy"]
    assert ("sandbox" in policy, "default-src 'none'" in policy) == (True, True)
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert {"no-store", "private"} <= set(answer["Cache-Control"].split(", "))
    assert answer.content[:3] == b"\xff\xd8\xff"


def test_a_paper_is_saved_and_has_no_thumbnail(register):
    paper = attach(register, "证书.pdf", content=hostile.pdf())
    browser = entered(register.clerk)
    answer = browser.get(whole(paper))
    assert answer["Content-Type"] == "application/pdf"
    assert answer["Content-Disposition"].startswith("attachment; filename*=utf-8''")
    assert browser.get(small(paper)).status_code == 404


def test_each_opening_is_in_the_audit_log_and_thumbnails_are_not(register):
    photo = attach(register)
    browser = entered(register.clerk)
    thumbnail = browser.get(small(photo))
    assert Image.open(io.BytesIO(thumbnail.content)).size == (200, 280)
    browser.get(whole(photo))
    browser.get(whole(photo))
    row = rows().get(key=photo.id)
    found = AuditEvent.objects.filter(action="read_sensitive", subject="attachment")
    assert [(each.subject_id, each.by, each.organisation_ids) for each in found] == [
        (str(row.pk), register.clerk, [register.unit.pk])
    ] * 2


def test_a_file_that_is_gone_is_told_on_a_page_and_only_to_who_may_see_it(register, folder):
    photo = attach(register, "毕业证.jpg")
    row = rows().get(key=photo.id)
    (folder / row.file[:2] / row.file).unlink()
    answer = entered(register.clerk).get(whole(photo))
    assert (answer.status_code, "毕业证.jpg" in answer.content.decode()) == (404, True)
    assert entered(register.clerk).get(small(photo)).status_code == 404
    other = entered(register.neighbour).get(whole(photo))
    assert (other.status_code, "毕业证" in other.content.decode()) == (404, False)
    assert not AuditEvent.objects.filter(action="read_sensitive").exists()


def test_a_visitor_is_asked_to_log_in(register):
    answer = Client().get(whole(attach(register)))
    assert (answer.status_code, answer["Location"].startswith("/login/")) == (302, True)
