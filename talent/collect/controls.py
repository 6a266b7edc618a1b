"""The one place where a neutral `Input` becomes HTML. Choices are written once a list, not once a field."""

from collections.abc import Sequence
from functools import lru_cache

from django.conf import settings
from django.template.loader import render_to_string
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from talent.categories.service import Attached, Choice, EntryField, all_attached

Choices = tuple[Choice, ...]
#: Between the names of a way through a tree.
_WAY = " › "


class Datalists:
    """The suggestions of one page: fields with the same list share it."""

    def __init__(self) -> None:
        self._known: dict[Choices, str] = {}

    def id_of(self, choices: Choices) -> str:
        return self._known.setdefault(choices, f"list-{len(self._known)}")

    def html(self) -> SafeString:
        """All lists, for the end of the form. Suggestions are words; the check knows their codes."""
        return format_html_join(
            "",
            '<datalist id="{}">{}</datalist>',
            ((name, _words(choices)) for choices, name in self._known.items()),
        )


def control(field: EntryField, *, lists: Datalists, described: Sequence[str], focus: bool) -> SafeString:
    """The input of a field with what stands in it; `described`: ids of the texts beside it."""
    facts = {
        **field.input.attributes,
        "aria-describedby": " ".join(described),
        "aria-invalid": "true" if field.errors else "",
        "aria-required": "true" if field.required == "submit" else "",
        "autofocus": "autofocus" if focus else "",
    }
    facts = {name: value for name, value in facts.items() if value}
    if field.input.control == "checkboxes":
        return _checkboxes(field, focus)
    if field.input.control == "files":
        return _files(field, facts)
    if field.input.control == "textarea":
        return format_html(
            '<textarea id="{0}" name="{0}" rows="4"{1}>\n{2}</textarea>',
            field.name,
            _attributes(facts),
            field.value,
        )
    if field.input.control == "select":
        return format_html(
            '<select id="{0}" name="{0}"{1}>{2}</select>', field.name, _attributes(facts), _options(field)
        )
    if field.input.control == "combo" and field.input.choices:
        facts |= {"list": lists.id_of(field.input.choices), "autocomplete": "off"}
    return format_html(
        '<input id="{0}" name="{0}" value="{1}"{2}>', field.name, shown(field), _attributes(facts)
    )


def shown(field: EntryField) -> str:
    """What stands in a text input: of a coded value its words, of several with a sign between that no word
    has."""
    values = [field.value] if isinstance(field.value, str) else field.value
    if field.input.control != "combo":
        return _("、").join(values)
    return _("；").join(_word(field, value) for value in values)


def _word(field: EntryField, value: str) -> str:
    offered = (*field.input.kept, *field.input.choices) if value else ()
    return next((choice.label for choice in offered if choice.value == value), value)


def _no_longer(choice: Choice) -> Choice:
    """A choice that stands here and that nobody could choose again."""
    return Choice(choice.value, _("%(name)s(不可再选)") % {"name": choice.label})


def _attributes(facts: dict[str, str]) -> SafeString:
    return format_html_join("", ' {}="{}"', facts.items())


def _options(field: EntryField) -> SafeString:
    """An unknown value stays chosen, so that nothing typed or once valid is lost."""
    value = field.value if isinstance(field.value, str) else ""
    offered = _offered(field.input.choices)
    if field.input.kept:
        offered += _offered(tuple(_no_longer(each) for each in field.input.kept))
    known = {each.value for each in (*field.input.choices, *field.input.kept)}
    if value and value not in known:
        return format_html("<option></option><option selected>{}</option>{}", value, offered)
    prompt = format_html('<option value="">{}</option>', _("请选择"))
    return prompt + (_chosen(offered, value) if value else offered)


def _chosen(options: SafeString, value: str) -> SafeString:
    said = format_html('value="{}"', value)
    return mark_safe(options.replace(f"<option {said}", f"<option selected {said}", 1))


@lru_cache(maxsize=500)
def _offered(choices: Choices) -> SafeString:
    """What can be chosen, of a tree under its topmost headings; what is below them is named with its way."""
    parts = [
        format_html('<optgroup label="{}">{}</optgroup>', heading, _listed(below))
        if heading
        else _listed(below)
        for heading, below in under_headings(choices)
    ]
    return mark_safe("".join(parts))


def _listed(choices: Choices) -> SafeString:
    return format_html_join(
        "", '<option value="{}">{}</option>', ((each.value, _below_heading(each)) for each in choices)
    )


