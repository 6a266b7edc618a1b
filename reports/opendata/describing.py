"""What the OpenAPI description says of each address: parameters, answers by format, errors, examples."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiExample, OpenApiParameter, OpenApiResponse, extend_schema

from reports.opendata import asking, cursors, examples, problems, questions
from reports.opendata import serializers as shapes
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


def text(name: str, told: str, *, pattern: str = "", **schema: Any) -> OpenApiParameter:
    """A parameter of the address that is a text."""
    limits = {"maxLength": asking.MOST_LENGTH} if pattern else {}
    described = {"type": "string", **({"pattern": pattern} if pattern else {}), **limits, **schema}
    return OpenApiParameter(name, described, description=told)


def number(
    name: str, told: str, *, most: int = asking.LARGEST, default: int | None = None
) -> OpenApiParameter:
    schema: dict[str, Any] = {"type": "integer", "minimum": 1, "maximum": most}
    return OpenApiParameter(
        name, schema | ({} if default is None else {"default": default}), description=told
    )


def key_of(told: str) -> OpenApiParameter:
    schema = {"type": "string", "pattern": r"^[-a-zA-Z0-9_]+$", "maxLength": 60}
    return OpenApiParameter("key", schema, OpenApiParameter.PATH, description=told)


RELEASE = number("release", "the number of a release; without it the newest one")
CURSOR = text("cursor", "where to go on, from `next` of the page before", pattern=cursors.PATTERN)
LEVEL = text("level", "areas of this level only", enum=list(questions.LEVELS))


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
    more: Mapping[str, str] | None = None


SAID = {
    "index": Said("catalogue", "入口 · Where everything is", OpenApiTypes.OBJECT, examples.INDEX),
    "releases": Said(
        "releases",
        "历次发布 · The releases, the newest first",
        shapes.ReleaseListSerializer,
        examples.RELEASES,
        (
            number("before", "releases below this number"),
            number("limit", "releases of a page", most=500, default=50),
        ),
    ),
    "release": Said(
        "releases",
        "一次发布 · One release with the checksum of its archive",
        shapes.ReleaseDetailSerializer,
        examples.RELEASE,
        (OpenApiParameter("number", {"type": "integer", "minimum": 0}, OpenApiParameter.PATH),),
        missing=True,
    ),
    "archive": Said(
        "releases",
        "整次发布的压缩包 · A whole release as one zip: CSV, Parquet, data dictionary, checksums",
        parameters=(OpenApiParameter("number", {"type": "integer", "minimum": 0}, OpenApiParameter.PATH),),
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
            key_of("key of the table"),
            text("area", "GB/T 2260 codes with commas between; 150000 is the whole", pattern=asking.AREAS),
            LEVEL,
            text(
                "sort",
                "order by code of the area or by figure, falling with a minus; figures not shown come last",
                enum=list(questions.SORTS),
            ),
            RELEASE,
            number(
                "limit",
                f"figures of a page. JSON: {questions.USUAL_LIMIT} where it is not given; CSV: all."
                " xlsx and JSON-stat are always whole",
                most=questions.MOST_LIMIT,
            ),
            CURSOR,
            text(
                "lang",
                "language of xlsx and JSON-stat; JSON and CSV have both",
                enum=list(questions.LANGUAGES),
            ),
            text(
                "columns",
                "xlsx: key of the dimension of the table that goes across on its first sheet",
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
        (LEVEL, text("valid_on", "those in use on this day only", format="date")),
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
        (key_of("key of the list"), number("limit", "codes of a page", most=5000, default=1000), CURSOR),
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
    400: "an unknown parameter (the answer names those that are allowed), or a value it cannot have",
    401: "the key of X-API-Key is not valid or has expired",
    406: "Accept names none of the formats of the address",
    429: "the limit is used up; Retry-After says for how many seconds",
}
_MISSING = {
    404: "no such thing in this release, or a code that the table does not have (the answer names those)"
}
_GONE = {410: "the release was withdrawn; the answer says why"}
_UNCHANGED = {304: OpenApiResponse(description="unchanged since the ETag of If-None-Match")}


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
    description: str | None = None,
) -> Callable[[Any], Any]:
    """The same of what is said one by one."""
    chosen = [text("format", "goes before Accept", enum=[each.key for each in formats])]
    of_release = operation_id in ("release", "archive") or RELEASE in parameters
    wrong = _WRONG | (_MISSING if missing else {}) | (_GONE if of_release else {})
    return extend_schema(
        operation_id=operation_id,
        tags=[tag],
        summary=summary,
        description=description,
        parameters=[*parameters, *([] if operation_id in ("archive", "new_key") else chosen)],
        request=None,
        responses={
            **answers,
            **({} if operation_id == "new_key" else _UNCHANGED),
            **{(status, problems.MEDIA_TYPE): _problem(status, told) for status, told in wrong.items()},
        },
    )


def _answer(said: Said, kind: Format) -> Any:
    if kind.key in _BYTES:
        return OpenApiResponse(
            {"type": "string", "contentMediaType": kind.media_type}, description="the file"
        )
    if kind is JSON_STAT:
        return OpenApiResponse(_CUBE, examples=[OpenApiExample("cube", value=examples.CUBE)])
    if said.shape is None or kind is CSV:
        shown = examples.CSV if kind is CSV else examples.FEED
        return OpenApiResponse(OpenApiTypes.STR, examples=[OpenApiExample("text", value=shown)])
    return OpenApiResponse(said.shape, examples=[OpenApiExample("example", value=said.example)])


def _problem(status: int, told: str) -> OpenApiResponse:
    example = examples.PROBLEMS[status]
    return OpenApiResponse(
        shapes.ProblemSerializer,
        description=told,
        examples=[OpenApiExample(f"problem{status}", value=example)],
    )
