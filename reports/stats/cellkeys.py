"""Keys of persons and of cells: what the noise is drawn from.

A person has one record key; a cell's key is the sum of its persons' keys mod 2^64. So the key of a cell
says which persons are in it and nothing else: the same set gives the same key by every table, level and
format, sums of sums agree, and work can be split over machines. The sum is over *persons*: one with two
profiles in a cell is added once.

Keys are unsigned here. In PostgreSQL and polars they are signed 64-bit: PostgreSQL's sum() of them is
numeric and exact, polars' sum wraps around; from_signed() makes the same cell key of either.
"""

from collections.abc import Iterable, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from typing import Literal

from cryptography.hazmat.primitives import hashes, hmac

#: A release's persons (record keys), each with the ids of the cells that the person is counted in.
Snapshot = Mapping[int, AbstractSet[str]]
#: What a word may be asked for; no label begins another, so no two questions hash the same bytes.
Purpose = Literal[b"person", b"noise", b"gate", b"twin", b"heir", b"fingerprint"]

SECRET_BYTES = 32
_MODULUS = 1 << 64
_HALF = 1 << 63
_ID_BYTES = 16


class StatisticsKey:
    """The secrets of disclosure control, from the first to the newest, as keyed HMAC-SM3 (about 2 µs a word).

    Persons keep their keys from the first one for good, or no set could be compared with the one last drawn.
    Noise and gates come from the newest. A newer one draws no cell anew by itself, since two draws of one set
    can be averaged: it draws what the gate opens. So keep `fingerprint` with each release, and refuse to make
    the next one where a key of those before is missing.
    """

    __slots__ = ("_keyed",)

    def __init__(self, *secrets: bytes) -> None:
        if not secrets or min(map(len, secrets)) < SECRET_BYTES:
            raise ValueError(f"each statistics key needs {SECRET_BYTES} bytes")
        self._keyed = [hmac.HMAC(secret, hashes.SM3()) for secret in secrets]

    def word(self, purpose: Purpose, message: bytes) -> int:
        """The first 64 bits of HMAC-SM3(key, purpose + message), as an unsigned number."""
        return _word(self._keyed[0 if purpose == b"person" else -1], purpose, message)

    @property
    def fingerprint(self) -> str:
        """16 hexadecimal digits that tell the newest key from others and do not give it away."""
        return self.fingerprints[-1]

    @property
    def fingerprints(self) -> tuple[str, ...]:
        """Those of all keys, from the first on."""
        return tuple(f"{_word(each, b'fingerprint', b''):016x}" for each in self._keyed)


def _word(keyed: hmac.HMAC, purpose: Purpose, message: bytes) -> int:
    code = keyed.copy()
    code.update(purpose + message)
    return int.from_bytes(code.finalize()[:8], "big")


@dataclass(frozen=True, slots=True)
class Tally:
    """A cell's true count of persons and its key: never leaves the part that draws the figures."""

    count: int
    cell_key: int


EMPTY = Tally(count=0, cell_key=0)


def record_key(person_id: int, *, key: StatisticsKey) -> int:
    """The person's key; ids are whole numbers below 2^128 (a bigint or a UUID's int), else OverflowError."""
    return key.word(b"person", person_id.to_bytes(_ID_BYTES, "big"))


def add_keys(keys: Iterable[int]) -> int:
    """The cell key of distinct persons' record keys, or of the cell keys of sets without a common person."""
    return sum(keys) % _MODULUS


def to_signed(key: int) -> int:
    """The bigint that stores an unsigned key."""
    return (key + _HALF) % _MODULUS - _HALF


def from_signed(number: int) -> int:
    """The unsigned key of a stored bigint, or of any exact or wrapped sum of them."""
    return number % _MODULUS
