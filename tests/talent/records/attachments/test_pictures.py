import io

import pytest
from PIL import Image

from talent.categories.service import Refused
from talent.records.attachments.pictures import LONGEST, redrawn, thumbnail
from tests.talent.records.attachments import hostile


def opened(content):
    return Image.open(io.BytesIO(content))


def refusal(content, kind):
    with pytest.raises(Refused) as refused:
        redrawn(content, kind, name="图")
    return refused.value.key


def test_where_and_by_what_a_photo_was_taken_is_gone_and_it_stands_upright():
    sent = hostile.with_position(size=(640, 480), orientation=6)
    assert b"SecretCamera" in sent
    kind, kept = redrawn(sent, "jpg", name="图")
    found = opened(kept)
    assert (kind, found.format, found.size, dict(found.getexif())) == ("jpg", "JPEG", (480, 640), {})
    assert (b"Secret" in kept, b"Exif" in kept, found.info.get("comment")) == (False, False, None)


@pytest.mark.parametrize("size", [(900, 900), (100, 40), (295, 413), (30, 1200)])
def test_a_portrait_always_has_the_size_of_one_and_is_cut_from_the_middle(size):
    sent = Image.new("RGB", size, "white")
    sent.paste("red", (size[0] // 2 - 4, size[1] // 2 - 4, size[0] // 2 + 5, size[1] // 2 + 5))
    target = io.BytesIO()
    sent.save(target, "PNG")
    kind, kept = redrawn(target.getvalue(), "png", name="照", portrait=True)
    found = opened(kept)
    red, green, _blue = found.getpixel((295 // 2, 413 // 2))
    assert (kind, found.size, red > 200, green < 90, len(kept) < 200_000) == (
        "jpg",
        (295, 413),
        True,
        True,
        True,
    )


def test_a_large_picture_is_kept_at_a_sensible_size():
    _kind, kept = redrawn(hostile.jpg((5000, 3000)), "jpg", name="图")
    assert opened(kept).size == (LONGEST, LONGEST * 3000 // 5000)


def test_what_hangs_behind_a_picture_is_not_kept():
    sent = hostile.jpg() + hostile.zipped()
    _kind, kept = redrawn(sent, "jpg", name="图")
    assert (b"SecretPayload" in sent, b"SecretPayload" in kept, b"PK\x03\x04" in kept) == (True, False, False)


def test_a_transparent_picture_stays_one_but_is_white_behind_as_a_portrait():
    target = io.BytesIO()
    Image.new("RGBA", (300, 420), (0, 0, 0, 0)).save(target, "PNG")
    assert opened(redrawn(target.getvalue(), "png", name="图")[1]).mode == "RGBA"
    whole = opened(redrawn(target.getvalue(), "png", name="图", portrait=True)[1])
    assert whole.getpixel((10, 10)) == (255, 255, 255)


@pytest.mark.parametrize(
    ("content", "kind", "key"),
    [
        (hostile.bomb(), "png", "file_pixels"),
        (hostile.bomb(6000, 6000), "png", "file_pixels"),
        (hostile.bomb(100, 100), "png", "file_damaged"),
        (hostile.jpg()[:900], "jpg", "file_damaged"),
        (b"\xff\xd8\xff\xe0" + b"<script>alert(1)</script>", "jpg", "file_damaged"),
        (hostile.png(), "jpg", "file_damaged"),
    ],
)
def test_a_bomb_or_half_a_picture_is_refused(content, kind, key):
    assert refusal(content, kind) == key


def test_a_thumbnail_is_small():
    found = opened(thumbnail(hostile.jpg((2000, 1000)), "jpg"))
    assert (found.format, found.size) == ("JPEG", (200, 100))
