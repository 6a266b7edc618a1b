"""What a condition can speak of at one place of a draft: the fields, and what can be asked of each."""

from collections.abc import Iterator, Set
from dataclasses import dataclass
from functools import cached_property

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from talent.categories.codes.tables import CodeEntry, Tables, table_of
from talent.categories.definition import Field, Group
from talent.categories.editor.spots import Spot
from talent.categories.faces.descriptions import Choice
from talent.categories.fieldtypes import REGISTRY
from talent.categories.formulas.named import NAMED
from talent.categories.formulas.nodes import OWN_ROW, RESERVED, Rows
from talent.categories.formulas.parsing import NotAFormula, parse
from talent.categories.formulas.vetting import DATED, KINDS, NUMBER, TEXT, TEXTS, TRUTH

#: Kinds that only the choosing knows, beside those of formulas: one code, a day or month, a number of rows.
CODED, DATE, AMOUNT = "coded", "date", "amount"
#: Over which rows of a group a condition runs; "" where there is one value.
ANY_ROW, EACH_ROW, COUNT, SUM = "any", "all", "count", "sum"
OVERS: dict[str, str | Promise] = {
    ANY_ROW: gettext_lazy("任一行"),
    EACH_ROW: gettext_lazy("每一行(没有行也算)"),
    SUM: gettext_lazy("各行合计"),
}
#: Longer lists are typed as codes or names.
MOST_CHOICES = 300

_ORDERED: dict[str, str | Promise] = {
    "=": gettext_lazy("等于"),
    "!=": gettext_lazy("不等于(未填也算)"),
    ">=": gettext_lazy("不小于 (≥)"),
    "<=": gettext_lazy("不大于 (≤)"),
    ">": gettext_lazy("大于 (>)"),
    "<": gettext_lazy("小于 (<)"),
}
_EVERY: dict[str, str | Promise] = {"filled": gettext_lazy("已填"), "blank": gettext_lazy("未填")}
#: What can be asked of a value of each kind.
OPERATORS: dict[str, dict[str, str | Promise]] = {
    CODED: {"in": gettext_lazy("是以下之一"), "not in": gettext_lazy("不是以下任何一个(未填也算)"), **_EVERY},
    TEXTS: {
        "in": gettext_lazy("含有以下之一"),
        "not in": gettext_lazy("不含以下任何一个(未填也算)"),
        **_EVERY,
    },
    NUMBER: {**_ORDERED, **_EVERY},
    AMOUNT: _ORDERED,
    TRUTH: {"yes": gettext_lazy("为“是”"), "no": gettext_lazy("为“否”"), **_EVERY},
    TEXT: {
        "=": gettext_lazy("等于"),
        "!=": gettext_lazy("不等于(未填也算)"),
        "contains": gettext_lazy("含有"),
        "starts": gettext_lazy("开头是"),
        **_EVERY,
    },
    DATE: {"=": gettext_lazy("等于"), ">=": gettext_lazy("不早于"), "<=": gettext_lazy("不晚于"), **_EVERY},
}


def arity(operator: str) -> str:
    """How many values an operator wants: none, one or many."""
    if operator in ("filled", "blank", "yes", "no"):
        return "none"
    return "many" if operator in ("in", "not in") else "one"


@dataclass(frozen=True)
class Subject:
    """A field; without one, the rows of a group to be counted. `path` is what formulas call it.

    `choices` is None where there are too many to offer.
    """

    path: str
    label: str
    overs: tuple[str, ...] = ("",)
    field: Field | None = None
    choices: tuple[Choice, ...] | None = None

    def kind(self, over: str) -> str:
        """What the value is of which something is asked."""
        if self.field is None or over == SUM:
            return AMOUNT
        kind = KINDS.get(self.field.type, TEXT)
        if kind == TEXT and REGISTRY[self.field.type].needs_table:
            return CODED
        return DATE if self.field.type in DATED else kind


@dataclass(frozen=True)
class Section:
    """The subjects of one group, under its name."""

    label: str
    subjects: tuple[Subject, ...]


@dataclass(frozen=True)
class Vocabulary:
    sections: tuple[Section, ...]
    tables: Tables
    own: Group | None = None

    @cached_property
    def by_path(self) -> dict[str, Subject]:
        return {each.path: each for section in self.sections for each in section.subjects}

    def subject(self, over: str, path: str) -> Subject | None:
        """What can be asked about in this way; None for anything that is not offered."""
        found = self.by_path.get(path)
        return found if found and over in found.overs else None


def vocabulary(spot: Spot, *, typed: Set[str], language: str, standing: Set[str] = frozenset()) -> Vocabulary:
    """What a condition at a place can speak of.

    `typed`: keys of groups and paths of fields that their author has written: a stand-in for a key that is
    still missing is no name to refer to. `standing`: codes that are offered although nobody may choose them
    any more, since they stand in the formula.
    """
    speaker = _Speaker(spot, typed, language, standing)
    groups = (group for group in spot.definition.by_key.values() if group.key in typed and speakable(group))
    sections = (Section(speaker.title(group), tuple(speaker.subjects(group))) for group in groups)
    return Vocabulary(tuple(each for each in sections if each.subjects), spot.tables, spot.own)


def speakable(group: Group) -> bool:
    """Whether formulas can mean the group by its key, which may be a word of their own."""
    try:
        meant = parse(group.key) == Rows(group.key)
    except NotAFormula:
        return False
    return meant and group.key not in RESERVED and group.key not in NAMED


@dataclass(frozen=True)
class _Speaker:
    spot: Spot
    typed: Set[str]
    language: str
    standing: Set[str]

    def _is_own_row(self, group: Group) -> bool:
        return group.repeat and self._is_own(group) and self.spot.field is not None

    def _is_own(self, group: Group) -> bool:
        return group.key == self.spot.group

    def title(self, group: Group) -> str:
        name = group.named(self.language)
        return _("本行：%(group)s") % {"group": name} if self._is_own_row(group) else name

    def subjects(self, group: Group) -> Iterator[Subject]:
        """Nothing that the formula itself decides about: it would wait for itself."""
        own = self._is_own(group)
        if own and self.spot.field is None:
            return
        if group.repeat and not own:
            yield Subject(group.key, _("行数"), (COUNT,))
        for field in group.by_key.values():
            if field.path in self.typed and not (own and field.key == self.spot.field):
                yield self._subject(group, field)

    def _subject(self, group: Group, field: Field) -> Subject:
        label, choices = field.named(self.language), self._choices(field)
        if not group.repeat or self._is_own_row(group):
            path = f"{OWN_ROW}.{field.key}" if group.repeat else field.path
            return Subject(path, label, field=field, choices=choices)
        summed = (SUM,) if KINDS.get(field.type) == NUMBER else ()
        return Subject(field.path, label, (ANY_ROW, EACH_ROW, *summed), field, choices)

    def _choices(self, field: Field) -> tuple[Choice, ...] | None:
        if not REGISTRY[field.type].needs_table:
            return None
        entries = table_of(field, self.spot.tables).entries
        offered = [each for each in entries if each.choosable or each.code in self.standing]
        return tuple(map(self._choice, offered)) if 0 < len(offered) <= MOST_CHOICES else None

    def _choice(self, entry: CodeEntry) -> Choice:
        label = entry.named(self.language)
        return Choice(entry.code, label if entry.choosable else _("%(label)s(已停用)") % {"label": label})
