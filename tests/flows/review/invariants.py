"""What holds after every step, and at the end of a story."""

from django.db import connection
from hypothesis.stateful import invariant

from reports.printing.sheets import sheet_of
from reports.query.asking import Question as Query
from reports.query.finding import find, people_of
from reports.query.places import Regions
from reports.stats.columns import PERSON, read_columns
from reports.stats.facts import rebuild
from reports.stats.models import Fact
from reviews.inbox.models import Decision, Urging
from reviews.inbox.service import inbox_for
from reviews.spotchecks.models import SpotItem
from talent.orgs.service import scope_for
from talent.records.models import Change, Doubt, TalentRecord
from talent.records.placing import place_all
from talent.security.models import AuditEvent
from tests.flows.review.papers import UNITS
from tests.flows.review.public import CLOSED, is_closed, open_answer
from tests.flows.review.steps import Steps
from tests.flows.review.town import ACCOUNTS, CLERKS, CODES

FOLLOWED = ("change", "transfer", "person", "spot_check", "delegation")
TABLE = "league_category"
_IN_FORCE = """
SELECT change.id, record.unit_id, change.data #>> '{skill,current_trade}', change.state
FROM records_talentrecord record JOIN records_change change ON change.id = record.approved_id
"""


class Invariants(Steps):
    #: What the open interface answers since the last release.
    published = None

    @invariant()
    def papers_stand_as_the_model_says(self):
        names = {user.pk: name for name, user in self.town.users.items()}
        found = {
            each.pk: (
                each.state, self.town.by_pk[each.unit_id], self.town.by_pk.get(each.waiting_office_id, ""),
                each.deadline, each.asked, each.forwarded,
                (each.route, each.step, [names[pk] for pk in each.reviewers], each.self_reviewed,
                 each.open_warnings > 0)
                if each.state == "waiting" else None,
            )
            for each in Change._plain.defer("data", "sealed")
        }  # fmt: skip
        said = {
            each.number: (
                each.state, each.unit, each.office, each.deadline, each.asked, each.forwarded,
                (each.route, each.step, each.reviewers, each.self_reviewed, each.warned)
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
        approved = [(each, each.approved) for each in self.model.records if each.approved]
        with connection.cursor() as cursor:
            cursor.execute(_IN_FORCE)
            in_force = {(pk, self.town.by_pk[unit], *more) for pk, unit, *more in cursor.fetchall()}
        assert in_force == {
            (paper.number, each.unit, paper.trade, "accepted") for each, paper in approved
        }  # fmt: skip
        counted = self.model.counted()
        facts = Fact.objects.values_list("record__approved_id", "unit_id", "region_code")
        assert sorted(facts) == sorted(
            (paper.number, self.town.places[each.unit].pk, CODES[self.model.units[each.unit].region])
            for each, paper in counted
        )
        drawn_from = read_columns(self.town.resolved, as_of=self.today)[PERSON].to_list()
        assert sorted(drawn_from) == sorted(Fact.objects.values_list("person_key", flat=True))
        question = Query(category=self.town.version.category)
        found = find(people_of(scope_for(self.town.reader), question, Regions()), question, None, None)
        numbers = TalentRecord._plain.filter(pk__in=found.records).values_list("approved", flat=True)
        assert sorted(numbers) == sorted(paper.number for _each, paper in counted)

    @invariant()
    def the_public_reads_what_was_released_and_nothing_since(self):
        """By the public's own login: nothing that happens in review moves a figure of the open interface."""
        if self.published is None:
            assert open_answer(TABLE)[0] == 404
        else:
            assert open_answer(TABLE) == (200, self.published)

    def released(self):
        """From here on the public reads what was just released."""
        status, self.published = open_answer(TABLE)
        assert status == 200

    @invariant()
    def doubts_stand_as_the_model_says(self):
        rows = Doubt._plain.filter(ended_at=None).values_list(
            "record__approved", "correction", "office", "by__username"
        )
        assert sorted((*pair, self.town.by_pk[office], by) for *pair, office, by in rows) == sorted(
            (each.approved.number, each.doubt.correction.number, each.doubt.office, each.doubt.by)
            for each in self.model.records
            if each.doubt
        )
        outcomes = SpotItem._plain.values_list("pk", "outcome")
        assert sorted(outcomes) == sorted((each.number, each.outcome) for each in self.model.drawn)

    @invariant()
    def audit_and_decisions_are_what_was_done(self):
        rows = AuditEvent.objects.filter(pk__gt=self.heard).order_by("pk")
        found = list(rows.values_list("pk", "subject", "action", "by__username"))
        said, self.model.events = self.model.events, []
        self.heard = found[-1][0] if found else self.heard
        assert [each[2:] for each in found if each[1] in FOLLOWED] == said
        decisions = Decision._plain.order_by("pk").values_list(
            "change", "level", "office", "by__username", "standing_for__username", "outcome"
        )
        assert sorted(
            ((pk, level, self.town.by_pk[office], *more) for pk, level, office, *more in decisions), key=repr
        ) == sorted(self.model.decisions, key=repr)
        urged = Urging._plain.values_list("change", "office", "deadline")
        assert {(pk, self.town.by_pk[office], day) for pk, office, day in urged} == self.model.urged

    def something_is_printed(self, dice):
        """A paper is printed for its unit and for whoever has to review it; unreviewed, as a draft."""
        name = dice.choice(ACCOUNTS)
        paper = self.pick(dice, self.model.papers)
        form = sheet_of("change")
        found = form.find(scope_for(self.town.users[name]), pk=paper.number)
        assert (found is not None) == self._prints(name, paper)
        if found is None:
            return
        sheet = form.document(found, "zh-hans")
        doubtful = any(each.approved is paper and each.doubt for each in self.model.records)
        marked = any(each.label == "存疑" for each in sheet.head)
        assert (sheet.draft, marked, sheet.doubted) == (
            paper.state != "accepted", doubtful, doubtful and not self.model.counts_doubted,
        )  # fmt: skip

    def _prints(self, name, paper):
        if not any(paper in each.papers for each in self.model.records):  # of somebody who was erased
            return False
        desks = self.model.desks(name)
        if self.model.units[paper.unit].alive and (name in CLERKS[paper.unit] or paper.unit in desks):
            return True
        offices = [each for each in desks if each not in UNITS]
        final = paper.state in ("accepted", "rejected")
        return any(self.model.sees(each, paper.unit) for each in offices) and (
            final or paper.office in offices
        )

    def ends_well(self):
        """Facts made anew are the facts that were kept; the nightly look finds nothing; constraints hold."""
        assert [table for table in CLOSED if not is_closed(table)] == []
        connection.check_constraints()
        columns = ("record", "unit_id", "region_code", "seat_code", "counted", "codes")
        kept = list(Fact.objects.order_by("pk").values_list(*columns))
        rebuild()
        assert list(Fact.objects.order_by("pk").values_list(*columns)) == kept
        place_all()
        self.papers_stand_as_the_model_says()
