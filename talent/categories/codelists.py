"""Code lists from the database, kept in the process until their revision number grows."""

from collections.abc import Iterable

from talent.categories.codetables import CodeEntry, CodeTable, Tables
from talent.categories.models import Code, CodeList

_kept: dict[str, tuple[int, CodeTable]] = {}


def tables_for(keys: Iterable[str]) -> Tables:
    """The tables of these lists: one small query for the revisions, one more for lists that changed."""
    wanted = frozenset(keys)
    stamps = {
        row[0]: row
        for row in CodeList.objects.filter(key__in=wanted).values_list("key", "revision", "is_open")
    }
    stale = [key for key, (_, revision, _open) in stamps.items() if _kept.get(key, (0,))[0] != revision]
    if stale:
        _load(stale, stamps)
    return {key: _kept[key][1] for key in stamps}


def _load(keys: list[str], stamps: dict[str, tuple[str, int, bool]]) -> None:
    entries: dict[str, list[CodeEntry]] = {key: [] for key in keys}
    for code in (
        Code.objects.filter(code_list__key__in=keys)
        .select_related("code_list")
        .order_by("code_list", "order", "code")
    ):
        entries[code.code_list.key].append(
            CodeEntry(
                code=code.code,
                label=code.label,
                label_en=code.label_en,
                aliases=tuple(code.aliases),
                choosable=not code.is_retired,
                given=tuple(code.attributes.items()),
            )
        )
    for key in keys:
        _, revision, is_open = stamps[key]
        _kept[key] = (revision, CodeTable(key, tuple(entries[key]), is_open))
