"""The tables of a release in the order in which people look for one: by level, then by what they count."""

from collections.abc import Iterable
from dataclasses import dataclass

from portal.explorer.cube import BANNER, LEAGUE, REGION
from portal.explorer.words import level
from portal.wording import in_language
from reports.stats.service import PublishedTable

_LEVELS = (LEAGUE, BANNER, REGION)


@dataclass(frozen=True)
class Subject:
    """Tables of one level that have the same first dimension; `label` is its name."""

    level: str
    label: str
    tables: tuple[PublishedTable, ...]

    @property
    def heading(self) -> str:
        """Level and dimension."""
        return f"{level(self.level)} · {self.label}" if self.label else level(self.level)


def subjects(tables: Iterable[PublishedTable], words: str = "") -> list[Subject]:
    """All tables, or those in whose names, dimensions and classes every one of the words is found."""
    wanted = words.casefold().split()
    found: dict[tuple[str, str], list[PublishedTable]] = {}
    for each in sorted(tables, key=lambda one: (_LEVELS.index(one.level), len(one.dimensions), one.key)):
        text = _text(each)
        if all(word in text for word in wanted):
            found.setdefault((each.level, _first(each)), []).append(each)
    # The levels stay together, whichever table of a level came first.
    ordered = sorted(found.items(), key=lambda item: _LEVELS.index(item[0][0]))
    return [Subject(name, label, tuple(some)) for (name, label), some in ordered]


def title(table: PublishedTable) -> str:
    """In the language of the reader."""
    return in_language({"zh": table.title_zh, "en": table.title_en})


def _first(table: PublishedTable) -> str:
    first = next(iter(table.dimensions), None)
    return in_language({"zh": first["label_zh"], "en": first["label_en"]}) if first else ""


def _text(table: PublishedTable) -> str:
    named = [each for one in table.dimensions for each in (one, *one["codes"])]
    labels = [each[name] or "" for each in named for name in ("label_zh", "label_en")]
    return " ".join([table.key, table.title_zh, table.title_en, level(table.level), *labels]).casefold()
