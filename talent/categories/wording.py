"""Problems keep the Chinese names of fields; readers of English see those of the definition."""

from collections.abc import Iterator
from dataclasses import replace

from talent.categories.codetables import Tables
from talent.categories.definition import Definition
from talent.categories.problems import Problem

#: What in `Problem.given` is a name: of the field, of another field of its group, of a kind of document.
_NAMES = frozenset({"label", "other", "kind"})


def in_language(problem: Problem, *, definition: Definition, tables: Tables, language: str) -> Problem:
    """The same problem with every name in `language` where the definition has one."""
    names = dict(_names(problem, definition, tables, language))
    given = {key: names.get(said, said) if key in _NAMES else said for key, said in problem.given.items()}
    return replace(problem, given=given)


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
