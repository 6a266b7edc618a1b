"""Where the shown figures are read as files: the same release, the same selection, by the open interface."""

from dataclasses import dataclass
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import get_language

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
    layout = {"columns": state.columns or TOTAL, "order": state.sort, "share": state.column}
    return _files(state, _selection(state), layout={key: value for key, value in layout.items() if value})


def whole_files(state: State) -> list[File]:
    """The whole table in each format."""
    return _files(state, {}, layout={})


def _selection(state: State) -> dict[str, str]:
    """Every dimension that is neither down nor across stands at its chosen class."""
    cube = state.cube
    areas = [state.area, *(cube.below(state.area) if state.rows == AREAS else [])]
    held = {key: state.held.get(key, TOTAL) for key in cube.axes if key not in (state.rows, state.columns)}
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
