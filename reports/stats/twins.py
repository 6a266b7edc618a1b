"""Sets of persons that were public already, under whatever name: a cell that holds one shows its figure.

Any new table, class, area or merger can make a cell of the persons of another one, and the same set drawn on
another day tells who left in between. `kin` and `renaming` find such a cell by what is declared; here it is
found by its persons alone. Each standing cell keeps the sum of its persons' keys in eight parts, as of its
last redraw. One person more or less changes one part, so a cell that is about to be drawn and shares most
parts with a standing one is nearly that set, and shows what it showed.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping

from reports.stats.gate import CellState, Parts, is_new


class Twins:
    """The standing cells by the parts of the sets that they were drawn from."""

    def __init__(self, states: Mapping[str, CellState]) -> None:
        self._states = {
            cell: state for cell, state in states.items() if any(state.parts) and not is_new(state)
        }
        self._by_part = defaultdict[tuple[int, int], list[str]](list)
        for cell, state in self._states.items():
            for each in _filled(state.parts):
                self._by_part[each].append(cell)

    def of(self, parts: Parts) -> CellState | None:
        """The standing cell that shares most of these parts; None where none shares more than half of those
        in which the two have anybody."""
        own = frozenset(_filled(parts))
        shared = Counter(cell for each in own for cell in self._by_part.get(each, ()))
        near = (
            (count / len({place for place, _key in own | set(_filled(self._states[cell].parts))}), cell)
            for cell, count in shared.items()
        )
        # Of equally near ones the first by name, so that the same draft is drawn the same twice.
        share, cell = max(near, key=lambda each: (each[0], each[1]), default=(0.0, ""))
        return self._states[cell] if 2 * share > 1 else None


def _filled(parts: Parts) -> Iterable[tuple[int, int]]:
    return ((place, key) for place, key in enumerate(parts) if key)
