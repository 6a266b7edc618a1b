"""Finding a number without keeping it readable: a keyed, unique, one-way index."""

from functools import lru_cache

from cryptography.hazmat.primitives.hashes import SM3
from cryptography.hazmat.primitives.hmac import HMAC

from talent.security.keys import keys


def blind_index(*, kind: str, number: str) -> bytes:
    """HMAC-SM3 (32 bytes, GB/T 32905-2016) of a normalised number of one kind of document.

    The space of identity numbers is small, so the key is never in the database or a dump.
    """
    digest = _keyed(keys().blind_index).copy()
    digest.update(f"{kind}\0{normalise(number)}".encode())
    return digest.finalize()


def normalise(number: str) -> str:
    """Numbers are compared without spaces and in capitals (the check digit x is X)."""
    return "".join(number.split()).upper()


@lru_cache(maxsize=4)
def _keyed(key: bytes) -> HMAC:
    return HMAC(key, SM3())
