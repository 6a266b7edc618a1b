"""Pages that go over the wire compressed to whoever takes that, as the open interface reads the header."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils.cache import patch_vary_headers
from django.views.decorators.gzip import gzip_page

from reports.opendata.service import takes_gzip

type View = Callable[..., HttpResponseBase]


def light(view: View) -> View:
    """The view, compressed. Django's own decorator looks for the word alone: `gzip;q=0` has it, too."""
    packed: View = gzip_page(view)

    @wraps(view)
    def answered(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if takes_gzip(request.META.get("HTTP_ACCEPT_ENCODING", "")):
            return packed(request, *args, **kwargs)
        response = view(request, *args, **kwargs)
        patch_vary_headers(response, ("Accept-Encoding",))
        return response

    return answered
