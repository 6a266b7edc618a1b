"""What a story is about, as plain Python: units, papers (changes), records, passages, doubts."""

from dataclasses import dataclass, field
from datetime import date

LEVELS = ("unit", "department", "banner", "league", "region")
EDITABLE = {"draft", "returned", "withdrawn"}
OPEN = EDITABLE | {"waiting"}
UNITS = ("A", "B", "C")
DEPARTMENT = "department"
#: What the automatic checks find in what was written: nothing, something to look into, what cannot be so.
CLEAN, DUBIOUS, IMPOSSIBLE = "clean", "dubious", "impossible"


class No(Exception):
    """The step is refused."""


@dataclass
class Unit:
    name: str
    region: str
    industry: str
    alive: bool = True


@dataclass(eq=False)
class Paper:
    """A change. `content`: what stands in it; `found`: what the checks found when it was sent."""

    number: int
    person: int
    unit: str
    trade: str
    senior: bool
    hands: set[str]
    content: str = CLEAN
    found: str = CLEAN
    verified: set[str] = field(default_factory=set)
    warned: bool = False
    state: str = "draft"
    route: list[str] = field(default_factory=list)
    step: int = 0
    office: str = ""
    deadline: date | None = None
    asked: str = ""
    left: int | None = None
    forwarded: bool = False
    reviewers: list[str] = field(default_factory=list)
    self_reviewed: bool = False
    sent_on: set[tuple[str, str]] = field(default_factory=set)
    claim: tuple[str, str] | None = None
    source: str = "unit"

    @property
    def level(self) -> str:
        return self.route[self.step]

    @property
    def eyes(self) -> set[str]:
        """Who filled it in, sent it or passed it before."""
        return self.hands | set(self.reviewers)

    def stop(self, state: str) -> None:
        self.state, self.office, self.deadline, self.asked, self.forwarded = state, "", None, "", False

    def arrive(self, office: str) -> None:
        """Each office above the unit looks into warnings for itself, however a paper comes to it."""
        if office != self.office and self.step > 0:
            self.warned = self.has_open_warnings(office)
        self.office = office

    def has_open_warnings(self, office: str) -> bool:
        return self.found == IMPOSSIBLE or (self.found == DUBIOUS and office not in self.verified)


@dataclass(eq=False)
class Doubt:
    """The mark of a record that was approved, until something new is or the office takes it off."""

    by: str
    office: str
    correction: Paper


@dataclass(eq=False)
class Record:
    person: int
    unit: str
    held: bool = False
    approved: Paper | None = None
    papers: list[Paper] = field(default_factory=list)
    doubt: Doubt | None = None

    @property
    def under_way(self) -> Paper | None:
        return next((each for each in self.papers if each.state in OPEN), None)


@dataclass(eq=False)
class Passage:
    """A transfer under way."""

    number: int
    person: int
    held_by: str
    to: str


@dataclass(eq=False)
class Drawn:
    """A record that an office drew to look at again."""

    number: int
    office: str
    record: Record
    outcome: str = ""
