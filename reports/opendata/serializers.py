"""The shapes of the answers, for the OpenAPI description; tests hold the answers against them."""

from typing import Any

from rest_framework import serializers

from reports.stats.service import TOTAL


class Titles(serializers.Serializer[dict[str, str]]):
    zh = serializers.CharField()
    en = serializers.CharField(allow_blank=True)


class CodeSerializer(serializers.Serializer[dict[str, str]]):
    code = serializers.CharField()
    name = Titles()


class AreaSerializer(CodeSerializer):
    level = serializers.CharField(help_text="region, league or banner")


class PlaceSerializer(CodeSerializer):
    level = serializers.CharField(required=False, help_text="of areas: region, league or banner")


class DimensionSerializer(serializers.Serializer[dict[str, Any]]):
    key = serializers.CharField()
    name = Titles()
    codes = CodeSerializer(many=True)


class ReleasedDimensionSerializer(serializers.Serializer[dict[str, Any]]):
    """A break of the tables of a release; `area` is one of them."""

    key = serializers.CharField()
    name = Titles()
    codes = PlaceSerializer(many=True)
    tables = serializers.ListField(child=serializers.CharField(), help_text="keys of the tables that have it")


class DimensionListSerializer(serializers.Serializer[Any]):
    release = serializers.IntegerField()
    dimensions = ReleasedDimensionSerializer(many=True)


class CellSerializer(serializers.Serializer[dict[str, Any]]):
    area = serializers.CharField(help_text="GB/T 2260 code; 150000 is the whole region")
    classes = serializers.DictField(
        child=serializers.CharField(), help_text=f'code by dimension; "{TOTAL}" for the total over it'
    )
    value = serializers.IntegerField(allow_null=True, help_text="persons; null where a mark stands instead")
    mark = serializers.CharField(allow_blank=True, help_text='"<10" below the threshold, "–" impossible')


class ReleaseSerializer(serializers.Serializer[Any]):
    """A frozen, numbered release: under its number it is found again unchanged."""

    release = serializers.IntegerField()
    as_of = serializers.DateField()
    published_at = serializers.DateTimeField()
    url = serializers.URLField()
    tables = serializers.URLField()
    archive = serializers.URLField(help_text="the whole release as one zip")


class RemarkSerializer(serializers.Serializer[Any]):
    """What is said of a release after it was published."""

    kind = serializers.ChoiceField(choices=["correction", "withdrawal"])
    release = serializers.IntegerField()
    as_of = serializers.DateField()
    at = serializers.DateTimeField()
    text = Titles()


class ReleaseListSerializer(serializers.Serializer[Any]):
    releases = ReleaseSerializer(many=True)
    withdrawn = RemarkSerializer(many=True, help_text="releases that are there no longer, and why")
    next = serializers.URLField(allow_null=True)


class LicenceSerializer(serializers.Serializer[Any]):
    id = serializers.CharField()
    name = Titles()
    url = serializers.URLField()


class FileSerializer(serializers.Serializer[Any]):
    name = serializers.CharField()
    bytes = serializers.IntegerField()
    sha256 = serializers.CharField()


class ReleaseDetailSerializer(ReleaseSerializer):
    """A release with its tables, its terms and the checksums of its archive."""

    note = Titles(help_text="how every figure is to be labelled")
    remarks = RemarkSerializer(many=True, help_text="corrections to it")
    licence = LicenceSerializer()
    keys = serializers.ListField(child=serializers.CharField(), help_text="keys of its tables")
    file = FileSerializer(help_text="the archive, and what it must be when it has arrived")


class TableSummarySerializer(serializers.Serializer[Any]):
    """A table of a release, without its figures."""

    key = serializers.CharField()
    title = Titles()
    level = serializers.CharField()
    release = serializers.IntegerField()
    as_of = serializers.DateField()
    published_at = serializers.DateTimeField()
    dimensions = DimensionSerializer(many=True)
    url = serializers.URLField(help_text="the table in the newest release")
    permanent_url = serializers.URLField(help_text="the table in this very release")
    csv = serializers.URLField()
    xlsx = serializers.URLField()
    jsonstat = serializers.URLField()


class TableSerializer(TableSummarySerializer):
    """A table with its figures; rows need not add up to their totals."""

    note = Titles(help_text="how every figure is to be labelled")
    remarks = RemarkSerializer(
        many=True, help_text="corrections to the release; of the newest one also later releases withdrawn"
    )
    licence = LicenceSerializer()
    citation = Titles(help_text="how to quote the table, with its release")
    areas = AreaSerializer(many=True)
    selected = serializers.IntegerField(help_text="figures that the question asks for, on all pages")
    next = serializers.URLField(allow_null=True, help_text="the page after this one, null at the end")
    cells = CellSerializer(many=True)


class DivisionSerializer(CodeSerializer):
    """A division of GB/T 2260, or a management area, which lies outside the standard."""

    level = serializers.CharField()
    parent = serializers.CharField(allow_null=True)  # type: ignore[assignment]  # reason: the framework takes declared fields off the class
    valid_from = serializers.DateField(allow_null=True)
    valid_to = serializers.DateField(allow_null=True, help_text="null: in use")
    is_management_area = serializers.BooleanField()
    successor = serializers.CharField(allow_null=True)


class DivisionListSerializer(serializers.Serializer[Any]):
    areas = DivisionSerializer(many=True)


class CodeListSerializer(serializers.Serializer[Any]):
    """A list of codes that published definitions choose from."""

    key = serializers.CharField()
    name = Titles()
    standard = serializers.CharField(allow_blank=True, help_text="what the list follows, such as GB/T 2261.1")
    revision = serializers.IntegerField(help_text="grows with every change")
    open = serializers.BooleanField(help_text="whether other words than these are taken too")
    url = serializers.URLField()


class ListedCodeSerializer(CodeSerializer):
    parent = serializers.CharField(allow_null=True, help_text="the code above it")  # type: ignore[assignment]  # reason: the framework takes declared fields off the class
    depth = serializers.IntegerField(help_text="1 at the top")
    heading = serializers.BooleanField(help_text="a heading, which nobody chooses")
    valid_from = serializers.DateField(allow_null=True)
    valid_to = serializers.DateField(allow_null=True)
    retired = serializers.BooleanField()
    merged_into = serializers.CharField(allow_null=True)
    exchange_code = serializers.CharField(allow_blank=True)


class CodeListDetailSerializer(CodeListSerializer):
    codes = ListedCodeSerializer(many=True)
    next = serializers.URLField(allow_null=True)


class KeySerializer(serializers.Serializer[Any]):
    key = serializers.CharField()
    header = serializers.CharField(help_text="the header in which a request carries it")
    valid_days = serializers.IntegerField()
    requests = serializers.IntegerField()
    seconds = serializers.IntegerField()


class FaultySerializer(serializers.Serializer[Any]):
    parameter = serializers.CharField()
    detail = serializers.CharField()


class ProblemSerializer(serializers.Serializer[Any]):
    """RFC 9457. Programs compare `type`; people read `detail`."""

    type = serializers.URLField()
    title = serializers.CharField()
    status = serializers.IntegerField()
    detail = serializers.CharField()
    instance = serializers.CharField()
    errors = FaultySerializer(many=True, required=False)  # type: ignore[assignment]  # reason: the same
