"""How much of something may be taken at once, by everybody together and by each caller."""

from collections import Counter


class Room:
    """Counts what is taken. Used from one thread, that of the event loop, so that nothing is locked."""

    def __init__(self, *, most: int, each: int) -> None:
        self._most, self._each = most, each
        self._taken: Counter[str] = Counter()
        self._all = 0

    def take(self, who: str, amount: int = 1) -> bool:
        """Whether there is room for so much more; then it is taken."""
        if self._all + amount > self._most or self._taken[who] + amount > self._each:
            return False
        self._all += amount
        self._taken[who] += amount
        return True

    def give_back(self, who: str, amount: int = 1) -> None:
        """What `take` took. Nothing stays of callers who hold nothing."""
        self._all -= amount
        self._taken[who] -= amount
        if not self._taken[who]:
            del self._taken[who]

    @property
    def is_empty(self) -> bool:
        """Whether everything was given back."""
        return not self._all and not +self._taken


class Share:
    """What one request holds of a room, until it is closed."""

    def __init__(self, room: Room, who: str) -> None:
        self._room, self._who, self._held = room, who, 0

    def grow(self, amount: int) -> bool:
        """Whether there was room for so much more."""
        if grown := self._room.take(self._who, amount):
            self._held += amount
        return grown

    def close(self) -> None:
        self._room.give_back(self._who, self._held)
        self._held = 0
