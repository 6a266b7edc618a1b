"""The console: every address of the interface as a form, made from the OpenAPI description.

Without a script the form leads to the answer; with one the answer is shown beside it.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote, urlencode

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from reports.opendata.openapi import document
from reports.opendata.standing import standing
from reports.stats.service import published_releases
from talent.categories.service import definition_of, live_versions, public_code_lists

_MOST_RELEASES = 50


@dataclass(frozen=True)
class Control:
    """One parameter; of a few known values a choice."""

    name: str
    place: str
    told: SafeString
    value: str
    options: tuple[str, ...]
    required: bool


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
    for path, methods in document()["paths"].items():
        if told := methods.get("get"):
            found.append(_operation(path, told, given))
    return found


def _operation(path: str, told: dict[str, Any], given: Any) -> Operation:
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
        controls=tuple(_control(name, each, given) for each in told.get("parameters", ())),
        answers=tuple(sorted(answers)),
    )


def _control(operation: str, raw: dict[str, Any], given: Any) -> Control:
    options = raw["schema"].get("enum", ()) or tuple(_known(operation, raw["name"]))
    first = options[0] if options and raw["in"] == "path" else ""
    return Control(
        name=raw["name"],
        place=raw["in"],
        told=_marked(raw.get("description", "")),
        value=given.get(raw["name"], "") or first,
        options=tuple(map(str, options)),
        required=raw["in"] == "path",
    )


def _known(operation: str, parameter: str) -> Iterable[str]:
    """What an address can have in its path now; otherwise people would have to guess."""
    if parameter == "number":
        return [str(each.number) for each in published_releases(most=_MOST_RELEASES)]
    if parameter != "key":
        return ()
    if operation == "code_list":
        return [each.key for each in public_code_lists()]
    if operation == "definitions_retrieve":
        return [definition_of(each).key for each in live_versions()]
    found = standing()
    return [*found.tables] if found else ()


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
    return en if en and (get_language() or "").startswith("en") else zh
