"""What the address of a query asks for: a category, whose people, which fields, and the columns to show."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from django.http import QueryDict
from django.utils.translation import gettext as _

from talent.categories.models import Category
from talent.categories.service import SENTENCES, Asked, FilterKind, QueryField, QueryFields, Refused, Typed

#: Parameters of an address that belong to one visit and to no saved query.
PASSING = ("after", "saved", "search")
MOST_COLUMNS = 12
#: Columns that are shown where nobody chose any.
_FIRST = 4
LONGEST = 72
_NUMBER = re.compile(r"[0-9]{1,18}")
#: What stands between several codes that were typed into one box.
_BETWEEN = re.compile(r"[;；|\n]")


@dataclass(frozen=True)
class Condition:
    """One filter with what was typed at it; `error` says how to mend what cannot be read."""

    field: QueryField
    typed: Typed
    asked: Asked | None = None
    error: str = ""


@dataclass
class Question:
    """Everything that an address asks for. `errors`: by the name of a parameter that is no field."""

    category: Category | None = None
    name: str = ""
    unit: str = ""
    region: str = ""
    after: int = 0
    conditions: tuple[Condition, ...] = ()
    columns: tuple[QueryField, ...] = ()
    errors: dict[str, str] = field(default_factory=dict)

    @property
    def asked(self) -> list[Condition]:
        return [each for each in self.conditions if each.asked is not None]

    @property
    def is_wrong(self) -> bool:
        return bool(self.errors) or any(each.error for each in self.conditions)

    @property
    def narrows(self) -> bool:
        return bool(self.name or self.unit or self.region or any(each.typed for each in self.conditions))


def read_question(given: QueryDict, category: Category | None, fields: QueryFields | None) -> Question:
    """The question of an address about a category; what nobody knows there asks nothing."""
    conditions = tuple(_conditions(given, fields)) if fields else ()
    after = given.get("after", "")
    found = Question(
        category=category,
        name=_written(given, "name"),
        unit=_written(given, "unit"),
        region=_written(given, "region"),
        after=int(after) if _NUMBER.fullmatch(after) else 0,
        conditions=conditions,
        columns=tuple(_columns(given, fields, conditions)) if fields else (),
    )
    for key, said in (("name", found.name), ("unit", found.unit)):
        if len(said) > LONGEST:
            found.errors[key] = _("最多 %(limit)s 个字，请缩短。") % {"limit": LONGEST}
    if len(set(given.getlist("column"))) > MOST_COLUMNS:
        found.errors["columns"] = _("最多显示 %(most)s 列，请少选几列。") % {"most": MOST_COLUMNS}
    return found


def kept_parameters(given: QueryDict) -> QueryDict:
    """An address as it is saved and linked: without empty parameters and what belongs to one visit."""
    kept = QueryDict(mutable=True)
    for name, values in given.lists():
        if name not in PASSING and (said := [each for each in values if each.strip()]):
            kept.setlist(name, said)
    return kept


def _written(given: QueryDict, name: str) -> str:
    return given.get(name, "").replace("\x00", "").strip()


def _conditions(given: QueryDict, fields: QueryFields) -> Iterator[Condition]:
    for each in fields.fields:
        if each.spec is None:
            continue
        typed = _typed(given, each)
        try:
            yield Condition(each, typed, fields.read(each, typed))
        except Refused as no:
            yield Condition(each, typed, error=str(SENTENCES[no.key]) % no.given)


def _typed(given: QueryDict, known: QueryField) -> Typed:
    if known.spec is not None and known.spec.kind == FilterKind.RANGE:
        return Typed(low=given.get(f"{known.name}.from", ""), high=given.get(f"{known.name}.to", ""))
    words = given.getlist(known.name)
    if known.spec is not None and known.spec.kind == FilterKind.ONE_OF:
        words = [word.strip() for each in words for word in _BETWEEN.split(each)]
    return Typed(words=tuple(each for each in words if each.strip()))


def _columns(given: QueryDict, fields: QueryFields, conditions: Sequence[Condition]) -> Iterator[QueryField]:
    """Those that were chosen, in the order of the definition; else what was asked for and first filters."""
    chosen = given.getlist("column")
    names = {each.name for each in fields.fields if each.name in chosen}
    if not names:
        asked = [each.field.name for each in conditions if each.typed]
        offered = [each.field.name for each in conditions if each.field.in_force]
        names = {*asked, *offered[: max(_FIRST - len(asked), 0)]}
    found = [each for each in fields.fields if each.name in names]
    yield from found[:MOST_COLUMNS]
