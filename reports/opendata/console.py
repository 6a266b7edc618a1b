"""The console: every address of the interface as a form, made from the OpenAPI description.

Without a script the form leads to the answer; with one the answer is shown beside it. What may be chosen
stands with its name; of a table only the parameters that it has.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote, urlencode

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from reports.opendata.books import TOTAL_EN, TOTAL_ZH
from reports.opendata.openapi import document
from reports.opendata.standing import standing
from reports.stats.service import TOTAL, PublishedTable, published_releases
from talent.categories.service import definition_of, live_versions, public_code_lists

_MOST_RELEASES = 50


@dataclass(frozen=True)
class Control:
    """One parameter; of a few known values a choice. `options` and `known` are values with their names: one
    of the former has to be taken, the latter are offered to whoever writes."""

    name: str
    place: str
    told: SafeString
    value: str
    options: tuple[tuple[str, str], ...]
    required: bool
    known: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class Operation:
    """One address, by its name in the description. `keywords`: those of JSON Schema that are ours, with their
    meaning; `answers`: status and meaning."""

    name: str
    path: str
    summary: str
    about: SafeString
    keywords: tuple[SafeString, ...]
    told: str
    controls: tuple[Control, ...]
    answers: tuple[tuple[str, SafeString], ...]

    def address(self, given: Any) -> str:
        """The address that these values lead to; what is empty is left out."""
        path, asked = self.path, {}
        for each in self.controls:
            text = given.get(each.name, "").strip()
            if each.place == "path":
                path = path.replace(f"{{{each.name}}}", quote(text or each.value, safe=""))
            elif text:
                asked[each.name] = text
        return f"{path}?{urlencode(asked, safe=',')}" if asked else path


def operations(given: Any) -> list[Operation]:
    """Every address that is read, in the order of the description; controls keep what was given."""
    found = []
    table = _table(given)
    for path, methods in document()["paths"].items():
        if told := methods.get("get"):
            found.append(_operation(path, told, given, table))
    return found


def _table(given: Any) -> PublishedTable | None:
    """The table whose fields are shown: the chosen one, else the first of the newest release."""
    found = standing()
    if found is None:
        return None
    return found.tables.get(given.get("key", "")) or next(iter(found.tables.values()), None)


def _operation(path: str, told: dict[str, Any], given: Any, table: PublishedTable | None) -> Operation:
    name = told["operationId"]
    about, _blank, listed = told["description"].partition("\n\n")
    answers = ((status, _marked(each["description"])) for status, each in told["responses"].items())
    return Operation(
        name=name,
        path=path,
        summary=_in_language(told["summary"]),
        about=_marked(about),
        keywords=tuple(_marked(line.removeprefix("- ")) for line in listed.splitlines()),
        told=", ".join(sorted(told["responses"]["200"]["content"])),
        controls=tuple(
            _control(name, each, given, table)
            for each in told.get("parameters", ())
            if name != "table" or not _of_another(each["name"], table)
        ),
        answers=tuple(sorted(answers)),
    )


def _of_another(name: str, table: PublishedTable | None) -> bool:
    """Whether a parameter is a dimension that the table has not: asked for, it would be refused."""
    found = standing()
    return (
        found is not None
        and table is not None
        and name in found.breaks
        and name not in (each["key"] for each in table.dimensions)
    )


def _control(operation: str, raw: dict[str, Any], given: Any, table: PublishedTable | None) -> Control:
    options = [(str(each), "") for each in raw["schema"].get("enum", ())]
    options = options or [*_known(operation, raw["name"])]
    first = options[0][0] if options and raw["in"] == "path" else ""
    return Control(
        name=raw["name"],
        place=raw["in"],
        told=_marked(raw.get("description", "")),
        value=given.get(raw["name"], "") or first,
        options=tuple(options),
        required=raw["in"] == "path",
        known=tuple(_offered(raw["name"], table)) if operation == "table" else (),
    )


def _offered(parameter: str, table: PublishedTable | None) -> Iterable[tuple[str, str]]:
    """The codes of a table, for whoever writes them."""
    if table is None:
        return
    if parameter == "area":
        yield from ((each["code"], _named(each["label_zh"], each["label_en"])) for each in table.areas)
    for each in table.dimensions:
        if each["key"] == parameter:
            yield TOTAL, _named(TOTAL_ZH, TOTAL_EN)
            yield from ((code["code"], _named(code["label_zh"], code["label_en"])) for code in each["codes"])
        elif parameter == "columns":
            yield each["key"], _named(each["label_zh"], each["label_en"])


def _known(operation: str, parameter: str) -> Iterable[tuple[str, str]]:
    """What an address can have in its path now, with its name; otherwise people would have to guess."""
    if parameter == "number":
        return [
            (str(each.number), each.as_of.isoformat()) for each in published_releases(most=_MOST_RELEASES)
        ]
    if parameter != "key":
        return ()
    if operation == "code_list":
        return [(each.key, _named(each.name, each.name_en)) for each in public_code_lists()]
    if operation == "definitions_retrieve":
        definitions = map(definition_of, live_versions())
        return [(each.key, _named(each.label, each.label_en)) for each in definitions]
    found = standing()
    tables = found.tables.values() if found else ()
    return [(each.key, _named(each.title_zh, each.title_en)) for each in tables]


def _named(zh: str, en: str) -> str:
    return en if en and (get_language() or "").startswith("en") else zh


def _marked(text: str) -> SafeString:
    """A text of the description for a page: what stands between backticks is code."""
    parts = ((part,) for part in text.split("`"))
    written = (
        format_html("<code>{}</code>" if place % 2 else "{}", *part) for place, part in enumerate(parts)
    )
    return format_html_join("", "{}", ((each,) for each in written))


def _in_language(summary: str) -> str:
    """Summaries say it in Chinese and, behind a dot, in English."""
    zh, _dot, en = summary.partition(" · ")
    return _named(zh, en)
