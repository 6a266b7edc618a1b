"""Steps around review: rules, reviewers and terms change, units move, merge and close, people go."""

from datetime import timedelta

from django.utils import timezone

from reports.stats.releasing import release
from reviews.inbox.backlog.urging import urge
from talent.orgs.enums import EventKind
from talent.orgs.lifecycle import plan
from talent.orgs.models import Membership
from talent.orgs.service import scope_for
from talent.records.models import Change, Person, RouteRule, Transfer
from talent.records.routes.shaping import Ruled, change_rule, said_by
from talent.records.service import (
    agree,
    erase_person,
    is_working_day,
    missed_by,
    offer,
    refuse,
    review_settings,
    take_back,
)
from talent.records.unmanned import relieve
from tests.flows.review.papers import DEPARTMENT, UNITS
from tests.flows.review.steps import Steps
from tests.flows.review.town import CLERKS, CODES, EMPLOYED, PEOPLE, STAFF, stored


class Surroundings(Steps):
    def rule_of_routes_changes(self, dice):
        levels = dice.choice([("banner",), ("department", "banner"), ("banner", "league"), ("region",)])
        found = RouteRule.objects.get(key="everybody")
        given = Ruled(**{**vars(said_by(found)), "levels": levels})
        change_rule(rule=found, given=given, by=self.town.admin, lock=found.lock)
        self.model.rules = list(levels)

    def office_gains_or_loses_its_reviewers(self, dice):
        office = dice.choice(["banner", "sibling", "league", DEPARTMENT])
        if self.model.staff[office]:
            Membership.objects.filter(organisation=self.town.places[office]).delete()
            self.model.leave(office)
        else:
            self._employ(office)
        relieve()
        self.model.relieve()

    def _employ(self, office):
        self.town.employ(office)
        self.model.staff[office], self.model.employed[office] = set(STAFF[office]), set(EMPLOYED[office])

    def term_is_over(self, dice):
        """Some wait for too long; what is beyond its deadline is reported to the office above, once."""
        late = [each for each in self.model.papers if each.state == "waiting"]
        for paper in dice.sample(late, min(2, len(late))):
            deadline = self.long_ago(dice)
            Change._plain.filter(pk=paper.number).update(deadline=deadline)
            self.model.be_late(paper, deadline)
        day = self.today
        while not is_working_day(day):
            day += timedelta(days=1)
        urge(day)
        self.model.urge(missed_by(review_settings().escalate_days, day))

    def figures_are_released(self, dice):
        release(by=self.town.admin)
        self.released()

    def _plan(self, kind, unit, **more):
        plan(
            organisation=self.town.place(unit), kind=EventKind(kind), effective=timezone.localdate(),
            reason="改制", by=self.town.admin, scope=scope_for(self.town.admin), **more,
        )  # fmt: skip

    def unit_moves(self, dice):
        unit, region = self.unit_of(dice), dice.choice(["banner", "sibling", "league", "afar"])
        industry = dice.choice(["M", "B"])
        place = {"managing_region": CODES[region], "seat_region": CODES[region], "industry": industry}
        self._plan("moved", unit, after=place)
        self.model.move(unit, region, industry)

    def unit_merges(self, dice):
        unit, into = dice.sample([each for each in UNITS if self.model.units[each].alive], 2)
        self._plan("merged", unit, other=self.town.place(into))
        self.model.merge(unit, into)

    def unit_closes(self, dice):
        unit = self.unit_of(dice)
        self._plan("closed", unit)
        self.model.close(unit)

    def unit_opens_again(self, dice):
        unit = dice.choice([each for each in UNITS if not self.model.units[each].alive])
        self._plan("reopened", unit)
        self._employ(unit)
        self.model.units[unit].alive = True

    def person_is_offered(self, dice):
        approved = [each.approved for each in self.model.records if each.approved]
        paper = self.pick(dice, [each for each in approved if self.model.units[each.unit].alive])
        if paper is None:
            return
        to, clerk = dice.choice(UNITS), CLERKS[paper.unit][0]
        made = []

        def real():
            made.append(
                offer(
                    change=stored(paper), to_unit=self.town.place(to), day=timezone.localdate(),
                    by=self.town.users[clerk],
                )
            )  # fmt: skip

        if self.both(lambda: self.model.offer(paper, to, clerk), real):
            self.model.passages[-1].number = made[0].pk

    def person_goes_or_stays(self, dice):
        what = dice.choice(["agree", "agree", "refuse", "take_back"])
        passage = dice.choice(self.model.passages)
        unit = passage.held_by if what == "take_back" else passage.to
        if not self.model.units[unit].alive:
            return
        clerk = CLERKS[unit][0]
        given = {
            "transfer": Transfer.objects.get(pk=passage.number), "unit": self.town.place(unit),
            "by": self.town.users[clerk],
        }  # fmt: skip
        if what != "agree":
            refuse(**given, answer="不同意") if what == "refuse" else take_back(**given)
            self.model.end_passage(passage, f"transfer_{what}", clerk)
            return
        made = []
        if self.both(lambda: made.append(self.model.agree(passage, clerk)), lambda: agree(**given)):
            made[0].number = Change._plain.latest("pk").pk

    def person_is_erased(self, dice):
        person = dice.choice(PEOPLE)
        record = next((each for each in self.model.records if each.person == self.serial[person]), None)
        if record is not None and record.papers:
            held = Person._plain.get(records__changes=record.papers[0].number)
            erase_person(person=held, by=self.town.admin)
            self.model.erase(self.serial[person], "admin")
            self.fresh_serial += 1
            self.serial[person] = self.fresh_serial
