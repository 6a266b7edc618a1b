"""Files in the unit's form, as a browser without scripts sends them."""

import io

import pytest
from bs4 import BeautifulSoup
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from PIL import Image

from talent.categories.service import all_attached
from talent.records.models import Attachment
from talent.records.service import keep, take
from tests.talent.collect.world import browser, person, posted
from tests.talent.records.attachments import hostile


@pytest.fixture(autouse=True)
def folder(settings, tmp_path):
    settings.ATTACHMENT_DIR = tmp_path / "attachments"
    settings.FILE_UPLOAD_TEMP_DIR = str(tmp_path / "temporary")  # not there: writing into it would fail
    return settings.ATTACHMENT_DIR


@pytest.fixture
def clerk(world):
    return browser(world.clerk)


def soup(answer):
    return BeautifulSoup(answer.content, "html.parser")


def upload(name="照片.jpg", content=None):
    return SimpleUploadedFile(name, hostile.jpg() if content is None else content, "application/x-lies")


def summary(answer):
    return [(link["href"], link.text) for link in soup(answer).select(".errors a")]


def kept(answer, name="identity.photo"):
    """The references that the form of an answer would send again."""
    return [each["value"] for each in soup(answer).select(f"input[type=hidden][name='{name}']")]


def attachments():
    return Attachment.objects.unscoped(reason="test")


def photo_of(change):
    return all_attached(change.document()["identity"].get("photo", []))


def test_the_form_takes_files_and_says_which(world, clerk):
    page = soup(clerk.get(world.url("new", "skilled")))
    form, box = page.select_one("form.generated"), page.find(id="identity.photo")
    described = " ".join(page.find(id=each).text for each in box["aria-describedby"].split())
    assert (form["enctype"], form["data-upload"]) == ("multipart/form-data", world.url("attach"))
    assert (box["type"], box["accept"], box.has_attr("multiple")) == ("file", "image/jpeg,image/png", False)
    assert "每个不超过 10 MB，最多 1 个" in described
    assert page.find("label", {"for": "identity.photo"}).text.strip() == "近期免冠照片"


def test_a_photo_is_saved_with_the_draft_and_cut_to_its_size(world, clerk, folder):
    typed = posted(person(), **{"identity.photo": upload()})
    answer = clerk.post(world.url("new", "skilled"), typed)
    (found,) = photo_of(world.newest())
    assert (answer.status_code, found.name, found.kind) == (302, "照片.jpg", "jpg")
    shown = clerk.get(reverse("attachments:whole", args=(found.id,)))
    assert Image.open(io.BytesIO(shown.content)).size == (295, 413)
    page = soup(clerk.get(answer.url))
    assert page.select_one(".attached img")["src"] == reverse("attachments:small", args=(found.id,))
    assert all(b"JFIF" not in path.read_bytes() for path in folder.rglob("*") if path.is_file())


def test_files_are_kept_where_other_fields_are_wrong_and_come_back_as_references(world, clerk):
    typed = posted(person(contact={"mobile": "123"}), **{"identity.photo": upload()})
    url = world.url("new", "skilled")
    first = clerk.post(url, typed)
    (reference,) = kept(first)
    assert (first.status_code, [href for href, _ in summary(first)]) == (422, ["#contact.mobile"])
    again = clerk.post(url, posted(person(), **{"identity.photo": [reference, ""]}))
    assert (again.status_code, photo_of(world.newest())[0].typed) == (302, reference)
    assert attachments().count() == 1


def test_a_file_that_is_not_taken_loses_nothing_else(world, clerk):
    certificate = upload("证书.pdf", hostile.pdf())
    files = {"identity.photo": upload("我.jpg", b"MZ program"), "skill_cert.0.x_file": [certificate]}
    typed = posted(person(skill_cert=[{"occupation": "焊工"}]), **files)
    answer = clerk.post(world.url("new", "skilled"), typed)
    assert (answer.status_code, world.changes()) == (422, [])
    assert summary(answer) == [
        (
            "#identity.photo",
            "“近期免冠照片”的“我.jpg”按内容不是 JPG、PNG 图片或 PDF，没有上传，请换一个文件。",
        )
    ]
    page = soup(answer)
    assert page.find(id="identity.full_name")["value"] == "乌日娜"
    assert (kept(answer), len(kept(answer, "skill_cert.0.x_file"))) == ([], 1)


