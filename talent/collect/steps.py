"""What the pressed button of a posted form asks for."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal, get_args

from django.http import QueryDict

from talent.categories.service import Definition
from talent.collect.posted import place

Do = Literal[
    "save", "next", "check", "hand_in", "add", "remove", "resume", "take_out", "switch", "autosave", "discard"
]
_NUMBER = re.compile("[0-9]{1,18}")
_ANSWER = "answer-"


@dataclass(frozen=True)
class Step:
    """`place`: the group to which `add` adds a row, or the row (`group.row`) that `remove` takes out, or
    the field out of which `take_out` took a file."""

    do: Do
    place: str = ""

    @property
    def rewrites(self) -> bool:
        """It only changes the page: nothing is checked or saved."""
        return self.do in ("add", "remove", "resume", "take_out", "switch")

    @property
    def group(self) -> str:
        return self.place.partition(".")[0]

    @property
    def focus(self) -> str:
        """Where its reader goes on: in the group, or at the field itself."""
        return self.place if self.do == "take_out" else self.group


def step_of(post: QueryDict) -> Step:
    """The step of a form; one that it does not know is a plain save."""
    if "add" in post:
        return Step("add", post.get("add") or "")
    if "remove" in post:
        return Step("remove", post.get("remove") or "")
    if "take_out" in post:
        return Step("take_out", (post.get("take_out") or "").rpartition("|")[0])
    wanted = post.get("do", "")
    return Step(next((each for each in get_args(Do) if each == wanted), "save"))


def lock_in(post: QueryDict) -> int:
    """The state of the row that the form was filled from; -1, which no row has, for anything unreadable."""
    text = post.get("lock") or ""
    return int(text) if _NUMBER.fullmatch(text) else -1


def written(given: Mapping[str, str], name: str) -> str:
    """A text of an address or a form, without the NUL that no database keeps; "" where it is not given."""
    return (given.get(name) or "").replace("\0", "")


def answers_in(post: QueryDict) -> dict[int, str]:
    """Answers to remarks by their number."""
    named = {name.removeprefix(_ANSWER): written(post, name) for name in post if name.startswith(_ANSWER)}
    return {int(number): text for number, text in named.items() if _NUMBER.fullmatch(number)}


def beside_fields(post: QueryDict, definition: Definition) -> list[tuple[str, str]]:
    """What was typed beside the fields of a definition: answers, and values of fields that it has not."""
    return [
        (name, value)
        for name, values in post.lists()
        if name.startswith(_ANSWER) or ("." in name and place(definition, name)[0] is None)
        for value in values
    ]
