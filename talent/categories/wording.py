"""Problems keep the Chinese names of fields; readers of English see those of the definition."""

import re
from collections.abc import Iterator
from dataclasses import replace

from django.utils.translation import gettext as _

from talent.categories.codes.tables import Tables
from talent.categories.definition import Definition, Field, Group
from talent.categories.problems import Problem

#: What in `Problem.given` is a name: of the field, of another field of its group, of a kind of document.
_NAMES = frozenset({"label", "other", "kind"})
#: The number of a row in a path, counted from 0; anything else is no row.
_ROW = re.compile("[0-9]{1,6}")


def in_language(problem: Problem, *, definition: Definition, tables: Tables, language: str) -> Problem:
    """The same problem with its row, and with every name in `language` where the definition has one."""
    names = dict(_names(problem, definition, tables, language))
    given = {key: names.get(said, said) if key in _NAMES else said for key, said in problem.given.items()}
    group, number, _key = _parts(definition, problem.path)
    return replace(problem, given=given, row=row_name(group, number, language) if group and number else "")


def row_name(group: Group, number: int, language: str) -> str:
    """The name of a row of a repeating group, as every page says it; rows count from 1."""
    return _("%(group)s 第 %(number)s 条") % {"group": group.named(language), "number": number}


#: Stands in a path for a row that is there no more.
GONE = "-"


def place_name(definition: Definition, path: str, language: str) -> str:
    """The name of a field, with its row where it has one, or of a whole group; "" for no place of these."""
    group, number, known = _parts(definition, path)
    if group is None:
        return ""
    if known and GONE in path.split("."):
        return f"{group.named(language)} · {known.named(language)}"
    if not number:
        return (known or group).named(language)
    row = row_name(group, number, language)
    return f"{row} · {known.named(language)}" if known else row


def _parts(definition: Definition, path: str) -> tuple[Group | None, int, Field | None]:
    """Group, row (from 1, 0 for none) and field of a path, as far as the definition has them."""
    key, *rest = path.split(".")
    group = definition.by_key.get(key)
    if group is None:
        return None, 0, None
    number = int(rest.pop(0)) + 1 if group.repeat and rest and _ROW.fullmatch(rest[0]) else 0
    if group.repeat and rest and rest[0] == GONE:
        rest.pop(0)
    return group, number, group.by_key.get(rest[0]) if rest else None


def _names(
    problem: Problem, definition: Definition, tables: Tables, language: str
) -> Iterator[tuple[str, str]]:
    yield definition.label, definition.named(language)
    if "kind" in problem.given and "identity_doc_type" in tables:
        yield from ((entry.label, entry.named(language)) for entry in tables["identity_doc_type"].entries)
    group = definition.by_key.get(problem.path.partition(".")[0])
    if group is not None:
        yield group.label, group.named(language)
        yield from ((known.label, known.named(language)) for known in group.fields)
