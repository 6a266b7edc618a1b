"""Questions with their answers, and the ways to other offices, of a change: for pages about its history."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef
from django.db.models.functions import JSONObject

from talent.records.models import Change, Forward, Question
from talent.records.recalled import Recalled

_SAID = JSONObject(
    **{name: name for name in ("pk", "text", "at", "due", "answer", "answered_at", "lapsed_at")},
    **{"office_pk": "office", "office": "office__name", "by": "by__name", "answered_by": "answered_by__name"},
    **{"away": "standing_for__name"},
)
_SENT = JSONObject(
    **{name: name for name in ("pk", "level", "reason", "at")},
    **{"source_pk": "from_office", "source": "from_office__name", "by": "by__name"},
    **{"target_pk": "to_office", "target": "to_office__name", "away": "standing_for__name"},
)


@dataclass(frozen=True)
class Exchanges:
    """Oldest first. What is read of each is what pages tell: texts, days, and the names of who and where."""

    questions: tuple[Question, ...]
    forwards: tuple[Forward, ...]

    @property
    def open_question(self) -> Question | None:
        """The one that waits for an answer."""
        still = [each for each in self.questions if each.answered_at is None and each.lapsed_at is None]
        return still[0] if still else None

    def __bool__(self) -> bool:
        return bool(self.questions or self.forwards)


def with_exchanges() -> dict[str, ArraySubquery]:
    """Annotations of changes: all that `exchanges_of` tells of them is read in their own statement."""
    mine = {"change": OuterRef("pk")}
    return {
        "were_asked": ArraySubquery(Question._plain.filter(**mine).order_by("pk").values(told=_SAID)),
        "were_sent": ArraySubquery(Forward._plain.filter(**mine).order_by("pk").values(told=_SENT)),
    }


def exchanges_of(change: Change) -> Exchanges:
    """All of a change that the reader may see already, in one statement; none where it was read with it."""
    read = vars(change)
    if "were_asked" not in read:
        read = vars(Change._plain.only("pk").annotate(**with_exchanges()).get(pk=change.pk))
    return Exchanges(tuple(map(_question, read["were_asked"])), tuple(map(_forward, read["were_sent"])))


def _question(values: Mapping[str, Any]) -> Question:
    told = Recalled(values)
    return Question(
        pk=told["pk"],
        text=told["text"],
        office=told.organisation("office"),
        by=told.user("by"),
        standing_for=told.user("away"),
        at=told.moment("at"),
        due=told.day("due"),
        answer=told["answer"],
        answered_by=told.user("answered_by"),
        answered_at=told.moment_or_none("answered_at"),
        lapsed_at=told.moment_or_none("lapsed_at"),
    )


def _forward(values: Mapping[str, Any]) -> Forward:
    told = Recalled(values)
    return Forward(
        pk=told["pk"],
        level=told["level"],
        from_office=told.organisation("source"),
        to_office=told.organisation("target"),
        reason=told["reason"],
        by=told.user("by"),
        standing_for=told.user("away"),
        at=told.moment("at"),
    )
