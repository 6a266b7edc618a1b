"""The one place where a neutral `Input` becomes HTML. Choices are written once a list, not once a field."""

from collections.abc import Sequence
from functools import lru_cache

from django.utils.html import conditional_escape, format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from talent.categories.service import Choice, EntryField

Choices = tuple[Choice, ...]


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
    known = _known_options(field.input.choices)
    if field.input.kept:
        known = known | _known_options(tuple(_no_longer(each) for each in field.input.kept))
    if value and value not in known:
        return mark_safe(
            "".join(
                ("<option></option>", format_html("<option selected>{}</option>", value), *known.values())
            )
        )
    chosen = known.get(value, "").replace("<option ", "<option selected ", 1)
    parts = (chosen if key == value and value else each for key, each in known.items())
    return mark_safe("".join((f'<option value="">{_prompt()}</option>', *parts)))


def _prompt() -> str:
    return conditional_escape(_("请选择"))


@lru_cache(maxsize=500)
def _known_options(choices: Choices) -> dict[str, str]:
    return {
        each.value: format_html('<option value="{}">{}</option>', each.value, each.label) for each in choices
    }


@lru_cache(maxsize=500)
def _words(choices: Choices) -> SafeString:
    said = ((each.label, each.value) for each in choices)
    return format_html_join("", '<option value="{}" data-code="{}"></option>', said)


def _checkboxes(field: EntryField, focus: bool) -> SafeString:
    values = field.value if isinstance(field.value, list) else [field.value]
    offered = (*field.input.choices, *(_no_longer(each) for each in field.input.kept))
    known = {each.value for each in offered}
    extra = tuple(Choice(value, value) for value in values if value and value not in known)
    return format_html_join(
        "\n",
        '<label class="choice"><input type="checkbox" name="{}" value="{}"{}>{}</label>',
        (
            (
                field.name,
                each.value,
                _attributes(
                    ({"checked": "checked"} if each.value in values else {})
                    | ({"autofocus": "autofocus"} if focus and not place else {})
                ),
                each.label,
            )
            for place, each in enumerate((*offered, *extra))
        ),
    )
