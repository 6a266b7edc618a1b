"""Code lists from the database, kept in the process until they change."""

from collections.abc import Iterable

from talent.categories.codetables import CodeEntry, CodeTable, Tables
from talent.categories.models import Code, CodeList

_kept: dict[str, tuple[int, CodeTable]] = {}


def tables_for(keys: Iterable[str]) -> Tables:
    """The tables of these lists: one small query for the revisions, one more for lists that changed."""
    wanted = frozenset(keys)
    lists = CodeList.objects.filter(key__in=wanted).values_list("key", "revision", "is_open")
    stamps = {key: (revision, is_open) for key, revision, is_open in lists}
    stale = [key for key, stamp in stamps.items() if _stamp_of(key) != stamp]
    if stale:
        _load(stale, stamps)
    return {key: _kept[key][1] for key in stamps}


def _stamp_of(key: str) -> tuple[int, bool] | None:
    """Revision, and whether open: the admin changes this without a revision of the codes."""
    if key not in _kept:
        return None
    revision, table = _kept[key]
    return revision, table.is_open


def _load(keys: list[str], stamps: dict[str, tuple[int, bool]]) -> None:
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
        revision, is_open = stamps[key]
        _kept[key] = (revision, CodeTable(key, tuple(entries[key]), is_open))
