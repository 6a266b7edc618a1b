"""Any story of review, step by step against a plain model; after every step nothing unreviewed is used.

Hypothesis invents the stories: units fill in, send, withdraw, answer; offices pass, send back, reject, ask,
claim and pass on, one by one and many together; rules and reviewers change, units move, merge, close and open
again, people go from unit to unit and are erased. `review_model` says in plain Python what each step does.
"""

from contextlib import contextmanager
from datetime import timedelta
from random import Random

import pytest
from django.db import connection, transaction
from django.utils import timezone
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    rule,
    run_state_machine_as_test,
)

from reports.printing.sheets import sheet_of
from reports.query.asking import Question as Query
from reports.query.finding import find, people_of
from reports.query.places import Regions
from reports.stats.columns import read_columns
from reports.stats.declared import shipped
from reports.stats.facts import rebuild
from reports.stats.models import Fact
from reports.stats.resolved import resolve
from reviews.inbox.bulk.models import BulkItem
from reviews.inbox.bulk.preparing import NothingChosen, prepare
from reviews.inbox.bulk.running import CannotStart, start
from reviews.inbox.bulk.sampling import note_seen, sample_of
from reviews.inbox.claiming import claim, let_be, take_over, with_claims
from reviews.inbox.enums import Outcome
from reviews.inbox.exchanging import ask, pass_on
from reviews.inbox.models import Decision
from reviews.inbox.service import decide, decide_many, inbox_for
from talent.categories.service import live_version
from talent.orgs.enums import EventKind
from talent.orgs.lifecycle import plan
from talent.orgs.models import Membership, Organisation
from talent.orgs.service import scope_for
from talent.records.models import Change, Person, RouteRule, TalentRecord, Transfer
from talent.records.placing import place_all
from talent.records.routes.shaping import Ruled, change_rule, said_by
from talent.records.service import (
    NotAllowed,
    NoTransfer,
    agree,
    answer_office,
    erase_person,
    offer,
    propose,
    refuse,
    review_settings,
    submit,
    take_back,
    withdraw,
)
from talent.records.unmanned import relieve
from talent.security.models import AuditEvent, User
from tests.flows.review_model import DEPARTMENT, EDITABLE, UNITS, No, Region
from tests.talent.records.register import number, organisation

CODES = {"banner": 152502, "sibling": 152522, "league": 152500, "afar": 150700, "region": 150000}
PEOPLE = (1, 2, 3)
#: Who reviews where: `both` fills in and reviews alone at A, `chief` at the banner and at the league.
STAFF = {
    "A": {"both"}, "B": {"second", "third"}, "C": {"fourth"},
    DEPARTMENT: {"expert"},
    "banner": {"boss", "chief"}, "sibling": {"there"}, "league": {"chief", "head"},
    "afar": {"far"}, "region": {"top"},
}  # fmt: skip
CLERKS = {"A": ("clerk", "both"), "B": ("second",), "C": ("fourth",)}
ACCOUNTS = sorted({*(who for names in STAFF.values() for who in names), "clerk"})
REVIEWERS = [each for each in ACCOUNTS if each != "clerk"]
FOLLOWED = ("change", "transfer", "person")


class Town:
    """The organisations and accounts; every story begins with them."""

    def __init__(self):
        kinds = {**dict.fromkeys(CODES, "hr_department"), DEPARTMENT: "industry_department"}
        self.places = {
            name: organisation(name, kind, CODES.get(name, CODES["region"]), **self._facts(name))
            for name, kind in kinds.items()
        }
        for name in UNITS:
            facts = {"industry": "M" if name == "A" else "B", "unit_type": "42", "ownership": "110"}
            self.places[name] = organisation(name, "unit", CODES["banner"], **facts)
        self.users = {name: User.objects.create_user(username=name, password=None) for name in ACCOUNTS}
        self.admin = User.objects.create_user(username="admin", password=None)
        self.reader = User.objects.create_user(username="reader", password=None)
        for user, role in ((self.admin, "system_admin"), (self.reader, "analyst")):
            Membership.objects.create(user=user, organisation=self.places["region"], role=role)
        for name in self.places:
            self.employ(name)
        self.version = live_version("skilled")
        self.by_pk = {each.pk: name for name, each in self.places.items()}

    @staticmethod
    def _facts(name):
        return {"industries": ["M"]} if name == DEPARTMENT else {}

    def employ(self, name, since=timedelta(days=9)):
        """Those who work at a place, since a while ago."""
        role = "unit_reviewer" if name in UNITS else "hr_reviewer"
        grants = [(who, role) for who in STAFF[name]] + [(who, "collector") for who in CLERKS.get(name, ())]
        for who, what in sorted(grants):
            Membership.objects.create(
                user=self.users[who], organisation=self.places[name], role=what,
                valid_from=timezone.localdate() - since,
            )  # fmt: skip

    def place(self, name):
        return Organisation.objects.get(pk=self.places[name].pk)


