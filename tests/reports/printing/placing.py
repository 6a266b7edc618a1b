"""Where the characters and lines of printed pages stand, and what is wrong about it, on every sheet."""

import io
import re
from itertools import pairwise

import pdfplumber
import pypdf

from reports.printing.continuing import ABOVE
from reports.printing.layout import MARGIN

HEAVY = 1.0  # points: the frame of a table is heavier than the lines inside it
HEI = "NotoSansSC-Medium"
CLOSE = 0.3


def faults(pdf):
    """What is wrong on the pages of a file, as (page, what, where); nothing in it is ever wrong by design."""
    with pdfplumber.open(io.BytesIO(pdf)) as document:
        return [
            (number, what.__name__, found)
            for number, page in enumerate(document.pages, 1)
            for placed in [Placed(page)]
            for what in (crossed, overlapping, outside, orphaned, open_ended)
            for found in what(placed)
        ]


def fonts(pdf):
    """(name without its prefix, whether it is embedded as a subset with its text) of every font of a file."""
    found = set()
    for page in pypdf.PdfReader(io.BytesIO(pdf)).pages:
        for font in page["/Resources"]["/Font"].values():
            name, file = font["/BaseFont"], font.get("/FontDescriptor", {}).get("/FontFile2")
            prefix, _plus, plain = name[1:].partition("+")
            subset = bool(re.fullmatch("[A-Z]{6}", prefix))
            whole = file is not None and len(file.get_data()) > 0 and "/ToUnicode" in font
            found.add((plain or prefix, subset and whole))
    return found


class Placed:
    """The characters of a page that stand upright, with the middles of their em squares, and its lines."""

    def __init__(self, page):
        self.height, self.width = float(page.height), float(page.width)
        upright = (each for each in page.chars if not each["text"].isspace() and each["matrix"][1] == 0)
        self.chars = [
            {**each, "middle": self.height - each["matrix"][5] - 0.38 * each["size"]} for each in upright
        ]
        self.uprights = [each for each in page.lines if each["x1"] - each["x0"] < 0.1]
        self.levels = [each for each in page.lines if each["bottom"] - each["top"] < 0.1]


def crossed(placed):
    """Characters that a line goes through."""
    for char in placed.chars:
        half = char["size"] / 2 - 0.5
        for line in placed.uprights:
            if char["x0"] + CLOSE < line["x0"] < char["x1"] - CLOSE and (
                line["top"] < char["middle"] < line["bottom"]
            ):
                yield char["text"]
        for line in placed.levels:
            inside = line["x0"] < char["x0"] and char["x1"] < line["x1"]
            if inside and abs(line["top"] - char["middle"]) < half:
                yield char["text"]


def overlapping(placed):
    """Characters that are drawn over each other, on one line or on two. Marks stand on their letters."""
    inked = sorted((each for each in placed.chars if each["x1"] - each["x0"] > CLOSE), key=_left)
    open_ones = []
    for char in inked:
        open_ones = [each for each in open_ones if each["x1"] > char["x0"] + 0.05]
        for each in open_ones:
            together = 0.8 * min(char["size"], each["size"]) / 2 + 0.8 * max(char["size"], each["size"]) / 2
            if abs(each["middle"] - char["middle"]) < together:
                yield each["text"] + char["text"]
        open_ones.append(char)


def outside(placed):
    """Characters beyond the margins; only page number, note and check number stand below the lower one, and
    the line that says of what a page goes on above the upper one."""
    for char in placed.chars:
        below = char["middle"] > placed.height - MARGIN
        left, right = (0, placed.width) if below else (MARGIN, placed.width - MARGIN)
        if not (
            left - 0.05 <= char["x0"] and char["x1"] <= right + 0.05 and char["middle"] > MARGIN - ABOVE - 8
        ):
            yield char["text"]


def orphaned(placed):
    """The labels of a column or a section that are the last of a page: every cell of the last row in 黑体."""
    heavy = [each["top"] for each in placed.levels if each["linewidth"] > HEAVY]
    if not heavy:
        return
    bottom = max(heavy)
    wide = max(each["width"] for each in placed.levels)
    whole = [each for each in placed.levels if each["width"] > 0.98 * wide]
    top = max((each["top"] for each in whole if each["top"] < bottom - 1), default=0)
    last = [each for each in placed.chars if top < each["middle"] < bottom]
    edges = sorted({round(each["x0"], 1) for each in placed.uprights if each["bottom"] > bottom - 2})
    cells = [
        [each for each in last if left < (each["x0"] + each["x1"]) / 2 < right]
        for left, right in pairwise(edges)
    ]
    if last and all(cell and all(HEI in each["fontname"] for each in cell) for cell in cells):
        yield "".join(each["text"] for each in last)


def open_ended(placed):
    """Upright lines that end where no level line of their weight closes them."""
    for line in placed.uprights:
        for end in (line["top"], line["bottom"]):
            if not any(
                abs(level["top"] - end) < 0.5
                and level["x0"] - 1 <= line["x0"] <= level["x1"] + 1
                and level["linewidth"] >= line["linewidth"] - 0.01
                for level in placed.levels
            ):
                yield f"{line['x0']:.1f} at {end:.1f}"


def _left(char):
    return char["x0"]
