"""Answers 400 to a request whose Content-Type cannot be read, before Django reads it.

Django reads the header while it makes its request, outside of everything that answers errors: what it cannot
read there would leave the server as an error of ours, at every address.
Programs get a problem from the open interface itself.
"""

import codecs
from collections.abc import Iterable
from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

from django.utils.http import parse_header_parameters

from config.headers import WITHOUT_COOKIES

#: What the open interface gets in place of what cannot be read: no media type, which it refuses as such.
_UNREADABLE = "unreadable"
_TOLD = "请求头 Content-Type 不能识别。\nThe header Content-Type of the request cannot be read.\n".encode()
_HEAD = [
    ("Content-Type", "text/plain; charset=utf-8"),
    ("Content-Length", str(len(_TOLD))),
    ("Cache-Control", "no-store"),
    ("X-Content-Type-Options", "nosniff"),
    ("Content-Security-Policy", "default-src 'none'"),
]


def readable_only(application: WSGIApplication) -> WSGIApplication:
    """The same application, asked only where it can read what kind of content is sent."""

    def guarded(environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        if is_readable(environ.get("CONTENT_TYPE", "")):
            return application(environ, start_response)
        if environ.get("PATH_INFO", "").startswith(WITHOUT_COOKIES):
            return application(environ | {"CONTENT_TYPE": _UNREADABLE}, start_response)
        start_response("400 Bad Request", list(_HEAD))
        return [] if environ.get("REQUEST_METHOD") == "HEAD" else [_TOLD]

    return guarded


def is_readable(content_type: str) -> bool:
    """Whether Django can read the header, and the text that is sent by it.

    A charset that nobody knows does no harm, it is passed over; one that is no way to write text does.
    """
    try:
        charset = parse_header_parameters(content_type)[1].get("charset", "")
    except (ValueError, LookupError):
        return False
    try:
        codecs.lookup(charset)
    except LookupError:
        return True
    except ValueError:
        return False
    try:
        b"a=%E4".decode(charset, "replace")
    except (ValueError, LookupError):
        return False
    return True