def document(serial, trade, senior):
    raw = {
        "identity": {
            "id_type": "01",
            "id_number": number(serial),
            "full_name": "乌日娜",
            "ethnic_group": "汉族",
        },
        "skill": {"current_trade": trade},
    }
    return {**raw, "honour_title": [{"title": "盟级技术能手"}]} if senior else raw


def stored(paper):
    return Change._plain.get(pk=paper.number)


def waits(story):
    return any(each.state == "waiting" for each in story.model.papers)


def works(story):
    """There is a unit left besides one that stops."""
    return sum(each.alive for each in story.model.units.values()) > 1


def stopped(story):
    return not all(each.alive for each in story.model.units.values())


def always(story):
    return True


#: Every choice within a step comes from one number: of a list hypothesis would mostly choose the first.
SEEDS = st.integers(0, 2**32 - 1)
#: How often a step is tried.
WEIGHTS = {
    **{"fill_in_and_send": 6, "fill_in": 3, "send": 5, "answer": 3, "take_away": 1},
    **{"let_pass": 8, "let_pass_as_far_as_it_goes": 4, "let_not_pass": 4, "decide_together": 3},
    **{"decide_in_a_run": 2, "decide_what_was_changed_meanwhile": 1, "ask_its_collector": 4},
    **{"forward_it": 5, "open_it": 3, "leave_it": 1, "something_is_printed": 3},
    **{"rule_of_routes_changes": 2, "office_gains_or_loses_its_reviewers": 3, "unit_moves": 4},
    **{"unit_merges": 2, "unit_closes": 2, "unit_opens_again": 4},
    **{"person_is_offered": 3, "person_goes_or_stays": 4, "person_is_erased": 1},
}
#: What steps need that are not always possible.
NEEDS = {
    **dict.fromkeys(("let_pass", "let_pass_as_far_as_it_goes", "let_not_pass"), waits),
    **dict.fromkeys(("decide_what_was_changed_meanwhile", "ask_its_collector", "open_it"), waits),
    "forward_it": lambda story: any(story.model.targets(each) for each in story.model.papers),
    "unit_merges": works,
    "unit_closes": works,
    "unit_opens_again": stopped,
    "person_goes_or_stays": lambda story: story.model.passages,
}


