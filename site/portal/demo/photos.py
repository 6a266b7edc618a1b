"""Portrait photos of nobody: a drawn head and shoulders, so that pages with photos can be looked at."""

from io import BytesIO
from itertools import count

from PIL import Image, ImageDraw

from portal.demo.accounts import BANNER
from portal.demo.people import Document
from talent.categories.service import PORTRAIT, Accepts
from talent.orgs.models import Organisation
from talent.records.service import keep, take
from talent.security.models import User

#: So many people have one: enough to meet some, too few to be waited for.
MOST = 12
_GROUNDS = ("#3a6ea5", "#b8c4ce", "#a8322d", "#d9d3c3")
_SKINS = ("#e8c39e", "#d9a77c", "#f1d3b3")
_COATS = ("#22303c", "#4a3b52", "#2f4f3f", "#59483a", "#30475e")
_HAIR = ("#1d1b1a", "#3b2f2a", "#777573")


class Photographer:
    """Gives a photo to the first of each group of documents of the units that the accounts look at."""

    def __init__(self) -> None:
        self._taken = count()
        self._left = MOST

    def visit(self, documents: list[Document], *, unit: Organisation, by: User) -> None:
        """Writes a reference to a photo into the first document."""
        if not documents or not self._left or unit.managing_region_id != BANNER:
            return
        self._left -= 1
        drawn = take(portrait(next(self._taken)), name="photo.png", accepts=Accepts.PORTRAIT)
        (found,) = keep([drawn], unit=unit, by=by)
        documents[0]["identity"]["photo"] = [found.value()]


def portrait(serial: int) -> bytes:
    """A PNG without a face, different for each of the first hundred or so."""
    width, height = PORTRAIT
    picture = Image.new("RGB", PORTRAIT, _GROUNDS[serial % len(_GROUNDS)])
    pen = ImageDraw.Draw(picture)
    middle, skin, hair = width // 2, _SKINS[serial % len(_SKINS)], _HAIR[serial // 2 % len(_HAIR)]
    pen.ellipse((middle - 130, 300, middle + 130, height + 160), fill=_COATS[serial % len(_COATS)])
    pen.rectangle((middle - 28, 240, middle + 28, 320), fill=skin)
    pen.ellipse((middle - 78, 82, middle + 78, 250), fill=hair)
    pen.ellipse((middle - 66, 105, middle + 66, 272), fill=skin)
    pen.polygon([(middle - 34, 306), (middle + 34, 306), (middle, 360)], fill="#f4f4f2")
    target = BytesIO()
    picture.save(target, "PNG")
    return target.getvalue()
