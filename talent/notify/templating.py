"""The texts of a kind as they stand, edited or put back to what comes with the project."""

from collections.abc import Mapping

from django.db import transaction
from django.utils import timezone

from talent.notify.kinds import Kind
from talent.notify.models import Template
from talent.security.models import User
from talent.security.service import record_event


def texts_of(kind: Kind) -> dict[str, str]:
    """Subject and body in both languages, as they are in force."""
    edited = Template.objects.filter(pk=kind.key).first()
    if edited is not None:
        return {name: getattr(edited, name) for name in ("subject", "body", "subject_en", "body_en")}
    (subject, body), (subject_en, body_en) = kind.shipped("zh-hans"), kind.shipped("en")
    return {"subject": subject, "body": body, "subject_en": subject_en, "body_en": body_en}


@transaction.atomic
def edit_template(*, kind: Kind, texts: Mapping[str, str], by: User) -> None:
    """Put new texts in force, for what is read and mailed from now on. They have been checked by the form."""
    Template.objects.update_or_create(
        pk=kind.key, defaults={**texts, "updated_by": by, "updated_at": timezone.now()}
    )
    _record(by, "edit_template", kind)


@transaction.atomic
def reset_template(*, kind: Kind, by: User) -> None:
    """Put the shipped texts back in force."""
    removed, _rows = Template.objects.filter(pk=kind.key).delete()
    if removed:
        _record(by, "reset_template", kind)


def _record(by: User, action: str, kind: Kind) -> None:
    record_event(by=by, action=action, subject="template", subject_id=kind.key)
