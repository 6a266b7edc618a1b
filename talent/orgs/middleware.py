"""Keeps the staff's pages to those who hold a role there today."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest
from django.http.response import HttpResponseBase

from talent.orgs.granting import scope_of
from talent.orgs.groups import mirror_roles
from talent.security.models import User


class StaffRoles:
    """Below STAFF_PREFIX, mirrors the roles of the request's account into its groups before they are asked.

    A grant that began or ended since the last visit counts at once: the admin lets in by the group's
    permission. Belongs behind Django's authentication.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if request.path.startswith(settings.STAFF_PREFIX) and isinstance(request.user, User):
            mirror_roles(request.user, scope_of(request))
        return self._get_response(request)
