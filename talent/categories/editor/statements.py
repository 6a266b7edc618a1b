"""Stated moves in words: what becomes of what was filled in under the version before."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from talent.categories.definition import Field
from talent.categories.editor.attributes import Detail, Speaker, listed, shown
from talent.categories.enums import ConvertRule, DatePart
from talent.categories.moves.stated import Move


def statements(
    move: Move, *, before: Speaker, after: Speaker, was: Field | None, now: Field | None
) -> list[Detail]:
    """One line or two. `was` and `now`: the field that the move is about, as far as it is there."""
    return list(_WORDED[move.kind](move, before, after, was, now))


def _renamed(
    move: Move, before: Speaker, after: Speaker, was: Field | None, now: Field | None
) -> Iterator[Detail]:
    given = {"old": move.source, "new": _("、").join(move.to)}
    said = _("代号 %(old)s 改为 %(new)s") if "." in move.source else _("分组代号 %(old)s 改为 %(new)s")
    yield Detail(said % given + _noted(move))


def _split(
    move: Move, before: Speaker, after: Speaker, was: Field | None, now: Field | None
) -> Iterator[Detail]:
    given = {
        "old": before.field(move.source),
        "new": _("、").join(map(after.field, move.to)),
        "sign": move.separator,
    }
    if move.separator:
        yield Detail(_("%(old)s 按“%(sign)s”拆成 %(new)s") % given + _noted(move))
        return
    yield Detail(_("%(old)s 按代码拆成 %(new)s") % given + _noted(move))
    names = before.codes(move.by, was)
    pairs = zip(names, move.by.values(), strict=True)
    yield listed(
        _("代码归入："), [_("%(code)s 归入 %(path)s") % {"code": code, "path": path} for code, path in pairs]
    )


def _merged(
    move: Move, before: Speaker, after: Speaker, was: Field | None, now: Field | None
) -> Iterator[Detail]:
    (into,) = after.codes([move.into], now)
    names = _("、").join(before.codes(move.codes, was))
    yield Detail(_("选项 %(codes)s 并入 %(into)s") % {"codes": names, "into": into} + _noted(move))


def _retired(
    move: Move, before: Speaker, after: Speaker, was: Field | None, now: Field | None
) -> Iterator[Detail]:
    yield Detail(_("停用，新版本不再采集") + _noted(move))


def _converted(
    move: Move, before: Speaker, after: Speaker, was: Field | None, now: Field | None
) -> Iterator[Detail]:
    words = dict(ConvertRule.choices)
    rule = str(words.get(move.rule, move.rule))
    if move.rule == ConvertRule.PART:
        rule += _("：") + str(dict(DatePart.choices).get(move.part, shown(move.part)))
    yield Detail(_("原来的内容换算：%(rule)s") % {"rule": rule} + _noted(move))
    if move.table:
        pairs = zip(before.codes(move.table, was), after.codes(move.table.values(), now), strict=True)
        yield listed(_("代码对照："), [f"{old} → {new}" for old, new in pairs])


def _noted(move: Move) -> str:
    return _("(说明：%(note)s)") % {"note": move.note} if move.note else ""


_WORDED = {
    "rename": _renamed,
    "split": _split,
    "merge_codes": _merged,
    "retire": _retired,
    "convert": _converted,
}
