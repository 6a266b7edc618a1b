"""A unit asks to be registered: the application, its correction, and what its holder may see of it.

The answer is the same whether the register knows the code or the name already or not.
"""

from dataclasses import asdict, dataclass, fields
from datetime import timedelta
from hmac import compare_digest

from django.db import transaction
from django.utils import timezone

from talent.orgs.enums import ApplicationState
from talent.orgs.models import Organisation, OrganisationApplication, Region
from talent.orgs.offices import office_of_region
from talent.orgs.onetime import digest, new_code, new_number
from talent.orgs.signals import application_waiting
from talent.security.service import decrypt, encrypt, record_event

#: Applications from one address in a day. A whole office shares one, and may register its units in a row.
MOST_A_DAY = 30


class TooMany(RuntimeError):
    """So many applications came from one address that more of them look like a machine's."""


class NotYours(RuntimeError):
    """The application cannot be corrected now: it was decided, or waits."""


@dataclass(frozen=True)
class Details:
    """What an applicant says about the unit. `code` is "" where it has none."""

    code: str
    name: str
    kind: str
    unit_type: str
    ownership: str
    industry: str
    seat_region: Region
    managing_region: Region
    administrative_department: Organisation | None
    administrative_department_typed: str
    industry_department: Organisation | None
    industry_department_typed: str
    contact_name: str
    phone: str
    email: str
    reason: str

    def columns(self) -> dict[str, object]:
        """The values of the columns; how to reach the contact person is sealed apart."""
        kept = (each.name for each in fields(self))
        return {name: getattr(self, name) for name in kept if name not in ("phone", "email")}


@dataclass(frozen=True)
class Contact:
    phone: str
    email: str


def contact_of(application: OrganisationApplication) -> Contact:
    """How to reach the contact person, opened."""
    opened = decrypt(table="application", column="contact", row_id=application.pk, blob=application.contact)
    return Contact(opened.get("phone", ""), opened.get("email", ""))


@transaction.atomic
def apply(details: Details, *, address: str) -> tuple[OrganisationApplication, str]:
    """Keep an application and tell its office; returns it with the code that opens it, which is kept nowhere.

    Raises TooMany for an address that sent a day's worth, NoOffice where nobody would decide.
    """
    origin = digest(address)
    day = timezone.now() - timedelta(days=1)
    sent = OrganisationApplication.objects.filter(from_digest=origin, submitted_at__gte=day)
    if sent.count() >= MOST_A_DAY:
        raise TooMany
    code = new_code()
    application = OrganisationApplication.objects.create(
        number=new_number(),
        code_digest=digest(code),
        from_digest=origin,
        office=office_of_region(details.managing_region.pk),
        **details.columns(),
    )
    _keep_contact(application, details)
    _sent(application, "apply_organisation")
    return application, code


@transaction.atomic
def correct(application: OrganisationApplication, details: Details) -> OrganisationApplication:
    """Send a returned application once more, as it says now. Raises NotYours, NoOffice."""
    held = OrganisationApplication.objects.select_for_update().get(pk=application.pk)
    if held.state != ApplicationState.RETURNED:
        raise NotYours(held.number)
    for name, value in details.columns().items():
        setattr(held, name, value)
    held.office = office_of_region(details.managing_region.pk)
    held.state, held.submitted_at = ApplicationState.WAITING, timezone.now()
    held.lock += 1
    held.save()
    _keep_contact(held, details)
    _sent(held, "correct_application")
    return held


def find(*, number: str, code: str) -> OrganisationApplication | None:
    """The application of a number, for whoever knows its code as well."""
    found = OrganisationApplication.objects.filter(number="".join(number.split())[:12]).first()
    # Compared even where there is none, so that the number alone tells nothing by the time it takes.
    known = found.code_digest if found else digest("")
    return found if compare_digest(known, digest(code)) and found else None


def details_of(application: OrganisationApplication) -> dict[str, object]:
    """What the application says, by the names of `Details`."""
    known = {each.name: getattr(application, each.name, "") for each in fields(Details)}
    return known | asdict(contact_of(application))


def _keep_contact(application: OrganisationApplication, details: Details) -> None:
    values = {"phone": details.phone, "email": details.email}
    application.contact = encrypt(table="application", column="contact", row_id=application.pk, values=values)
    application.save(update_fields=["contact"])


def _sent(application: OrganisationApplication, action: str) -> None:
    record_event(
        by=None,
        action=action,
        subject="application",
        subject_id=application.pk,
        organisation_id=application.office_id,
    )
    application_waiting.send(OrganisationApplication, application=application)
