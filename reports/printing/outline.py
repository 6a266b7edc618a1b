"""The bookmarks of a file: each sheet, and below it its sections, so that a reader may go to one at once.

ReportLab makes several objects and lookups of each bookmark, which would cost a batch more than its lines and
boxes do; here an entry is one object, written as it stands (ISO 32000-1, 12.3.3).
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from reports.printing.text import harmless

LONGEST = 120


@dataclass(frozen=True, slots=True)
class _Entry:
    """Where a bookmark leads: a page by ReportLab's name for it, and what of it is seen."""

    title: str
    page: str
    view: str


class Outline:
    """Stands in for ReportLab's own, which asks `ready` and calls `prepare` when the file is written."""

    ready = 1

    def __init__(self) -> None:
        self._sheets: list[list[_Entry]] = []

    def begin_sheet(self, title: str, page: str) -> None:
        """A sheet that begins on this page."""
        self._sheets.append([_Entry(title, page, "Fit")])

    def add_section(self, title: str, page: str, top: float) -> None:
        """A section of the sheet begun last, `top` points from the lower edge of its page."""
        self._sheets[-1].append(_Entry(title, page, f"XYZ null {top:.0f} null"))

    def prepare(self, document: Any, _canvas: Any) -> None:
        """Put all entries into ReportLab's document, whose pages are finished."""
        first = document.objectcounter + 1
        for number, text in enumerate(self._objects(document, first), first):
            reference = document.Reference(text, f"outline.{number}")
            if number == first:
                document.Catalog.Outlines = reference

    def _objects(self, document: Any, root: int) -> Iterator[str]:
        """The root and every entry, numbered on from `root` in reading order."""
        heads, following = [], root + 1
        for entries in self._sheets:
            heads.append(following)
            following += len(entries)
        several = len(self._sheets) > 1
        shown = len(self._sheets) if several else len(self._sheets[0])
        yield f"<</Type/Outlines/Count {shown}{_ends(heads)}>>"
        for at, (head, entries) in enumerate(zip(heads, self._sheets, strict=True)):
            sections = range(head + 1, head + len(entries))
            # Of a file of many sheets all sections at once would be a long list: they are folded.
            folded = -len(sections) if several else len(sections)
            below = f"/Count {folded}{_ends(sections)}" if sections else ""
            yield _entry(document, entries[0], root, heads, at) + below + ">>"
            for place, section in enumerate(entries[1:]):
                yield _entry(document, section, head, sections, place) + ">>"


def _ends(numbers: Sequence[int]) -> str:
    return f"/First {numbers[0]} 0 R/Last {numbers[-1]} 0 R"


def _entry(document: Any, entry: _Entry, parent: int, beside: Sequence[int], at: int) -> str:
    page, _version = document.idToObjectNumberAndVersion[entry.page]
    before = f"/Prev {beside[at - 1]} 0 R" if at else ""
    after = f"/Next {beside[at + 1]} 0 R" if at + 1 < len(beside) else ""
    target = f"/Dest[{page} 0 R/{entry.view}]"
    return f"<</Title<{_coded(entry.title)}>/Parent {parent} 0 R{before}{after}{target}"


def name_in_file(text: str) -> str:
    """A text as the properties of a file and its bookmarks have it: on one line, without half characters."""
    return " ".join(harmless(text).split()).encode("utf-8", "replace").decode()


def _coded(title: str) -> str:
    """A title as a text string of PDF, no longer than a list of bookmarks shows."""
    line = name_in_file(title)
    if len(line) > LONGEST:
        line = f"{line[: LONGEST - 1]}…"
    return f"\ufeff{line}".encode("utf-16-be").hex().upper()
