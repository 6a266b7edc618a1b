"""What the OpenAPI description says of each address: parameters, answers by format, errors, examples.

Explanations are in the language that is asked for; summaries have both, one behind the other."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiExample, OpenApiParameter, OpenApiResponse, extend_schema

from reports.opendata import asking, cursors, examples, problems, questions
from reports.opendata import serializers as shapes
from reports.opendata.explaining import OPERATIONS
from reports.opendata.formats import ATOM, CSV, JSON, JSON_LD, JSON_STAT, XLSX, Format

#: Formats whose content the description does not take apart.
_BYTES = {XLSX.key, "zip"}
_CUBE = {
    "type": "object",
    "description": "JSON-stat 2.0, class dataset (https://json-stat.org/full/)",
    "required": ["version", "class", "id", "size", "dimension", "value"],
    "properties": {
        "version": {"const": "2.0"},
        "class": {"const": "dataset"},
        "id": {"type": "array", "items": {"type": "string"}},
        "size": {"type": "array", "items": {"type": "integer"}},
        "dimension": {"type": "object"},
        "value": {"type": "array", "items": {"type": ["integer", "null"]}},
        "status": {"type": "object", "additionalProperties": {"type": "string"}},
    },
}


def text(name: str, told: str | Promise, *, pattern: str = "", **schema: Any) -> OpenApiParameter:
    """A parameter of the address that is a text."""
    limits = {"maxLength": asking.MOST_LENGTH} if pattern else {}
    described = {"type": "string", **({"pattern": pattern} if pattern else {}), **limits, **schema}
    return OpenApiParameter(name, described, description=told)


def number(
    name: str, told: str | Promise, *, most: int = asking.LARGEST, default: int | None = None
) -> OpenApiParameter:
    schema: dict[str, Any] = {"type": "integer", "minimum": 1, "maximum": most}
    return OpenApiParameter(
        name, schema | ({} if default is None else {"default": default}), description=told
    )


def key_of(told: str | Promise) -> OpenApiParameter:
    schema = {"type": "string", "pattern": r"^[-a-zA-Z0-9_]+$", "maxLength": 60}
    return OpenApiParameter("key", schema, OpenApiParameter.PATH, description=told)


RELEASE = number("release", _("发布号；不填为最新一次发布"))
_NUMBER = OpenApiParameter(
    "number", {"type": "integer", "minimum": 0}, OpenApiParameter.PATH, description=_("发布号")
)
CURSOR = text("cursor", _("从哪里继续，取自上一页的 `next`"), pattern=cursors.PATTERN)
_LEVELS: dict[str, Any] = {"enum": list(questions.LEVELS)}
LEVEL = text("level", _("只要这一级的地区"), **_LEVELS)
TABLE_LEVEL = text("level", _("只要这一级的地区；数据表没有这一级的，回答 404 并列出有的"), **_LEVELS)


@dataclass(frozen=True)
class Said:
    """What is said of one address. `shape` None: the answer has no JSON."""

    tag: str
    summary: str
    shape: Any = None
    example: Any = None
    parameters: tuple[OpenApiParameter, ...] = ()
    formats: tuple[Format, ...] = (JSON,)
    missing: bool = False
    status: int = 200


SAID = {
    "index": Said("catalogue", "入口 · Where everything is", OpenApiTypes.OBJECT, examples.INDEX),
    "releases": Said(
        "releases",
        "历次发布 · The releases, the newest first",
        shapes.ReleaseListSerializer,
        examples.RELEASES,
        (
            number("before", _("发布号小于它的发布")),
            number("limit", _("每页几次发布"), most=500, default=50),
        ),
    ),
    "release": Said(
        "releases",
        "一次发布 · One release with the checksum of its archive",
        shapes.ReleaseDetailSerializer,
        examples.RELEASE,
        (_NUMBER,),
        missing=True,
    ),
    "archive": Said(
        "releases",
        "整次发布的压缩包 · A whole release as one zip: CSV, Parquet, data dictionary, checksums",
        parameters=(_NUMBER,),
        formats=(Format("zip", "application/zip", "zip"),),
        missing=True,
    ),
    "tables": Said(
        "tables",
        "数据表目录 · The tables of a release",
        shapes.TableSummarySerializer(many=True),
        [examples.SUMMARY],
        (RELEASE,),
        missing=True,
    ),
    "table": Said(
        "tables",
        "一张数据表 · One table with its figures",
        shapes.TableSerializer,
        examples.TABLE,
        (
            key_of(_("数据表的标识")),
            text("area", _("GB/T 2260 行政区划代码，用逗号隔开；150000 为全区"), pattern=asking.AREAS),
            TABLE_LEVEL,
            text(
                "sort",
                _("按地区代码或数字排序，加减号为从大到小；不公开的数字排在最后"),
                enum=list(questions.SORTS),
            ),
            RELEASE,
            number(
                "limit",
                format_lazy(
                    _("每页几个数字。不填时 JSON 为 {usual} 个，CSV 为全部；xlsx 和 JSON-stat 总是全部"),
                    usual=questions.USUAL_LIMIT,
                ),
                most=questions.MOST_LIMIT,
            ),
            CURSOR,
            text(
                "lang",
                _("xlsx、JSON-stat 和错误说明的语言；JSON 和 CSV 两种都有"),
                enum=list(questions.LANGUAGES),
            ),
            text(
                "columns",
                _("xlsx：第一张工作表里横着排的分组的标识；`total` 为都不横排"),
                pattern=asking.KEY,
            ),
            text(
                "order",
                _("xlsx：第一张工作表的各行按这一列(横排分组的代码)排序，加减号为从大到小；总计行在最前"),
                pattern=asking.FALLING,
            ),
            text(
                "share",
                _("xlsx：第一张工作表加一列占比，按这一列(横排分组的代码)占总计行计算"),
                pattern=asking.KEY,
            ),
        ),
        formats=(JSON, CSV, XLSX, JSON_STAT),
        missing=True,
    ),
    "dimensions": Said(
        "codes",
        "分组及其代码 · The dimensions of a release with their codes",
        shapes.DimensionListSerializer,
        examples.DIMENSIONS,
        (RELEASE,),
        missing=True,
    ),
    "areas": Said(
        "codes",
        "行政区划 · Divisions at all levels, those of earlier days too",
        shapes.DivisionListSerializer,
        examples.AREAS,
        (LEVEL, text("valid_on", _("只要这一天使用的"), format="date")),
    ),
    "code_lists": Said(
        "codes",
        "代码表目录 · The lists of codes of published definitions",
        shapes.CodeListSerializer(many=True),
        [examples.CODE_LIST],
    ),
    "code_list": Said(
        "codes",
        "一个代码表 · One list of codes, with levels and days of validity",
        shapes.CodeListDetailSerializer,
        examples.CODES,
        (key_of(_("代码表的标识")), number("limit", _("每页几个代码"), most=5000, default=1000), CURSOR),
        missing=True,
    ),
    "catalogue": Said(
        "catalogue",
        "数据目录 DCAT-AP 3 · The catalogue as DCAT-AP 3 in JSON-LD",
        OpenApiTypes.OBJECT,
        examples.CATALOGUE,
        formats=(JSON_LD,),
    ),
    "feed": Said("catalogue", "发布消息 Atom · The releases as an Atom feed", formats=(ATOM,)),
    "new_key": Said(
        "keys",
        "领取密钥 · A key that raises the limit; nobody is asked and nothing is kept",
        shapes.KeySerializer,
        examples.KEY,
        status=201,
    ),
}

#: What may go wrong anywhere.
_WRONG = {
    400: _("有不认识的参数(回答列出可用的)，或参数的值不对，或请求头 Content-Type 不能识别"),
    401: _("X-API-Key 的密钥不对或已过期；这样的请求计入所在网络地址的限额"),
    406: _("Accept 里没有这个地址有的格式"),
    415: _("请求头 Content-Type 写了 UTF-8 以外的编码"),
    429: _("限额用完；Retry-After 写明要等几秒"),
    500: _("本站出错，已记录"),
    503: _("暂时不能提供；Retry-After 写明要等几秒"),
}
_MISSING = {404: _("这次发布里没有，或数据表没有这个代码(回答列出有的)")}
_GONE = {410: _("这次发布已撤回；回答说明原因")}
_UNCHANGED = {304: OpenApiResponse(description=_("与 If-None-Match 的 ETag 相同，没有变"))}


_PARTS = {
    (206, "application/zip"): OpenApiResponse(
        {"type": "string", "contentMediaType": "application/zip"},
        description=_("文件的一部分，由请求头 Range 指定"),
    ),
}


def describe(name: str) -> Callable[[Any], Any]:
    """The decorator of a method of a view that says what SAID has under its name."""
    said = SAID[name]
    return described(
        operation_id=name,
        tag=said.tag,
        summary=said.summary,
        answers={(said.status, each.media_type): _answer(said, each) for each in said.formats},
        parameters=said.parameters,
        formats=said.formats,
        missing=said.missing,
    )


def described(
    *,
    operation_id: str,
    tag: str,
    summary: str,
    answers: Mapping[Any, Any],
    parameters: tuple[OpenApiParameter, ...] = (),
    formats: tuple[Format, ...] = (JSON,),
    missing: bool = False,
) -> Callable[[Any], Any]:
    """The same of what is said one by one."""
    chosen = [text("format", _("优先于 Accept"), enum=[each.key for each in formats])]
    of_release = operation_id in ("release", "archive") or RELEASE in parameters
    wrong = _WRONG | (_MISSING if missing else {}) | (_GONE if of_release else {})
    if operation_id == "archive":
        wrong |= {416: _("文件没有 Range 所要的部分；Content-Range 写明有多少字节")}
    return extend_schema(
        operation_id=operation_id,
        tags=[tag],
        summary=summary,
        description=OPERATIONS[operation_id],
        parameters=[*parameters, *([] if operation_id in ("archive", "new_key") else chosen)],
        request=None,
        responses={
            **answers,
            **({} if operation_id == "new_key" else _UNCHANGED),
            **(_PARTS if operation_id == "archive" else {}),
            **{(status, problems.MEDIA_TYPE): _problem(told) for status, told in wrong.items()},
        },
    )


def _answer(said: Said, kind: Format) -> Any:
    if kind.key in _BYTES:
        return OpenApiResponse({"type": "string", "contentMediaType": kind.media_type}, description=_("文件"))
    if kind is JSON_STAT:
        return OpenApiResponse(_CUBE, _("回答"), examples=[OpenApiExample("cube", value=examples.CUBE)])
    if said.shape is None or kind is CSV:
        shown = examples.CSV if kind is CSV else examples.FEED
        return OpenApiResponse(OpenApiTypes.STR, _("回答"), examples=[OpenApiExample("text", value=shown)])
    return OpenApiResponse(said.shape, _("回答"), examples=[OpenApiExample("example", value=said.example)])


def _problem(told: str | Promise) -> OpenApiResponse:
    """Its example is written with the description, in the language of the reader."""
    return OpenApiResponse(shapes.ProblemSerializer, description=told)
