"""What changes between two definitions, in words on cards: one a group, one for the whole, one for rules."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from talent.categories.checking.rulenames import RULE_NAMES
from talent.categories.definition import Definition, Field, Group, Option
from talent.categories.editor import consequences
from talent.categories.editor.attributes import (
    FORMULAS,
    Detail,
    Speaker,
    label_of,
    language,
    listed,
    named,
    shown,
    told,
)
from talent.categories.editor.comparing import (
    AttributeChange,
    Comparison,
    FieldChange,
    GroupChange,
    RuleChange,
)
from talent.categories.editor.ruledetails import rule_details
from talent.categories.editor.statements import statements
from talent.categories.enums import LegalBasis, Sensitivity
from talent.categories.moves.stated import Move

KINDS: dict[str, str | Promise] = {
    "added": gettext_lazy("新增"),
    "retired": gettext_lazy("已停用"),
    "removed": gettext_lazy("去掉"),
    "split": gettext_lazy("拆分"),
    "renamed": gettext_lazy("改代号"),
    "changed": gettext_lazy("改动"),
}


@dataclass(frozen=True)
class Line:
    """One thing that differs, with what differs in it and what follows from that.

    `places`: the paths of its field, now and before. `stops`: why with it the whole could not be published.
    """

    kind: str
    name: str
    details: tuple[Detail, ...] = ()
    consequences: tuple[str | Promise, ...] = ()
    places: tuple[str, ...] = ()
    stops: tuple[str, ...] = ()

    @property
    def label(self) -> str | Promise:
        return KINDS[self.kind]

    @property
    def consequence(self) -> str:
        """All that follows, one sentence after the other as the language sets them."""
        said = ""
        for each in self.consequences:
            said = _("%(said)s%(next)s") % {"said": said, "next": each} if said else str(each)
        return said


@dataclass(frozen=True)
class Card:
    """`key`: the group's key, empty for what is no group. `stops`: as of a line, about the group itself."""

    kind: str
    title: str
    key: str
    lines: tuple[Line, ...]
    stops: tuple[str, ...] = ()

    @property
    def label(self) -> str | Promise:
        return KINDS[self.kind]


@dataclass(frozen=True)
class Speakers:
    """Who words what stood before, and who words what stands now."""

    before: Speaker
    after: Speaker

    def moves(
        self, moves: Iterable[Move], was: Field | None = None, now: Field | None = None
    ) -> list[Detail]:
        said = (statements(each, before=self.before, after=self.after, was=was, now=now) for each in moves)
        return [detail for details in said for detail in details]

    def changes(self, changes: Iterable[AttributeChange], was: Any, now: Any) -> list[Detail]:
        return [detail for each in changes for detail in self._change(each, was, now)]

    def _change(self, change: AttributeChange, was: Any, now: Any) -> Iterator[Detail]:
        """“必填程度：选填 → 上报必填”; of a list what came, what went and what is called otherwise."""
        start = label_of(now, change.name) + _("：")
        if change.name in ("options", "aliases"):
            yield from _listed_changes(start, change.before, change.after)
            return
        old, new = self.before.value(was, change.name), self.after.value(now, change.name)
        words, written = f"{old} → {new}", f"{shown(change.before)} → {shown(change.after)}"
        yield Detail(start + words, code=written if change.name in FORMULAS and written != words else "")


def cards_of(comparison: Comparison, speakers: Speakers) -> list[Card]:
    """The cards of a comparison in the active language; none when nothing differs."""
    whole = tuple(_whole(comparison, speakers))
    cards = [Card("changed", _("类别"), "", whole)] if whole else []
    cards += [_group(each, speakers) for each in comparison.groups]
    if comparison.rules:
        rules = tuple(_rule(each, speakers) for each in comparison.rules)
        cards.append(Card("changed", _("规则"), "", rules))
    return cards


def with_stops(cards: Iterable[Card], complaints: Iterable[tuple[str, str]]) -> list[Card]:
    """The same cards with each complaint beside the group or the field that it is about."""
    stops: dict[str, tuple[str, ...]] = {}
    for place, sentence in complaints:
        stops[place] = (*stops.get(place, ()), sentence)
    return [
        replace(
            card,
            lines=tuple(
                replace(line, stops=tuple(said for place in line.places for said in stops.get(place, ())))
                for line in card.lines
            ),
            stops=stops.get(card.key, ()) if card.key else (),
        )
        for card in cards
    ]


