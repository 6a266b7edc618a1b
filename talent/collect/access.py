"""Who stands at which desk: every page of a unit begins with the organisation of its address."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from http import HTTPStatus
from typing import Concatenate

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.cache import cache_control

from talent.orgs.enums import UNIT_ROLES, Role
from talent.orgs.models import Organisation
from talent.orgs.service import Scope, ScopedQuerySet, organisations_of, role_ended, scope_of
from talent.records.models import Change
from talent.records.service import changes_visible_to, held_change_of
from talent.security.models import User

#: Sheets are an organisation's own affair, whatever it does; the audit administrator edits nothing.
SHEET_ROLES = frozenset(Role) - {Role.AUDIT_ADMIN}

type View[**P] = Callable[Concatenate[HttpRequest, P], HttpResponse]
type DeskView[**P] = Callable[Concatenate[HttpRequest, "Desk", P], HttpResponse]


class Erased(Http404):
    """What was asked for was taken out of the register; nothing can be done with what is left of it."""


@dataclass(frozen=True)
class Desk:
    """One account at one organisation, with the part of its scope that it holds there."""

    organisation: Organisation
    scope: Scope
    user: User

    @property
    def fills(self) -> bool:
        return Role.COLLECTOR in self.scope.roles

    @property
    def reviews(self) -> bool:
        return Role.UNIT_REVIEWER in self.scope.roles

    @property
    def collects_sheets(self) -> bool:
        """Whether the sheets of other bodies are handed in to this office, and read here."""
        return Role.HR_REVIEWER in self.scope.roles

    def changes(self) -> ScopedQuerySet[Change]:
        """The changes of this unit."""
        return changes_visible_to(self.scope).filter(unit=self.organisation)

    def change(self, pk: int) -> Change:
        """One of them with all that its pages say about it. Raises Http404, Erased."""
        whole = self.changes().select_related(
            "version", "category", "record__person", "waiting_office", "unit", "updated_by"
        )
        # A definition is read once a process; its schema is large.
        lean = whole.defer("category__groups", "category__rules", "version__schema")
        found = get_object_or_404(lean, pk=pk)
        if found.record.person.is_erased:
            raise Erased
        return found

    def held_change(self, pk: int) -> Change:
        """One of them with no more than a form that saves itself needs, held until the transaction ends.

        Raises Http404.
        """
        try:
            return held_change_of(self.organisation, pk)
        except Change.DoesNotExist:
            raise Http404 from None


def desk_at(request: HttpRequest, organisation: int, roles: frozenset[Role]) -> Desk:
    """The desk of the request's account. Raises Http404 where it holds none of these roles."""
    grants = tuple(grant for grant in scope_of(request).grants if grant.organisation_id == organisation)
    user = request.user
    if not any(grant.role in roles for grant in grants) or not isinstance(user, User):
        raise Http404
    return Desk(organisations_of(request)[organisation], Scope(user.pk, grants), user)


def signed_in[**P](view: View[P]) -> View[P]:
    """A view for whoever is signed in; nothing of it is kept by a browser or a proxy."""
    return cache_control(no_store=True, private=True)(login_required(view))


def at_desk[**P](*roles: Role) -> Callable[[DeskView[P]], Callable[..., HttpResponse]]:
    """A view of a collecting unit for holders of one of these roles there; for others it does not exist."""
    return _at(frozenset(roles or UNIT_ROLES), collecting=True)


def at_any_desk[**P](view: DeskView[P]) -> Callable[..., HttpResponse]:
    """A view of any organisation, departments as well, for its own people."""
    return _at(SHEET_ROLES, collecting=False)(view)


def _at[**P](
    roles: frozenset[Role], *, collecting: bool
) -> Callable[[DeskView[P]], Callable[..., HttpResponse]]:
    def decorate(view: DeskView[P]) -> Callable[..., HttpResponse]:
        @signed_in
        @wraps(view)
        def seated(
            request: HttpRequest, /, organisation: int, *args: P.args, **kwargs: P.kwargs
        ) -> HttpResponse:
            try:
                desk = desk_at(request, organisation, roles)
            except Http404:
                if told := role_ended(request, organisation):
                    return told
                raise
            if collecting and not desk.organisation.collects:
                raise Http404
            try:
                return view(request, desk, *args, **kwargs)
            except Erased:
                return render(request, "collect/erased.html", {"desk": desk}, status=HTTPStatus.GONE)

        return seated

    return decorate
