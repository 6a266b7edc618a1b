"""Which rows stand on which page."""

from collections.abc import Iterator, Sequence

from reports.printing.rows import Row


def paginate(rows: Sequence[Row], *, height: float) -> list[list[Row]]:
    """The rows of each page, together no higher than `height`.

    A page that goes on with a table repeats its heads. Kept rows stay with the next one where a page can
    hold both. A row is split only if no page can hold it whole, and nothing is ever cut off: what cannot be
    split further stands on a page of its own.
    """
    stack = _Stack(height)
    for group in _groups(rows):
        stack.add_together(group)
    return stack.pages


class _Stack:
    def __init__(self, height: float) -> None:
        self.height = self.room = height
        self.pages: list[list[Row]] = [[]]
        self.fresh = True  # nothing on the page yet but repeated heads

    def add_together(self, group: Sequence[Row]) -> None:
        if not self.fresh and not self._begins_here(group):
            self._turn(group[0])
        labels = sum(row.height for row in group[:-1])
        parted = len(group) > 1 and labels + group[-1].height > self._room_on_new_page(group[0])
        for at, row in enumerate(group, 1):
            self._add(row, parted=parted and at == len(group))

    def _begins_here(self, group: Sequence[Row]) -> bool:
        """Whether they all fit; of what fits on no page, at least the first lines after kept labels."""
        needed = sum(row.height for row in group)
        if self.room >= needed:
            return True
        if needed <= self._room_on_new_page(group[0]):
            return False
        labels = sum(row.height for row in group[:-1])
        return len(group) == 1 or group[-1].split(self.room - labels) is not None

    def _add(self, row: Row, *, parted: bool) -> None:
        """`parted`: rather in two than whole on the next page, away from its labels."""
        while row.height > self.room:
            whole = not parted and row.height <= self._room_on_new_page(row)
            parts = None if whole else row.split(self.room)
            if parts:
                self._place(parts[0])
                row = parts[1]
            elif self.fresh:
                break
            self._turn(row)
        self._place(row)

    def _place(self, row: Row) -> None:
        self.pages[-1].append(row)
        self.room -= row.height
        self.fresh = False

    def _turn(self, following: Row) -> None:
        self.pages.append(list(following.heads))
        self.room = self._room_on_new_page(following)
        self.fresh = True

    def _room_on_new_page(self, row: Row) -> float:
        return self.height - row.heads_height


def _groups(rows: Sequence[Row]) -> Iterator[list[Row]]:
    group: list[Row] = []
    for row in rows:
        group.append(row)
        if not row.kept:
            yield group
            group = []
    if group:
        yield group
