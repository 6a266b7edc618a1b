"""Who is looking at what: a change that is opened is claimed for some minutes, so that no two decide it."""

from datetime import datetime, timedelta

from django.db import connection, transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from reviews.inbox.models import Claim
from talent.orgs.service import ScopedQuerySet
from talent.records.models import Change
from talent.records.service import review_settings
from talent.security.models import User
from talent.security.service import record_event

# One statement whoever holds it: another one's claim in force stays, and then no row comes back.
_CLAIM = """
INSERT INTO inbox_claim (change_id, office_id, by_id, at, until)
VALUES (%(change)s, %(office)s, %(by)s, %(now)s, %(until)s)
ON CONFLICT (change_id) DO UPDATE
    SET office_id = excluded.office_id, by_id = excluded.by_id, at = excluded.at, until = excluded.until
    WHERE inbox_claim.by_id = excluded.by_id OR inbox_claim.until <= excluded.at
        OR inbox_claim.office_id <> excluded.office_id OR %(over)s
RETURNING change_id
"""


def with_claims(waiting: ScopedQuerySet[Change]) -> ScopedQuerySet[Change]:
    """The changes with what `in_force` reads."""
    return waiting.select_related("claim__by")


def in_force(change: Change, now: datetime | None = None) -> Claim | None:
    """The claim on a change that was read `with_claims`; None where nobody looks at it at its office."""
    claim: Claim | None = getattr(change, "claim", None)
    if claim is None or claim.office_id != change.waiting_office_id:
        return None
    return claim if claim.until > (now or timezone.now()) else None


def of_another(change: Change, by: User) -> Claim | None:
    """The claim in force that somebody else holds."""
    claim = in_force(change)
    return None if claim is None or claim.by_id == by.pk else claim


def held_by(claim: Claim, reader: User | None = None) -> str:
    """Who holds a change and until when, in words; `reader` is called 您."""
    return held_until(claim.by.name, claim.until, own=reader is not None and claim.by_id == reader.pk)


def held_until(name: str, until: datetime, *, own: bool = False) -> str:
    """The same of a claim in force that was read with others."""
    time = f"{timezone.localtime(until):%H:%M}"
    if own:
        return _("您正在看(到 %(time)s)") % {"time": time}
    return _("%(name)s正在看(到 %(time)s)") % {"name": name, "time": time}


def free_for(waiting: ScopedQuerySet[Change], by: User) -> ScopedQuerySet[Change]:
    """Those that nobody else is looking at."""
    return waiting.exclude(pk__in=_in_force().exclude(by=by).values("pk"))


def held_by_me(waiting: ScopedQuerySet[Change], by: User) -> ScopedQuerySet[Change]:
    return waiting.filter(pk__in=_in_force().filter(by=by).values("pk"))


def held_by_others(waiting: ScopedQuerySet[Change], by: User) -> ScopedQuerySet[Change]:
    return waiting.filter(pk__in=_in_force().exclude(by=by).values("pk"))


def held_by_nobody(waiting: ScopedQuerySet[Change]) -> ScopedQuerySet[Change]:
    return waiting.exclude(pk__in=_in_force().values("pk"))


def _in_force() -> ScopedQuerySet[Claim]:
    """All of them: only ever asked within a queryset of changes that has its scope."""
    everybody = Claim.objects.unscoped(reason="narrows changes that are in scope already")
    return everybody.filter(until__gt=timezone.now(), office_id=F("change__waiting_office_id"))


def claim(change: Change, *, by: User) -> Claim | None:
    """Claim a change that `by` opens; returns the claim of somebody else who was there before.

    `change` was read `with_claims`. Looking at it again holds it longer.
    """
    if (other := of_another(change, by)) is not None:
        return other
    if _write(change, by, over=False):
        return None
    return Claim._plain.select_related("by").filter(change=change).first()  # somebody was faster by a blink


@transaction.atomic
def take_over(change: Change, *, by: User) -> None:
    """Go on with a change that somebody else is looking at; both names stand in the audit log."""
    former = Claim._plain.select_for_update().filter(change=change).first()
    _write(change, by, over=True)
    if former is not None and former.by_id != by.pk:
        record_event(
            by=by,
            action="take_over",
            subject="change",
            subject_id=change.pk,
            organisation_id=change.unit_id,
            detail={"office": change.waiting_office_id, "account": former.by_id},
        )


def let_be(pk: int, *, by: User) -> None:
    """Give a change back to the queue without a decision."""
    Claim._plain.filter(change=pk, by=by).delete()


def _write(change: Change, by: User, *, over: bool) -> bool:
    now = timezone.now()
    given = {
        "change": change.pk,
        "office": change.waiting_office_id,
        "by": by.pk,
        "now": now,
        "until": now + timedelta(minutes=review_settings().claim_minutes),
        "over": over,
    }
    with connection.cursor() as cursor:
        cursor.execute(_CLAIM, given)
        return cursor.fetchone() is not None
