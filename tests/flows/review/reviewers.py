"""Steps of offices: they look, decide one or many, verify, ask, pass on, and stand in for each other."""

from datetime import timedelta

from django.db import transaction

from reviews.inbox.bulk.models import BulkItem
from reviews.inbox.bulk.preparing import NothingChosen, prepare
from reviews.inbox.bulk.running import CannotStart, start
from reviews.inbox.bulk.sampling import note_seen, sample_of
from reviews.inbox.checked import verify_mark
from reviews.inbox.claiming import claim, let_be, take_over, with_claims
from reviews.inbox.enums import Outcome
from reviews.inbox.exchanging import ask, pass_on
from reviews.inbox.service import decide, decide_many, inbox_for
from talent.orgs.models import Delegation
from talent.orgs.service import delegate, end_delegation, reviewing_grant, scope_for
from talent.records.models import Change
from talent.records.service import SERIOUS, Finding, NotAllowed
from tests.flows.review.papers import DEPARTMENT, UNITS, No
from tests.flows.review.steps import Steps
from tests.flows.review.town import ACCOUNTS, CODES, STAFF, stored


class Reviewers(Steps):
    def decide(self, dice, paper, outcome, *, able=None):
        who, given = self.desk(dice, paper.office, paper.eyes, able=able)

        def real():
            held = stored(paper)
            decide(change=held, lock=held.lock, outcome=Outcome(outcome), opinion="意见", **given)

        return self.both(lambda: self.model.decide(paper, who, outcome), real)

    def let_pass(self, dice):
        self.decide(dice, self.waiting(dice), "passed")

    def let_pass_as_far_as_it_goes(self, dice):
        paper = self.waiting(dice)
        while paper.state == "waiting" and self.decide(dice, paper, "passed"):
            pass

    def let_not_pass(self, dice):
        outcome = dice.choice(["returned", "returned", "rejected"])
        self.decide(dice, self.waiting(dice), outcome)

    def decide_what_was_changed_meanwhile(self, dice):
        paper = self.waiting(dice)
        _who, given = self.desk(dice, paper.office, paper.eyes)
        held = stored(self.waiting(dice))
        with self.refused_alike(expected=True):
            decide(change=held, lock=held.lock - 1, outcome=Outcome.PASSED, **given)

    def decide_together(self, dice):
        """Whatever is ticked, also what waits elsewhere or is decided."""
        outcome = dice.choice(["passed", "passed", "returned"])
        chosen = dice.sample(self.model.papers, dice.randint(1, min(4, len(self.model.papers))))
        who = dice.choice(ACCOUNTS)
        user, chosen = self.town.users[who], sorted(chosen, key=lambda each: each.number)
        locks = {each.number: stored(each).lock for each in chosen}
        found = decide_many(
            locks=locks, by=user, scope=scope_for(user), outcome=Outcome(outcome), opinion="意见"
        )
        done = self.model.decide_many(chosen, who, outcome)
        assert {number for number, each in found.items() if each.done} == done

    def decide_in_a_run(self, dice):
        """All that waits for an account, after its sample was looked at."""
        who = dice.choice(ACCOUNTS)
        user, above = self.town.users[who], set(STAFF) - set(UNITS)
        role = "hr_reviewer" if above & set(self.model.desks(who)) else "unit_reviewer"
        here = self.model.inbox(who)
        with transaction.atomic():
            try:
                waiting = inbox_for(scope_for(user).as_(role))
                run = prepare(waiting=waiting, by=user, role=role, outcome=Outcome.PASSED).run
                for each in sample_of(run).rows:
                    note_seen(run, Change._plain.get(pk=each.item.change_id), by=user)
                start(run=run, by=user)
            except NothingChosen:
                assert here == []
                return
            except CannotStart:
                run.refresh_from_db()
        done = self.model.decide_many(sorted(here, key=lambda each: each.number), who, "passed")
        assert set(BulkItem._plain.filter(run=run, state="done").values_list("change", flat=True)) == done

    def verify_what_was_found(self, dice):
        """Every warning of a paper, by whoever might pass it."""
        waiting = [each for each in self.model.papers if each.state == "waiting"]
        paper = self.pick(dice, waiting + [each for each in waiting if each.warned] * 4)
        who, given = self.desk(dice, paper.office, paper.eyes)

        def real():
            held = inbox_for(given["scope"]).filter(pk=paper.number).first()
            if held is None:
                raise NotAllowed(paper.number, "not here")
            for each in [Finding.of(each) for each in held.findings if each["check"] in SERIOUS]:
                verify_mark(held, mark=each.mark, lock=held.lock, **given)

        self.both(lambda: self.model.verify(paper, who), real)

    def ask_its_collector(self, dice):
        paper = self.waiting(dice)
        who, given = self.desk(dice, paper.office, paper.eyes)

        def real():
            held = stored(paper)
            ask(change=held, lock=held.lock, text="发证机关？", **given)

        self.both(lambda: self.model.ask(paper, who), real)

    def forward_it(self, dice):
        paper = dice.choice([each for each in self.model.papers if self.model.targets(each)])
        who, given = self.desk(dice, paper.office, paper.eyes)
        targets = sorted(self.model.targets(paper))
        to = dice.choice([*targets * 12, *CODES, DEPARTMENT])

        def real():
            held = stored(paper)
            pass_on(change=held, lock=held.lock, to=self.town.places[to].pk, reason="须核实", **given)

        self.both(lambda: self.model.forward(paper, who, to), real)

    def open_it(self, dice):
        paper, over = self.waiting(dice), dice.choice([True, False])
        who, given = self.desk(dice, paper.office, paper.eyes)
        found = with_claims(inbox_for(given["scope"])).filter(pk=paper.number).first()
        if found is not None:
            (take_over if over else claim)(found, by=given["by"])
        try:
            self.model.claim(paper, who, over=over)
        except No:
            assert found is None

    def leave_it(self, dice):
        claimed = dice.choice([each for each in self.model.papers if each.claim])
        let_be(claimed.number, by=self.town.users[claimed.claim[1]])
        claimed.claim = None

    def colleague_stands_in(self, dice):
        """Mostly a colleague who does not review there otherwise, at times anybody."""
        offices = [each for each, accounts in self.model.staff.items() if accounts]
        able = [each for each in offices if self.model.employed[each] - self.model.staff[each]]
        office = dice.choice(offices + able * 4)
        away = dice.choice(sorted(self.model.staff[office]))
        colleagues = self.model.employed[office] - {away}
        deputy = dice.choice(
            [*sorted(colleagues - self.model.staff[office]) * 20, *sorted(colleagues) * 4, *ACCOUNTS]
        )
        user = self.town.users[away]
        given = {"first": self.today, "last": self.today + timedelta(days=9), "by": user}

        def real():
            grant = reviewing_grant(user, self.town.places[office].pk)
            delegate(grant=grant, deputy=self.town.users[deputy], **given)

        self.both(lambda: self.model.stand_in(office, away, deputy), real)

    def who_was_away_comes_back(self, dice):
        office, away = dice.choice(sorted(self.model.deputies))
        found = Delegation.objects.get(
            membership__organisation=self.town.places[office], membership__user=self.town.users[away],
            membership__ended_at=None, ended_at=None,
        )  # fmt: skip
        end_delegation(found, by=self.town.users[away])
        self.model.come_back(office, away)
