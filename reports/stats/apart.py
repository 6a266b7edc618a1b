"""One field carries one dimension: two partitions of one thing, subtracted, give its finest parts.

A coarser break of the same field is the grouping of its one dimension, whose classes are unions of the fine
ones. A field that a definition works out from another is a partition of that other; so are two that follow
from the same one.
"""

from collections.abc import Mapping
from itertools import combinations

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from reports.stats.admission import LatticeError
from reports.stats.declared import Declared, DeclaredDimension
from reports.stats.sources import Source

Sources = Mapping[str, Source]


def check_apart(declared: Declared, known: Sources, fixed: Mapping[str, str]) -> None:
    """Raise LatticeError where two dimensions break one thing twice.

    `fixed`: field → key of the ten that were attacked together; two of these may follow from one field, as
    level and series do from the title.
    """
    for one, other in combinations(declared.dimensions, 2):
        if shared := sorted(set(one.fields) & set(other.fields)):
            raise LatticeError(
                _(
                    "字段“%(field)s”只能有一个公开维度，现有“%(one)s”和“%(other)s”。"
                    "请只留一个；要粗一些的取值，就在那个维度里填“分组”。"
                )
                % {"field": field_words(shared[0], known), **_names(one, other)}
            )
        if related(one, other, known, fixed):
            raise LatticeError(
                _(
                    "维度“%(one)s”和“%(other)s”的字段由定义互相推算，"
                    "或由同一字段推算得出，等于同一内容的两种分组。"
                    "请只留一个；要粗一些的取值，就在那个维度里填“分组”。"
                )
                % _names(one, other)
            )


def related(
    one: DeclaredDimension, other: DeclaredDimension, known: Sources, fixed: Mapping[str, str]
) -> bool:
    """Whether a field of one is a field of the other, follows from it, or both from a third."""
    return any(
        first == second
        or (_roots(first, known) & _roots(second, known) and not {first, second} <= fixed.keys())
        for first in one.fields
        for second in other.fields
    )


def field_words(name: str, known: Sources) -> str:
    """The label of a field, or its name where no definition has it any more."""
    return known[name].named if name in known else name


def label(dimension: DeclaredDimension) -> str:
    """The name of a dimension, as the reader reads."""
    english = (get_language() or "").startswith("en")
    return dimension.label_en if english else dimension.label_zh


def words(dimension: DeclaredDimension) -> str:
    """The same with its key, where two dimensions may have one name."""
    return f"{label(dimension)} ({dimension.key})"


def _roots(name: str, known: Sources) -> set[str]:
    return {name, *(known[name].follows_from if name in known else ())}


def _names(one: DeclaredDimension, other: DeclaredDimension) -> dict[str, str]:
    return {"one": words(one), "other": words(other)}
