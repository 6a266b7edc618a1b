"""An order of all numbers that only a seed decides, read both ways and never written down.

A record's place in it follows from its number alone: no list is sorted, no row has to be read for it, a new
record moves none of the others. The arithmetic is plain (odd factors and shifts modulo a power of two, four
rounds), so that anybody can work a sample out again.
"""

import hashlib
from collections.abc import Iterator
from functools import cached_property
from typing import NamedTuple

_ROUNDS = 4
#: Even a small register is stirred well.
_FEWEST_BITS = 12


class Round(NamedTuple):
    factor: int
    back: int
    addend: int


def bits_for(highest: int) -> int:
    """How many bits the numbers up to this one take."""
    return max(_FEWEST_BITS, highest.bit_length())


class Shuffle:
    """The order of the numbers below 2 ** `bits`. Of each seed another one; the same for ever."""

    def __init__(self, *, seed: int, bits: int) -> None:
        self.size = 1 << bits
        self._seed, self._mask, self._shift = seed, self.size - 1, (bits + 1) // 2

    @cached_property
    def _rounds(self) -> tuple[Round, ...]:
        return tuple(self._made())

    def _made(self) -> Iterator[Round]:
        for number in range(_ROUNDS):
            said = hashlib.sha256(f"{self._seed}.{number}".encode()).digest()
            factor = int.from_bytes(said[:8]) & self._mask | 1
            yield Round(factor, pow(factor, -1, self.size), int.from_bytes(said[8:16]) & self._mask)

    def place(self, number: int) -> int:
        """Where a number stands in the order, counted from 0."""
        mask, shift = self._mask, self._shift
        for factor, _back, addend in self._rounds:
            number = (number * factor + addend) & mask
            number ^= number >> shift
        return number

    def at(self, place: int) -> int:
        """The number that stands there; `place` the other way round."""
        mask, shift = self._mask, self._shift
        for _factor, back, addend in reversed(self._rounds):
            # The upper half of the bits was not touched: the same step undoes itself.
            place ^= place >> shift
            place = ((place - addend) * back) & mask
        return place