@lru_cache(maxsize=500)
def under_headings(choices: Choices) -> tuple[tuple[str, Choices], ...]:
    """Choices under the topmost heading of each, in order; a heading that can be chosen is in its own group.

    What stands under no heading has "".
    """
    headings = {each.above[0] for each in choices if each.above}
    found: list[tuple[str, list[Choice]]] = []
    places: dict[str, list[Choice]] = {}
    for each in choices:
        heading = each.above[0] if each.above else each.label if each.label in headings else ""
        last = places.get(heading) if heading else found[-1][1] if found and not found[-1][0] else None
        if last is None:
            last = places[heading] = []
            found.append((heading, last))
        last.append(each)
    return tuple((heading, tuple(below)) for heading, below in found)


def _below_heading(choice: Choice) -> str:
    """The name of a choice with what is over it, but for the heading that it stands under already."""
    return _WAY.join((*choice.above[1:], choice.label))


@lru_cache(maxsize=500)
def _words(choices: Choices) -> SafeString:
    """A browser writes the value into the field and shows the whole way to it beside or instead of it."""
    said = ((each.label, _way(each), each.value) for each in choices)
    return format_html_join("", '<option value="{}"{} data-code="{}"></option>', said)


def _way(choice: Choice) -> SafeString:
    whole = _WAY.join((*choice.above, choice.label))
    return format_html(' label="{}"', whole) if choice.above else mark_safe("")


def _checkboxes(field: EntryField, focus: bool) -> SafeString:
    values = field.value if isinstance(field.value, list) else [field.value]
    offered = (*field.input.choices, *(_no_longer(each) for each in field.input.kept))
    known = {each.value for each in offered}
    extra = tuple(Choice(value, value) for value in values if value and value not in known)
    first = next(iter((*offered, *extra)), None) if focus else None
    parts = []
    for heading, below in under_headings((*offered, *extra)):
        boxes = _boxes(field.name, below, values, first)
        within = '<div role="group" aria-label="{0}"><p class="heading">{0}</p>\n{1}</div>'
        parts.append(format_html(within, heading, boxes) if heading else boxes)
    return mark_safe("\n".join(parts))


def _files(field: EntryField, facts: dict[str, str]) -> SafeString:
    """What is attached, each with its reference, and an input for more; a script sends files at once."""
    kept = all_attached(field.value if isinstance(field.value, list) else [])
    most, portrait = int(facts.pop("most")), facts.pop("portrait", "")
    facts |= {"multiple": "multiple"} if most > 1 else {}
    facts["aria-describedby"] = " ".join(
        filter(None, (facts.get("aria-describedby"), f"{field.name}-limits"))
    )
    return format_html(
        '<div class="files" data-files="{0}" data-most="{1}"{2}><ul class="attached">{3}</ul>'
        '<input type="file" id="{0}" name="{0}"{4}><p class="help" id="{0}-limits">{5}</p>'
        '<p class="sending" role="status"></p></div>',
        field.name,
        most,
        format_html(' data-portrait="{}"', portrait) if portrait else "",
        format_html_join("", "{}", ((kept_file(field.name, each),) for each in kept)),
        _attributes(facts),
        _file_limits(field, most),
    )


def _file_limits(field: EntryField, most: int) -> str:
    named = {"size": settings.ATTACHMENT_MOST_BYTES // (1024 * 1024), "most": most}
    if "pdf" in field.input.attributes["accept"]:
        return _("JPG、PNG 图片或 PDF，每个不超过 %(size)s MB，最多 %(most)s 个。") % named
    return _("JPG、PNG 图片，每个不超过 %(size)s MB，最多 %(most)s 个。") % named


def kept_file(name: str, found: Attached) -> SafeString:
    """One attached file in the form of the field `name`: to open, and to take out."""
    return format_html(
        '<li><input type="hidden" name="{0}" value="{1}" data-attached="{2}">{3}'
        '<button class="button plain small" name="take_out" value="{0}|{4}">{5}'
        '<span class="hidden">{6}{2}</span></button></li>',
        name,
        found.typed,
        found.name,
        render_to_string("records/file.html", {"file": found}),
        found.id,
        _("移除"),
        _("："),
    )


def _boxes(name: str, choices: Choices, values: Sequence[str], first: Choice | None) -> SafeString:
    marks = {"checked": "checked"}, {"autofocus": "autofocus"}
    return format_html_join(
        "\n",
        '<label class="choice"><input type="checkbox" name="{}" value="{}"{}>{}</label>',
        (
            (
                name,
                each.value,
                _attributes((marks[0] if each.value in values else {}) | (marks[1] if each is first else {})),
                _below_heading(each),
            )
            for each in choices
        ),
    )
