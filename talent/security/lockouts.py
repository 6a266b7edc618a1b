"""Lock-outs as they are kept: failures by name and address, under a keyed hash of the name.

What is typed into the box of the name is often a password, so it is never kept in the open.
"""

from datetime import datetime

from axes.models import AccessAttempt
from django.conf import settings
from django.db.models import Max, QuerySet, Sum
from django.utils import timezone

from talent.security.factors import forget_wrong_codes, held_back
from talent.security.identity import blind_index
from talent.security.models import User


def name_as_kept(name: str) -> str:
    """The same for spellings that differ in capitals and spaces only."""
    return blind_index(kind="login", number=name).hex()


def failures_since_the_cool_off() -> QuerySet[AccessAttempt]:
    return AccessAttempt.objects.filter(attempt_time__gte=timezone.now() - settings.AXES_COOLOFF_TIME)


def failures_from(address: str) -> int:
    """How often logins from an address failed lately, with whatever names."""
    attempts = failures_since_the_cool_off().filter(ip_address=address)
    return attempts.aggregate(sum=Sum("failures_since_start"))["sum"] or 0


def locked_until(kept_name: str, address: str) -> datetime | None:
    """When a name may be tried from an address again; None without any failure."""
    attempts = failures_since_the_cool_off().filter(username=kept_name, ip_address=address)
    last = attempts.aggregate(last=Max("attempt_time"))["last"]
    return last + settings.AXES_COOLOFF_TIME if last else None


def free_again(address: str) -> datetime:
    """When nothing that failed from an address lately counts any more."""
    last = (
        failures_since_the_cool_off().filter(ip_address=address).aggregate(last=Max("attempt_time"))["last"]
    )
    return (last or timezone.now()) + settings.AXES_COOLOFF_TIME


def locked_addresses(user: User) -> list[str]:
    """The addresses that an account is locked out from now."""
    attempts = failures_since_the_cool_off().filter(username=name_as_kept(user.username))
    sums = attempts.values("ip_address").annotate(sum=Sum("failures_since_start"))
    locked = sums.filter(sum__gte=settings.AXES_FAILURE_LIMIT).order_by("ip_address")
    return [str(row["ip_address"]) for row in locked]


def is_locked_out(user: User) -> bool:
    """From at least one address, or at its second step."""
    return bool(locked_addresses(user)) or held_back(user)


def release_lockout(user: User) -> None:
    """Forget the failures of an account, from all addresses and at the second step."""
    AccessAttempt.objects.filter(username=name_as_kept(user.username)).delete()
    forget_wrong_codes(user)
