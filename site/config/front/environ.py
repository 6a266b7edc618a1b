"""What a WSGI application is told of a request, made of what an ASGI server tells."""

import sys
from collections.abc import Iterable, Mapping
from io import BytesIO
from typing import Any
from urllib.parse import unquote_to_bytes
from wsgiref.types import WSGIEnvironment

from config.front.files import SentFile

#: Headers that have a name of their own; the others are HTTP_…
_PLAIN = {"content-type": "CONTENT_TYPE", "content-length": "CONTENT_LENGTH"}
_SAME = {
    "wsgi.version": (1, 0),
    "wsgi.errors": sys.stderr,
    "wsgi.multithread": True,
    "wsgi.multiprocess": True,
    "wsgi.run_once": False,
    "wsgi.file_wrapper": SentFile,
    "SCRIPT_NAME": "",
}


def environ_of(scope: Mapping[str, Any]) -> WSGIEnvironment:
    """As PEP 3333 wants it, with nothing in the body yet."""
    host, port = scope["server"]
    return {
        **_SAME,
        **_headers(scope["headers"]),
        "REQUEST_METHOD": scope["method"],
        "PATH_INFO": unquote_to_bytes(scope["raw_path"]).decode("latin-1"),
        "QUERY_STRING": scope["query_string"].decode("latin-1"),
        "SERVER_NAME": host,
        "SERVER_PORT": str(port),
        "SERVER_PROTOCOL": f"HTTP/{scope['http_version']}",
        "REMOTE_ADDR": scope["client"][0],
        "wsgi.url_scheme": scope["scheme"],
        "wsgi.input": BytesIO(),
    }


def _headers(told: Iterable[tuple[bytes, bytes]]) -> dict[str, str]:
    """Without names with an underscore: they would pass for those with a hyphen, which proxies vouch for."""
    named: dict[str, str] = {}
    for raw, value in told:
        name, text = raw.decode("latin-1").lower(), value.decode("latin-1")
        if "_" in name:
            continue
        key = _PLAIN.get(name) or f"HTTP_{name.upper().replace('-', '_')}"
        between = ";" if name == "cookie" else ","
        named[key] = f"{named[key]}{between}{text}" if key in named else text
    return named
