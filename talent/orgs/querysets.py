"""Querysets that refuse to run without a scope."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, NoReturn, Self, TypeVar, cast

from django.db import models
from django.db.models import Case, Q, Value, When, sql
from django.db.models.sql.compiler import SQLCompiler

from talent.orgs.scope import Grant, Scope


class Unscoped(RuntimeError):
    """A query over rows of people ran without saying whose eyes it is for."""


@dataclass(frozen=True)
class ScopeColumns:
    """Names of the columns (or lookups) of a model that grants speak about.

    `many`: they belong to many rows of each row, of which one within the scope makes it visible.
    `person` and `account`: whose own a row is; "" where the model cannot say so, and nobody has it as own.
    """

    region: str = "region_code"
    industry: str = "industry"
    system: str = "system_id"
    unit: str = "unit_id"
    many: bool = False
    person: str = ""
    account: str = ""


M = TypeVar("M", bound=models.Model)


class ScopedQuery(sql.Query):
    """Refuses to become SQL. Here and not at each method, since a query also runs inside others:

    in `pk__in`, Exists, a union, an explanation, or asynchronously.
    """

    #: For queries that Django makes within another one (exclude over many rows); that one is asked itself.
    scope_given = True

    def need_scope(self) -> None:
        if not self.scope_given:
            raise Unscoped(f"{cast(type, self.model).__name__}: call visible_to(scope) or unscoped(reason=…)")

    def get_compiler(self, *args: Any, **kwargs: Any) -> SQLCompiler:
        self.need_scope()
        return super().get_compiler(*args, **kwargs)

    def chain(self, klass: type[sql.Query] | None = None) -> sql.Query:
        """A query of another class, which is an update, no longer asks."""
        if klass is not None:
            self.need_scope()
        return super().chain(klass)


class ScopedQuerySet(models.QuerySet[M]):
    """Every execution raises Unscoped unless `visible_to` or `unscoped` came before. Inserts are free.

    The model says `scope_columns = ScopeColumns(…)`.
    """

    def __init__(
        self, model: type[M] | None = None, query: sql.Query | None = None, *args: Any, **kwargs: Any
    ) -> None:
        if query is None:
            query = ScopedQuery(model)
            query.scope_given = False
        super().__init__(model, query, *args, **kwargs)

    def visible_to(self, scope: Scope) -> Self:
        """Rows of a scope's reading grants and its own ones; an empty scope sees nothing."""
        columns: ScopeColumns = self.model.scope_columns  # type: ignore[attr-defined]  # reason: each scoped model declares it
        condition = condition_for(scope, columns)
        if columns.many:
            # Joined, a row would come and be counted once for each of its many.
            condition = Q(pk__in=self.model._base_manager.filter(condition).values("pk"))
        return self.filter(condition)._with_scope()

    def seen_by(self, scope: Scope) -> Self:
        """The same rows, where another condition is what finds them: the scope is only asked of each.

        What a scope asks for and where something waits go together, which the planner does not know: it would
        expect a few rows of many, and read and sort them all instead of the first fifty in order.
        """
        columns: ScopeColumns = self.model.scope_columns  # type: ignore[attr-defined]  # reason: as above
        return self.filter(unestimated(condition_for(scope, columns)))._with_scope()

    def unscoped(self, *, reason: str) -> Self:
        """All rows, for work on behalf of the system; the reason stands in the code for the reader."""
        if not reason:
            raise ValueError("reason")
        return self.all()._with_scope()

    def _with_scope(self) -> Self:
        self._asked.scope_given = True
        return self

    @property
    def _asked(self) -> ScopedQuery:
        return cast(ScopedQuery, self.query)

    def __or__(self, other: models.QuerySet[M]) -> Self:
        """Raises Unscoped when it would add rows that nobody gave a scope for."""
        self._need_scope_as_well(other)
        return super().__or__(other)

    def __xor__(self, other: models.QuerySet[M]) -> Self:
        self._need_scope_as_well(other)
        return super().__xor__(other)

    def _need_scope_as_well(self, other: models.QuerySet[M]) -> None:
        if self._asked.scope_given and isinstance(other.query, ScopedQuery):
            other.query.need_scope()

    def bulk_create(self, objs: Iterable[M], *args: Any, **kwargs: Any) -> list[M]:
        """An insert that falls back on an update is an update."""
        # The third of Django's options after `objs` is update_conflicts.
        if kwargs.get("update_conflicts") or any(args[2:3]):
            self._asked.need_scope()
        return super().bulk_create(objs, *args, **kwargs)

    def raw(self, *args: Any, **kwargs: Any) -> NoReturn:
        """Never: no scope can be put into a statement written by hand."""
        raise Unscoped(f"{self.model.__name__}.raw")

    def _raw_delete(self, using: str | None) -> int:
        self._asked.need_scope()
        deleted: int = super()._raw_delete(using)
        return deleted


def unestimated(condition: Q) -> Case:
    """The same condition, which the planner takes to hold for half of all rows whatever it says."""
    return Case(When(condition, then=Value(True)), default=Value(False), output_field=models.BooleanField())


def limit[M: models.Model](queryset: ScopedQuerySet[M], scope: Scope) -> ScopedQuerySet[M]:
    """`queryset` cut down to what `scope` may read."""
    return queryset.visible_to(scope)


def condition_for(scope: Scope, columns: ScopeColumns) -> Q:
    """What a row must be to be within a scope; nothing is where the scope is empty."""
    condition = Q(pk__in=[])
    for grant in scope.grants:
        if grant.reads:
            condition |= _grant_condition(grant, columns)
    return condition | _own_condition(scope, columns)


def _own_condition(scope: Scope, columns: ScopeColumns) -> Q:
    condition = Q(pk__in=[])
    for column, own in ((columns.person, scope.person_id), (columns.account, scope.account_id)):
        if column and own is not None:
            condition |= Q(**{column: own})
    return condition


def _grant_condition(grant: Grant, columns: ScopeColumns) -> Q:
    condition = Q()
    if grant.regions is not None:
        regions = Q(pk__in=[])
        for low, high in grant.regions:
            regions |= Q(**{f"{columns.region}__range": (low, high)})
        condition &= regions
    if grant.industries is not None:
        condition &= Q(**{f"{columns.industry}__in": grant.industries})
    if grant.system_id is not None:
        condition &= Q(**{columns.system: grant.system_id})
    if grant.unit_id is not None:
        condition &= Q(**{columns.unit: grant.unit_id})
    return condition
