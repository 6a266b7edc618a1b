"""Code lists that describe organisations. The lists belong to a part above, which hands a reader down."""

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True)
class Offered:
    """One code in the reader's language. What is not `choosable` any more still names what stands."""

    code: str
    label: str
    choosable: bool = True


Reader = Callable[[str], list[Offered]]
_readers: list[Reader] = []


def offer_codes(reader: Reader) -> None:
    """Let `reader` answer for every code list by its key. Called once, when the project starts."""
    _readers[:] = [reader]


def choices_for(key: str, *, standing: str = "") -> list[tuple[str, str]]:
    """Code and text of each code of a list, the empty choice first; `standing` keeps its place in any case.

    Raises LookupError where nobody has offered the lists.
    """
    if not _readers:
        raise LookupError(key)
    offered = [each for each in _readers[0](key) if each.choosable or each.code == standing]
    found = [(each.code, f"{each.code} {each.label}") for each in offered]
    if standing and standing not in {each.code for each in offered}:
        found.insert(0, (standing, standing))
    return found
