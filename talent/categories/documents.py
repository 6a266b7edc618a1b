"""The shape of a document: single groups are objects, repeating groups lists of them."""

from collections.abc import Iterator, Mapping
from typing import Any


def rows_at(data: Mapping[str, Any], group: str) -> Iterator[tuple[str, dict[str, Any]]]:
    """(path, row) of each row of a group; a single group is its own row, at the group's key."""
    content = data.get(group)
    if isinstance(content, list):
        yield from ((f"{group}.{place}", row) for place, row in enumerate(content))
    elif content is not None:
        yield group, content


def field_path(path: str) -> str:
    """`group.key` of a path that may name a row (`group.row.key`)."""
    group, _, rest = path.partition(".")
    row, _, key = rest.partition(".")
    return f"{group}.{key}" if key and row.isdecimal() else path
