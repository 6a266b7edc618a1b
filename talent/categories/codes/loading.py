"""Loads the code lists that the project carries; what an administrator changed in them stays."""

from collections.abc import Iterable
from typing import Any

from django.db import transaction

from talent.categories.codes.sources import SOURCES, Entry, in_english
from talent.categories.enums import ListState
from talent.categories.models import Code, CodeList
from talent.security.service import record_event

#: The columns of a code that the project carries, each with what it is when nothing was carried for it.
_COLUMNS: Entry = {
    "label": "", "label_en": "", "aliases": [], "attributes": {}, "order": 0, "parent": ""
}  # fmt: skip


@transaction.atomic
def load_code_lists() -> int:
    """Insert every carried list, and bring what a new release corrects in one that is there.

    What an administrator has changed stays: of a word list and of attributes what was added or taken out, of
    any other column the whole value. Codes that an office added, retired or merged are not touched. Returns
    the number of lists.
    """
    written: dict[str, int] = {}
    for key, (name, name_en, standard, is_open, entries) in SOURCES.items():
        values = {"name": name, "name_en": name_en, "standard": standard, "is_open": is_open}
        codes = _load_list(key, values, list(in_english(key, entries())))
        written |= {} if codes is None else {key: codes}
    if written:
        record_event(
            by=None, action="load_code_lists", subject="code_list", subject_id="", detail={"lists": written}
        )
    return len(SOURCES)


def _load_list(key: str, values: dict[str, Any], entries: list[Entry]) -> int | None:
    """How many codes were written; None where the list stands as it is carried."""
    created = {**values, "state": ListState.IN_USE, "carried": values}
    # Locked: an administrator who changes the list at this moment is not overwritten unseen.
    code_list, is_new = CodeList.objects.select_for_update().get_or_create(key=key, defaults=created)
    facts_changed = not is_new and _bring(code_list, values)
    changed = _changed_codes(code_list, entries)
    _write(code_list, changed)
    if not (facts_changed or changed):
        return None
    code_list.revision += 1
    code_list.save()
    return len(changed)


def _bring(row: CodeList | Code, carried: dict[str, Any], current: dict[str, Any] | None = None) -> bool:
    """Give a row what is carried for it now; whether anything is to be written."""
    if row.carried == carried:
        return False
    current = current or {name: getattr(row, name) for name in carried}
    for name, value in carried.items():
        merged = merged_value(row.carried.get(name, _COLUMNS.get(name)), value, current[name])
        if name != "parent":
            setattr(row, name, merged)
        current[name] = merged
    row.carried = carried
    return True


def merged_value(before: Any, now: Any, current: Any) -> Any:
    """What a column becomes that was carried as `before`, is carried as `now` and stands as `current`."""
    if current == before:
        return now
    if isinstance(current, list):
        return [
            *(each for each in current if each in now or each not in before),
            *(each for each in now if each not in before and each not in current),
        ]
    if isinstance(current, dict):
        keys = [*current, *(key for key in now if key not in current)]
        merged = {key: merged_value(before.get(key), now.get(key), current.get(key)) for key in keys}
        return {key: value for key, value in merged.items() if value is not None}
    return current


def _changed_codes(code_list: CodeList, entries: Iterable[Entry]) -> list[tuple[Code, str]]:
    """The codes to write, each with the code of its parent."""
    known = {code.code: code for code in code_list.codes.select_related("parent")}
    found = []
    for place, entry in enumerate(entries, start=1):
        carried = {**_COLUMNS, **entry, "order": place}
        name = carried.pop("code")
        code = known.get(name) or Code(code_list=code_list, code=name)
        current = {column: getattr(code, column) for column in carried}
        current["parent"] = code.parent.code if code.parent else ""
        if _bring(code, carried, current):
            found.append((code, current["parent"]))
    return found


def _write(code_list: CodeList, changed: list[tuple[Code, str]]) -> None:
    """In two steps, since a new code may stand under another new one."""
    new = [code for code, _above in changed if code.pk is None]
    Code.objects.bulk_create(new)
    numbers = dict(code_list.codes.values_list("code", "pk")) if changed else {}
    for code, above in changed:
        code.parent_id = numbers.get(above)
    columns = [*_COLUMNS, "carried"]
    Code.objects.bulk_update([code for code, _above in changed], columns, batch_size=500)
