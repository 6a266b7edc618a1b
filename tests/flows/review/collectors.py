"""Steps of units: they fill in, send, take away and answer."""

from talent.records.service import answer_office, propose, submit, withdraw
from tests.flows.review.papers import CLEAN, DUBIOUS, EDITABLE, IMPOSSIBLE
from tests.flows.review.steps import Steps
from tests.flows.review.town import CLERKS, PEOPLE, document, stored

_CONTENTS = (CLEAN,) * 7 + (DUBIOUS,) * 2 + (IMPOSSIBLE,)


class Collectors(Steps):
    def write(self, dice, unit, person, content=None):
        clerk = dice.choice(CLERKS[unit])
        self.written += 1
        trade, senior = f"工种{self.written}", dice.choice([True, False])
        content = content or dice.choice(_CONTENTS)
        record = self.model.find(self.serial[person], unit)
        under_way = record.under_way if record else None
        raw = document(self.serial[person], trade, senior, content)
        given = {"version": self.town.version, "unit": self.town.place(unit), "by": self.town.users[clerk]}
        if under_way is not None and under_way.state in EDITABLE:
            held = stored(under_way)
            answers = {each.pk: "已核实" for each in held.remarks.all()}
            made = propose(**given, raw=raw, source="unit", change=held, lock=held.lock, answers=answers)
        else:
            made = propose(**given, raw=raw, source="unit")
        kind = self.model.propose(self.serial[person], unit, trade, senior, content, clerk)
        assert made.kind == kind
        record = self.model.find(self.serial[person], unit)
        paper = record.under_way if record else None
        if kind in ("new", "changed"):
            assert paper.number in (0, made.change.pk)
            paper.number = made.change.pk
        return paper

    def fill_in(self, dice):
        self.write(dice, self.unit_of(dice), dice.choice(PEOPLE))

    def fill_in_and_send(self, dice):
        unit = self.unit_of(dice)
        paper = self.write(dice, unit, dice.choice(PEOPLE))
        if paper is not None and paper.state in EDITABLE:
            self.submit(paper, CLERKS[unit][0])

    def submit(self, paper, by):
        def send():
            submit(change=stored(paper), by=self.town.users[by])

        return self.both(lambda: self.model.submit(paper, by), send)

    def send(self, dice):
        """Anything, also what is decided or was returned and not acted on yet."""
        theirs = [each for each in self.model.papers if self.model.units[each.unit].alive]
        able = [each for each in theirs if each.state in EDITABLE]
        paper = self.pick(dice, theirs + able * 4)
        if paper is not None and paper.source in ("unit", "check"):
            if stored(paper).remarks.filter(acted_on=False).exists() and paper.state in EDITABLE:
                with self.refused_alike(expected=True):
                    submit(change=stored(paper), by=self.town.users[CLERKS[paper.unit][0]])
            else:
                self.submit(paper, CLERKS[paper.unit][0])

    def take_away(self, dice):
        paper = self.pick(dice, self.model.papers)
        clerk = CLERKS[paper.unit][0]

        def real():
            withdraw(change=stored(paper), by=self.town.users[clerk])

        self.both(lambda: self.model.withdraw(paper, clerk), real)

    def answer(self, dice):
        asked = [each for each in self.model.papers if each.asked == "asked"]
        paper = self.pick(dice, asked * 4 + self.model.papers)
        clerk = CLERKS[paper.unit][0]

        def real():
            answer_office(change=stored(paper), text="见附件", by=self.town.users[clerk])

        self.both(lambda: self.model.answer(paper, clerk), real)
