import io
import zlib

import pytest
from pypdf import PdfReader

from talent.categories.service import Refused
from talent.records.attachments.papers import rewritten
from talent.records.attachments.rewriting import without_notes
from tests.talent.records.attachments import hostile


def refusal(content):
    with pytest.raises(Refused) as refused:
        rewritten(content, name="证书.pdf")
    return refused.value.key


def everything(content):
    """Every object of a file, unpacked, as one text."""
    reader = PdfReader(io.BytesIO(content))
    texts = [repr(reader.trailer)]
    for number in range(1, reader.trailer["/Size"]):
        found = reader.get_object(number)
        texts.append(repr(found) + (repr(found.get_data()) if hasattr(found, "get_data") else ""))
    return "".join(texts)


def test_pages_stay_and_nothing_that_acts_or_hides_is_kept():
    sent = hostile.pdf(hostile.active)
    before, kept = everything(sent), rewritten(sent, name="证书.pdf")
    after = everything(kept)
    dangerous = (
        "SecretScript",
        "SecretPayload",
        "SecretProgram",
        "/Launch",
        "/JavaScript",
        "/OpenAction",
        "/AA",
    )
    assert [each for each in dangerous if each not in before] == []
    assert [each for each in (*dangerous, "/FileAttachment", "/EmbeddedFile") if each in after] == []
    assert [page.mediabox.width for page in PdfReader(io.BytesIO(kept)).pages] == [200]


def test_who_wrote_a_paper_is_not_kept():
    kept = rewritten(hostile.pdf(), name="证书.pdf")
    assert ("SecretAuthor" in everything(hostile.pdf()), "SecretAuthor" in everything(kept)) == (True, False)


def test_what_hangs_behind_a_paper_is_not_kept():
    kept = rewritten(hostile.pdf() + hostile.zipped(), name="证书.pdf")
    assert b"SecretPayload" not in kept


@pytest.mark.parametrize(
    ("content", "key"),
    [
        (hostile.locked(), "pdf_locked"),
        (b"%PDF-1.7\nnothing else", "pdf_damaged"),
        (b"%PDF-1.7\n" + b"[" * 100_000, "pdf_damaged"),
        (b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>", "pdf_damaged"),
    ],
)
def test_a_locked_or_broken_paper_is_refused(content, key):
    assert refusal(content) == key


def test_a_paper_that_unpacks_without_end_is_refused_and_takes_no_memory_of_the_site():
    sent = hostile.inflating()
    assert len(sent) < 1_000_000
    assert refusal(sent) in ("pdf_too_much", "pdf_damaged")


def test_a_photo_inside_a_paper_loses_its_position():
    sent = hostile.with_position()
    kept = without_notes(sent)
    assert (b"SecretCamera" in sent, b"SecretCamera" in kept, b"SecretComment" in kept) == (
        True,
        False,
        False,
    )
    assert kept[:2] == b"\xff\xd8"
    assert without_notes(zlib.compress(b"x")) == zlib.compress(b"x")
