"""Steps of those who fill in."""

from talent.records.service import after_working_days
from tests.flows.review.papers import EDITABLE, No, Paper, Record
from tests.flows.review.places import Places


class Collecting(Places):
    def propose(self, person: int, unit: str, trade: str, senior: bool, content: str, by: str) -> str:
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
            paper.trade, paper.senior, paper.content, paper.source = trade, senior, content, "unit"
            paper.hands.add(by)
            return "changed"
        kind = "new" if record is None else "changed"
        if record is None:
            record = Record(person, unit)
            self.records.append(record)
        self.add(record, Paper(0, person, unit, trade, senior, {by}, content))
        return kind

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
        paper.found = paper.content
        paper.warned = paper.has_open_warnings(paper.office)
        paper.hands.add(by)
        self.events.append(("submit", by))

    def withdraw(self, paper: Paper, by: str) -> None:
        if paper.state != "waiting":
            raise No
        paper.stop("withdrawn")
        self.let_go(paper)
        self.events.append(("withdraw", by))

    def answer(self, paper: Paper, by: str) -> None:
        if paper.state != "waiting" or paper.asked != "asked":
            raise No
        paper.asked = "answered"
        paper.hands.add(by)
        if paper.left is not None and paper.deadline is not None:
            paper.deadline = min(paper.deadline, after_working_days(self.today, paper.left))
        self.events.append(("answer_office", by))
