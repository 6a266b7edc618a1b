"""What was sealed once stays sealed, under whatever path its values stand later.

Nothing unseals: whoever typed a value was told that it is kept encrypted, and a definition cannot ask them.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence, Set

from django.utils.translation import gettext as _

from talent.categories.definition import Definition
from talent.categories.moves.stated import Move, destinations

Complaint = tuple[str, str]


def sealed_paths(published: Iterable[tuple[Definition, Sequence[Move]]]) -> frozenset[str]:
    """The paths at which anything sealed stood or stands. `published`: each version, oldest first, with the
    moves by which it follows the one before."""
    sealed: frozenset[str] = frozenset()
    before: Definition | None = None
    for definition, moves in published:
        if before is not None:
            sealed |= _reached(sealed, destinations(moves, before))
        sealed |= {known.path for known in definition.all_fields() if known.is_sensitive}
        before = definition
    return sealed


def unsealed(
    new: Definition, old: Definition, moves: Iterable[Move], sealed: Set[str]
) -> Iterator[Complaint]:
    """(place, sentence) of each open field of a new definition that holds what was sealed before it."""
    held = sealed | _reached(sealed, destinations(moves, old))
    for known in new.all_fields():
        if known.path in held and not known.is_sensitive:
            yield (
                known.path,
                _(
                    "“%(label)s”的内容以前一直加密保存，不能改为不加密：请把敏感程度设为“敏感，加密保存”；"
                    "要收不加密的内容，请换一个代号另建字段。"
                )
                % {"label": known.label},
            )


def _reached(sealed: Set[str], ends: Mapping[str, Sequence[str]]) -> frozenset[str]:
    return frozenset(end for path, found in ends.items() if path in sealed for end in found)
