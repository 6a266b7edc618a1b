"""Sentences and labels that several pages of the unit share."""

from collections.abc import Iterable

from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from talent.categories.models import Category
from talent.categories.service import Definition, Failure, Problem
from talent.collect.posted import MAX_ROWS, Posted
from talent.records.service import BadWords

#: On the form that goes on after a conflict.
NOT_YET_SAVED = gettext_lazy("您填写的内容已放在现存内容上，还没有保存。请核对标出的各项，再保存。")


def language() -> str:
    """The active language; Chinese where none is."""
    return get_language() or "zh-hans"


def category_name(category: Category) -> str:
    """The name of a category in the active language."""
    return category.label_en if language().startswith("en") and category.label_en else category.label


def told_in_place(failures: Iterable[Failure]) -> list[Problem]:
    """What an earlier version said and this one cannot hold, for the fields that ask for it now."""
    return [each.told for each in failures if each.problem.path]


def unread(definition: Definition, posted: Posted) -> list[str]:
    """What of a posted form was not taken over, and why: nothing is left out in silence."""
    sentences = [
        _("“%(label)s”最多 %(limit)s 行，其余各行没有读入。请把内容合并。")
        % {"label": definition.by_key[group].named(language()), "limit": MAX_ROWS}
        for group in posted.crowded
    ]
    if posted.unknown:
        sentences.append(
            _("表单的项目已有调整，下列内容没有保存，请核对后重新填写：%(names)s")
            % {"names": _("、").join(posted.unknown)}
        )
    return sentences


def refused_answer(no: BadWords | None) -> dict[int, str]:
    """Why an answer was refused, by the number of its remark."""
    return {no.remark: str(no.reason)} if no is not None and no.remark is not None else {}
