"""The shapes of the answers, for the OpenAPI description; tests hold the answers against them."""

from typing import Any

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _
from rest_framework import serializers

from reports.stats.service import TOTAL


class Titles(serializers.Serializer[dict[str, str]]):
    zh = serializers.CharField()
    en = serializers.CharField(allow_blank=True)


class CodeSerializer(serializers.Serializer[dict[str, str]]):
    code = serializers.CharField()
    name = Titles()


class AreaSerializer(CodeSerializer):
    level = serializers.CharField(help_text=_("region 全区、league 盟市、banner 旗县"))


class PlaceSerializer(CodeSerializer):
    level = serializers.CharField(
        required=False, help_text=_("地区的级别：region 全区、league 盟市、banner 旗县")
    )


class DimensionSerializer(serializers.Serializer[dict[str, Any]]):
    key = serializers.CharField()
    name = Titles()
    codes = CodeSerializer(
        many=True, help_text=format_lazy(_('可选的代码；"{total}" 为合计，排在最前'), total=TOTAL)
    )


class ReleasedDimensionSerializer(serializers.Serializer[dict[str, Any]]):
    """A break of the tables of a release; `area` is one of them."""

    key = serializers.CharField()
    name = Titles()
    codes = PlaceSerializer(many=True)
    tables = serializers.ListField(child=serializers.CharField(), help_text=_("有这个分组的数据表的标识"))


class DimensionListSerializer(serializers.Serializer[Any]):
    release = serializers.IntegerField()
    dimensions = ReleasedDimensionSerializer(many=True)


class CellSerializer(serializers.Serializer[dict[str, Any]]):
    area = serializers.CharField(help_text=_("GB/T 2260 行政区划代码；150000 为全区"))
    classes = serializers.DictField(
        child=serializers.CharField(), help_text=format_lazy(_('各分组的代码；"{total}" 为合计'), total=TOTAL)
    )
    value = serializers.IntegerField(allow_null=True, help_text=_("人数；有标记的为 null"))
    mark = serializers.CharField(allow_blank=True, help_text=_('"<10" 人数很少不公开，"–" 按定义不会有'))


class ReleaseSerializer(serializers.Serializer[Any]):
    """A frozen, numbered release: under its number it is found again unchanged."""

    release = serializers.IntegerField()
    as_of = serializers.DateField()
    published_at = serializers.DateTimeField()
    url = serializers.URLField()
    tables = serializers.URLField()
    archive = serializers.URLField(help_text=_("整次发布的压缩包(zip)"))


class RemarkSerializer(serializers.Serializer[Any]):
    """What is said of a release after it was published."""

    kind = serializers.ChoiceField(choices=["correction", "withdrawal", "restoration"])
    release = serializers.IntegerField()
    as_of = serializers.DateField()
    at = serializers.DateTimeField()
    text = Titles()
    withdrawn_at = serializers.DateTimeField(
        required=False, help_text=_("恢复公开(restoration)的：从何时起曾撤回，到 `at` 为止")
    )
    withdrawn_text = Titles(required=False, help_text=_("恢复公开(restoration)的：当时为何撤回"))


class ReleaseListSerializer(serializers.Serializer[Any]):
    releases = ReleaseSerializer(many=True)
    withdrawn = RemarkSerializer(many=True, help_text=_("已撤回的发布及其原因"))
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

    note = Titles(help_text=_("引用数字时应注明的话"))
    remarks = RemarkSerializer(many=True, help_text=_("这次发布的更正说明"))
    licence = LicenceSerializer()
    keys = serializers.ListField(child=serializers.CharField(), help_text=_("各数据表的标识"))
    file = FileSerializer(help_text=_("压缩包，以及下载后核对用的大小和校验值"))


class TableSummarySerializer(serializers.Serializer[Any]):
    """A table of a release, without its figures."""

    key = serializers.CharField()
    title = Titles()
    level = serializers.CharField()
    release = serializers.IntegerField()
    as_of = serializers.DateField()
    published_at = serializers.DateTimeField()
    dimensions = DimensionSerializer(many=True)
    url = serializers.URLField(help_text=_("最新一次发布里的这张表"))
    permanent_url = serializers.URLField(help_text=_("这一次发布里的这张表"))
    csv = serializers.URLField()
    xlsx = serializers.URLField()
    jsonstat = serializers.URLField()


class TableSerializer(TableSummarySerializer):
    """A table with its figures; rows need not add up to their totals."""

    note = Titles(help_text=_("引用数字时应注明的话"))
    remarks = RemarkSerializer(many=True, help_text=_("这次发布的更正说明；最新一次的还有以后撤回的发布"))
    licence = LicenceSerializer()
    citation = Titles(help_text=_("怎样引用这张表(写明发布号)"))
    areas = AreaSerializer(many=True)
    selected = serializers.IntegerField(help_text=_("这一问共有几个数字(各页合计)"))
    next = serializers.URLField(allow_null=True, help_text=_("下一页的地址，没有了为 null"))
    cells = CellSerializer(many=True)


class DivisionSerializer(CodeSerializer):
    """A division of GB/T 2260, or a management area, which lies outside the standard."""

    level = serializers.CharField()
    parent = serializers.CharField(allow_null=True)  # type: ignore[assignment]  # reason: the framework takes declared fields off the class
    valid_from = serializers.DateField(allow_null=True)
    valid_to = serializers.DateField(allow_null=True, help_text=_("null 为在用"))
    is_management_area = serializers.BooleanField()
    successor = serializers.CharField(allow_null=True)


class DivisionListSerializer(serializers.Serializer[Any]):
    areas = DivisionSerializer(many=True)


class CodeListSerializer(serializers.Serializer[Any]):
    """A list of codes that published definitions choose from."""

    key = serializers.CharField()
    name = Titles()
    standard = serializers.CharField(allow_blank=True, help_text=_("代码表依据的标准，例如 GB/T 2261.1"))
    revision = serializers.IntegerField(help_text=_("每改一次加一"))
    open = serializers.BooleanField(help_text=_("是否也接受代码表以外的文字"))
    url = serializers.URLField()


class ListedCodeSerializer(CodeSerializer):
    parent = serializers.CharField(allow_null=True, help_text=_("上一级代码"))  # type: ignore[assignment]  # reason: the framework takes declared fields off the class
    depth = serializers.IntegerField(help_text=_("最上一级为 1"))
    heading = serializers.BooleanField(help_text=_("只作标题，不能选"))
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
    header = serializers.CharField(help_text=_("请求时带密钥的头"))
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