class Story(RuleBasedStateMachine):
    town: Town

    def __init__(self):
        super().__init__()
        self.atomic = transaction.atomic()
        self.atomic.__enter__()
        terms, today = review_settings(), timezone.localdate()
        self.model = Region(
            STAFF,
            today=today,
            terms={
                level: terms.days_at(level) for level in ("unit", "department", "banner", "league", "region")
            },
            days=terms.answer_days,
        )
        self.serial, self.steps = dict(zip(PEOPLE, PEOPLE, strict=True)), 0
        self.fresh_serial, self.throws = 100, 0
        self.heard = AuditEvent.objects.latest("pk").pk

    def teardown(self):
        try:
            self._ends_well()
        finally:
            transaction.set_rollback(True)
            self.atomic.__exit__(None, None, None)

    # How a rule is tried on both

    @contextmanager
    def refused_alike(self, expected):
        """The step is refused exactly where the model refused it, and then no event is left."""
        try:
            with transaction.atomic():
                yield
        except (NotAllowed, NoTransfer):
            assert expected, "refused, though the model goes on"
        else:
            assert not expected, "goes on, though the model refuses"

    def both(self, model, real):
        """Do a step in the model and for real; whether it went on."""
        try:
            model()
            no = False
        except No:
            no = True
        with self.refused_alike(no):
            real()
        return not no

    def pick(self, dice, papers):
        found = list(papers)
        return dice.choice(found) if found else None

    def unit_of(self, dice):
        """One that works; the last one never stops."""
        return dice.choice([name for name in UNITS if self.model.units[name].alive])

    @initialize(seed=SEEDS, unit=st.sampled_from(UNITS))
    def begin(self, seed, unit):
        """Somebody is approved, somebody waits above the unit, somebody at it."""
        dice = self.dice(seed)
        for person, goes_on in zip(PEOPLE, (3, 1, 0), strict=True):
            paper = self._write(dice, unit, person)
            self._submit(paper, CLERKS[unit][0])
            for _step in range(goes_on):
                if paper.state == "waiting":
                    self._decide(dice, paper, "passed", able=True)

    # Units

    def _write(self, dice, unit, person):
        clerk = dice.choice(CLERKS[unit])
        self.steps += 1
        trade, senior = f"工种{self.steps}", dice.choice([True, False])
        record = self.model.find(self.serial[person], unit)
        under_way = record.under_way if record else None
        raw = document(self.serial[person], trade, senior)
        given = {"version": self.town.version, "unit": self.town.place(unit), "by": self.town.users[clerk]}
        if under_way is not None and under_way.state in EDITABLE:
            held = stored(under_way)
            answers = {each.pk: "已核实" for each in held.remarks.all()}
            made = propose(**given, raw=raw, source="unit", change=held, lock=held.lock, answers=answers)
        else:
            made = propose(**given, raw=raw, source="unit")
        kind = self.model.propose(self.serial[person], unit, trade, senior, clerk)
        assert made.kind == kind
        record = self.model.find(self.serial[person], unit)
        paper = record.under_way if record else None
        if kind in ("new", "changed"):
            assert paper.number in (0, made.change.pk)
            paper.number = made.change.pk
        return paper

    def fill_in(self, dice):
        self._write(dice, self.unit_of(dice), dice.choice(PEOPLE))

    def fill_in_and_send(self, dice):
        unit = self.unit_of(dice)
        paper = self._write(dice, unit, dice.choice(PEOPLE))
        if paper is not None and paper.state in EDITABLE:
            self._submit(paper, CLERKS[unit][0])

    def _submit(self, paper, by):
        def send():
            submit(change=stored(paper), by=self.town.users[by])

        return self.both(lambda: self.model.submit(paper, by), send)

    def send(self, dice):
        """Anything, also what is decided or was returned and not acted on yet."""
        theirs = [each for each in self.model.papers if self.model.units[each.unit].alive]
        able = [each for each in theirs if each.state in EDITABLE]
        paper = self.pick(dice, theirs + able * 4)
        if paper is not None and paper.source == "unit":
            if stored(paper).remarks.filter(acted_on=False).exists() and paper.state in EDITABLE:
                with self.refused_alike(expected=True):
                    submit(change=stored(paper), by=self.town.users[CLERKS[paper.unit][0]])
            else:
                self._submit(paper, CLERKS[paper.unit][0])

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

    # Offices

    def _desk(self, dice, paper, *, able=None):
        """Mostly somebody who reviews where the paper waits and did not before, at times anybody."""
        here = sorted(self.model.staff.get(paper.office, ()))
        free = [each for each in here if not self.model.own(paper, each)] or here
        able = dice.randrange(5) > 0 if able is None else able
        who = dice.choice(free if able and free else REVIEWERS)
        user = self.town.users[who]
        return who, {"by": user, "scope": scope_for(user)}

    def _waiting(self, dice):
        return self.pick(dice, [each for each in self.model.papers if each.state == "waiting"])

    def _decide(self, dice, paper, outcome, *, able=None):
        who, given = self._desk(dice, paper, able=able)

        def real():
            held = stored(paper)
            decide(change=held, lock=held.lock, outcome=Outcome(outcome), opinion="意见", **given)

        return self.both(lambda: self.model.decide(paper, who, outcome), real)

    def let_pass(self, dice):
        self._decide(dice, self._waiting(dice), "passed")

    def let_pass_as_far_as_it_goes(self, dice):
        paper = self._waiting(dice)
        while paper.state == "waiting" and self._decide(dice, paper, "passed"):
            pass

    def let_not_pass(self, dice):
        outcome = dice.choice(["returned", "returned", "rejected"])
        self._decide(dice, self._waiting(dice), outcome)

    def decide_what_was_changed_meanwhile(self, dice):
        _who, given = self._desk(dice, self._waiting(dice))
        held = stored(self._waiting(dice))
        with self.refused_alike(expected=True):
            decide(change=held, lock=held.lock - 1, outcome=Outcome.PASSED, **given)

    def decide_together(self, dice):
        """Whatever is ticked, also what waits elsewhere or is decided."""
        outcome = dice.choice(["passed", "passed", "returned"])
        chosen = dice.sample(self.model.papers, dice.randint(1, min(4, len(self.model.papers))))
        who = dice.choice(REVIEWERS)
        user, chosen = self.town.users[who], sorted(chosen, key=lambda each: each.number)
        locks = {each.number: stored(each).lock for each in chosen}
        found = decide_many(
            locks=locks, by=user, scope=scope_for(user), outcome=Outcome(outcome), opinion="意见"
        )
        done = self.model.decide_many(chosen, who, outcome)
        assert {number for number, each in found.items() if each.done} == done

    def decide_in_a_run(self, dice):
        """All that waits for an account, after its sample was looked at."""
        who = dice.choice(REVIEWERS)
        user = self.town.users[who]
        role = (
            "hr_reviewer"
            if any(who in STAFF[each] for each in STAFF if each not in UNITS)
            else "unit_reviewer"
        )
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

    def ask_its_collector(self, dice):
        paper = self._waiting(dice)
        who, given = self._desk(dice, paper)

        def real():
            held = stored(paper)
            ask(change=held, lock=held.lock, text="发证机关？", **given)

        self.both(lambda: self.model.ask(paper, who), real)

    def forward_it(self, dice):
        paper = dice.choice([each for each in self.model.papers if self.model.targets(each)])
        who, given = self._desk(dice, paper)
        targets = sorted(self.model.targets(paper))
        to = dice.choice([*targets * 12, *CODES, DEPARTMENT])

        def real():
            held = stored(paper)
            pass_on(change=held, lock=held.lock, to=self.town.places[to].pk, reason="须核实", **given)

        self.both(lambda: self.model.forward(paper, who, to), real)

    def open_it(self, dice):
        paper, over = self._waiting(dice), dice.choice([True, False])
        who, given = self._desk(dice, paper)
        found = with_claims(inbox_for(given["scope"])).filter(pk=paper.number).first()
        if found is not None:
            (take_over if over else claim)(found, by=given["by"])
        try:
            self.model.claim(paper, who, over=over)
        except No:
            assert found is None

    def leave_it(self, dice):
        claimed = self.pick(dice, [each for each in self.model.papers if each.claim])
        if claimed is None:
            return
        let_be(claimed.number, by=self.town.users[claimed.claim[1]])
        claimed.claim = None

    # What changes around them

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
            self.model.staff[office] = set()
        else:
            self.town.employ(office)
            self.model.staff[office] = set(STAFF[office])
        relieve()
        self.model.relieve()

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
        self.town.employ(unit)
        self.model.units[unit].alive, self.model.staff[unit] = True, set(STAFF[unit])

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

    # One rule, so that no story leaves a kind of step out

    @rule(seed=SEEDS)
    def something_happens(self, seed):
        dice = self.dice(seed)
        steps = [step for step, weight in WEIGHTS.items() for _ in range(weight)]
        able = [step for step in steps if NEEDS.get(step, always)(self)]
        getattr(self, dice.choice(able))(dice)

    def dice(self, seed):
        """Another throw at every step: hypothesis likes to give the same number again."""
        self.throws += 1
        return Random(f"{seed} {self.throws}")

    # What holds after every step

    @invariant()
    def papers_stand_as_the_model_says(self):
        names = {user.pk: name for name, user in self.town.users.items()}
        found = {
            each.pk: (
                each.state, self.town.by_pk[each.unit_id], self.town.by_pk.get(each.waiting_office_id, ""),
                each.deadline, each.asked, each.forwarded,
                (each.route, each.step, [names[pk] for pk in each.reviewers], each.self_reviewed)
                if each.state == "waiting" else None,
            )
            for each in Change._plain.defer("data", "sealed")
        }  # fmt: skip
        said = {
            each.number: (
                each.state, each.unit, each.office, each.deadline, each.asked, each.forwarded,
                (each.route, each.step, each.reviewers, each.self_reviewed)
                if each.state == "waiting" else None,
            )
            for each in self.model.papers
        }  # fmt: skip
        assert found == said

    @invariant()
    def whoever_reviews_there_finds_it_and_nobody_else_does(self):
        found = {
            name: set(inbox_for(scope_for(user)).order_by().values_list("pk", flat=True))
            for name, user in self.town.users.items()
        }
        said = {name: {each.number for each in self.model.inbox(name)} for name in ACCOUNTS}
        assert found == said
        stranded = {each.number for each in self.model.papers if each.state == "waiting"}
        assert stranded.difference(*found.values()) == set()

    @invariant()
    def nothing_unreviewed_is_used(self):
        """Records, facts, what a release is drawn from, and queries: what the last office passed, no more."""
        approved = [each for each in self.model.records if each.approved]
        said = {(each.approved.number, each.unit, each.approved.trade, "accepted") for each in approved}
        with connection.cursor() as cursor:
            cursor.execute(_IN_FORCE)
            in_force = {(pk, self.town.by_pk[unit], *more) for pk, unit, *more in cursor.fetchall()}
        assert in_force == said
        records = {each.approved.number: each for each in approved}
        facts = Fact.objects.values_list("record__approved_id", "unit_id", "region_code")
        assert sorted(facts) == sorted(
            (pk, self.town.places[each.unit].pk, CODES[self.model.units[each.unit].region])
            for pk, each in records.items()
        )
        assert read_columns(resolve(shipped()), as_of=timezone.localdate()).height == len(approved)
        question = Query(category=self.town.version.category)
        found = find(people_of(scope_for(self.town.reader), question, Regions()), question, None, None)
        numbers = TalentRecord._plain.filter(pk__in=found.records).values_list("approved", flat=True)
        assert (set(numbers), len(found.records)) == (set(records), len(records))

    @invariant()
    def audit_and_decisions_are_what_was_done(self):
        rows = AuditEvent.objects.filter(pk__gt=self.heard).order_by("pk")
        found = list(rows.values_list("pk", "subject", "action", "by__username"))
        said, self.model.events = self.model.events, []
        self.heard = found[-1][0] if found else self.heard
        assert [each[2:] for each in found if each[1] in FOLLOWED] == said
        decisions = Decision._plain.order_by("pk").values_list(
            "change", "level", "office", "by__username", "outcome"
        )
        assert sorted(
            (pk, level, self.town.by_pk[office], *more) for pk, level, office, *more in decisions
        ) == (sorted(self.model.decisions))

    def something_is_printed(self, dice):
        """A paper is printed for its unit and for whoever has to review it; unreviewed, as a draft."""
        name = dice.choice(ACCOUNTS)
        paper = self.pick(dice, self.model.papers)
        form = sheet_of("change")
        found = form.find(scope_for(self.town.users[name]), pk=paper.number)
        assert (found is not None) == self._prints(name, paper)
        if found is not None:
            assert form.document(found, "zh-hans").draft == (paper.state != "accepted")

    def _prints(self, name, paper):
        if not any(paper in each.papers for each in self.model.records):  # of somebody who was erased
            return False
        if self.model.units[paper.unit].alive and name in {
            *CLERKS[paper.unit],
            *self.model.staff[paper.unit],
        }:
            return True
        offices = [each for each in self.model.staff if each not in UNITS and name in self.model.staff[each]]
        final = paper.state in ("accepted", "rejected")
        return any(self.model.sees(each, paper.unit) for each in offices) and (
            final or paper.office in offices
        )

    def _ends_well(self):
        """Facts made anew are the facts that were kept; the nightly look finds nothing; constraints hold."""
        connection.check_constraints()
        columns = ("record", "unit_id", "region_code", "seat_code", "counted", "codes")
        kept = list(Fact.objects.order_by("pk").values_list(*columns))
        rebuild()
        assert list(Fact.objects.order_by("pk").values_list(*columns)) == kept
        place_all()
        self.papers_stand_as_the_model_says()


_IN_FORCE = """
SELECT change.id, record.unit_id, change.data #>> '{skill,current_trade}', change.state
FROM records_talentrecord record JOIN records_change change ON change.id = record.approved_id
"""


@pytest.fixture
def story(db):
    return type("Told", (Story,), {"town": Town()})


def tell(story, *, stories, steps):
    run_state_machine_as_test(
        story,
        settings=settings(
            max_examples=stories, stateful_step_count=steps, deadline=None, print_blob=True,
            suppress_health_check=list(HealthCheck),
        ),
    )  # fmt: skip


def test_any_short_story_ends_as_the_model_says_and_nothing_unreviewed_is_used(story):
    tell(story, stories=4, steps=15)


@pytest.mark.slow
def test_sixty_long_stories_end_as_the_model_says_and_nothing_unreviewed_is_used(story):
    tell(story, stories=60, steps=50)
