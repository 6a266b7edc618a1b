"""What a query asks of the fields of a category, over all its versions, as neutral values.

A field that was renamed is asked for once, under a name that no later version changes; a retired one is found
where documents still have it. Whoever renders it says the same to its store as `Asked.holds` says here.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from talent.categories.codes.tables import CodeTable, Tables, table_of
from talent.categories.dates import read_date
from talent.categories.definition import Definition, Field
from talent.categories.documents import rows_at
from talent.categories.faces.descriptions import FilterKind, FilterSpec
from talent.categories.fieldtypes import type_of
from talent.categories.moves.lineages import UnionField
from talent.categories.plaintext import plain_digits, plain_name, plain_text
from talent.categories.problems import Refused
from talent.security.service import mask

#: Of a text that is looked for; nothing longer tells two people apart.
LONGEST = 60
#: Behind every sign of a date: what is asked for up to 2012-05 takes all of that month with it.
_LAST = "~"
_NUMBER = re.compile(r"[-+]?([0-9]{1,15}(\.[0-9]{0,20})?|\.[0-9]{1,20})")


@dataclass(frozen=True)
class Typed:
    """A condition as somebody typed it: words, or from where to where."""

    words: tuple[str, ...] = ()
    low: str = ""
    high: str = ""

    def __bool__(self) -> bool:
        return any(map(str.strip, (*self.words, self.low, self.high)))


@dataclass(frozen=True)
class Asked:
    """What somebody asks of a field.

    `values`: any of these; `words`: any of these texts in the place of a code. `low` and `high`: numbers, or
    ISO texts up to the end of what they name. `text`: a part of a text, whatever its case.
    """

    kind: FilterKind
    values: tuple[Any, ...] = ()
    words: tuple[str, ...] = ()
    low: Decimal | str | None = None
    high: Decimal | str | None = None
    text: str = ""

    @property
    def last(self) -> Decimal | str | None:
        """The upper end, so that every value up to it compares as less or equal."""
        return self.high + _LAST if isinstance(self.high, str) else self.high

    def holds(self, value: Any) -> bool:
        """Whether a stored value is what is asked for; of a list any of its values."""
        if isinstance(value, list):
            return any(map(self.holds, value))
        if self.kind == FilterKind.CONTAINS:
            return self.text.lower() in str(value).lower()
        if self.kind == FilterKind.RANGE:
            return self._lies_within(value)
        if isinstance(value, dict):
            return value.get("text") in self.words
        return any(value == each and type(value) is type(each) for each in self.values)

    def _lies_within(self, value: Any) -> bool:
        low: Any = self.low
        last: Any = self.last
        is_number = isinstance(low, Decimal) or isinstance(last, Decimal)
        found = Decimal(str(value)) if is_number else str(value)
        return (low is None or low <= found) and (last is None or found <= last)


def asked_of(known: Field, spec: FilterSpec, typed: Typed, tables: Tables) -> Asked | None:
    """What was typed at a filter; None for nothing. Raises Refused where it cannot be read."""
    if not typed:
        return None
    if spec.kind == FilterKind.RANGE:
        return _range(known, spec, typed, tables)
    words = [word for word in typed.words if word.strip()]
    if spec.kind == FilterKind.CONTAINS:
        return Asked(spec.kind, text=_part(known, words[0], tables))
    if not type_of(known).needs_table:
        return Asked(spec.kind, values=tuple(type_of(known).read(known, word, tables) for word in words))
    return _coded(spec, words, table_of(known, tables))


def _range(known: Field, spec: FilterSpec, typed: Typed, tables: Tables) -> Asked:
    low, high = (_end(known, spec, text, tables) for text in (typed.low, typed.high))
    asked = Asked(spec.kind, low=low, high=high)
    ends: tuple[Any, Any] = (low, asked.last)
    if None not in ends and ends[0] > ends[1]:
        raise Refused("ends_reversed", low=typed.low.strip(), high=typed.high.strip())
    return asked


def _end(known: Field, spec: FilterSpec, text: str, tables: Tables) -> Decimal | str | None:
    """As the field keeps it; an end may also be what no value can be: out of its limits, or a mere year."""
    plain = plain_digits(text)
    if not plain:
        return None
    if not spec.is_number:
        return str(_as_kept(known, plain, tables) or _date(plain))
    digits = plain.replace(",", "").removesuffix("年")
    if not _NUMBER.fullmatch(digits):
        raise Refused("not_decimal", text=plain)
    return Decimal(digits)


def _date(text: str) -> str:
    found = read_date(text)
    if found is None:
        raise Refused("not_a_partial_date", text=text)
    return found.iso()


def _part(known: Field, word: str, tables: Tables) -> str:
    """As the field keeps it where it is a whole value, else as it was typed."""
    text = plain_name(word) if known.type == "name" else plain_text(word)
    text = str(_as_kept(known, word, tables) or text)
    if len(text) > LONGEST:
        raise Refused("too_long", limit=LONGEST, length=len(text))
    return text


def _as_kept(known: Field, text: str, tables: Tables) -> Any:
    try:
        return type_of(known).read(known, text, tables)
    except Refused:
        return None


def _coded(spec: FilterSpec, words: Iterable[str], table: CodeTable) -> Asked:
    """Codes by their code or any of their words, and those that stand below them or were merged into them."""
    wanted: dict[str, None] = {}
    others: list[str] = []
    for word in (plain_text(each) for each in words):
        entry = table.by_code.get(word) or table.find(word)
        if entry is not None:
            wanted[entry.code] = None
        elif table.is_open:
            others.append(word)
        else:
            raise Refused("not_in_list", text=word)
    return Asked(spec.kind, values=tuple(_with_what_counts(wanted, table)), words=tuple(others))


def _with_what_counts(wanted: Mapping[str, None], table: CodeTable) -> Iterator[str]:
    for entry in table.entries:
        code, seen = entry.code, set[str]()
        while code and code not in wanted and code not in seen:
            seen.add(code)
            code = _above(table, code)
        if code in wanted:
            yield entry.code


def _above(table: CodeTable, code: str) -> str:
    """What a code counts with: what took its place, else what it stands under; "" for nothing."""
    entry = table.by_code.get(code)
    return (entry.merged_into or entry.parent) if entry else ""


@dataclass(frozen=True)
class QueryField:
    """One field over all versions, as its newest version has it.

    `name` never changes. `paths`: by version, where documents have it; `converted`: versions whose documents
    have it in another form, so that each is moved before it is looked at. `slots`: under which names
    statistics keep its codes; empty unless they keep all of them. `spec` is None where nobody may ask for
    it. A sealed field is shown masked.
    """

    name: str
    known: Field
    label: str
    group_label: str
    spec: FilterSpec | None
    paths: Mapping[int, str]
    converted: frozenset[int] = frozenset()
    slots: tuple[str, ...] = ()
    sealed: bool = False
    in_force: bool = True


@dataclass(frozen=True)
class QueryFields:
    """The fields of a category that a query can ask for or show. `definitions`: by version."""

    fields: tuple[QueryField, ...]
    definitions: Mapping[int, Definition]
    tables: Tables = field(repr=False)

    def named(self, name: str) -> QueryField | None:
        return next((each for each in self.fields if each.name == name), None)

    def read(self, asked: QueryField, typed: Typed) -> Asked | None:
        """What was typed at a filter. Raises Refused, which knows the label as well."""
        if asked.spec is None:
            return None
        try:
            return asked_of(asked.known, asked.spec, typed, self.tables)
        except Refused as no:
            raise Refused(no.key, **no.given, label=asked.label) from no

    def shown(self, column: QueryField, version: int, document: Mapping[str, Any], language: str) -> str:
        """What a document of a version has in a field, as text; what is sealed is masked."""
        definition = self.definitions[version]
        known = definition.by_path.get(column.paths.get(version, ""))
        if known is None:
            return ""
        kind = type_of(known)
        values = (row.get(known.key) for _path, row in rows_at(document, known.group))
        texts = (kind.show(known, each, self.tables, language) for each in values if each is not None)
        said = (mask(kind=known.type, text=each) if column.sealed else each for each in texts)
        return _("；").join(said)


def query_fields(
    union: Sequence[UnionField],
    definitions: Mapping[int, Definition],
    *,
    versions: Mapping[int, int],
    tables: Tables,
    language: str,
) -> QueryFields:
    """What can be asked for and shown, in the order of the union. `versions`: keys by number."""
    by_number = {number: definitions[key] for number, key in versions.items()}
    found = (_field(each, by_number, versions, tables, language) for each in union)
    return QueryFields(tuple(each for each in found if each is not None), definitions, tables)


def _field(
    known: UnionField,
    definitions: Mapping[int, Definition],
    versions: Mapping[int, int],
    tables: Tables,
    language: str,
) -> QueryField | None:
    fields = {number: definitions[number].by_path[path] for number, path in known.paths.items()}
    newest = known.field
    if not type_of(newest).in_lists:
        return None
    same = {number for number, each in fields.items() if _kind(each) == _kind(newest)}
    sealed = any(each.is_sensitive for each in fields.values())
    spec = type_of(newest).filter(newest, tables, language)
    group = definitions[max(known.paths)].by_key[newest.group]
    return QueryField(
        name=known.origins[min(known.origins)],
        known=newest,
        label=newest.named(language),
        group_label=group.named(language),
        spec=spec if not sealed and any(each.filterable for each in fields.values()) else None,
        paths={versions[number]: path for number, path in known.paths.items()},
        converted=frozenset(versions[number] for number in fields.keys() - same),
        slots=_slots(known, fields.values(), tables) if len(same) == len(fields) else (),
        sealed=sealed,
        in_force=known.in_force,
    )


def _kind(known: Field) -> tuple[object, ...]:
    return known.type, known.code_list, bool(known.options), known.repeat


def _slots(known: UnionField, fields: Iterable[Field], tables: Tables) -> tuple[str, ...]:
    """Statistics keep one code of each document; of several rows only the highest, which is not all."""
    for each in fields:
        kept = each.dimension and not (each.repeat or each.is_sensitive)
        if not kept or type_of(each).dimension(each, tables) is None:
            return ()
    return tuple(dict.fromkeys(known.origins.values()))
