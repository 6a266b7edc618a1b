"""What a newer version of the form did to a record that is corrected: one calm line, or nothing."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from talent.categories.service import Effects, effects
from talent.collect.opening import open_change
from talent.collect.papers import Paper
from talent.records.enums import ChangeState, Source
from talent.records.models import Change
from talent.records.service import changes_visible_to


def updated(paper: Paper) -> str:
    """The line for the form of a decided change; "" where the form asks as it did when it was filled in."""
    base = paper.base
    filled = base and (base if paper.older else _before_the_move(paper, base))
    if base is None or filled is None:
        return ""
    before = base.document() if filled is base else open_change(filled, by=paper.desk.user)
    found = effects(before, paper.standing.document, of=filled.version, mover=paper.mover)
    return _line(found, paper.version.number) if found else ""


def _before_the_move(paper: Paper, base: Change) -> Change | None:
    """What somebody filled in, of a record that came to its version by no hand; None where that is unseen."""
    if base.source != Source.MOVE:
        return None
    earlier = changes_visible_to(paper.desk.scope).filter(
        record=base.record_id, state=ChangeState.ACCEPTED, pk__lt=base.pk
    )
    by_hand = earlier.exclude(source=Source.MOVE).select_related("version").defer("version__schema")
    return by_hand.order_by("-pk").first()


def _line(found: Effects, number: int) -> str:
    said = {"number": number, "parts": _("；").join(_parts(found))}
    return _("表单已更新为第 %(number)s 版，原有内容已照新表单带入：%(parts)s。") % said


def _parts(found: Effects) -> Iterator[str]:
    if found.dropped:
        yield _("不再填写%(names)s") % {"names": _quoted(found.dropped)}
    for old, new in found.renamed:
        yield _("“%(old)s”改称“%(new)s”") % {"old": old, "new": new}
    for old, names in found.split:
        yield _("“%(old)s”分为%(names)s") % {"old": old, "names": _quoted(names)}
    for label, old, new in found.recoded:
        yield _("“%(label)s”由“%(old)s”改为“%(new)s”") % {"label": label, "old": old, "new": new}


def _quoted(names: tuple[str, ...]) -> str:
    return _("、").join(_("“%(name)s”") % {"name": name} for name in names)
