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
    """The selection of a state in each format; the workbook in the columns and the order of the page."""
    areas = [state.area, *(state.cube.below(state.area) if state.rows == AREAS else [])]
    layout = {"columns": state.columns or TOTAL, "order": state.sort, "share": state.column}
    told = {key: value for key, value in layout.items() if value}
    return _files(state, _selection(state, areas, state.rows), layout=told)


def compared_files(state: State, areas: Sequence[Area]) -> list[File]:
    """Areas beside each other by the classes across, and nothing else."""
    layout = {"columns": state.columns} if state.columns else {}
    return _files(state, _selection(state, areas, AREAS), layout=layout)


def whole_files(state: State) -> list[File]:
    """The whole table in each format."""
    return _files(state, {}, layout={})


def _selection(state: State, areas: Sequence[Area], rows: str) -> dict[str, str]:
    """Every dimension that is neither down nor across stands at its chosen class."""
    chosen = state.classes
    held = {key: chosen.get(key, TOTAL) for key in state.cube.axes if key not in (rows, state.columns)}
    return {"area": ",".join(each.code for each in areas), **held}


def _files(state: State, selection: dict[str, str], *, layout: dict[str, str]) -> list[File]:
    """A workbook has the layout of the page and, like a cube, the language of the reader."""
    place = reverse("opendata:table", args=(state.cube.key,))
    pinned = {"release": str(state.cube.release.number)} | selection
    language = {"lang": "en"} if (get_language() or "").startswith("en") else {}
    beside = {"xlsx": layout | language, "jsonstat": language}
    return [
        File(label, f"{place}?{urlencode({**pinned, 'format': key, **beside.get(key, {})}, safe=',')}")
        for key, label in _FORMATS
    ]
