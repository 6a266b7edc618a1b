"""Tags of the frame: `{% display as … %}`; of portal/base.html: `{% navigation as … %}`, `{% footer as … %}`,
`{% other_language as … %}`; of notes on releases: `{% withdrawn_during note as … %}`."""

from django import template
from django.template import Context

from portal import bilingual, wording
from portal.display import Display, display_of
from portal.foot import Fact, facts
from portal.navigation import Entry, entries
from reports.stats.service import Note

register = template.Library()
_LANGUAGES = {"zh-hans": "中文", "en": "English"}


@register.simple_tag(takes_context=True)
def navigation(context: Context) -> list[Entry]:
    """Entries of the head of the page; one look at the memberships for accounts, none for visitors."""
    return entries(context.get("request"))


@register.simple_tag(takes_context=True)
def display(context: Context) -> Display:
    """How the reader wants the page; the usual look where there is no request, as on some error pages."""
    return display_of(context.get("request"))


@register.simple_tag
def withdrawn_during(note: Note) -> tuple[str, str]:
    """From when to when a release that is public again was withdrawn."""
    return wording.withdrawn_during(note)


@register.simple_tag
def footer() -> list[Fact]:
    """Facts at the foot of the page (one query); none are given by default."""
    return facts()


@register.simple_tag
def other_language() -> tuple[str, str]:
    """Code and own name of the language that the page is not in."""
    code = bilingual.other_language()
    return code, _LANGUAGES[code]
