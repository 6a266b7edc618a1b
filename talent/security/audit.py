"""The audit log is written in the actor's own transaction, so that neither exists without the other."""

from collections.abc import Iterable
from typing import Any

from django.db import connection

from talent.security.models import AuditEvent, User


class OutsideTransaction(RuntimeError):
    """An audit event must share the transaction of the action that it records."""


def record_event(
    *,
    by: User | None,
    action: str,
    subject: str,
    subject_id: object = "",
    organisation_id: int | None = None,
    organisation_ids: Iterable[int] = (),
    detail: dict[str, Any] | None = None,
) -> AuditEvent:
    """Append one event; `by=None` means the system itself. `detail` never carries sensitive values.

    An action on rows of several organisations is one event that names them all (`organisation_ids`). What
    the action and its subject are called stands in `wording`.
    Raises OutsideTransaction when no transaction is open.
    """
    if not connection.in_atomic_block:
        raise OutsideTransaction(action)
    return AuditEvent.objects.create(
        by=by,
        action=action,
        subject=subject,
        subject_id=str(subject_id),
        organisation_ids=sorted({*organisation_ids, *([organisation_id] if organisation_id else [])}),
        detail=detail or {},
    )