def _whole(comparison: Comparison, speakers: Speakers) -> Iterator[Line]:
    if comparison.changes:
        details = speakers.changes(comparison.changes, speakers.before.definition, speakers.after.definition)
        said = tuple(consequences.of_attributes(comparison.changes))
        yield Line("changed", _("名称与对象"), tuple(details), said)
    if comparison.groups_moved:
        yield Line("changed", _("分组的顺序"), (), (consequences.MOVED,))


def _group(change: GroupChange, speakers: Speakers) -> Card:
    lines = [_group_itself(change, speakers)] if _says_something(change) else []
    lines += [_field(each, change, speakers) for each in change.fields]
    if change.fields_moved:
        lines.append(Line("changed", _("字段的顺序"), (), (consequences.MOVED,)))
    return Card(change.kind, change.group.named(language()), change.group.key, tuple(lines))


def _says_something(change: GroupChange) -> bool:
    return bool(change.kind == "added" or change.changes or change.moves)


def _group_itself(change: GroupChange, speakers: Speakers) -> Line:
    details = speakers.moves(change.moves)
    details += speakers.changes(change.changes, change.was, change.group)
    if change.kind == "added":
        details += _decided(change.group, speakers.after)
    said = (*consequences.of_moves(change.moves), *consequences.of_attributes(change.changes))
    return Line(change.kind, _("分组本身"), tuple(details), tuple(dict.fromkeys(said)))


def _decided(group: Group, speaker: Speaker) -> list[Detail]:
    """All that was decided about a new group, but for its fields."""
    details = [_detail(group, name, speaker) for name in ("repeat", "purpose", "legal_basis")]
    details += [
        _detail(group, name, speaker)
        for name in ("shown_if", "purpose_en", "label_en")
        if getattr(group, name)
    ]
    counted = Counter(each.sensitivity for each in group.fields)
    said = [
        _("%(level)s %(count)s 个字段") % {"level": level.label, "count": counted[level.value]}
        for level in Sensitivity
        if counted[level.value]
    ]
    if said:
        details.append(Detail(_("敏感程度") + _("：") + _("、").join(said)))
    return details


def _detail(known: Field | Group, name: str, speaker: Speaker) -> Detail:
    start, value = label_of(known, name) + _("："), getattr(known, name)
    if name in ("options", "aliases"):
        return listed(start, [shown(each) for each in value])
    return Detail(start + speaker.value(known, name), code=value if name in FORMULAS else "")


def _field(change: FieldChange, around: GroupChange, speakers: Speakers) -> Line:
    """Of a new field all that was decided; of one that goes on each attribute that differs."""
    known, was = change.field, change.was
    details = speakers.moves(change.moves, was or known, known)
    if change.kind == "added":
        details += [_detail(known, name, speakers.after) for name in told(known)]
        details += [] if around.kind == "added" else _from_group(around.group)
    details += speakers.changes(change.changes, was, known)
    places = dict.fromkeys(each.path for each in (known, was) if each is not None)
    said = tuple(consequences.of_field(change))
    return Line(change.kind, named(known.named(language()), known.path), tuple(details), said, tuple(places))


def _from_group(group: Group) -> list[Detail]:
    """What a new field takes from a group that was there: why it is collected, and on which ground."""
    purpose = group.purposed(language()) or shown("")
    given = {"purpose": purpose, "basis": LegalBasis(group.legal_basis).label}
    return [Detail(_("随分组：处理目的 %(purpose)s，处理依据 %(basis)s") % given)]


def _rule(change: RuleChange, speakers: Speakers) -> Line:
    speaker = speakers.before if change.kind == "removed" else speakers.after
    details = rule_details(change, speaker)
    name = str(RULE_NAMES.get(change.rule.rule, change.rule.rule))
    return Line(change.kind, name, tuple(details), (consequences.RULE[change.kind],))


def _listed_changes(start: str, before: tuple[Any, ...], after: tuple[Any, ...]) -> list[Detail]:
    old = {each.code: each for each in before if isinstance(each, Option)}
    new = {each.code: each for each in after if isinstance(each, Option)}
    both = [code for code in old if code in new and old[code] != new[code]]
    renamed = [f"{shown(old[code])} → {shown(new[code])}" for code in both]
    came = [shown(each) for each in after if each not in before and getattr(each, "code", None) not in both]
    went = [shown(each) for each in before if each not in after and getattr(each, "code", None) not in both]
    parts = ((_("增加"), came), (_("去掉"), went), (_("改称"), renamed))
    found = [listed(f"{start}{word} ", names) for word, names in parts if names]
    return found or [Detail(start + _("改变先后顺序"))]


def speakers_of(before: Definition | None, after: Definition, **given: Any) -> Speakers:
    """Both with the same code lists (`tables`) and names of lists (`lists`)."""
    return Speakers(Speaker(before, **given), Speaker(after, **given))
