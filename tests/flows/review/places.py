"""Where a paper goes, and who may decide it there."""

from collections.abc import Iterable
from datetime import date

from talent.records.service import after_working_days
from tests.flows.review.papers import (
    DEPARTMENT,
    LEVELS,
    UNITS,
    Drawn,
    No,
    Paper,
    Passage,
    Record,
    Unit,
)

#: Each region with those that it reports to.
PATHS = {
    "banner": ("banner", "league", "region"),
    "sibling": ("sibling", "league", "region"),
    "league": ("league", "region"),
    "afar": ("afar", "region"),
    "region": ("region",),
}
INDUSTRY_OF_DEPARTMENT = "M"


class Places:
    """`staff`: office or unit → accounts that review there; `employed`: all who work there."""

    def __init__(
        self,
        staff: dict[str, set[str]],
        employed: dict[str, set[str]],
        *,
        today: date,
        terms: dict[str, int],
        days: int,
    ) -> None:
        self.staff = {office: set(accounts) for office, accounts in staff.items()}
        self.employed = {office: set(accounts) for office, accounts in employed.items()}
        self.units = {name: Unit(name, "banner", "M" if name == "A" else "B") for name in UNITS}
        self.rules = ["banner"]
        self.today, self.terms, self.days = today, terms, days
        self.counts_doubted = True
        self.papers: list[Paper] = []
        self.records: list[Record] = []
        self.passages: list[Passage] = []
        self.drawn: list[Drawn] = []
        #: (office, who is away) → who stands in there.
        self.deputies: dict[tuple[str, str], str] = {}
        self.urged: set[tuple[int, str, date]] = set()
        self.events: list[tuple[str, str | None]] = []
        self.decisions: list[tuple[int, str, str, str, str | None, str]] = []

    # Offices

    def office(self, unit: str, level: str) -> str:
        if level == "unit":
            return unit
        place = self.units[unit]
        if level == DEPARTMENT and place.industry == INDUSTRY_OF_DEPARTMENT:
            return DEPARTMENT
        path = PATHS[place.region]
        rank = max(1, LEVELS.index(level) - 1)
        return next(each for n, each in enumerate(path) if self._rank(path, n) >= rank)

    @staticmethod
    def _rank(path: tuple[str, ...], n: int) -> int:
        return max(1, 3 - (len(path) - 1 - n))

    def stands(self, unit: str, level: str) -> bool:
        """Whether an office of this very level answers for the unit; every region here has its office."""
        return level != DEPARTMENT or self.office(unit, level) == DEPARTMENT

    def sees(self, office: str, unit: str) -> bool:
        place = self.units[unit]
        if office == DEPARTMENT:
            return place.industry == INDUSTRY_OF_DEPARTMENT
        return office == unit or office in PATHS[place.region]

    def above(self, office: str) -> str | None:
        """The nearest office above with somebody who reviews, which hears of what is late below."""
        if office in UNITS:
            path = PATHS[self.units[office].region]
        else:
            path = ("region",) if office == DEPARTMENT else PATHS[office][1:]
        return next((each for each in path if self.staff[each]), None)

    # Routes

    def levels(self, paper: Paper) -> set[str]:
        return {"unit", *self.rules, *(("banner", "league") if paper.senior else ())}

    def route(self, paper: Paper, also: Iterable[str] = ()) -> list[str]:
        """One level for each office, the lowest."""
        found: dict[str, str] = {}
        for level in LEVELS:
            if level in self.levels(paper) | set(also):
                found.setdefault(self.office(paper.unit, level), level)
        return list(found.values())

    def manned(self, paper: Paper, level: str) -> bool:
        return level == "unit" or bool(self.staff[self.office(paper.unit, level)])

    def wait_from(self, paper: Paper, step: int) -> bool:
        """At the first office from this step on where somebody reviews, else the next above that has one."""
        if step >= len(paper.route):
            return False
        route = list(paper.route)
        at = next((n for n in range(step, len(route)) if self.manned(paper, route[n])), None)
        if at is None:
            higher = LEVELS[LEVELS.index(route[-1]) + 1 :]
            above = (each for each in higher if self.stands(paper.unit, each) and self.manned(paper, each))
            if level := next(above, None):
                at = len(route)
                route.append(level)
        paper.route, paper.step = route, step if at is None else at
        paper.arrive(self.office(paper.unit, paper.level))
        paper.deadline = self.term(paper.level)
        return True

    def term(self, level: str) -> date:
        return after_working_days(self.today, self.terms[level])

    def reroute(self, papers: Iterable[Paper]) -> None:
        for paper in papers:
            if paper.state != "waiting" or (paper.forwarded and self._works_there(paper)):
                continue
            before, deadline = paper.office, paper.deadline
            later = LEVELS[LEVELS.index(paper.level) :]
            ahead = [each for each in self.route(paper, paper.route[paper.step :]) if each in later]
            paper.route = [*paper.route[: paper.step], *(ahead or [paper.level])]
            self.wait_from(paper, paper.step)
            paper.forwarded = False
            if paper.office == before:
                paper.deadline = deadline
            elif paper.asked == "asked":
                paper.asked = ""

    def _works_there(self, paper: Paper) -> bool:
        """An office that a paper was passed on to has it while somebody reviews there who sees the unit."""
        return bool(self.staff[paper.office]) and self.sees(paper.office, paper.unit)

    def relieve(self) -> None:
        for office, accounts in self.staff.items():
            if office not in UNITS and not accounts:
                self.reroute([each for each in self.papers if each.office == office])

    # Who reviews there

    def standing_for(self, account: str, office: str) -> set[str]:
        """Whoever reviews somewhere in their own name stands in for nobody there; nor does who left."""
        if account in self.staff[office] or account not in self.employed[office]:
            return set()
        away = {
            name for (place, name), deputy in self.deputies.items() if (place, deputy) == (office, account)
        }
        return away & self.staff[office]

    def desks(self, account: str) -> list[str]:
        """Where an account reviews, in its own name or in place of somebody."""
        return [
            each for each in self.staff if account in self.staff[each] or self.standing_for(account, each)
        ]

    def desks_at(self, office: str) -> list[str]:
        """Who reviews there."""
        known = set().union(*self.employed.values())
        return [each for each in sorted(known) if office in self.desks(each)]

    def inbox(self, account: str) -> list[Paper]:
        desks = self.desks(account)
        waiting = [each for each in self.papers if each.state == "waiting" and each.office in desks]
        return [each for each in waiting if self.sees(each.office, each.unit)]

    def eyes(self, account: str, office: str) -> set[str]:
        """The eyes of whoever is away count as those of who stands in."""
        return {account} | self.standing_for(account, office)

    def four_eyes(self, paper: Paper, by: str) -> bool:
        """Whether it is an allowed self-review."""
        if self.standing_for(by, paper.office) & paper.eyes:
            raise No
        if by not in paper.eyes:
            return False
        if paper.level != "unit" or self.staff[paper.unit] - {by}:
            raise No
        return True

    def stand_in(self, office: str, away: str, deputy: str) -> None:
        if deputy == away or deputy not in self.employed[office] or (office, away) in self.deputies:
            raise No
        self.deputies[office, away] = deputy
        self.events.append(("delegate_review", away))

    def come_back(self, office: str, away: str) -> None:
        del self.deputies[office, away]
        self.events.append(("end_delegation", away))

    def leave(self, office: str) -> None:
        """Nobody works there any more."""
        self.staff[office], self.employed[office] = set(), set()
        for place, away in list(self.deputies):
            if place == office:
                del self.deputies[place, away]

    # Records

    def record_of(self, paper: Paper) -> Record:
        return next(each for each in self.records if paper in each.papers)

    def find(self, person: int, unit: str) -> Record | None:
        return next((each for each in self.records if (each.person, each.unit) == (person, unit)), None)

    def holder(self, person: int) -> Record | None:
        return next((each for each in self.records if each.person == person and each.held), None)

    def let_go(self, paper: Paper) -> None:
        record = self.record_of(paper)
        record.held = record.approved is not None

    def add(self, record: Record, paper: Paper) -> None:
        record.papers.append(paper)
        self.papers.append(paper)

    def counted(self) -> list[tuple[Record, Paper]]:
        """What statistics and queries use: approved, and not doubtful where that does not count."""
        used = [(each, each.approved) for each in self.records if each.approved]
        return [(each, paper) for each, paper in used if self.counts_doubted or each.doubt is None]
