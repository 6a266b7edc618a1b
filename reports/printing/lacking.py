"""The list of characters that no font has, for whoever looks after the fonts."""

from collections.abc import Sequence

from django.db.models import F
from django.utils import timezone

from reports.printing.models import MissingGlyph
from reports.printing.unshown import code_of


def note_missing(named: Sequence[str]) -> None:
    """Count that a file showed these characters (as `name_character` names them) as □.

    Control characters are not counted: no font has them.
    """
    for code in sorted({code_of(each) for each in named}):
        if chr(code).isprintable():
            _count(code)


def _count(code: int) -> None:
    seen = MissingGlyph.objects.filter(code=code).update(times=F("times") + 1, last_at=timezone.now())
    if not seen:
        MissingGlyph.objects.get_or_create(code=code)
