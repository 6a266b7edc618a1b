"""Where the shown figures are read as files: the same release, the same selection, by the open interface."""

from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import get_language

from portal.explorer.cube import Area
from portal.explorer.state import AREAS, State
from reports.stats.service import TOTAL

#: Word in the address, name for people.
_FORMATS = (("csv", "CSV"), ("xlsx", "Excel"), ("json", "JSON"), ("jsonstat", "JSON-stat"))


@dataclass(frozen=True)
class File:
    label: str
    href: str


def shown_files(state: State) -> list[File]:
    """The selection of a state in each format."""
    areas = [state.area, *(state.cube.below(state.area) if state.rows == AREAS else [])]
    return _files(state, _selection(state, areas, state.rows), across=_across(state))


def compared_files(state: State, areas: Sequence[Area]) -> list[File]:
    """Areas beside each other by the classes across, and nothing else."""
    return _files(state, _selection(state, areas, AREAS), across=_across(state))


def whole_files(state: State) -> list[File]:
    """The whole table in each format."""
    return _files(state, {}, across={})


def _across(state: State) -> dict[str, str]:
    return {"columns": state.columns} if state.columns else {}


def _selection(state: State, areas: Sequence[Area], rows: str) -> dict[str, str]:
    """Every dimension that is neither down nor across stands at its chosen class."""
    chosen = state.classes
    held = {key: chosen.get(key, TOTAL) for key in state.cube.axes if key not in (rows, state.columns)}
    return {"area": ",".join(each.code for each in areas), **held}


def _files(state: State, selection: dict[str, str], *, across: dict[str, str]) -> list[File]:
    """A workbook has the columns of the page and, like a cube, the language of the reader."""
    place = reverse("opendata:table", args=(state.cube.key,))
    pinned = {"release": str(state.cube.release.number)} | selection
    language = {"lang": "en"} if (get_language() or "").startswith("en") else {}
    beside = {"xlsx": across | language, "jsonstat": language}
    return [
        File(label, f"{place}?{urlencode({**pinned, 'format': key, **beside.get(key, {})}, safe=',')}")
        for key, label in _FORMATS
    ]
