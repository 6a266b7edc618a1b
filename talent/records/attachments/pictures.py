"""Pictures are drawn anew, so that nothing but the picture is kept: no position, no second file."""

from io import BytesIO

from PIL import Image, ImageOps

from talent.categories.service import PORTRAIT, Refused

#: More than any scanner or ordinary camera makes; PNG is unpacked whole, JPEG in a smaller size at once.
MOST_PIXELS = {"jpg": 50_000_000, "png": 25_000_000}
#: The longer side of what is kept: a sheet A4 at some 240 dots an inch.
LONGEST = 2800
#: The box in which a list shows a picture.
THUMBNAIL = (200, 280)
_FORMATS = {"jpg": "JPEG", "png": "PNG"}
_TEN_THOUSAND = 10_000


def redrawn(content: bytes, kind: str, *, name: str, portrait: bool = False) -> tuple[str, bytes]:
    """(kind, content) of the same picture, upright and without anything beside it. Raises Refused.

    `portrait`: cut from the middle to the size of a portrait photo, always as jpg.
    """
    wanted = PORTRAIT if portrait else (LONGEST, LONGEST)
    picture = _opened(content, kind, name, wanted)
    if portrait:
        return "jpg", _written(ImageOps.fit(_on_white(picture), PORTRAIT, Image.Resampling.LANCZOS), "jpg")
    picture.thumbnail(wanted, Image.Resampling.LANCZOS)
    return kind, _written(picture if kind == "png" else _on_white(picture), kind)


def thumbnail(content: bytes, kind: str) -> bytes:
    """A small jpg of a picture that was redrawn before."""
    picture = _on_white(_opened(content, kind, "", THUMBNAIL))
    picture.thumbnail(THUMBNAIL, Image.Resampling.LANCZOS)
    return _written(picture, "jpg")


def _opened(content: bytes, kind: str, name: str, wanted: tuple[int, int]) -> Image.Image:
    try:
        picture = Image.open(BytesIO(content), formats=[_FORMATS[kind]])
        _bounded(picture, kind, name)
        # A large photo is unpacked no larger than it is needed; twice as large is good enough to be cut.
        picture.draft("RGB", (2 * wanted[0], 2 * wanted[1]))
        return _plain(ImageOps.exif_transpose(picture))
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        raise _too_many(kind, name) from None
    except Refused:
        raise
    except Exception as broken:  # whatever a decoder stumbles over: the file is not whole
        raise Refused("file_damaged", name=name) from broken


def _bounded(picture: Image.Image, kind: str, name: str) -> None:
    if picture.width * picture.height > MOST_PIXELS[kind]:
        raise _too_many(kind, name)


def _too_many(kind: str, name: str) -> Refused:
    return Refused("file_pixels", name=name, limit=MOST_PIXELS[kind] // _TEN_THOUSAND)


def _plain(picture: Image.Image) -> Image.Image:
    """In one of two modes, without what was written beside the picture (comments, profiles, texts)."""
    plain = picture.convert("RGBA" if picture.has_transparency_data else "RGB")
    plain.info.clear()
    return plain


def _on_white(picture: Image.Image) -> Image.Image:
    if picture.mode != "RGBA":
        return picture
    sheet = Image.new("RGB", picture.size, "white")
    sheet.paste(picture, mask=picture.getchannel("A"))
    return sheet


def _written(picture: Image.Image, kind: str) -> bytes:
    target = BytesIO()
    if kind == "png":
        picture.save(target, "PNG")
    else:
        picture.save(target, "JPEG", quality=88, optimize=True)
    return target.getvalue()
