"""The ways back to what an account typed in a unit and did not save."""

from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as _

from talent.collect.access import Desk
from talent.collect.enums import Kind
from talent.collect.models import Scratch
from talent.collect.papers import change_url
from talent.collect.scratching import unsaved
from talent.collect.wording import category_name
from talent.records.enums import EDITABLE


@dataclass(frozen=True)
class Left:
    """What was typed, when, and where it goes on."""

    what: str
    at: datetime
    href: str


def left_by(desk: Desk) -> list[Left]:
    """What this account left unsaved here, newest first; in one statement, and nothing of it is opened."""
    if not desk.fills:
        return []
    return [
        Left(_what(each), each.updated_at, _href(desk, each))
        for each in unsaved(desk.user, desk.organisation)
    ]


def _what(scratch: Scratch) -> str:
    label = category_name(scratch.category)
    if scratch.kind == Kind.GRID:
        return _("%(category)s · 成批录入") % {"category": label}
    if scratch.about is None:
        return _("%(category)s · 新增一人") % {"category": label}
    return f"{label} · {scratch.about.full_name}"


def _href(desk: Desk, scratch: Scratch) -> str:
    if scratch.about is not None and scratch.about.state in EDITABLE:
        return f"{change_url('change', scratch.about)}?kept={scratch.pk}"
    name = "collect:grid" if scratch.kind == Kind.GRID else "collect:new"
    base = f"&base={scratch.about.pk}" if scratch.about is not None else ""
    return f"{reverse(name, args=(desk.organisation.pk, scratch.category.key))}?kept={scratch.pk}{base}"
