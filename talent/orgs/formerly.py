"""Who worked for an organisation and does no more is told so; to everybody else its pages do not exist."""

from datetime import date

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from talent.orgs.granting import organisations_of
from talent.orgs.models import Membership
from talent.security.models import User


def role_ended(request: HttpRequest, organisation: int) -> HttpResponse | None:
    """The page (404) for an account whose own roles there have all ended; None for whoever held none."""
    user = request.user
    if not isinstance(user, User) or organisation in organisations_of(request):
        return None
    last = _last(user, organisation, timezone.localdate())
    if last is None:
        return None
    context = {"unit": last.organisation, "day": last.valid_to}
    return render(request, "orgs/unit/ended.html", context, status=404)


def _last(user: User, organisation: int, today: date) -> Membership | None:
    """The grant that ended last; None while one lasts, or is still to come."""
    held = Membership.objects.filter(user=user, organisation=organisation)
    if held.lasting(today).exists():
        return None
    return held.select_related("organisation").order_by("-valid_to", "-pk").first()
