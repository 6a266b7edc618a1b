"""In which formats the interface answers, and which one a request wants: by `format`, else by Accept."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from django.http import HttpRequest
from django.utils.http import parse_header_parameters
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from reports.opendata.kinds import INVALID_VALUE, NO_SUCH_FORMAT
from reports.opendata.problems import Problem, of_parameter, one_of


@dataclass(frozen=True)
class Format:
    """A format by its word in addresses. `charset` is said beside the media type where the type has one."""

    key: str
    media_type: str
    extension: str
    charset: str = ""

    @property
    def content_type(self) -> str:
        return f"{self.media_type}; charset={self.charset}" if self.charset else self.media_type


JSON = Format("json", "application/json", "json")
CSV = Format("csv", "text/csv", "csv", "utf-8")
XLSX = Format("xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "xlsx")
JSON_STAT = Format("jsonstat", "application/vnd.json-stat+json", "json")
JSON_LD = Format("jsonld", "application/ld+json", "jsonld")
ATOM = Format("atom", "application/atom+xml", "atom", "utf-8")
YAML = Format("yaml", "application/yaml", "yaml")
#: Characters of a header Accept; those of browsers have about two hundred.
_LONGEST = 4000


def wanted(request: HttpRequest, formats: Sequence[Format]) -> Format:
    """The format of an answer. Raises Problem where the address has none that is wanted."""
    asked = request.GET.getlist("format")
    if asked:
        by_key = {each.key: each for each in formats}
        if len(asked) > 1 or asked[0] not in by_key:
            raise of_parameter(INVALID_VALUE, "format", one_of(by_key))
        return by_key[asked[0]]
    found = _accepted(_legible(request.META.get("HTTP_ACCEPT", "*/*")), tuple(formats))
    if found is None:
        raise none_accepted(formats)
    return found


def none_accepted(formats: Iterable[Format]) -> Problem:
    """The problem with a header Accept that takes none of these."""
    types = ", ".join(each.media_type for each in formats)
    told = _("这个地址有 {types}；参数 format 优先于 Accept。")
    return Problem(NO_SUCH_FORMAT, format_lazy(told, types=types))


def _legible(header: str) -> str:
    """Raises Problem where the header is longer than any program writes it: each is kept for a while."""
    if len(header) > _LONGEST:
        told = format_lazy(_("请求头 Accept 超过 {most} 个字符。"), most=_LONGEST)
        raise Problem(NO_SUCH_FORMAT, told)
    return header


@lru_cache(maxsize=512)
def _accepted(header: str, formats: tuple[Format, ...]) -> Format | None:
    """The format of the highest quality; of equal ones the first of the address."""
    best: tuple[float, Format] | None = None
    for each in formats:
        quality = _quality(header, each.media_type)
        if quality > 0 and (best is None or quality > best[0]):
            best = (quality, each)
    return best and best[1]


def _quality(header: str, media_type: str) -> float:
    """How much a header wants a type: the most particular of its ranges decides."""
    main = media_type.partition("/")[0]
    found = (-1, 0.0)
    for part in header.split(","):
        try:
            accepted, options = parse_header_parameters(part)
        except (ValueError, LookupError) as error:
            raise Problem(NO_SUCH_FORMAT, _("请求头 Accept 不能识别。")) from error
        exactness = {media_type: 2, f"{main}/*": 1, "*/*": 0, "": 0}.get(accepted.lower(), -1)
        if exactness > found[0]:
            found = (exactness, _number(options.get("q", "1")))
    return found[1] if found[0] >= 0 else 0.0


def _number(text: str) -> float:
    try:
        return float(text)
    except ValueError:
        return 0.0
