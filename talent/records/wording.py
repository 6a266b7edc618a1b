"""What people write to each other about a change: readable for everybody, and never cut."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from talent.categories.service import SENTENCES, Refused, plain_text
from talent.records.refusal import BadWords

_TOO_LONG = _("“%(label)s”最多 %(most)s 字，现有 %(count)s 字，请精简后再提交。")


def words(
    change_id: int,
    text: str,
    *,
    label: str | Promise,
    most: int = 500,
    path: str = "",
    remark: int | None = None,
) -> str:
    """The text without the blanks around it. Raises BadWords: signs nobody sees or that turn the writing, or
    more than `most` characters. `path`, `remark`: where it was written."""
    try:
        said = plain_text(text)
    except Refused as no:
        raise BadWords(change_id, SENTENCES[no.key] % {"label": label}, path=path, remark=remark) from no
    if len(said) > most:
        told = _TOO_LONG % {"label": label, "most": most, "count": len(said)}
        raise BadWords(change_id, told, path=path, remark=remark)
    return said


@dataclass(frozen=True)
class FieldRemark:
    """What is wrong at one field (`group.key` or `group.row.key`; "" for the whole change)."""

    path: str
    text: str


def field_remarks(change_id: int, remarks: Iterable[FieldRemark]) -> list[FieldRemark]:
    """Those of the remarks that say something, cleaned. Raises BadWords, which names the field."""
    read = [
        FieldRemark(each.path, words(change_id, each.text, label=_("意见"), path=each.path))
        for each in remarks
    ]
    return [each for each in read if each.text]


def answers_to_remarks(change_id: int, answers: Mapping[int, str]) -> dict[int, str]:
    """Why remarks were not followed, by their number, cleaned. Raises BadWords, which names the remark."""
    return {
        number: words(change_id, text, label=_("不改的理由"), remark=number)
        for number, text in answers.items()
    }
