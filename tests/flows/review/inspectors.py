"""Steps about what is approved: samples are drawn and looked at, doubtful records are marked and cleared."""

from reviews.spotchecks.deciding import close_item, doubt_item, parts_in, pass_item, standing
from reviews.spotchecks.models import SpotItem
from reviews.spotchecks.service import Rule, start
from reviews.spotchecks.starting import scope_at
from talent.records.models import Doubt
from talent.records.reviewsettings import change_settings
from talent.records.service import FieldRemark, NotAllowed, lift_doubt
from tests.flows.review.papers import Drawn
from tests.flows.review.steps import Steps
from tests.flows.review.town import ACCOUNTS, STAFF


class Inspectors(Steps):
    def sample_is_drawn(self, dice):
        """All that could be drawn, or less; nothing that an office does not see, or that is not approved."""
        able = [each for each in sorted(STAFF) if self.model.desks_at(each) and self.model.frame(each)]
        office, size = dice.choice(able * 8 + sorted(STAFF)), dice.choice([1, 2, 5])
        who = dice.choice([*self.model.desks_at(office) * 40, *ACCOUNTS])
        made = []

        def real():
            made.append(
                start(office=self.town.places[office], by=self.town.users[who], rule=Rule(), size=size)
            )

        could = self.model.frame(office)
        if self.both(lambda: self.model.draw(office, who), real):
            rows = SpotItem._plain.filter(check_of=made[0]).values_list("pk", "change")
            by_change = {each.approved.number: each for each in could}
            drawn = [Drawn(pk, office, by_change[change]) for pk, change in rows]
            assert len(drawn) == min(size, len(could))
            self.model.drawn += drawn

    def record_is_looked_at(self, dice):
        open_ones = [each for each in self.model.drawn if not each.outcome]
        drawn = dice.choice(open_ones * 8 + self.model.drawn)
        parts = set().union(*(each.eyes for each in drawn.record.papers))
        who, given = self.desk(dice, drawn.office, parts)
        scope = scope_at(self.town.places[drawn.office], given["by"])
        if not scope.grants:  # the page does not exist for them
            assert drawn.office not in self.model.desks(who)
            return
        verdict = dice.choice(["passed", "doubted", "doubted", "gone"])

        def real():
            item = SpotItem._plain.select_related("change").get(pk=drawn.number)
            record = standing(item, scope)
            seen = {"seen": record.approved if record else item.change}
            by = {"item": item, "by": given["by"], "scope": scope}
            if verdict == "passed":
                pass_item(**by, **seen)
            elif verdict == "doubted":
                doubt_item(**by, **seen, remarks=[FieldRemark("", "请核对")])
            else:
                close_item(**by)

        if self.both(lambda: self.model.look(drawn, who, verdict), real) and verdict == "doubted":
            correction = drawn.record.doubt.correction
            told = Doubt._plain.get(
                record__approved=drawn.record.approved.number, ended_at=None
            ).correction_id
            assert correction.number in (0, told)
            correction.number = told

    def mark_is_taken_off(self, dice):
        record = dice.choice([each for each in self.model.records if each.doubt])
        parts = set().union(*(each.eyes for each in record.papers))
        who, given = self.desk(dice, record.doubt.office, parts)
        office = self.town.places[record.doubt.office]

        def real():
            scope = scope_at(office, given["by"])
            row = Doubt.objects.visible_to(scope).filter(
                record__approved=record.approved.number, office=office, ended_at=None
            )
            if not scope.grants or row.first() is None:
                raise NotAllowed(0, "not here")
            away = scope.stands_for(office.pk)
            parts = parts_in(row.get().record_id)
            lift_doubt(row=row.get(), by=given["by"], reason="核实无误", reviewed_by=parts, standing_for=away)

        self.both(lambda: self.model.lift(record, who), real)

    def doubtful_counts_or_not(self, dice):
        self.model.counts_doubted = not self.model.counts_doubted
        change_settings(by=self.town.admin, count_doubted=self.model.counts_doubted)
