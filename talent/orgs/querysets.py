"""Querysets that refuse to run without a scope."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Self, TypeVar

from django.db import models
from django.db.models import Q

from talent.orgs.scope import Grant, Scope


class Unscoped(RuntimeError):
    """A query over rows of people ran without saying whose eyes it is for."""


@dataclass(frozen=True)
class ScopeColumns:
    """Names of the columns (or lookups) of a model that grants speak about; "" where it has none."""

    region: str = "region_code"
    industry: str = "industry"
    system: str = "system_id"
    unit: str = "unit_id"


M = TypeVar("M", bound=models.Model)


class ScopedQuerySet(models.QuerySet[M]):
    """Every execution raises Unscoped unless `visible_to` or `unscoped` came before. Inserts are free.

    The model says `scope_columns = ScopeColumns(…)`.
    """

    _scope_given = False

    def visible_to(self, scope: Scope) -> Self:
        """Rows of a scope's reading grants; an empty scope sees nothing."""
        limited = self.all().filter(_condition(scope, self.model.scope_columns))  # type: ignore[attr-defined]  # reason: each scoped model declares it
        limited._scope_given = True
        return limited

    def unscoped(self, *, reason: str) -> Self:
        """All rows, for work on behalf of the system; the reason stands in the code for the reader."""
        if not reason:
            raise ValueError("reason")
        free = self.all()
        free._scope_given = True
        return free

    def _clone(self) -> Self:
        clone: Self = super()._clone()  # type: ignore[misc]  # reason: private in the stubs
        clone._scope_given = self._scope_given
        return clone

    def _need_scope(self) -> None:
        if not self._scope_given:
            raise Unscoped(f"{self.model.__name__}: call visible_to(scope) or unscoped(reason=…)")

    def _fetch_all(self) -> None:
        if self._result_cache is None:
            self._need_scope()
        super()._fetch_all()

    def iterator(self, chunk_size: int | None = None) -> Iterator[M]:
        self._need_scope()
        return super().iterator(chunk_size)

    def count(self) -> int:
        if self._result_cache is None:
            self._need_scope()
        return super().count()

    def exists(self) -> bool:
        if self._result_cache is None:
            self._need_scope()
        return super().exists()

    def aggregate(self, *args: Any, **kwargs: Any) -> dict[str, Any]:
        self._need_scope()
        return super().aggregate(*args, **kwargs)

    def update(self, **kwargs: Any) -> int:
        self._need_scope()
        return super().update(**kwargs)

    def delete(self) -> tuple[int, dict[str, int]]:
        self._need_scope()
        return super().delete()

    def resolve_expression(self, *args: Any, **kwargs: Any) -> Any:
        """Also as a subquery."""
        self._need_scope()
        return super().resolve_expression(*args, **kwargs)


def limit[M: models.Model](queryset: ScopedQuerySet[M], scope: Scope) -> ScopedQuerySet[M]:
    """`queryset` cut down to what `scope` may read."""
    return queryset.visible_to(scope)


def _condition(scope: Scope, columns: ScopeColumns) -> Q:
    condition = Q(pk__in=[])
    for grant in scope.grants:
        if grant.reads:
            condition |= _grant_condition(grant, columns)
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
