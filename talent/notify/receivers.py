"""What happens in the parts below is told to whoever can do something about it."""

from collections.abc import Iterable
from datetime import date

from django.dispatch import receiver
from django.utils import timezone
from django.utils.translation import override

from talent.jobs.models import Failure
from talent.jobs.service import name_of
from talent.jobs.signals import job_failed
from talent.notify.notices import APPLICATION, JOB_FAILED, ROLE_ENDED
from talent.notify.telling import About, notify
from talent.orgs.enums import Role
from talent.orgs.models import Organisation, OrganisationApplication
from talent.orgs.service import deciders_of, region_administrators
from talent.orgs.signals import application_waiting, grants_ended
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
