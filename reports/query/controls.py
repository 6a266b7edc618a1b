"""The filters and columns of a category as a form asks for them: made of the neutral descriptions alone."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from reports.query.asking import Condition, Question
from talent.categories.service import FilterKind, QueryField, QueryFields

#: Up to so many choices are ticked; of longer lists one types a name or a code.
_MOST_TICKED = 40
#: Longer lists are not offered while typing: the page would be all suggestions.
_MOST_OFFERED = 300


@dataclass(frozen=True)
class Control:
    """One filter. kind: ticks, choice, range, text. `identity` is what labels and errors refer to.

    `choices`: (value, label, whether it is chosen).
    """

    identity: str
    name: str
    label: str
    kind: str
    value: str = ""
    low: str = ""
    high: str = ""
    choices: tuple[tuple[str, str, bool], ...] = ()
    offered: tuple[str, ...] = ()
    hint: str = ""
    error: str = ""

    @property
    def is_set(self) -> bool:
        return bool(
            self.value or self.low or self.high or any(chosen for _value, _label, chosen in self.choices)
        )


@dataclass(frozen=True)
class ControlGroup:
    label: str
    controls: tuple[Control, ...]

    @property
    def is_set(self) -> bool:
        return any(each.is_set or each.error for each in self.controls)


@dataclass(frozen=True)
class ColumnGroup:
    """`columns`: (name, label, whether it is shown)."""

    label: str
    columns: tuple[tuple[str, str, bool], ...]


def controls_of(question: Question) -> list[ControlGroup]:
    """The filters of the category, in the groups of the definition."""
    groups: dict[str, list[Control]] = {}
    for number, condition in enumerate(question.conditions):
        groups.setdefault(condition.field.group_label, []).append(_control(number, condition))
    return [ControlGroup(label, tuple(controls)) for label, controls in groups.items()]


def columns_of(question: Question, fields: QueryFields) -> list[ColumnGroup]:
    """Every column that can be shown; those of the page are chosen."""
    shown = {each.name for each in question.columns}
    groups: dict[str, list[tuple[str, str, bool]]] = {}
    for each in fields.fields:
        row = (each.name, named(each), each.name in shown)
        groups.setdefault(each.group_label, []).append(row)
    return [ColumnGroup(label, tuple(columns)) for label, columns in groups.items()]


def named(known: QueryField) -> str:
    """The label of a field; one that is no longer collected says so."""
    return known.label if known.in_force else _("%(label)s(已不再收集)") % {"label": known.label}


def problems_of(question: Question, controls: Iterable[ControlGroup]) -> list[tuple[str, str]]:
    """(address of the control, sentence) of everything that could not be read."""
    found = [(f"#by-{name}", said) for name, said in question.errors.items()]
    return found + [
        (f"#{each.identity}", each.error) for group in controls for each in group.controls if each.error
    ]


def _control(number: int, condition: Condition) -> Control:
    known, typed = condition.field, condition.typed
    spec = known.spec
    identity, label = f"filter-{number}", named(known)
    if spec is None:
        raise ValueError(known.name)
    if spec.kind == FilterKind.RANGE:
        hint = _("数字，可只填一端") if spec.is_number else _("日期，如 2024、2024-05，可只填一端")
        return Control(
            identity, known.name, label, "range", low=typed.low, high=typed.high, hint=hint,
            error=condition.error,
        )  # fmt: skip
    if (
        spec.kind == FilterKind.ONE_OF
        and _is_ticked(known)
        and not condition.error
        and not _others(condition)
    ):
        choices = tuple((each.value, each.label, _chosen(each.value, condition)) for each in spec.choices)
        return Control(identity, known.name, label, "ticks", choices=choices)
    if spec.kind == FilterKind.EQUALS and spec.choices:
        choices = tuple((each.value, each.label, each.value in typed.words) for each in spec.choices)
        return Control(identity, known.name, label, "choice", choices=choices, error=condition.error)
    offered = tuple(each.label for each in spec.choices) if len(spec.choices) <= _MOST_OFFERED else ()
    hint = _("名称或代码，多项之间用“；”隔开") if spec.kind == FilterKind.ONE_OF else _("含有这些字")
    return Control(
        identity, known.name, label, "text", value="；".join(typed.words), offered=offered, hint=hint,
        error=condition.error,
    )  # fmt: skip


def _is_ticked(known: QueryField) -> bool:
    """Whether the choices of a filter are few enough to be shown; the rest is typed."""
    return bool(known.spec and known.spec.choices and len(known.spec.choices) <= _MOST_TICKED)


def _chosen(value: str, condition: Condition) -> bool:
    return value in condition.typed.words or _by_label(value, condition)


def _by_label(value: str, condition: Condition) -> bool:
    """Addresses that people write say names as well as codes."""
    spec = condition.field.spec
    labels = {each.label: each.value for each in spec.choices} if spec else {}
    return any(labels.get(word) == value for word in condition.typed.words)


def _others(condition: Condition) -> bool:
    """Words of an open list: they can only be typed."""
    return bool(condition.asked and condition.asked.words)
