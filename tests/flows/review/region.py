"""What happens to units and people, and the whole model: what every step does, by the notice and domain.md.

It knows no table and no module of the project but the calendar. A step that is not possible raises `No` and
changes nothing; the steps that are possible say which audit events and decisions they leave.
"""

from datetime import date

from tests.flows.review.checking import Checking
from tests.flows.review.papers import OPEN, No, Paper, Passage, Record


class Region(Checking):
    # Time and settings

    def be_late(self, paper: Paper, deadline: date) -> None:
        """So much time passed."""
        paper.deadline = deadline

    def urge(self, last: date) -> None:
        """What is beyond its deadline is told once to the office above; who decides stays the same."""
        waiting = [(each, each.deadline) for each in self.papers if each.state == "waiting"]
        late = {(each.number, each.office, day) for each, day in waiting if day is not None and day <= last}
        new = late - self.urged
        self.urged |= new
        self.events += [("urge", None)] * len({self.above(office) for _number, office, _day in new})

    # Units

    def move(self, unit: str, region: str, industry: str) -> None:
        place = self.units[unit]
        if (place.region, place.industry) != (region, industry):
            place.region, place.industry = region, industry
            self.reroute([each for each in self.papers if each.unit == unit])

    def close(self, unit: str) -> None:
        self.units[unit].alive = False
        self.leave(unit)
        for paper in self.papers:
            if paper.office == unit:
                paper.stop("withdrawn")
                self.let_go(paper)

    def merge(self, unit: str, into: str) -> None:
        self.units[unit].alive = False
        self.leave(unit)
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
        if record.doubt is not None:
            twin.doubt = record.doubt
        record.held, record.approved, record.doubt = False, None, None
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

    # People

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
            for each in self.drawn:
                each.record = record if each.record is drafts else each.record
        new = Paper(
            0, old.person, passage.to, old.trade, old.senior, {by}, old.content, state="accepted",
            source="transfer",
        )  # fmt: skip
        self.add(record, new)
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
            record.approved, record.doubt = None, None
        self.passages = [each for each in self.passages if each.person != person]
        self.events.append(("erase_person", by))
