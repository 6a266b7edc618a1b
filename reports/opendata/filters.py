"""Narrowing a released table; a code that the table does not have is an error that names those it has."""

from typing import Any

import django_filters
from django.db.models import QuerySet
from rest_framework.exceptions import ValidationError

from reports.stats.models import ReleaseCell, ReleaseTable
from reports.stats.service import TOTAL


class CellFilter(django_filters.FilterSet):
    """`area` and `category` take one or several codes with commas between; `category=total` is the total."""

    area = django_filters.CharFilter(method="by_area", label="GB/T 2260 codes, comma separated")
    category = django_filters.CharFilter(method="by_category", label="category codes, comma separated")

    class Meta:
        model = ReleaseCell
        fields: tuple[str, ...] = ()

    def __init__(self, *args: Any, table: ReleaseTable | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.table = table

    def by_area(self, queryset: QuerySet[ReleaseCell], name: str, value: str) -> QuerySet[ReleaseCell]:
        known = [area["code"] for area in self.table.areas] if self.table else []
        return queryset.filter(area__in=[int(code) for code in _chosen(name, value, known)])

    def by_category(self, queryset: QuerySet[ReleaseCell], name: str, value: str) -> QuerySet[ReleaseCell]:
        dimensions = self.table.dimensions if self.table else []
        known = [code["code"] for each in dimensions if each["key"] == name for code in each["codes"]]
        chosen = _chosen(name, value, [*known, TOTAL])
        wanted = [{name: code} if code != TOTAL else {} for code in chosen]
        return queryset.filter(classes__in=wanted)


def _chosen(name: str, value: str, known: list[str]) -> list[str]:
    chosen = [code.strip() for code in value.split(",") if code.strip()]
    unknown = [code for code in chosen if code not in known]
    if unknown:
        raise ValidationError({name: f"unknown: {', '.join(unknown)}; known: {', '.join(known)}"})
    return chosen
