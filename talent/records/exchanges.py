"""Questions with their answers, and the ways to other offices, of a change: for pages about its history."""

from dataclasses import dataclass

from talent.records.models import Change, Forward, Question


@dataclass(frozen=True)
class Exchanges:
    """Oldest first."""

    questions: tuple[Question, ...]
    forwards: tuple[Forward, ...]

    @property
    def open_question(self) -> Question | None:
        """The one that waits for an answer."""
        still = [each for each in self.questions if each.answered_at is None and each.lapsed_at is None]
        return still[0] if still else None

    def __bool__(self) -> bool:
        return bool(self.questions or self.forwards)


def exchanges_of(change: Change) -> Exchanges:
    """All of a change that the reader may see already; none is asked where it says that it has none."""
    if not getattr(change, "was_exchanged", True):
        return Exchanges((), ())
    questions = Question._plain.filter(change=change).select_related("by", "office", "answered_by")
    forwards = Forward._plain.filter(change=change).select_related("by", "from_office", "to_office")
    return Exchanges(tuple(questions.order_by("pk")), tuple(forwards.order_by("pk")))
