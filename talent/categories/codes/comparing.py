"""What a file would do to a code list, row by row, before anything is written."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from functools import cached_property

from django.utils.translation import gettext as _

from talent.categories.codes.csvfiles import Fault, Row, heading_of, merged_attributes
from talent.categories.codes.lines import Circles, Line, circles_in, complaints

_ATTRIBUTES = tuple(each.name for each in fields(Line))


@dataclass(frozen=True)
class Changed:
    """A code before and after; `columns`: (heading, before, after) of what differs."""

    before: Line
    after: Line

    @property
    def columns(self) -> list[tuple[str, str, str]]:
        pairs = ((name, getattr(self.before, name), getattr(self.after, name)) for name in _ATTRIBUTES)
        return [(heading_of(name), _said(one), _said(other)) for name, one, other in pairs if one != other]


@dataclass(frozen=True)
class Comparison:
    """`lines`: the codes of the file in its order. `gone`: codes that the file does not have and that are not
    retired yet; `moved`: the codes of both stand in another order. With `faults` nothing is applied."""

    lines: tuple[Line, ...]
    new: tuple[Line, ...]
    changed: tuple[Changed, ...]
    gone: tuple[Line, ...]
    moved: bool
    faults: tuple[Fault, ...]

    @cached_property
    def says_something(self) -> bool:
        return bool(self.new or self.changed or self.gone or self.moved)


def compare(rows: Sequence[Row], standing: Mapping[str, Line], *, drops_gone: bool) -> Comparison:
    """`standing`: the codes of the list by code, in order.

    `drops_gone`: what the file does not have is deleted (from a draft), not retired: nothing may point at it.
    """
    lines = {code: _line(row, standing.get(code)) for row in rows if (code := _code_of(row))}
    whole = lines if drops_gone else {**standing, **lines}
    gone = [
        line for code, line in standing.items() if code not in lines and (drops_gone or not line.is_retired)
    ]
    common = [code for code in lines if code in standing]
    return Comparison(
        lines=tuple(lines.values()),
        new=tuple(line for code, line in lines.items() if code not in standing),
        changed=tuple(
            Changed(standing[code], lines[code]) for code in common if lines[code] != standing[code]
        ),
        gone=tuple(gone),
        moved=common != [code for code in standing if code in lines],
        faults=tuple(_faults(rows, whole, standing)),
    )


def _code_of(row: Row) -> str:
    return str(row.given.get("code", ""))


def _line(row: Row, before: Line | None) -> Line:
    """A row with what its file leaves open taken from the code as it stands; what is merged is retired."""
    given = dict(row.given)
    known = before or Line(code=_code_of(row))
    if "attributes" in given:
        given["attributes"] = merged_attributes(given["attributes"], known.attributes)
    line = replace(known, **given)
    return replace(line, is_retired=True) if line.merged_into else line


def _faults(rows: Sequence[Row], whole: Mapping[str, Line], standing: Mapping[str, Line]) -> Iterator[Fault]:
    listed = {_code_of(row) for row in rows}
    stripped = {code.lstrip("0"): code for code in standing if code.startswith("0") and code not in listed}
    circles = circles_in(whole)
    first: dict[str, int] = {}
    for row in rows:
        yield from row.faults
        code = _code_of(row)
        if code in first:
            said = {"code": code, "row": first[code]}
            yield Fault(row.number, "代码", _("代码“%(code)s”与第 %(row)s 行重复，请改正其中一行。") % said)
            continue
        first[code] = row.number
        if code not in standing and code in stripped:
            yield Fault(row.number, "代码", _zeros_lost(code, stripped[code]))
        line = whole.get(code) or _line(row, None)
        for name, text in _wrong(line, whole, standing.get(code), circles):
            yield Fault(row.number, heading_of(name), text)


def _wrong(
    line: Line, whole: Mapping[str, Line], before: Line | None, circles: Circles
) -> Iterator[tuple[str, str]]:
    if line.code in whole:
        return complaints(line, whole, before, circles)
    return complaints(line, {line.code: line}, before)


def _zeros_lost(code: str, known: str) -> str:
    return _("“%(code)s”像是“%(known)s”被表格软件去掉了前面的 0，请把这一列设为“文本”格式后重新填写。") % {
        "code": code,
        "known": known,
    }


def _said(value: object) -> str:
    """A value of a line as text for the preview."""
    if isinstance(value, bool):
        return _("是") if value else _("否")
    if isinstance(value, tuple):
        return _("、").join(value)
    if isinstance(value, Mapping):
        return _("、").join(f"{name}={text}" for name, text in value.items())
    return "" if value is None else str(value)
