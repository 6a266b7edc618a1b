"""Keys that raise the limit: given out without a person, and nothing is kept of them.

A key says when it was made and is signed with the secret of the installation, so it is checked without a look
at any table, and names nobody. Whoever shares it shares its limit.
"""

import base64
import hmac
import secrets
import struct
import time
from functools import lru_cache
from hashlib import sha256

from django.conf import settings

#: `X-API-Key`, as a request has it.
HEADER = "HTTP_X_API_KEY"
PREFIX = "nmrc_"
DAY = 24 * 60 * 60
LASTS_DAYS = 366
_BODY = struct.Struct(">I8s")
_SIGNED = 12


def new_key() -> str:
    """A key that is valid from now on for LASTS_DAYS."""
    body = _BODY.pack(int(time.time() // DAY), secrets.token_bytes(8))
    return _written(body + _signature(body))


def is_valid(key: str) -> bool:
    """Whether this installation gave the key out, not too long ago."""
    made = _made(key, settings.SECRET_KEY)
    return made is not None and 0 <= int(time.time() // DAY) - made < LASTS_DAYS


@lru_cache(maxsize=1024)
def _made(key: str, _secret: str) -> int | None:
    """The day on which a key was made; None for a key of somebody's invention.

    A key is counted as it is written, so it may be written in one way only: every other spelling of the same
    bytes would have a limit of its own.
    """
    text = key.removeprefix(PREFIX).upper()
    try:
        raw = base64.b32decode(text + "=" * (-len(text) % 8))
    except ValueError:
        return None
    if key != _written(raw):
        return None
    body, signature = raw[: _BODY.size], raw[_BODY.size :]
    if len(body) != _BODY.size or not hmac.compare_digest(signature, _signature(body)):
        return None
    day: int = _BODY.unpack(body)[0]
    return day


def _written(raw: bytes) -> str:
    return PREFIX + base64.b32encode(raw).decode().rstrip("=").lower()


def _signature(body: bytes) -> bytes:
    return hmac.digest(settings.SECRET_KEY.encode(), b"open data key" + body, sha256)[:_SIGNED]