def test_a_file_beyond_the_limit_is_never_held_and_says_so(world, clerk, settings):
    settings.ATTACHMENT_MOST_BYTES = 1024 * 1024
    large = upload("大.jpg", hostile.jpg() + b"x" * 1024 * 1024)
    answer = clerk.post(world.url("new", "skilled"), posted(person(), **{"identity.photo": large}))
    assert (answer.status_code, attachments().count()) == (422, 0)
    assert summary(answer)[0][1].startswith("“近期免冠照片”的“大.jpg”超过 1 MB，没有上传")
    assert soup(answer).find(id="identity.full_name")["value"] == "乌日娜"


def test_many_files_at_once_stay_within_what_memory_may_hold(world, clerk, settings):
    size = len(hostile.jpg((200, 200)))
    settings.ATTACHMENT_MOST_BYTES_AT_ONCE = 2 * size + 1
    rows = [{"school": f"学校{number}"} for number in range(3)]
    files = {f"education.{number}.x_file": upload(content=hostile.jpg((200, 200))) for number in range(3)}
    answer = clerk.post(world.url("new", "skilled"), posted(person(education=rows), **files))
    assert (answer.status_code, attachments().count()) == (422, 2)
    assert [href for href, _ in summary(answer)] == ["#education.2.x_file"]


def test_a_row_with_nothing_but_a_file_is_a_row(world, clerk):
    files = {"award.0.x_file": upload("奖状.jpg")}
    clerk.post(world.url("new", "skilled"), posted(person(), **files))
    (row,) = world.newest().document()["award"]
    assert [each.name for each in all_attached(row["x_file"])] == ["奖状.jpg"]


def test_a_new_photo_takes_the_place_of_the_one_before(world, clerk):
    clerk.post(world.url("new", "skilled"), posted(person(), **{"identity.photo": upload("一.jpg")}))
    change = world.newest()
    (old,) = photo_of(change)
    typed = posted(person(), lock=change.lock, **{"identity.photo": [old.typed, upload("二.jpg")]})
    clerk.post(world.url("change", change.pk), typed)
    assert [each.name for each in photo_of(world.again(change))] == ["二.jpg"]


def test_a_file_is_taken_out_without_scripts_and_nothing_is_saved_by_that(world, clerk):
    clerk.post(world.url("new", "skilled"), posted(person(), **{"identity.photo": upload()}))
    change = world.newest()
    (old,) = photo_of(change)
    url = world.url("change", change.pk)
    typed = posted(person(), lock=change.lock, **{"identity.photo": old.typed})
    answer = clerk.post(url, typed | {"take_out": f"identity.photo|{old.id}"})
    assert (answer.status_code, kept(answer), photo_of(world.again(change))) == (200, [], (old,))
    assert soup(answer).find(id="identity.photo").has_attr("autofocus")
    clerk.post(url, posted(person(), lock=change.lock))
    assert photo_of(world.again(change)) == ()


def test_a_reference_to_another_units_file_is_refused_like_one_that_is_nowhere(world, clerk):
    taken = take(hostile.jpg(), name="照片.jpg", accepts="portrait")
    (foreign,) = keep([taken], unit=world.other, by=world.stranger)
    nowhere = foreign.typed.replace(foreign.id[:8], "0" * 8)
    url = world.url("new", "skilled")
    answers = [
        clerk.post(url, posted(person(), **{"identity.photo": each})) for each in (foreign.typed, nowhere)
    ]
    words = "“近期免冠照片”的附件“照片.jpg”不存在，或不能用在这里，请移除后重新上传。"
    assert [summary(each) for each in answers] == [[("#identity.photo", words)]] * 2
    assert [each.status_code for each in answers] == [422, 422]


