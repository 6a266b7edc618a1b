"""The settings of reviewing (notice 四(三)): terms, samples, bans, as they are in force and as they were."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields
from typing import Any

from django.conf import settings
from django.db import connection, transaction
from django.utils import translation
from django.utils.translation import gettext as _

from talent.records.counting import count_doubted_anew
from talent.records.models import SettingsChange
from talent.records.remembered import Remembered
from talent.security.models import User
from talent.security.service import record_event


@dataclass(frozen=True)
class ReviewSettings:
    """What is in force. Days are working days by the calendar; shares are per cent."""

    days_unit: int = 10
    days_department: int = 10
    days_banner: int = 10
    days_league: int = 10
    days_region: int = 10
    #: The collector's days to answer a question.
    answer_days: int = 5
    #: Overdue for so many days, a change is reported to the office above.
    escalate_days: int = 5
    #: Overdue for so many days, it goes to the office above by itself; 0 for never.
    hand_up_days: int = 0
    #: Whoever opens a change has it to themselves for so long.
    claim_minutes: int = 20
    #: Of a batch so many must be looked at before the rest passes.
    sample_percent: int = 5
    sample_least: int = 3
    sample_most: int = 200
    #: Decided otherwise more often than that in the sample, the batch is not decided.
    sample_refused_percent: int = 20
    #: What was prepared and not started is void after so many days.
    bulk_days: int = 7
    #: Of approved records so many are drawn; those of a self-review (自审) so many times as often.
    spot_percent: int = 2
    self_review_weight: int = 5
    #: Whether an approved version under question is still counted.
    count_doubted: bool = True
    #: Whether the only reviewer of a unit may review what they filled in; from the banner upward nobody may.
    self_review: bool = True

    def days_at(self, level: str) -> int:
        """The term of an office at a level of the route."""
        return int(getattr(self, f"days_{level}"))


_LABELS = {field.name: field.verbose_name for field in SettingsChange._meta.fields}
NAMES = tuple(field.name for field in fields(ReviewSettings))


def _read() -> ReviewSettings:
    newest = SettingsChange.objects.order_by("-pk").values(*NAMES).first()
    return ReviewSettings(**newest) if newest else ReviewSettings()


_standing = Remembered(_read)


def review_settings() -> ReviewSettings:
    """What is in force; no statement in most steps, and a change is known everywhere within half a minute."""
    return _standing()


def forget_settings() -> None:
    """Read anew at the next question; for whoever wrote the table by other ways."""
    _standing.forget()


@transaction.atomic
def change_settings(*, by: User, reason: str = "", **changed: Any) -> Mapping[str, tuple[Any, Any]]:
    """Puts new settings in force; returns {name: (before, after)}. Nothing new writes nothing.

    Changes are one after the other, so that no row of the history says something else than what was in force.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext('records.settings'))")
    before = asdict(_read())
    after = before | {name: changed[name] for name in NAMES if name in changed}
    differing = {name: (before[name], after[name]) for name in NAMES if before[name] != after[name]}
    if differing:
        _add(after, differing, by, reason)
    return differing


def _add(after: dict[str, Any], differing: Mapping[str, tuple[Any, Any]], by: User, reason: str) -> None:
    row = SettingsChange(by=by, reason=reason.strip()[:200], **after)
    row.clean_fields(exclude=["by"])
    row.save(force_insert=True)
    record_event(
        by=by,
        action="change_review_settings",
        subject="review_settings",
        subject_id=row.pk,
        detail={"settings": _worded(differing)},
    )
    forget_settings()
    if "count_doubted" in differing:
        count_doubted_anew()


def _worded(differing: Mapping[str, tuple[Any, Any]]) -> list[str]:
    """For the log, in the first language: what it says is the same for every reader."""
    with translation.override(settings.LANGUAGE_CODE):
        return [f"{label_of(name)} {said(old)} → {said(new)}" for name, (old, new) in differing.items()]


def label_of(name: str) -> str:
    return str(_LABELS[name])


def said(value: Any) -> str:
    """A value in words."""
    return (_("是") if value else _("否")) if isinstance(value, bool) else str(value)


def history_of_settings(most: int = 100) -> list[tuple[SettingsChange, list[tuple[str, Any, Any]]]]:
    """The newest changes first, each with (name, before, after) of what differs."""
    rows = list(SettingsChange.objects.select_related("by").order_by("-pk")[: most + 1])
    first = ReviewSettings()
    befores = [*rows[1:], first]
    return [
        (row, [(name, getattr(before, name), getattr(row, name)) for name in NAMES
               if getattr(before, name) != getattr(row, name)])
        for row, before in zip(rows[:most], befores, strict=False)
    ]  # fmt: skip
