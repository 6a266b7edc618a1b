"""Pages that category administrators alone find."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse

from talent.orgs.enums import Role
from talent.orgs.service import scope_of
from talent.security.models import User


def administers(request: HttpRequest) -> bool:
    """Whether the account of a request administers categories."""
    return Role.CATEGORY_ADMIN in scope_of(request).roles


def for_administrators(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Everybody else gets 404."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **named: Any) -> HttpResponse:
        if not administers(request):
            raise Http404
        return view(request, *args, **named)

    return guarded


def actor(request: HttpRequest) -> User:
    """Who acts; the guard has let nobody else in. Raises Http404."""
    if not isinstance(request.user, User):
        raise Http404
    return request.user
