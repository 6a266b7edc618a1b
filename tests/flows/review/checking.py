"""Steps about what is approved: an office looks again, marks what is doubtful, takes the mark off."""

from tests.flows.review.deciding import Deciding
from tests.flows.review.papers import Doubt, Drawn, No, Paper, Record


class Checking(Deciding):
    def frame(self, office: str) -> list[Record]:
        """What an office may draw: approved, in its scope, not doubtful, drawn nowhere, open to somebody."""
        waiting = {each.record for each in self.drawn if each.office == office and not each.outcome}
        return [
            each
            for each in self.records
            if each.approved
            and self.sees(office, each.unit)
            and each.doubt is None
            and each not in waiting
            and self.staff[office] - each.approved.eyes
        ]

    def draw(self, office: str, by: str) -> None:
        if office not in self.desks(by):
            raise No
        self.events.append(("draw_spot_check", by))

    def standing(self, drawn: Drawn) -> bool:
        return drawn.record.approved is not None and self.sees(drawn.office, drawn.record.unit)

    def look(self, drawn: Drawn, by: str, verdict: str) -> None:
        if drawn.outcome or (verdict == "gone") == self.standing(drawn):
            raise No
        if verdict == "gone":
            self.events.append(("close_spot_check", by))
        else:
            self._need_no_part(drawn.record, by, drawn.office)
            if verdict == "passed":
                self.events.append(("pass_spot_check", by))
            else:
                self._doubt(drawn.record, by, drawn.office)
        drawn.outcome = verdict

    def _need_no_part(self, record: Record, by: str, office: str) -> None:
        numbers = {each.number for each in record.papers}
        deciders = {each for row in self.decisions if row[0] in numbers for each in row[3:5]}
        parts = deciders.union(*(each.eyes for each in record.papers))
        if self.eyes(by, office) & parts:
            raise No

    def _doubt(self, record: Record, by: str, office: str) -> None:
        """Its collector is told in a change: the one under way, or a new one like what is approved."""
        old, paper = record.approved, record.under_way
        if old is None or record.doubt is not None:
            raise No
        if paper is None:
            paper = Paper(
                0, old.person, record.unit, old.trade, old.senior, set(), old.content, source="check"
            )
            self.add(record, paper)
        paper.stop("returned")
        record.doubt = Doubt(by, office, paper)
        self.events.append(("doubt", by))

    def lift(self, record: Record, by: str) -> None:
        """The office that set it; a correction in which nobody has typed has nothing to go on for."""
        doubt = record.doubt
        if doubt is None or doubt.office not in self.desks(by) or not self.sees(doubt.office, record.unit):
            raise No
        self._need_no_part(record, by, doubt.office)
        record.doubt = None
        if (doubt.correction.state, doubt.correction.source) == ("returned", "check"):
            doubt.correction.stop("rejected")
        self.events.append(("lift_doubt", by))
