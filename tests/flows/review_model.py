"""Review as plain Python: what every step does to papers, by the words of the notice and of domain.md.

It knows no table and no module of the project but the calendar. A step that is not possible raises `No` and
changes nothing; the steps that are possible say which audit events and decisions they leave.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from talent.records.service import after_working_days, working_days_between

LEVELS = ("unit", "department", "banner", "league", "region")
EDITABLE = {"draft", "returned", "withdrawn"}
OPEN = EDITABLE | {"waiting"}
#: Each region with those that it reports to.
PATHS = {
    "banner": ("banner", "league", "region"),
    "sibling": ("sibling", "league", "region"),
    "league": ("league", "region"),
    "afar": ("afar", "region"),
}
UNITS = ("A", "B", "C")
DEPARTMENT = "department"
INDUSTRY_OF_DEPARTMENT = "M"


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
    """A change."""

    number: int
    person: int
    unit: str
    trade: str
    senior: bool
    hands: set[str]
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

    def stop(self, state: str) -> None:
        self.state, self.office, self.deadline, self.asked, self.forwarded = state, "", None, "", False


@dataclass(eq=False)
class Record:
    person: int
    unit: str
    held: bool = False
    approved: Paper | None = None
    papers: list[Paper] = field(default_factory=list)

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


class Region:
    """Everything that a story is about. `staff`: office or unit → accounts that review there."""

    def __init__(self, staff: dict[str, set[str]], *, today: date, terms: dict[str, int], days: int) -> None:
        self.staff = {office: set(accounts) for office, accounts in staff.items()}
        self.units = {name: Unit(name, "banner", "M" if name == "A" else "B") for name in UNITS}
        self.rules = ["banner"]
        self.today, self.terms, self.days = today, terms, days
        self.papers: list[Paper] = []
        self.records: list[Record] = []
        self.passages: list[Passage] = []
        self.events: list[tuple[str, str]] = []
        self.decisions: list[tuple[int, str, str, str, str]] = []

    # Where a paper goes

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
        paper.office, paper.deadline = self.office(paper.unit, paper.level), self.term(paper.level)
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

    def sees(self, office: str, unit: str) -> bool:
        place = self.units[unit]
        if office == DEPARTMENT:
            return place.industry == INDUSTRY_OF_DEPARTMENT
        return office == unit or office in PATHS[place.region]

    def relieve(self) -> None:
        for office, accounts in self.staff.items():
            if office not in UNITS and not accounts:
                self.reroute([each for each in self.papers if each.office == office])

    # Steps of units

    def record_of(self, paper: Paper) -> Record:
        return next(each for each in self.records if paper in each.papers)

    def find(self, person: int, unit: str) -> Record | None:
        return next((each for each in self.records if (each.person, each.unit) == (person, unit)), None)

    def holder(self, person: int) -> Record | None:
        return next((each for each in self.records if each.person == person and each.held), None)

    def propose(self, person: int, unit: str, trade: str, senior: bool, by: str) -> str:
        """What `propose` calls the outcome."""
        holder, record = self.holder(person), self.find(person, unit)
        edits = record is not None and record.under_way is not None and record.under_way.state in EDITABLE
        if holder is not None and holder.unit != unit and not edits:
            self.events.append(("propose_elsewhere", by))
            return "elsewhere"
        if record is not None and record.under_way and record.under_way.state == "waiting":
            return "waiting"
        self.events.append(("propose", by))
        if record is not None and (paper := record.under_way) is not None:
            paper.trade, paper.senior = trade, senior
            paper.hands.add(by)
            return "changed"
        kind = "new" if record is None else "changed"
        if record is None:
            record = Record(person, unit)
            self.records.append(record)
        self._add(record, Paper(0, person, unit, trade, senior, {by}))
        return kind

    def _add(self, record: Record, paper: Paper) -> None:
        record.papers.append(paper)
        self.papers.append(paper)

    def submit(self, paper: Paper, by: str) -> None:
        if paper.state not in EDITABLE:
            raise No
        record, holder = self.record_of(paper), self.holder(paper.person)
        if holder is not None and holder is not record:
            raise No
        record.held = True
        paper.state, paper.route = "waiting", self.route(paper)
        paper.reviewers, paper.self_reviewed, paper.sent_on = [], False, set()
        self.wait_from(paper, 0)
        paper.hands.add(by)
        self.events.append(("submit", by))

    def withdraw(self, paper: Paper, by: str) -> None:
        self._need_waiting(paper)
        paper.stop("withdrawn")
        self._let_go(paper)
        self.events.append(("withdraw", by))

    def answer(self, paper: Paper, by: str) -> None:
        if paper.state != "waiting" or paper.asked != "asked":
            raise No
        paper.asked = "answered"
        if paper.left is not None and paper.deadline is not None:
            paper.deadline = min(paper.deadline, after_working_days(self.today, paper.left))
        self.events.append(("answer_office", by))

    def _let_go(self, paper: Paper) -> None:
        record = self.record_of(paper)
        record.held = record.approved is not None

    @staticmethod
    def _need_waiting(paper: Paper) -> None:
        if paper.state != "waiting":
            raise No

    # Steps of offices

    def inbox(self, account: str) -> list[Paper]:
        waiting = [
            each for each in self.papers if each.state == "waiting" and account in self.staff[each.office]
        ]
        return [each for each in waiting if self.sees(each.office, each.unit)]

    def _hold(self, paper: Paper, by: str) -> None:
        if paper not in self.inbox(by) or self.claimed_by_another(paper, by):
            raise No

    def claimed_by_another(self, paper: Paper, by: str) -> bool:
        return paper.claim is not None and paper.claim[0] == paper.office and paper.claim[1] != by

    def own(self, paper: Paper, by: str) -> bool:
        return by in paper.hands or by in paper.reviewers

    def _four_eyes(self, paper: Paper, by: str) -> bool:
        if not self.own(paper, by):
            return False
        if paper.level != "unit" or self.staff[paper.unit] - {by}:
            raise No
        return True

    def decide(self, paper: Paper, by: str, outcome: str) -> None:
        self._hold(paper, by)
        if outcome != "returned":
            own = self._four_eyes(paper, by)
            if outcome == "passed":
                paper.self_reviewed |= own
        self.decisions.append((paper.number, paper.level, paper.office, by, outcome))
        self.events.append(({"passed": "accept", "returned": "send_back", "rejected": "reject"}[outcome], by))
        paper.claim = None
        if outcome == "passed":
            self._pass(paper, by)
        else:
            paper.stop(outcome)
            if outcome == "rejected":
                self._let_go(paper)

    def _pass(self, paper: Paper, by: str) -> None:
        paper.reviewers.append(by)
        paper.asked, paper.forwarded = "", False
        if not self.wait_from(paper, paper.step + 1):
            paper.stop("accepted")
            paper.step = len(paper.route)
            self.record_of(paper).approved = paper

    def decide_many(self, papers: Iterable[Paper], by: str, outcome: str) -> set[int]:
        """Numbers of those that were decided; one event for all of them."""
        done, before = set(), len(self.events)
        for paper in papers:
            if outcome == "passed" and paper.asked == "asked":
                continue
            try:
                self.decide(paper, by, outcome)
            except No:
                continue
            done.add(paper.number)
        del self.events[before + 1 :]
        return done

    def ask(self, paper: Paper, by: str) -> None:
        self._hold(paper, by)
        if paper.asked == "asked" or paper.deadline is None:
            raise No
        paper.asked, paper.left = "asked", working_days_between(self.today, paper.deadline)
        paper.deadline = after_working_days(after_working_days(self.today, self.days), paper.left)
        self.events.append(("ask_collector", by))

    def targets(self, paper: Paper) -> set[str]:
        if paper.state != "waiting" or paper.level == "unit":
            return set()
        path = PATHS[self.units[paper.unit].region]
        above = path[path.index(paper.office) + 1 :] if paper.office in path else path
        found = set(above[:1])
        if self.units[paper.unit].industry == INDUSTRY_OF_DEPARTMENT:
            found.add(DEPARTMENT)
        gone = {paper.office, *(office for level, office in paper.sent_on if level == paper.level)}
        barred = paper.hands | set(paper.reviewers)
        return {each for each in found - gone if self.staff[each] - barred}

    def forward(self, paper: Paper, by: str, to: str) -> None:
        self._hold(paper, by)
        if paper.asked == "asked" or to not in self.targets(paper):
            raise No
        paper.sent_on.add((paper.level, paper.office))
        paper.office, paper.deadline, paper.forwarded = to, self.term(paper.level), True
        self.events.append(("forward", by))

    def claim(self, paper: Paper, by: str, *, over: bool) -> None:
        if paper not in self.inbox(by):
            raise No
        if over or not self.claimed_by_another(paper, by):
            if over and paper.claim is not None and paper.claim[1] != by:
                self.events.append(("take_over", by))
            paper.claim = (paper.office, by)

    # What happens to units and people

    def move(self, unit: str, region: str, industry: str) -> None:
        place = self.units[unit]
        if (place.region, place.industry) != (region, industry):
            place.region, place.industry = region, industry
            self.reroute([each for each in self.papers if each.unit == unit])

    def close(self, unit: str) -> None:
        self.units[unit].alive = False
        self.staff[unit] = set()
        for paper in self.papers:
            if paper.office == unit:
                paper.stop("withdrawn")
                self._let_go(paper)

    def merge(self, unit: str, into: str) -> None:
        self.units[unit].alive = False
        self.staff[unit] = set()
        self._redirect(unit, into)
        for record in [each for each in self.records if each.unit == unit and (each.held or each.under_way)]:
            twin = self.find(record.person, into)
            moving = [each for each in (record.approved, record.under_way) if each]
            if twin is None:
                record.unit = into
            else:
                moving += self._fold(record, twin)
            for paper in moving:
                paper.unit = into
            self.reroute(moving)

    def _fold(self, record: Record, twin: Record) -> list[Paper]:
        """Returns the paper that ends: of two under way, that of the unit that did not hold the person."""
        loser = (twin if record.held else record).under_way
        ended = [loser] if loser and record.under_way and twin.under_way else []
        for paper in ended:
            paper.stop("rejected")
        if record.held:
            twin.held, twin.approved = True, record.approved
        record.held, record.approved = False, None
        twin.papers += record.papers
        record.papers = []
        return ended

    def _redirect(self, unit: str, into: str) -> None:
        theirs = {each.person for each in self.passages if each.held_by == into}
        for each in list(self.passages):
            between = {each.held_by, each.to} == {unit, into}
            if between or (each.held_by == unit and each.person in theirs):
                self.passages.remove(each)
        for each in self.passages:
            each.held_by = into if each.held_by == unit else each.held_by
            each.to = into if each.to == unit else each.to

    def _goes(self, person: int, unit: str) -> Record:
        """The record of a person that is free to go."""
        record = self.find(person, unit)
        if record is None or not record.held or record.approved is None or record.under_way:
            raise No
        return record

    def offer(self, paper: Paper, to: str, by: str) -> Passage:
        if to == paper.unit or not self.units[to].alive:
            raise No
        if any(each.person == paper.person for each in self.passages):
            raise No
        self._goes(paper.person, paper.unit)
        self.passages.append(Passage(0, paper.person, paper.unit, to))
        self.events.append(("transfer_offer", by))
        return self.passages[-1]

    def agree(self, passage: Passage, by: str) -> Paper:
        record = self._goes(passage.person, passage.held_by)
        old, drafts = record.approved, self.find(passage.person, passage.to)
        assert old is not None  # _goes has seen it
        if drafts is not None:
            record.papers += drafts.papers
            self.records.remove(drafts)
        new = Paper(0, old.person, passage.to, old.trade, old.senior, set(), "accepted", source="transfer")
        self._add(record, new)
        record.unit, record.approved = passage.to, new
        self.passages.remove(passage)
        self.events.append(("transfer_agree", by))
        return new

    def end_passage(self, passage: Passage, action: str, by: str) -> None:
        self.passages.remove(passage)
        self.events.append((action, by))

    def erase(self, person: int, by: str) -> None:
        for record in [each for each in self.records if each.person == person]:
            for paper in record.papers:
                if paper.state in OPEN:
                    paper.stop("rejected")
            self.records.remove(record)
        self.passages = [each for each in self.passages if each.person != person]
        self.events.append(("erase_person", by))
