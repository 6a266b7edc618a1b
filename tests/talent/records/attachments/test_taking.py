import pytest

from talent.categories.service import Refused
from talent.records.attachments.taking import take
from tests.talent.records.attachments import hostile

GIF_SCRIPT = b"GIF89a/*" + b"\0" * 20 + b"*/=1;alert('x')//;"


def refusal(content, *, name="文件", accepts="documents"):
    with pytest.raises(Refused) as refused:
        take(content, name=name, accepts=accepts)
    return refused.value.key


@pytest.mark.parametrize(
    ("content", "name", "kind", "shown"),
    [
        (hostile.jpg(), "照片.JPEG", "jpg", "照片.jpg"),
        (hostile.png(), "证书.jpg", "png", "证书.png"),
        (hostile.png(), "run.exe", "png", "run.exe.png"),
        (hostile.pdf(), "证书.pdf.jpg", "pdf", "证书.pdf"),
        (hostile.jpg(), "..\\..\\C:\\x/../../etc/passwd", "jpg", "passwd.jpg"),
        (hostile.jpg(), "a\u202egpj.exe\u2066\u200b\x00\n.jpg", "jpg", "agpj.exe.jpg"),
        (hostile.jpg(), "长" * 300 + ".jpg", "jpg", "长" * 96 + ".jpg"),
        (hostile.jpg(), "\u202e.jpg", "jpg", "file.jpg"),
        (hostile.jpg(), "", "jpg", "file.jpg"),
    ],
)
def test_what_a_file_is_follows_from_its_content_and_its_name_is_cleaned(content, name, kind, shown):
    found = take(content, name=name, accepts="documents")
    assert (found.kind, found.name) == (kind, shown)


@pytest.mark.parametrize(
    ("content", "key"),
    [
        (b"", "file_empty"),
        (b"MZ\x90\x00 a program", "file_kind"),
        (GIF_SCRIPT, "file_kind"),
        (hostile.zipped(), "file_kind"),
        (b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>", "file_kind"),
        (b"<html>" + hostile.pdf(), "file_kind"),
        (b"\n" + hostile.jpg(), "file_kind"),
        (b"RIFF\x00\x00\x00\x00WEBPVP8 ", "file_kind"),
        (b"x" * (10 * 1024 * 1024 + 1), "file_too_big"),
    ],
)
def test_any_other_content_is_refused_whatever_it_is_called(content, key):
    assert refusal(content, name="照片.jpg") == key


@pytest.mark.parametrize("accepts", ["portrait", "images"])
def test_a_paper_is_no_picture(accepts):
    assert refusal(hostile.pdf(), accepts=accepts) == "file_picture"
