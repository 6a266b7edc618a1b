"""What other parts may use of reports.query."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from django.http import QueryDict

from reports.query.asking import read_question
from reports.query.finding import find, people_of
from reports.query.places import Regions, regions_for
from reports.query.telling import conditions_of
from reports.query.views import category_of, mover_of
from talent.categories.service import query_fields
from talent.orgs.service import Scope

__all__ = ["matching", "told"]


def matching(scope: Scope, at_unit: bool, asked: str) -> Iterator[Sequence[int]]:
    """Numbers of all records that fit the parameters of a query's address, in order, page by page.

    None where they ask for no category or cannot be read: nobody is found by a condition that is not meant.
    """
    given = QueryDict(asked)
    category = category_of(given)
    if category is None:
        return
    mover = mover_of(category)
    fields = query_fields(mover)
    question = replace(read_question(given, category, fields), after=0)
    regions = Regions() if at_unit else regions_for(scope)
    if question.is_wrong or (question.region and not regions.offers(question.region)):
        return
    after: int | None = 0
    while after is not None:
        following = replace(question, after=after)
        found = find(people_of(scope, following, regions), following, fields, mover)
        yield found.records
        after = found.after


def told(scope: Scope, at_unit: bool, asked: str) -> str:
    """The conditions of the same parameters in words, in the active language; empty where they have none."""
    given = QueryDict(asked)
    category = category_of(given)
    if category is None:
        return ""
    question = read_question(given, category, query_fields(mover_of(category)))
    return conditions_of(question, Regions() if at_unit else regions_for(scope))
