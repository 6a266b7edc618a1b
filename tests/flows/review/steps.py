"""A step of a story: done in the model and for real, and refused by both or by neither."""

from contextlib import contextmanager
from datetime import timedelta
from random import Random

from django.db import transaction
from django.utils import timezone
from hypothesis.stateful import RuleBasedStateMachine

from talent.orgs.service import NotPossible, scope_for
from talent.records.reviewsettings import forget_settings
from talent.records.service import NotAllowed, NoTransfer, review_settings
from talent.security.models import AuditEvent
from tests.flows.review.papers import LEVELS, UNITS, No
from tests.flows.review.region import Region
from tests.flows.review.town import ACCOUNTS, EMPLOYED, PEOPLE, STAFF, Town

REFUSALS = (NotAllowed, NoTransfer, NotPossible, PermissionError)


class Steps(RuleBasedStateMachine):
    """What all steps have; `town` stands before the first story."""

    town: Town

    def __init__(self):
        super().__init__()
        self.atomic = transaction.atomic()
        self.atomic.__enter__()
        forget_settings()
        terms, self.today = review_settings(), timezone.localdate()
        self.model = Region(
            STAFF,
            EMPLOYED,
            today=self.today,
            terms={level: terms.days_at(level) for level in LEVELS},
            days=terms.answer_days,
        )
        self.serial = dict(zip(PEOPLE, PEOPLE, strict=True))
        self.fresh_serial, self.throws, self.written = 100, 0, 0
        self.heard = AuditEvent.objects.latest("pk").pk

    def teardown(self):
        try:
            self.ends_well()
        finally:
            transaction.set_rollback(True)
            self.atomic.__exit__(None, None, None)
            forget_settings()

    def ends_well(self):
        """What is looked at once a story."""

    @contextmanager
    def refused_alike(self, expected):
        """The step is refused exactly where the model refused it, and then no event is left."""
        try:
            with transaction.atomic():
                yield
        except REFUSALS as no:
            if not expected:
                raise AssertionError(
                    f"refused, though the model goes on: {getattr(no, 'reason', no)}"
                ) from no
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

    def dice(self, seed):
        """Another throw at every step: hypothesis likes to give the same number again."""
        self.throws += 1
        return Random(f"{seed} {self.throws}")

    def pick(self, dice, papers):
        found = list(papers)
        return dice.choice(found) if found else None

    def unit_of(self, dice):
        """One that works; the last one never stops."""
        return dice.choice([name for name in UNITS if self.model.units[name].alive])

    def waiting(self, dice):
        return self.pick(dice, [each for each in self.model.papers if each.state == "waiting"])

    def desk(self, dice, office, barred, *, able=None):
        """Mostly somebody who reviews there and had no part before, at times anybody; with their scope."""
        here = self.model.desks_at(office)
        here += [each for each in here if self.model.standing_for(each, office)] * 3
        free = [each for each in here if not self.model.eyes(each, office) & barred] or here
        able = dice.randrange(5) > 0 if able is None else able
        who = dice.choice(free if able and free else ACCOUNTS)
        user = self.town.users[who]
        return who, {"by": user, "scope": scope_for(user)}

    def long_ago(self, dice):
        return self.today - timedelta(days=dice.randint(15, 40))
