"""Keeping what somebody types, sealed, until it is saved. Only the own account ever gets it back."""

import re
import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.db import connection, transaction
from django.db.models import Q
from django.http import QueryDict
from django.utils import timezone

from talent.collect.enums import Kind
from talent.collect.models import Scratch
from talent.orgs.models import Organisation
from talent.security.models import User
from talent.security.service import decrypt, encrypt

#: After so many days nobody goes on with it.
KEPT_DAYS = 7
#: So many sittings are kept of one account; so many are offered at a form.
MOST, OFFERED = 40, 5
_NUMBER = re.compile("[0-9]{1,18}")
_MARK = re.compile("[A-Za-z0-9_-]{8,32}")
#: What belongs to one showing of a page and not to what was typed.
_OF_THE_PAGE = frozenset({"csrfmiddlewaretoken", "do", "add", "remove", "autosaved"})
# Asked each time that a form saves itself: written by the ORM, it costs more than it takes to run.
_TYPED = "SELECT sealed <> '' FROM collect_scratch WHERE user_id = %s AND sitting = %s"

#: Not needed to say what was typed where.
_LARGE = ("sealed", "about__data", "about__sealed", "category__groups", "category__rules")

type Values = Sequence[tuple[str, str]]


@dataclass(frozen=True)
class Place:
    """Where something is typed; `about_id`: the change that the form edits or begins from, if any."""

    user_id: int
    unit_id: int
    category_id: int
    kind: Kind
    about_id: int | None = None

    @property
    def columns(self) -> dict[str, Any]:
        return {
            "unit_id": self.unit_id,
            "category_id": self.category_id,
            "kind": self.kind,
            "about_id": self.about_id,
        }


def new_sitting() -> str:
    """A fresh mark for a page."""
    return secrets.token_urlsafe(12)


def sitting_in(post: QueryDict) -> str:
    """The mark of a posted page; a fresh one where it carries none."""
    text = post.get("sitting") or ""
    return text if _MARK.fullmatch(text) else new_sitting()


def typed_in(post: QueryDict) -> list[tuple[str, str]]:
    """Everything of a posted page that can be put back into it."""
    return [
        (name, value.replace("\0", ""))
        for name, values in post.lists()
        if name not in _OF_THE_PAGE
        for value in values
    ]


def begin(place: Place, sitting: str) -> bool:
    """Note a sitting of which all is saved; whether it was not known yet."""
    with connection.cursor() as cursor:
        cursor.execute(_TYPED, [place.user_id, sitting])
        found = cursor.fetchone()
    if found is None:
        with transaction.atomic():
            return _held(place, sitting)[1]
    if found[0]:
        known = Scratch.objects.filter(user_id=place.user_id, sitting=sitting)
        known.update(sealed=b"", updated_at=timezone.now())
    return False


@transaction.atomic
def keep(place: Place, sitting: str, values: Values) -> bool:
    """Keep what was typed instead of what was kept of this sitting before; not when the sitting is over."""
    found, _fresh = _held(place, sitting)
    if found.is_over:
        return False
    sealed = encrypt(table="scratch", column="sealed", row_id=found.pk, values={"typed": list(values)})
    Scratch.objects.filter(pk=found.pk).update(sealed=sealed, updated_at=timezone.now(), **place.columns)
    return True


def finish(place: Place, sitting: str) -> None:
    """All of a sitting is saved: forget what was typed, and keep nothing of it that comes late.

    One statement, also where nothing was kept of it yet: what is on its way meanwhile finds it over.
    """
    over = Scratch(
        user_id=place.user_id, sitting=sitting, is_over=True, updated_at=timezone.now(), **place.columns
    )
    Scratch.objects.bulk_create(
        [over],
        update_conflicts=True,
        unique_fields=["user", "sitting"],
        update_fields=["sealed", "is_over", "updated_at"],
    )


def offered(place: Place) -> list[Scratch]:
    """What the account typed here and did not save, newest first."""
    return list(_own(place).exclude(sealed=b"").order_by("-updated_at", "-pk")[:OFFERED])


def unsaved(user: User, unit: Organisation) -> list[Scratch]:
    """What the account typed for a unit and did not save, wherever that was, newest first."""
    found = Scratch.objects.filter(user=user, unit=unit).exclude(kind=Kind.OWN).exclude(sealed=b"")
    usable = found.filter(Q(about__unit=unit) | Q(about__isnull=True, category__is_retired=False))
    whole = usable.select_related("about", "category").defer(*_LARGE)
    return list(whole.order_by("-updated_at", "-pk"))


def one_of(place: Place, pk: int) -> Scratch | None:
    """One of them by its number."""
    return _own(place).filter(pk=pk).exclude(sealed=b"").first()


def typed(scratch: Scratch) -> QueryDict:
    """Names and values as they were typed."""
    opened = decrypt(table="scratch", column="sealed", row_id=scratch.pk, blob=scratch.sealed)
    values = QueryDict(mutable=True)
    for name, value in opened.get("typed", ()):
        values.appendlist(name, value)
    return values


def number_in(given: Mapping[str, str]) -> int:
    """The number of a scratch that an address or a form names; 0, which none has, for anything else."""
    text = given.get("kept") or ""
    return int(text) if _NUMBER.fullmatch(text) else 0


def discard(place: Place, pk: int) -> None:
    """Its account does not want it any more."""
    _own(place).filter(pk=pk).delete()


def clean() -> int:
    """Forget what is too old to go on with. Returns how many."""
    old = timezone.now() - timedelta(days=KEPT_DAYS)
    return Scratch.objects.filter(updated_at__lt=old).delete()[0]


def _own(place: Place) -> Any:
    columns = place.columns
    if place.kind == Kind.OWN:
        del columns["unit_id"]  # another unit can be chosen at any time; what was typed is still the same
    return Scratch.objects.filter(user_id=place.user_id, **columns)


def _held(place: Place, sitting: str) -> tuple[Scratch, bool]:
    """The locked row of a sitting, made where there is none, and whether it was."""
    made, fresh = Scratch.objects.get_or_create(
        user_id=place.user_id, sitting=sitting, defaults=place.columns
    )
    if fresh:
        _forget_oldest(place.user_id)
    return Scratch.objects.select_for_update().get(pk=made.pk), fresh


def _forget_oldest(user_id: int) -> None:
    newest = Scratch.objects.filter(user_id=user_id).order_by("-updated_at", "-pk").values("pk")
    Scratch.objects.filter(user_id=user_id).exclude(
        pk__in=list(newest.values_list("pk", flat=True)[:MOST])
    ).delete()
