"""Steps of the offices where papers wait."""

from collections.abc import Iterable

from talent.records.service import after_working_days, working_days_between
from tests.flows.review.collecting import Collecting
from tests.flows.review.papers import CLEAN, DEPARTMENT, IMPOSSIBLE, No, Paper
from tests.flows.review.places import INDUSTRY_OF_DEPARTMENT, PATHS

_EVENTS = {"passed": "accept", "returned": "send_back", "rejected": "reject"}


class Deciding(Collecting):
    def _hold(self, paper: Paper, by: str) -> None:
        if paper not in self.inbox(by) or self.claimed_by_another(paper, by):
            raise No

    def claimed_by_another(self, paper: Paper, by: str) -> bool:
        return paper.claim is not None and paper.claim[0] == paper.office and paper.claim[1] != by

    def decide(self, paper: Paper, by: str, outcome: str) -> None:
        self._hold(paper, by)
        if outcome == "passed" and paper.found == IMPOSSIBLE:
            raise No
        if outcome != "returned":
            own = self.four_eyes(paper, by)
            if outcome == "passed":
                paper.self_reviewed |= own
        away = sorted(self.standing_for(by, paper.office))
        told = (paper.number, paper.level, paper.office, by, next(iter(away), None), outcome)
        self.decisions.append(told)
        self.events.append((_EVENTS[outcome], by))
        paper.claim = None
        if outcome == "passed":
            self._pass(paper, [by, *away])
        else:
            paper.stop(outcome)
            if outcome == "rejected":
                self.let_go(paper)

    def _pass(self, paper: Paper, eyes: list[str]) -> None:
        paper.reviewers += eyes
        paper.asked, paper.forwarded = "", False
        if not self.wait_from(paper, paper.step + 1):
            paper.stop("accepted")
            paper.step = len(paper.route)
            record = self.record_of(paper)
            record.approved, record.doubt = paper, None

    def decide_many(self, papers: Iterable[Paper], by: str, outcome: str) -> set[int]:
        """Numbers of those that were decided; one event for all of them."""
        done, before = set(), len(self.events)
        for paper in papers:
            if outcome == "passed" and (paper.asked == "asked" or paper.warned):
                continue
            try:
                self.decide(paper, by, outcome)
            except No:
                continue
            done.add(paper.number)
        del self.events[before + 1 :]
        return done

    def verify(self, paper: Paper, by: str) -> None:
        """What was found is in order, says whoever might pass it."""
        self._hold(paper, by)
        if paper.found == CLEAN:
            return
        if paper.found == IMPOSSIBLE:
            raise No
        self.four_eyes(paper, by)
        if paper.office not in paper.verified:
            paper.verified.add(paper.office)
            self.events.append(("verify_finding", by))
        paper.warned = False

    def ask(self, paper: Paper, by: str) -> None:
        """A term that is over does not pause."""
        self._hold(paper, by)
        if paper.asked == "asked" or paper.deadline is None:
            raise No
        paper.asked, paper.left = "asked", None
        if paper.deadline >= self.today:
            paper.left = working_days_between(self.today, paper.deadline)
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
        return {each for each in found - gone if self.staff[each] - paper.eyes}

    def forward(self, paper: Paper, by: str, to: str) -> None:
        self._hold(paper, by)
        if paper.asked == "asked" or to not in self.targets(paper):
            raise No
        paper.sent_on.add((paper.level, paper.office))
        paper.arrive(to)
        paper.deadline, paper.forwarded = self.term(paper.level), True
        self.events.append(("forward", by))

    def claim(self, paper: Paper, by: str, *, over: bool) -> None:
        if paper not in self.inbox(by):
            raise No
        if over or not self.claimed_by_another(paper, by):
            if over and paper.claim is not None and paper.claim[1] != by:
                self.events.append(("take_over", by))
            paper.claim = (paper.office, by)
