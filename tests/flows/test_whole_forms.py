"""The registration forms of every category of people, from empty to overfull: all of it there, nothing over
anything else."""

import io
import shutil
import subprocess
from dataclasses import replace
from itertools import count, pairwise

import pypdf
import pytest

from reports.printing.documents import Orientation, SheetDocument
from reports.printing.render import render_sheet
from reports.printing.sheets.registration import _blocks, _boxes
from talent.categories.enums import Subject
from talent.categories.models import Category
from talent.categories.service import PrintedKind, live_version, printed
from tests.reports.printing.placing import faults, fonts
from tests.reports.printing.samples import squeezed

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.slow,
    pytest.mark.skipif(not shutil.which("pdftotext"), reason="poppler-utils is not installed"),
]

RARE = "䶮㛃𬭚𠅤𬍛𱁬"
LONG_NAME = "阿拉腾其其格·斯琴图雅·乌日娜·巴特尔·苏和·其木格"
PIECES = 400  # of a text of some 5,000 characters
FILLINGS = {"empty": 0, "usual": 2, "overfull": 40}


def text_of(field, number, filling):
    """A value that no other field has: the longer the fuller."""
    token = f"值{number:05}"
    if field.kind is PrintedKind.PHOTO:
        return ""
    if filling == "overfull" and field.kind is PrintedKind.TEXT and field.width > 1 and number % 40 == 7:
        return "".join(f"{token}第{piece:03}段，" for piece in range(PIECES))
    if field.kind in (PrintedKind.LINE, PrintedKind.NUMBER, PrintedKind.DATE, PrintedKind.ADDRESS):
        return token
    return token + (f"{RARE}{LONG_NAME}" if filling == "overfull" else RARE[: number % 4])


def filled(key, filling):
    """The form of a category as a document, and all values in their order."""
    form = printed(live_version(key), {}, "zh-hans")
    numbers, values, groups = count(1), [], []
    for group in form.groups:
        rows = []
        for _row in range((FILLINGS[filling] if group.repeat else 1) if filling != "empty" else 0):
            row = {field.key: text_of(field, next(numbers), filling) for field in group.fields}
            values += [text for text in row.values() if text]
            rows.append(row)
        groups.append(replace(group, rows=tuple(rows), attached=()))
    document = SheetDocument(
        title=f"{form.title}登记表",
        tables=tuple(_blocks(groups)),
        boxes=_boxes(),
        orientation=Orientation.PORTRAIT,
    )
    return document, values


def categories():
    return list(
        Category.objects.filter(subject=Subject.PEOPLE, current__isnull=False).values_list("key", flat=True)
    )


@pytest.mark.parametrize("filling", FILLINGS)
def test_whole_forms_of_every_category_have_every_value_once_and_nothing_over_another(filling, tmp_path):
    seen = categories()
    for key in seen:
        document, values = filled(key, filling)
        rendered = render_sheet(document)
        assert rendered.missing == (), key
        assert faults(rendered.pdf) == [], key
        assert {whole for _font, whole in fonts(rendered.pdf)} == {True}, key
        pages = len(pypdf.PdfReader(io.BytesIO(rendered.pdf)).pages)
        file = tmp_path / f"{key}.pdf"
        file.write_bytes(rendered.pdf)
        text = squeezed(
            subprocess.run(
                ["pdftotext", "-raw", file, "-"], check=True, capture_output=True, text=True
            ).stdout
        )
        short = [value for value in values if len(value) < 200]
        broken = [value for value in short if text.count(value) != 1]
        assert len(broken) <= pages, (key, broken[:9])  # one at most may go on over the end of a page
        assert [value for value in short if text.count(value[:6]) != 1] == [], key
        places = [text.index(value[:6]) for value in short]
        # Of a row that goes on over the end of a page, a cell may begin on the next one.
        assert sum(one > two for one, two in pairwise(places)) <= pages, key
        for value in values:
            pieces = value.split("，")[:-1] if len(value) >= 200 else []
            assert len([each for each in pieces if text.count(each) != 1]) <= pages, key
    assert len(seen) >= 5