def test_check_page_change_page_and_reviewer_show_the_photo(world, clerk):
    clerk.post(world.url("new", "skilled"), posted(person(), **{"identity.photo": upload()}))
    change = world.newest()
    (found,) = photo_of(change)
    small = reverse("attachments:small", args=(found.id,))

    def pictures(client, url):
        return [each["src"] for each in soup(client.get(url)).select(".attached img")]

    checked = pictures(clerk, world.url("check", change.pk))
    clerk.post(world.url("check", change.pk), {"lock": change.lock})
    boss = browser(world.boss)
    decided = pictures(boss, reverse("inbox:change", kwargs={"pk": change.pk}))
    assert (checked, pictures(clerk, world.url("change", change.pk)), decided) == ([small],) * 3


@pytest.mark.parametrize("count", [1, 30])
def test_the_form_takes_the_same_statements_for_one_and_for_thirty_files(world, clerk, count):
    taken = [take(hostile.jpg((20, 20)), name=f"{number}.jpg", accepts="images") for number in range(count)]
    found = keep(taken, unit=world.unit, by=world.typist)
    rows = [{"occupation": "焊工", "x_file": [each.value()]} for each in found]
    change = world.draft(document=person(skill_cert=rows))
    url = world.url("change", change.pk)
    clerk.get(url)
    with CaptureQueriesContext(connection) as asked:
        answer = clerk.get(url)
    assert len(soup(answer).select(".attached img")) == count
    assert len(asked) == 15


# --- one file at a time, by a script


def send(client, world, file=None, *, field="identity.photo", version=None):
    typed = {"field": field, "version": version or world.version.pk, **({"file": file} if file else {})}
    return client.post(world.url("attach"), typed)


def test_a_file_that_a_script_sends_comes_back_as_a_piece_of_the_form(world, clerk):
    answer = send(clerk, world, upload("<b>我.jpg"))
    piece = BeautifulSoup(answer.json()["html"], "html.parser")
    row = attachments().get()
    assert piece.input["name"] == "identity.photo"
    assert piece.input["value"] == f"{row.key}/jpg/{row.size}/b我.jpg"
    assert (row.created_by, row.unit, row.loose_since is None) == (world.clerk, world.unit, False)


@pytest.mark.parametrize(
    ("file", "words"),
    [
        (lambda: upload("我.gif", b"GIF89a"), "“近期免冠照片”的“我.gif”按内容不是 JPG、PNG 图片或 PDF"),
        (lambda: upload("证.pdf", hostile.pdf()), "“近期免冠照片”只收 JPG、PNG 图片，“证.pdf”没有上传"),
        (lambda: None, "“近期免冠照片”的“文件”是空文件"),
    ],
)
def test_a_script_is_told_why_a_file_is_not_taken(world, clerk, file, words):
    answer = send(clerk, world, file())
    assert (answer.status_code, answer.json()["error"].startswith(words)) == (422, True)


@pytest.mark.parametrize(
    "asked", [{"field": "identity.full_name"}, {"field": "x"}, {"version": "9" * 19}, {"version": "x"}]
)
def test_a_file_for_no_field_of_files_goes_nowhere(world, clerk, asked):
    answer = send(clerk, world, upload(), **asked)
    assert (answer.status_code, attachments().count()) == (404, 0)


def test_who_does_not_fill_in_for_the_unit_sends_no_file(world):
    assert send(browser(world.stranger), world, upload()).status_code == 404
    assert send(browser(world.boss), world, upload()).status_code == 404


def test_a_forged_request_is_refused_though_the_check_comes_late(world):
    client = Client(enforce_csrf_checks=True)
    client.force_login(world.clerk)
    assert send(client, world, upload()).status_code == 403
    forged = client.post(world.url("new", "skilled"), posted(person(), **{"identity.photo": upload()}))
    assert (forged.status_code, attachments().count(), world.changes()) == (403, 0, [])
