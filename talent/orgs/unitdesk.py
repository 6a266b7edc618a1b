"""Who is let in at the pages of one unit, and with which eyes."""

from typing import Any, ClassVar

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest
from django.utils.decorators import method_decorator
from django.views.decorators.cache import cache_control
from django.views.generic import View

from talent.orgs.enums import Role
from talent.orgs.formerly import role_ended
from talent.orgs.granting import organisations_of, scope_of
from talent.orgs.models import Organisation
from talent.orgs.scope import Scope


@method_decorator([cache_control(no_store=True, private=True), login_required], name="dispatch")
class UnitDesk(View):
    """A page below /unit/<organisation>/ for whoever holds one of `roles` there.

    For everybody else it does not exist (404); whose own roles there have ended is told so.
    """

    roles: ClassVar[frozenset[Role]]

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        self.organisation_id: int = kwargs["organisation"]

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        if not self.scope.grants:
            if told := role_ended(request, self.organisation_id):
                return told
            raise Http404
        return super().dispatch(request, *args, **kwargs)

    @property
    def scope(self) -> Scope:
        """What the account holds in one of these roles at this unit, and nothing else."""
        held = scope_of(self.request).as_(*self.roles)
        here = (each for each in held.grants if each.organisation_id == self.organisation_id)
        return Scope(held.user_id, tuple(here))

    @property
    def organisation(self) -> Organisation:
        return organisations_of(self.request)[self.organisation_id]

    def place(self) -> dict[str, Any]:
        """What the addresses of these pages are made of besides their own parts."""
        return {"organisation": self.organisation_id}
