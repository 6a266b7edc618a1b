"""The one check of every value: the same for form, import, interface, review and print."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, replace
from functools import cached_property
from typing import Any

from talent.categories.checking.rules import RULES, Checked
from talent.categories.codes.tables import CodeTable, Tables
from talent.categories.dates import read_date
from talent.categories.definition import Definition, Field, Group
from talent.categories.documents import field_path, rows_at
from talent.categories.fieldtypes import codes_in, type_of
from talent.categories.formulas.evaluating import Scope
from talent.categories.formulas.formula import formula
from talent.categories.formulas.values import stored
from talent.categories.plaintext import is_blank
from talent.categories.problems import Problem, Refused
from talent.categories.unitfacts import UnitFacts

Data = dict[str, Any]
#: Longer ones are no row numbers but names that somebody invented.
_LONGEST_ROW_NUMBER = 10


@dataclass(frozen=True)
class Cleaned:
    """The outcome of one check.

    `data` holds every value that could be read, nothing else. `problems` stop a submission, `invalid` (a part
    of them: all but what is still missing) already stop a draft, `warnings` are for the reviewer to see.
    `completeness` is the share of fields that should be filled, 0 to 100.
    """

    data: Data
    problems: tuple[Problem, ...] = ()
    warnings: tuple[Problem, ...] = ()
    completeness: int = 100

    @property
    def invalid(self) -> tuple[Problem, ...]:
        return tuple(each for each in self.problems if each.key not in ("required", "row_required"))


@dataclass(frozen=True)
class _Coarse:
    """A date written less exactly than its field asks, while the exact one can be derived."""

    known: Field
    row: Data
    path: str
    text: str
    refused: Refused


@dataclass
class _Work:
    definition: Definition
    tables: Tables
    unit: UnitFacts
    standing: Mapping[str, frozenset[str]]
    data: Data = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    warnings: list[Problem] = field(default_factory=list)
    refused: set[str] = field(default_factory=set)
    coarse: list[_Coarse] = field(default_factory=list)
    hidden: set[str] = field(default_factory=set)

    @cached_property
    def scope(self) -> Scope:
        """What formulas outside repeating groups see."""
        return Scope(self.data, unit=asdict(self.unit), lists=self._list_of)

    def _list_of(self, path: str) -> CodeTable | None:
        known = self.definition.by_path.get(path)
        return self.tables.get(known.code_list) if known else None

    def holds(self, text: str, group: str, row: Mapping[str, Any]) -> bool:
        """Whether a condition holds for a row of a group; one that says nothing does."""
        return not text or formula(text).work_out(replace(self.scope, row=row, own=group)) is True

    def tables_for(self, known: Field, also: frozenset[str] = frozenset()) -> Tables:
        """The lists as this field reads them: codes that stand in it already are taken, retired or not."""
        codes = self.standing.get(known.path, frozenset()) | also
        if not codes or known.code_list not in self.tables:
            return self.tables
        return {**self.tables, known.code_list: self.tables[known.code_list].keeping(codes)}

    def refuse(self, path: str, key: str, label: str, given: Mapping[str, Any]) -> None:
        self.refused.add(path)
        self.problems.append(Problem(path, key, {"label": label, **given}))


def check(
    definition: Definition,
    raw: Mapping[str, Any],
    *,
    tables: Tables,
    unit: UnitFacts,
    standing: Mapping[str, Any] | None = None,
) -> Cleaned:
    """Read, derive and check one document (shape: see definition.py) of typed or stored values.

    `standing`: the document that is being edited. A code that stands in a field of it stays good there, in
    any row, although it was retired or merged since.
    """
    work = _Work(definition, tables, unit, _standing_codes(definition, standing or {}))
    _read_all(work, raw)
    _settle_all(work)
    _settle_coarse(work)
    completeness = _require_all(work)
    _apply_rules(work)
    return Cleaned(
        data=work.data,
        problems=tuple(_in_order(work.problems, definition)),
        warnings=tuple(_in_order(work.warnings, definition)),
        completeness=completeness,
    )


def not_asked(
    definition: Definition, data: Mapping[str, Any], *, tables: Tables, unit: UnitFacts
) -> frozenset[str]:
    """What a checked document is not asked for, since a condition does not hold: keys of groups, and paths
    of fields of single groups. A single group of which no field is asked for is not asked for itself."""
    work = work_on(definition, data, tables=tables, unit=unit)
    found: set[str] = set()
    for group in definition.groups:
        whole = not work.holds(group.shown_if, group.key, {})
        row = {} if group.repeat else data.get(group.key) or {}
        fields = () if group.repeat else group.fields
        hidden = {each.path for each in fields if whole or not work.holds(each.shown_if, group.key, row)}
        found |= hidden
        if whole or (fields and len(hidden) == len(fields)):
            found.add(group.key)
    return frozenset(found)


def work_on(definition: Definition, data: Mapping[str, Any], *, tables: Tables, unit: UnitFacts) -> _Work:
    """A checked document with all that its formulas look at."""
    return _Work(definition, tables, unit, {}, data=dict(data))


def _standing_codes(definition: Definition, standing: Mapping[str, Any]) -> dict[str, frozenset[str]]:
    """Codes by `group.key`."""
    return {
        known.path: frozenset(code for _, row in rows_at(standing, group.key) for code in _codes(row, known))
        for group in definition.groups
        if standing.get(group.key)
        for known in group.fields
        if known.code_list
    }


def keeps_codes(definition: Definition, standing: Mapping[str, Any], *, tables: Tables) -> bool:
    """Whether codes stand in a document that nobody could choose anew: as `standing` it changes a check."""
    closed = {key: table.closed for key, table in tables.items() if table.closed}
    asked = (known for known in definition.all_fields() if known.code_list in closed)
    return any(
        not closed[known.code_list].isdisjoint(_codes(row, known))
        for known in asked
        for _, row in rows_at(standing, known.group)
    )


def _codes(row: Data, known: Field) -> list[str]:
    return codes_in(row.get(known.key))


def _in_order(problems: list[Problem], definition: Definition) -> list[Problem]:
    """As the form is read: group by group, row by row, field by field; what is in no group comes last."""
    if len(problems) < 2:
        return problems
    groups = {key: place for place, key in enumerate(definition.by_key)}
    fields = {path: place for place, path in enumerate(definition.by_path)}

    def place(problem: Problem) -> tuple[int, int, int]:
        group, _, rest = problem.path.partition(".")
        row = rest.partition(".")[0]
        return (
            groups.get(group, len(groups)),
            int(row) if row.isdecimal() and len(row) < _LONGEST_ROW_NUMBER else -1,
            fields.get(field_path(problem.path), -1),
        )

    return sorted(problems, key=place)


def _read_all(work: _Work, raw: Mapping[str, Any]) -> None:
    for key in raw:
        if key not in work.definition.by_key:
            work.refuse(str(key), "unknown_field", str(key), {})
    for group in work.definition.groups:
        content = raw.get(group.key)
        if group.repeat:
            work.data[group.key] = _read_rows(work, group, content)
        else:
            work.data[group.key] = _read_row(work, group, content or {}, group.key)


def _read_rows(work: _Work, group: Group, content: object) -> list[Data]:
    rows: list[Data] = []
    if content is not None and not isinstance(content, list):
        work.refuse(group.key, "not_a_row", group.label, {})
        return rows
    for row in content or []:
        if isinstance(row, Mapping) and all(is_blank(value) for value in row.values()):
            continue
        rows.append(_read_row(work, group, row, f"{group.key}.{len(rows)}"))
    return rows


def _read_row(work: _Work, group: Group, content: object, at: str) -> Data:
    if not isinstance(content, Mapping):
        work.refuse(at, "not_a_row", group.label, {})
        return {}
    row: Data = {}
    for key, value in content.items():
        known = group.by_key.get(key)
        path = f"{at}.{key}"
        if known is None:
            work.refuse(path, "unknown_field", str(key), {})
        elif not is_blank(value):
            _read_value(work, known, value, row, path)
    return row


def _read_value(work: _Work, known: Field, value: object, row: Data, path: str) -> None:
    try:
        row[known.key] = type_of(known).read(known, value, work.tables_for(known))
    except Refused as refused:
        coarse = read_date(str(value)) if known.type == "date" and known.derive else None
        if coarse is None:
            work.refuse(path, refused.key, known.label, refused.given)
        else:
            work.coarse.append(_Coarse(known, row, path, coarse.iso(), refused))


def _settle_all(work: _Work) -> None:
    """What is not shown is left out, what follows is put in, each after what it looks at."""
    for known in work.definition.settling:
        _settle_group(work, work.definition.by_key[known.group])
        for at, row in rows_at(work.data, known.group):
            path = f"{at}.{known.key}"
            if known.group in work.hidden or not work.holds(known.shown_if, known.group, row):
                _hide(work, known, row, path)
            elif known.derive or known.default:
                _derive(work, known, row, path)


def _settle_group(work: _Work, group: Group) -> None:
    """A repeating group that is not shown has no rows; of a single one each field is left out by itself."""
    if group.key in work.hidden or work.holds(group.shown_if, group.key, {}):
        return
    work.hidden.add(group.key)
    if group.repeat and work.data[group.key]:
        work.data[group.key] = []
        work.problems = [each for each in work.problems if not each.path.startswith(f"{group.key}.")]
        work.warnings.append(Problem(group.key, "not_shown", {"label": group.label}))


def _hide(work: _Work, known: Field, row: Data, path: str) -> None:
    """Whoever checks is told of a value that was left out; one that could not be read is no problem now."""
    work.hidden.add(path)
    if path in work.refused:
        work.problems = [each for each in work.problems if each.path != path]
    if row.pop(known.key, None) is not None or path in work.refused:
        work.warnings.append(Problem(path, "not_shown", {"label": known.label}))


def _settle_coarse(work: _Work) -> None:
    """Staff lists write a birth date to the month. Where the derived date agrees with it, it is taken."""
    for each in work.coarse:
        derived = each.row.get(each.known.key)
        if derived is None:
            work.refuse(each.path, each.refused.key, each.known.label, each.refused.given)
        elif not derived.startswith(each.text):
            work.refuse(each.path, "birth_disagrees", each.known.label, {"expected": derived})


def _derive(work: _Work, known: Field, row: Data, path: str) -> None:
    if path in work.refused or (known.key in row and not known.fixed):
        return
    derived = None
    if known.derive:
        derived = stored(formula(known.derive).work_out(replace(work.scope, row=row, own=known.group)))
    raw = derived or known.default
    if known.fixed:
        row.pop(known.key, None)
    if not raw:
        return
    try:
        # What follows from a stored code is not chosen: it may be a retired one like the code itself.
        tables = work.tables_for(known, frozenset({derived}) if derived else frozenset())
        row[known.key] = type_of(known).read(known, raw, tables)
    except Refused as refused:
        work.warnings.append(Problem(path, refused.key, {"label": known.label, **refused.given}))


def _require_all(work: _Work) -> int:
    expected = filled = 0
    for group in work.definition.groups:
        if group.key in work.hidden:
            continue
        if group.needs_row and not work.data[group.key]:
            work.problems.append(Problem(group.key, "row_required", {"label": group.label}))
        for at, row in rows_at(work.data, group.key):
            for known in group.fields:
                if not _asks(work, known, row, f"{at}.{known.key}"):
                    continue
                expected += 1
                filled += _require(work, known, row, f"{at}.{known.key}")
    return 100 * filled // expected if expected else 100


def _asks(work: _Work, known: Field, row: Data, path: str) -> bool:
    return (
        known.required != "optional"
        and path not in work.hidden
        and work.holds(known.required_if, known.group, row)
    )


def _require(work: _Work, known: Field, row: Data, path: str) -> bool:
    if known.key in row or path in work.refused:
        return known.key in row
    problem = Problem(path, "required", {"label": known.label})
    (work.problems if known.required == "submit" else work.warnings).append(problem)
    return False


def _apply_rules(work: _Work) -> None:
    labels = {path: known.label for path, known in work.definition.by_path.items()}
    checked = Checked(work.data, work.unit, work.tables, labels)
    for rule in work.definition.rules:
        for path, key, given in RULES[rule.rule](checked, rule.given):
            if path in work.refused:
                continue
            problem = Problem(path, key, {"label": labels.get(field_path(path), path), **given})
            (work.problems if rule.severity == "block" else work.warnings).append(problem)
