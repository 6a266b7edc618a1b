"""Drawing a sample: at once where that is quick, by a job where it is not."""

import secrets
from collections.abc import Sequence
from decimal import Decimal

from django.db import transaction
from django.db.models import Max

from reviews.spotchecks.drawing import Drawn, Wanted, draw
from reviews.spotchecks.enums import CheckState
from reviews.spotchecks.fitting import keep_by
from reviews.spotchecks.frame import frame_of, reviewers_of
from reviews.spotchecks.models import SpotCheck, SpotItem
from reviews.spotchecks.notices import DRAWN
from reviews.spotchecks.rules import Rule
from reviews.spotchecks.shuffling import Shuffle, bits_for
from talent.jobs.service import defer
from talent.notify.service import About, notify
from talent.orgs.enums import COLLECTING_KINDS, Role
from talent.orgs.models import Organisation
from talent.orgs.service import Scope, ScopedQuerySet, scope_for
from talent.records.models import TalentRecord
from talent.security.models import User
from talent.security.service import record_event

#: A seed is short enough to be read out.
SEEDS = 10**9
JOB = "spotchecks.draw"


@transaction.atomic
def start(
    *,
    office: Organisation,
    by: User,
    rule: Rule,
    size: int | None = None,
    share: Decimal | None = None,
    weight: int = 1,
    seed: int | None = None,
) -> SpotCheck:
    """Draw `size` records, or a share (per cent) of all that fit, of what an office may look at.

    What takes longer than somebody waits is drawn by a job; until then the check is in the state 正在抽取.
    One audit event names the seed. Raises PermissionError for an account that does not review at the office.
    """
    highest = TalentRecord._plain.aggregate(highest=Max("pk"))["highest"] or 0
    check = SpotCheck.objects.create(
        office=office,
        by=by,
        rule=rule.kept(),
        size=size,
        share=share,
        self_review_weight=weight,
        seed=secrets.randbelow(SEEDS) if seed is None else seed,
        bits=bits_for(highest),
        highest=highest,
    )
    sample = _drawn(check, bounded=True)
    record_event(
        by=by,
        action="draw_spot_check",
        subject="spot_check",
        subject_id=check.pk,
        organisation_id=office.pk,
        detail={"seed": check.seed, **({"count": len(sample)} if sample is not None else {})},
    )
    if sample is None:
        defer(JOB, check=check.pk)
    else:
        _fill(check, sample)
    return check


@transaction.atomic
def draw_waiting(pk: int) -> None:
    """What the job does: the sample of a check, however long it takes. Done already, it is not done again."""
    check = SpotCheck._plain.select_for_update(of=("self",)).select_related("office", "by").get(pk=pk)
    if check.state == CheckState.DRAWING:
        _fill(check, _drawn(check, bounded=False) or [])


def scope_at(office: Organisation, user: User) -> Scope:
    """With which an account reviews at this office today."""
    role = Role.UNIT_REVIEWER if office.kind in COLLECTING_KINDS else Role.HR_REVIEWER
    held = scope_for(user).as_(role)
    return Scope(held.user_id, tuple(each for each in held.grants if each.organisation_id == office.pk))


def _drawn(check: SpotCheck, *, bounded: bool) -> Sequence[Drawn] | None:
    scope = scope_at(check.office, check.by)
    if not scope.grants:
        if bounded:
            raise PermissionError(check.office_id)
        return []  # the role ended while the job waited
    rule = Rule.read(check.rule)
    return draw(
        _frame(check, rule, scope),
        Shuffle(seed=check.seed, bits=check.bits),
        Wanted(check.size, check.share, check.self_review_weight),
        keep=keep_by(rule),
        bounded=bounded,
    )


def _frame(check: SpotCheck, rule: Rule, scope: Scope) -> ScopedQuerySet[TalentRecord]:
    """Without what came in after the check began: a job that is late draws from the same records."""
    records = frame_of(rule, office=check.office, scope=scope)
    return records.filter(pk__lte=check.highest, approved_at__lte=check.at)


def _fill(check: SpotCheck, sample: Sequence[Drawn]) -> None:
    SpotItem.objects.bulk_create(
        SpotItem(check_of=check, number=number, record_id=each.record, change_id=each.change)
        for number, each in enumerate(sample, start=1)
    )
    check.drawn, check.state = len(sample), CheckState.OPEN if sample else CheckState.EMPTY
    check.save(update_fields=["drawn", "state"])
    if sample:
        _tell(check)


def _tell(check: SpotCheck) -> None:
    """The other reviewers of the office; who drew it sees it."""
    unit = check.office.kind in COLLECTING_KINDS
    about = About(
        event=str(check.pk),
        data={"office": check.office.name, "count": check.drawn},
        place="unit_spot_checks:check" if unit else "spot_checks:check",
        arguments=(check.office_id, check.pk) if unit else (check.pk,),
    )
    notify(set(reviewers_of(check.office)) - {check.by_id}, DRAWN, about)
