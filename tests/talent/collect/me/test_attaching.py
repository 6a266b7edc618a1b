"""Files in the form of an individual, with and without scripts."""

import pytest
from bs4 import BeautifulSoup
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from talent.categories.service import all_attached
from talent.records.models import Attachment
from tests.talent.collect.world import browser as at_desk
from tests.talent.collect.world import posted
from tests.talent.individuals.persons import browser, entries, typed
from tests.talent.records.attachments import hostile


@pytest.fixture(autouse=True)
def folder(settings, tmp_path):
    settings.ATTACHMENT_DIR = tmp_path / "attachments"
    return settings.ATTACHMENT_DIR


def soup(answer):
    return BeautifulSoup(answer.content, "html.parser")


def upload(name="照片.jpg", content=None):
    return SimpleUploadedFile(name, hostile.jpg() if content is None else content, "application/x-lies")


def sent(pasture, client=None, **more):
    form = posted(typed(), unit=pasture.unit.pk, do="save", **more)
    return (client or browser(pasture.account)).post(reverse("me:new", args=["skilled"]), form)


def photo_of(pasture):
    [entry] = pasture.account.entries(manager="_plain").all()
    return all_attached(entry.document()["identity"].get("photo", []))


def attachments():
    return Attachment.objects.unscoped(reason="test")


def test_the_form_takes_files_and_says_where_a_script_sends_them(pasture):
    page = soup(browser(pasture.account).get(f"/me/new/skilled/?unit={pasture.unit.pk}"))
    form, box = page.select_one("form.generated"), page.find(id="identity.photo")
    assert (form["enctype"], form["data-upload"]) == ("multipart/form-data", f"/me/files/{pasture.unit.pk}/")
    assert (box["type"], box["accept"]) == ("file", "image/jpeg,image/png")
    assert page.select_one("template#crop") is not None


def test_a_photo_is_cut_saved_shown_and_removed_without_scripts(pasture):
    client = browser(pasture.account)
    answer = sent(pasture, client, **{"identity.photo": upload()})
    (found,) = photo_of(pasture)
    page = soup(client.get(answer["Location"]))
    small = reverse("attachments:small", args=(found.id,))
    assert page.select_one(".attached img")["src"] == small
    assert client.get(small).status_code == 200
    lock = page.find(attrs={"name": "lock"})["value"]
    out = posted(
        typed(), lock=lock, **{"identity.photo": found.typed, "take_out": f"identity.photo|{found.id}"}
    )
    page = soup(client.post(answer["Location"], out))
    assert (page.select(".attached img"), photo_of(pasture)) == ([], (found,))
    client.post(answer["Location"], posted(typed(), lock=lock, do="save"))
    assert photo_of(pasture) == ()


@pytest.mark.parametrize(
    ("file", "words"),
    [
        (lambda: upload("我.jpg", b"MZ program"), "“我.jpg”按内容不是 JPG、PNG 图片或 PDF"),
        (lambda: upload("证.pdf", hostile.pdf()), "只收 JPG、PNG 图片，“证.pdf”没有上传"),
        (lambda: upload("坏.jpg", hostile.jpg()[:200]), "“坏.jpg”打不开，可能已损坏"),
    ],
)
def test_a_hostile_file_is_refused_in_words_and_nothing_typed_is_lost(pasture, file, words):
    answer = sent(pasture, **{"identity.photo": file()})
    page = soup(answer)
    assert answer.status_code == 422
    assert words in page.find(id="identity.photo-error").get_text()
    assert page.find(id="skill.current_trade")["value"] == "焊工"
    assert (entries(pasture.account), attachments().count()) == ([], 0)


def test_what_is_more_than_one_account_may_bring_is_refused_in_words(pasture, settings):
    settings.ATTACHMENT_MOST_OWN = 10
    answer = sent(pasture, **{"identity.photo": upload()})
    assert (answer.status_code, "单位还没有采纳的附件合计最多" in answer.text) == (422, True)
    assert attachments().count() == 0


def script(client, pasture, file, *, field="identity.photo", unit=None):
    address = reverse("me:attach", args=[(unit or pasture.unit).pk])
    return client.post(address, {"field": field, "version": pasture.version.pk, "file": file})


def test_a_script_gets_a_piece_of_the_form_or_why_not(pasture, settings):
    client = browser(pasture.account)
    answer = script(client, pasture, upload("<b>我.jpg"))
    row = attachments().get()
    piece = BeautifulSoup(answer.json()["html"], "html.parser")
    assert piece.input["value"] == f"{row.key}/jpg/{row.size}/b我.jpg"
    assert (row.created_by, row.unit, row.record) == (pasture.account.user, pasture.unit, None)
    wrong = script(client, pasture, upload("我.gif", b"GIF89a"))
    assert (wrong.status_code, "按内容不是" in wrong.json()["error"]) == (422, True)
    settings.ATTACHMENT_MOST_OWN = row.size
    full = script(client, pasture, upload())
    assert (full.status_code, "合计最多" in full.json()["error"]) == (422, True)


def test_files_go_to_no_unit_that_takes_nobody_and_come_from_no_clerk(pasture):
    assert script(browser(pasture.account), pasture, upload(), unit=pasture.office).status_code == 404
    assert script(at_desk(pasture.clerk), pasture, upload()).status_code == 404
    assert attachments().count() == 0


def test_a_forged_request_is_refused_though_the_check_comes_late(pasture):
    client = Client(enforce_csrf_checks=True)
    client.force_login(pasture.account.user, backend="django.contrib.auth.backends.ModelBackend")
    assert script(client, pasture, upload()).status_code == 403
    assert sent(pasture, client, **{"identity.photo": upload()}).status_code == 403
    assert (attachments().count(), entries(pasture.account)) == (0, [])
