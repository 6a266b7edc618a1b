"""What waits at a unit's own step for its reviewers."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from reviews.inbox.waiting import inbox_for
from talent.orgs.enums import Role
from talent.orgs.service import Scope, WaitingRows, shows_waiting_at_unit


@shows_waiting_at_unit(order=10)
def changes_at_unit(scope: Scope, unit: int) -> WaitingRows | None:
    if Role.UNIT_REVIEWER not in scope.roles:
        return None
    rows = inbox_for(scope.as_(Role.UNIT_REVIEWER)).filter(waiting_office=unit)
    href = reverse("unit_review:queue", args=[unit])
    return WaitingRows(_("待本单位审核的信息"), rows, href, "deadline", is_due=True)
