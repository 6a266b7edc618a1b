"""A job that failed for good is told to whoever can do something about it."""

from django.dispatch import receiver
from django.utils import timezone
from django.utils.translation import override

from talent.jobs.models import Failure
from talent.jobs.service import name_of
from talent.jobs.signals import job_failed
from talent.notify.notices import JOB_FAILED
from talent.notify.telling import About, notify
from talent.orgs.enums import Level, Role
from talent.orgs.models import Membership


@receiver(job_failed, dispatch_uid="notify.job_failed")
def tell_administrators(sender: object, failure: Failure, **kwargs: object) -> None:
    """Once a day for each sort of job: a mail server that is down fails many jobs, this mail's too."""
    today = timezone.localdate()
    administrators = Membership.objects.on(today).filter(
        role=Role.SYSTEM_ADMIN,
        organisation__is_active=True,
        organisation__managing_region__level=Level.REGION,
    )
    names = {}
    for language, ending in (("zh-hans", ""), ("en", "_en")):
        with override(language):
            names[f"task{ending}"] = name_of(failure.task)
    notify(
        administrators.values_list("user", flat=True),
        JOB_FAILED,
        About(
            event=f"{failure.task} {today}"[:80],
            data={**names, "attempts": failure.attempts},
            place="jobs:index",
        ),
    )
