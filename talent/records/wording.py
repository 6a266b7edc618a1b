"""What people write to each other about a change: readable for everybody, and never cut."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from talent.categories.service import SENTENCES, Refused, plain_text
from talent.records.refusal import BadWords

_TOO_LONG = _("“%(label)s”最多 %(most)s 字，现有 %(count)s 字，请精简后再提交。")


def words(change_id: int, text: str, *, label: str | Promise, most: int = 500) -> str:
    """The text without the blanks around it. Raises BadWords: signs nobody sees or that turn the writing, or
    more than `most` characters."""
    try:
        said = plain_text(text)
    except Refused as no:
        raise BadWords(change_id, SENTENCES[no.key] % {"label": label}) from no
    if len(said) > most:
        raise BadWords(change_id, _TOO_LONG % {"label": label, "most": most, "count": len(said)})
    return said
