"""What the open interface says of a released table. Keys are English, labels stand in both languages."""

from typing import Any

from rest_framework import serializers

from reports.stats.models import ReleaseTable
from reports.stats.service import TOTAL

#: Every figure carries it: nobody shall take it for a figure of the statistics office.
LABEL_ZH = "经保密处理的近似数"
LABEL_EN = "Approximate figure, protected by disclosure control"


class Titles(serializers.Serializer[dict[str, str]]):
    zh = serializers.CharField()
    en = serializers.CharField()


class CodeSerializer(serializers.Serializer[dict[str, str]]):
    code = serializers.CharField()
    name = Titles()


class DimensionSerializer(serializers.Serializer[dict[str, Any]]):
    key = serializers.CharField()
    name = Titles()
    codes = CodeSerializer(many=True)


class CellSerializer(serializers.Serializer[dict[str, Any]]):
    area = serializers.CharField(help_text="GB/T 2260 code; 150000 is the whole region")
    classes = serializers.DictField(
        child=serializers.CharField(), help_text=f'code by dimension; "{TOTAL}" for the total over it'
    )
    value = serializers.IntegerField(allow_null=True, help_text="persons; null where a mark stands instead")
    mark = serializers.CharField(allow_blank=True, help_text='"<10" below the threshold, "–" impossible')


class TableSummarySerializer(serializers.Serializer[Any]):
    """A table of the newest release, without its figures."""

    key = serializers.CharField()
    title = Titles()
    level = serializers.CharField()
    release = serializers.IntegerField()
    as_of = serializers.DateField()
    published_at = serializers.DateTimeField()
    dimensions = DimensionSerializer(many=True)
    url = serializers.URLField()
    csv = serializers.URLField()


class TableSerializer(TableSummarySerializer):
    """A table with its figures; rows need not add up to their totals."""

    note = Titles(help_text="how every figure is to be labelled")
    areas = CodeSerializer(many=True)
    cells = CellSerializer(many=True)


def titles(zh: str, en: str) -> dict[str, str]:
    return {"zh": zh, "en": en}


def coded(raw: dict[str, Any]) -> dict[str, Any]:
    return {"code": raw["code"], "name": titles(raw["label_zh"], raw["label_en"])}


def summary(table: ReleaseTable, url: str) -> dict[str, Any]:
    """The plain values of TableSummarySerializer; `url` is the table's own address."""
    return {
        "key": table.key,
        "title": titles(table.title_zh, table.title_en),
        "level": table.level,
        "release": table.release.number,
        "as_of": table.release.as_of,
        "published_at": table.release.published_at,
        "dimensions": [
            {
                "key": each["key"],
                "name": titles(each["label_zh"], each["label_en"]),
                "codes": [coded(code) for code in each["codes"]],
            }
            for each in table.dimensions
        ],
        "url": url,
        "csv": f"{url}?format=csv",
    }
