"""A kind of notification of the tests' own."""

from datetime import UTC, datetime

from talent.notify.kinds import KINDS, Kind
from talent.notify.models import Notification
from talent.notify.service import About, MailMode
from tests.factories import make_user

PARCEL = "tests_parcel"
ADDRESSED = {"email": "reader@example.cn"}
CONFIRMED = datetime(2026, 11, 2, tzinfo=UTC)


def declared(mail=MailMode.AT_ONCE):
    """The kind, as if some part had declared it; give it to `monkeypatch.setitem(KINDS, PARCEL, …)`."""
    return Kind(
        key=PARCEL,
        label="包裹",
        subject="{name} 到了 {count} 件",
        body="寄给“{name}”的 {count} 件包裹到了。",
        placeholders={"name": "收件人", "count": "件数"},
        example={"name": "乌日娜", "name_en": "Urna", "count": "2"},
        mail=mail,
    )


def parcel(event, *, name="乌日娜", **asked):
    return About(event=str(event), data={"name": name, "name_en": "Urna", "count": 1}, **asked)


def reader(**fields):
    """An account whose address, if it has one, is confirmed."""
    given = {**ADDRESSED, **fields}
    return make_user(**{"email_confirmed_at": CONFIRMED if given["email"] else None, **given})


def told():
    """(recipient, event) of all notifications of the kind, oldest first."""
    rows = Notification.objects.filter(kind=PARCEL).order_by("pk")
    return list(rows.values_list("recipient", "event"))


__all__ = ["ADDRESSED", "KINDS", "PARCEL", "declared", "parcel", "reader", "told"]
