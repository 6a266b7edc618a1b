"""Which packing a caller takes, as RFC 9110 has the header Accept-Encoding: names with their qualities."""

import gzip
import re
from collections.abc import Callable

import brotli

#: The better one first. Without a time in it the packed file is the same on every machine.
PACKINGS: dict[str, Callable[[bytes], bytes]] = {
    "br": lambda body: brotli.compress(body, quality=5),
    "gzip": lambda body: gzip.compress(body, compresslevel=6, mtime=0),
}
_QUALITY = re.compile(r"q=(?:0(?:\.[0-9]{0,3})?|1(?:\.0{0,3})?)", re.ASCII)


def packing_for(header: str) -> str:
    """The packing that is wanted most, of equal ones the better one; "" where none is taken."""
    wanted = _wanted(header)
    best = max(wanted, key=wanted.__getitem__)
    return best if wanted[best] > 0 else ""


def takes_gzip(header: str) -> bool:
    """Whether a caller takes the packing that every page can be sent in."""
    return _wanted(header)["gzip"] > 0


def _wanted(header: str) -> dict[str, float]:
    """How much each packing is wanted."""
    qualities = dict(map(_read, header.lower().split(",")))
    rest = qualities.get("*", 0.0)
    return {name: qualities.get(name, rest) for name in PACKINGS}


def _read(part: str) -> tuple[str, float]:
    """A name and its quality; what cannot be read is not wanted."""
    name, _semicolon, weight = (each.strip() for each in part.partition(";"))
    if not weight:
        return name, 1.0
    return name, float(weight[2:]) if _QUALITY.fullmatch(weight) else 0.0
