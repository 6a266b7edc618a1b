"""Whose forms a batch prints: a list that another part finds, within what its asker may print in full.

The part that looks for people stands beside this one and not below it, so it is given here when the program
starts (`config.apps`).
"""

from collections.abc import Callable, Iterator, Sequence

from django.core.exceptions import BadRequest
from django.http import QueryDict

from talent.orgs.enums import UNIT_ROLES, Role
from talent.orgs.service import Scope

#: (scope, at a unit's desk or not, parameters of a query) → numbers of records in order, portion by portion.
type Finder = Callable[[Scope, bool, str], Iterator[Sequence[int]]]

MOST_PEOPLE = 10_000
#: Characters of what is asked for.
LONGEST = 8000
#: The same → its conditions in words.
type Teller = Callable[[Scope, bool, str], str]
_finders: list[Finder] = []
_tellers: list[Teller] = []


def find_lists_with(finder: Finder, teller: Teller) -> None:
    """Have the people of a batch found by `finder` and what it asked for told by `teller`. For the start of
    the program."""
    _finders[:] = [finder]
    _tellers[:] = [teller]


def asked_in(given: QueryDict) -> str:
    """The parameters of a query or list that a page was given as one text. Raises BadRequest where they have
    the character NUL, which no database keeps, or are longer than LONGEST: part of a question would find
    others."""
    asked = given.get("asked", "")
    if len(asked) > LONGEST or any(
        "\0" in each for _name, values in QueryDict(asked).lists() for each in (_name, *values)
    ):
        raise BadRequest
    return asked


def printing_scope(scope: Scope, unit_id: int | None) -> Scope:
    """The part of a scope within which forms are printed in full: a unit's own, or a reviewing office's."""
    if unit_id is None:
        return scope.as_(Role.HR_REVIEWER)
    held = scope.as_(*UNIT_ROLES)
    return Scope(held.user_id, tuple(each for each in held.grants if each.organisation_id == unit_id))


def numbers_by(scope: Scope, *, at_unit: bool, asked: str, most: int) -> tuple[list[int], bool]:
    """Numbers of whoever fits a query, in order, at most `most`, and whether there were more."""
    found: list[int] = []
    for portion in _finders[0](scope, at_unit, asked):
        found += portion
        if len(found) > most:
            return found[:most], True
    return found, False


def told_of(scope: Scope, *, at_unit: bool, asked: str) -> str:
    """The conditions of a query in words; empty for none."""
    return _tellers[0](scope, at_unit, asked)


def records_of(scope: Scope, unit_id: int | None, asked: str, *, after: int = 0) -> tuple[list[int], bool]:
    """Numbers of the records in order, at most MOST_PEOPLE, and whether there were more."""
    found: list[int] = []
    for portion in _finders[0](printing_scope(scope, unit_id), unit_id is not None, asked):
        found += [each for each in portion if each > after]
        if len(found) > MOST_PEOPLE:
            return found[:MOST_PEOPLE], True
    return found, False
