"""What the dialog sends: rows with what was chosen so far, finished or not."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from talent.categories.editor.chosenvalues import NotChosen, chosen_value
from talent.categories.editor.composing import JOINTS, Chosen, Row
from talent.categories.editor.vocabulary import OPERATORS, Subject, Vocabulary, arity
from talent.categories.plaintext import is_blank


class NoRows(ValueError):
    """Not what the dialog sends."""


@dataclass(frozen=True)
class Choosing:
    """`chosen`: the finished rows; by their numbers from 0, the rows that lack a value, and what is wrong."""

    chosen: Chosen
    missing: tuple[int, ...]
    faults: tuple[tuple[int, str], ...]


def read_choosing(text: str, known: Vocabulary) -> Choosing:
    """From `{"joint", "rows": [{"path", "over", "operator", "values"}]}`. Raises NoRows."""
    try:
        raw = json.loads(text)
    except (ValueError, RecursionError) as broken:
        raise NoRows("no JSON") from broken
    if not isinstance(raw, dict) or raw.get("joint") not in JOINTS or not isinstance(raw.get("rows"), list):
        raise NoRows("no rows with a joint")
    rows: list[Row] = []
    missing, faults = [], []
    for number, each in enumerate(raw["rows"]):
        subject, row = _offered(each, known)
        values = tuple(dict.fromkeys(value for value in row.values if not is_blank(value)))
        if arity(row.operator) != "none" and not values:
            missing.append(number)
            continue
        try:
            rows.append(_finished(subject, row, values, known))
        except NotChosen as no:
            faults.append((number, str(no)))
    return Choosing(Chosen(tuple(rows), raw["joint"]), tuple(missing), tuple(faults))


def _offered(raw: Any, known: Vocabulary) -> tuple[Subject, Row]:
    row = Row(*_texts(raw))
    subject = known.subject(row.over, row.path)
    if subject is None or row.operator not in OPERATORS[subject.kind(row.over)]:
        raise NoRows("a condition that is not offered")
    return subject, row


def _texts(raw: Any) -> Iterator[Any]:
    if not isinstance(raw, dict):
        raise NoRows("a row that is none")
    given = [raw.get(name) for name in ("path", "operator", "over")]
    values = raw.get("values")
    if not isinstance(values, list) or not all(isinstance(each, str) for each in [*given, *values]):
        raise NoRows("a row of another shape")
    path, operator, over = given
    yield from (path, operator, tuple(values), over)


def _finished(subject: Subject, row: Row, values: tuple[str, ...], known: Vocabulary) -> Row:
    wanted = {"none": 0, "one": 1}.get(arity(row.operator), len(values))
    read = [chosen_value(subject, row.over, row.operator, each, known.tables) for each in values[:wanted]]
    return Row(row.path, row.operator, tuple(dict.fromkeys(read)), row.over)
