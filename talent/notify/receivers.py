"""What happens in the parts below is told to whoever can do something about it."""

from collections.abc import Iterable
from datetime import date

from django.dispatch import receiver
from django.utils import timezone
from django.utils.translation import override

from talent.jobs.models import Failure
from talent.jobs.service import name_of
from talent.jobs.signals import job_failed
from talent.notify.notices import (
    ADMINISTRATOR_NAMED,
    APPLICATION,
    JOB_FAILED,
    ROLE_ENDED,
    STAND_IN_ENDED,
    STAND_IN_NAMED,
)
from talent.notify.telling import About, notify
from talent.orgs.enums import COLLECTING_KINDS, Role
from talent.orgs.models import Delegation, Membership, Organisation, OrganisationApplication
from talent.orgs.service import deciders_of, region_administrators
from talent.orgs.signals import (
    application_waiting,
    grants_ended,
    role_granted,
    stand_in_ended,
    stand_in_named,
)
from talent.security.models import User


@receiver(job_failed, dispatch_uid="notify.job_failed")
def tell_administrators(sender: object, failure: Failure, **kwargs: object) -> None:
    """Once a day for each sort of job: a mail server that is down fails many jobs, this mail's too."""
    today = timezone.localdate()
    names = {}
    for language, ending in (("zh-hans", ""), ("en", "_en")):
        with override(language):
            names[f"task{ending}"] = name_of(failure.task)
    notify(
        region_administrators(),
        JOB_FAILED,
        About(
            event=f"{failure.task} {today}"[:80],
            data={**names, "attempts": failure.attempts},
            place="jobs:index",
        ),
    )


@receiver(application_waiting, dispatch_uid="notify.application_waiting")
def tell_deciders(sender: object, application: OrganisationApplication, **kwargs: object) -> None:
    """Once for each time that it is sent in: after a correction they are told again."""
    region = application.managing_region
    notify(
        deciders_of(application),
        APPLICATION,
        About(
            event=f"{application.pk} {application.lock}",
            series=str(application.pk),
            data={
                "name": application.name,
                "region": region.named("zh-hans"),
                "region_en": region.named("en"),
                "office": application.office.name,
            },
            place="unit_applications:detail",
            arguments=(application.pk,),
        ),
    )


@receiver(grants_ended, dispatch_uid="notify.grants_ended")
def tell_who_left(
    sender: object, user: User, unit: Organisation, roles: Iterable[Role], day: date, **kwargs: object
) -> None:
    """Each time: who came back and left again on one day is told again, and the older word counts as read."""
    names = {}
    for language, between in (("zh-hans", "、"), ("en", ", ")):
        with override(language):
            names[language] = between.join(dict.fromkeys(str(each.label) for each in roles))
    notify(
        [user.pk],
        ROLE_ENDED,
        About(
            event=f"{unit.pk} {timezone.now().isoformat()}",
            series=f"{unit.pk} {names['zh-hans']}"[:40],
            data={
                "unit": unit.name,
                "role": names["zh-hans"],
                "role_en": names["en"],
                "day": day.isoformat(),
            },
        ),
    )


@receiver(role_granted, dispatch_uid="notify.role_granted")
def tell_other_administrators(sender: object, membership: Membership, **kwargs: object) -> None:
    """Who administers categories hears of a new colleague: an account that nobody knows is noticed."""
    if membership.role != Role.CATEGORY_ADMIN or membership.granted_by is None:
        return
    grants = Membership.objects.on(timezone.localdate()).filter(role=Role.CATEGORY_ADMIN)
    others = set(grants.filter(user__is_active=True).values_list("user", flat=True)) - {membership.user_id}
    notify(
        others,
        ADMINISTRATOR_NAMED,
        About(
            event=f"{membership.pk} {timezone.now().isoformat()}",
            data={
                "name": membership.user.name,
                "username": membership.user.username,
                "by": membership.granted_by.name,
                "office": membership.organisation.name,
                "first": membership.valid_from.isoformat(),
            },
        ),
    )


@receiver(stand_in_named, dispatch_uid="notify.stand_in_named")
def tell_of_stand_in(sender: object, delegation: Delegation, by: User, **kwargs: object) -> None:
    """Both, but for who set it up."""
    _tell_both(STAND_IN_NAMED, delegation, by)


@receiver(stand_in_ended, dispatch_uid="notify.stand_in_ended")
def tell_of_its_end(sender: object, delegation: Delegation, by: User, **kwargs: object) -> None:
    """Both, but for who ended it."""
    _tell_both(STAND_IN_ENDED, delegation, by)


def _tell_both(kind: str, delegation: Delegation, by: User) -> None:
    away, office = delegation.membership.user, delegation.membership.organisation
    is_unit = office.kind in COLLECTING_KINDS
    notify(
        {away.pk, delegation.deputy_id} - {by.pk},
        kind,
        About(
            event=str(delegation.pk),
            series=f"stand-in {delegation.pk}",
            data={
                "by": by.name,
                "deputy": delegation.deputy.name,
                "away": away.name,
                "office": office.name,
                "first": delegation.valid_from.isoformat(),
                "last": delegation.valid_to.isoformat(),
            },
            place="unit_review:stand_ins" if is_unit else "inbox:stand_ins",
            arguments=(office.pk,) if is_unit else (),
        ),
    )
