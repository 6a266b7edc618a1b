"""What a reviewer writes on a decision."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from django.core import signing

from reviews.inbox.enums import Outcome
from talent.records.models import Change
from talent.records.service import FieldRemark
from talent.security.models import User

#: Name of the input for a remark at a field; the field's path follows.
REMARK = "remark:"
_SALT = "inbox.change"


@dataclass(frozen=True)
class Typed:
    """A decision as it was posted: kept whole, so that a refusal loses nothing."""

    outcome: str = ""
    opinion: str = ""
    remarks: Mapping[str, str] = field(default_factory=dict)
    blank_path: str = ""
    blank_text: str = ""
    confirmed: bool = False
    question: str = ""

    @classmethod
    def of(cls, posted: Mapping[str, str]) -> "Typed":
        """Reads a post, without the NUL that no database keeps. Nothing is cut: too much is refused later."""
        return cls(
            outcome=posted.get("outcome", ""),
            opinion=_joined(posted.get("preset", ""), posted.get("opinion", "")),
            remarks={
                name.removeprefix(REMARK): whole(text)
                for name, text in posted.items()
                if name.startswith(REMARK) and whole(text)
            },
            blank_path=posted.get("blank_path", ""),
            blank_text=whole(posted.get("blank_text", "")),
            confirmed="confirmed" in posted,
            question=whole(posted.get("question", "")),
        )

    @property
    def says_something(self) -> bool:
        """Whether there are words that would be lost with the page."""
        return bool(self.opinion or self.at_fields or self.question)

    @property
    def known_outcome(self) -> Outcome | None:
        return Outcome(self.outcome) if self.outcome in Outcome.values else None

    def field_remarks(self, *, known: Callable[[str], bool]) -> list[FieldRemark]:
        """Remarks at fields that are `known`; others are not taken."""
        return [FieldRemark(path, text) for path, text in self.at_fields.items() if known(path)]

    def lacks_reason(self, *, known: Callable[[str], bool]) -> bool:
        """Whether the outcome asks for words that are missing: for 退回 any, for 不予通过 an opinion."""
        if self.opinion or self.known_outcome in {None, Outcome.PASSED}:
            return False
        return self.known_outcome == Outcome.REJECTED or not self.field_remarks(known=known)

    @property
    def at_fields(self) -> dict[str, str]:
        """All that was typed at fields, by path."""
        return {**self.remarks, **({self.blank_path: self.blank_text} if self.blank_text else {})}


def whole(typed: str) -> str:
    """All of what was typed, without blanks around it."""
    return typed.replace("\x00", "").strip()


def _joined(preset: str, typed: str) -> str:
    """The reason that was picked and what was typed, as one opinion."""
    said = [whole(each) for each in (preset, typed)]
    return whole("；".join(dict.fromkeys(each for each in said if each)))


def seal_lock(change: Change, user: User) -> str:
    """The state of a change that a page shows, signed for its reader."""
    return signing.dumps([change.pk, change.lock, user.pk], salt=_SALT)


def read_lock(sealed: str, *, change_id: int, user: User) -> int | None:
    """The lock, if the page was really shown to this reader: only then may an answer tell of the change."""
    try:
        known, lock, reader = signing.loads(sealed, salt=_SALT)
    except (signing.BadSignature, ValueError):
        return None
    return int(lock) if (known, reader) == (change_id, user.pk) else None
