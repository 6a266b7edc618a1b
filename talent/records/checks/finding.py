"""What a check found, as it is kept with the change: no value of a sensitive field, few bytes."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Any


@dataclass(frozen=True)
class Finding:
    """One thing found at one place: `path` is `group.key`, `group.row.key`, a group, or "" for the whole.

    `given`: what the sentence says; {"value", "at"} is a value of a field, {"field"} the name of one, so that
    each reader gets them in their language. `about`: other records that it speaks of. `above`: it speaks of
    what stands outside the unit, so only offices above the unit are told.
    """

    check: str
    path: str = ""
    given: Mapping[str, Any] = field(default_factory=dict)
    about: tuple[int, ...] = ()
    above: bool = False

    @property
    def mark(self) -> str:
        """Names it with its values: the same finding in another submission has the same mark."""
        said = json.dumps([self.given, sorted(self.about)], ensure_ascii=False, sort_keys=True)
        return f"{self.check}:{self.path}:{sha256(said.encode()).hexdigest()[:16]}"

    def kept(self) -> dict[str, Any]:
        """As JSON, without what is at its default."""
        found: dict[str, Any] = {"check": self.check, "path": self.path, "given": dict(self.given)}
        if self.about:
            found["about"] = list(self.about)
        return found | ({"above": True} if self.above else {})

    @classmethod
    def of(cls, kept: Mapping[str, Any]) -> "Finding":
        """Reads what `kept` wrote."""
        return cls(
            kept["check"],
            kept["path"],
            kept["given"],
            tuple(kept.get("about", ())),
            kept.get("above", False),
        )


def value(path: str, said: Any) -> dict[str, Any]:
    """A value of an open field (`group.key`) for a sentence."""
    return {"at": path, "value": said}


def name(path: str) -> dict[str, str]:
    """The name of a field (`group.key`) for a sentence."""
    return {"field": path}
