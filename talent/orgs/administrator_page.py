"""What every page of the system administrator begins with."""

from typing import Any, cast

from django.http import Http404, HttpRequest
from django.views.generic import View

from talent.orgs.enums import Role
from talent.orgs.granting import scope_of
from talent.orgs.scope import Scope
from talent.security.models import User


class AdministratorPage(View):
    """A page for system administrators only; for everybody else it does not exist."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        if Role.SYSTEM_ADMIN not in self.scope.roles:
            raise Http404
        return super().dispatch(request, *args, **kwargs)

    @property
    def scope(self) -> Scope:
        return scope_of(self.request).as_(Role.SYSTEM_ADMIN)

    @property
    def user(self) -> User:
        return cast(User, self.request.user)
