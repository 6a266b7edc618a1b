"""Names that the system gives where the administrator types none."""

import re
from collections.abc import Sequence

from reports.stats.declared import Break, Declared
from reports.stats.lattice import CATEGORY
from reports.stats.resolved import KEYS
from talent.orgs.enums import Level

#: How the titles of tables begin, in both languages.
AREAS = {
    Level.BANNER: ("各旗县", "by banner"),
    Level.LEAGUE: ("各盟市", "by league"),
    Level.REGION: ("全区", "of the region"),
}
_SHORT = 40


def key_of(field: str) -> str:
    """The key of the dimension of a field: the one that is fixed for it, or the field's own."""
    own = re.sub(r"[^a-z0-9_]", "", field.rpartition(".")[2].casefold())
    return KEYS.get(field) or own[:_SHORT]


def named(level: str, breaks: Sequence[Break], declared: Declared) -> tuple[str, str, str]:
    """Key and titles of a table, such as “各盟市人才：类别 × 性别”."""
    zh, en = AREAS[Level(level)]
    known = {each.key: (each.label_zh, each.label_en) for each in declared.dimensions}
    known[CATEGORY.key] = (CATEGORY.label, "Category")
    labels = [known.get(each.key, (each.key, each.key)) for each in breaks] or [("合计", "Total")]
    return (
        "_".join([level, *(each.key for each in breaks)])[:60],
        f"{zh}人才：{' × '.join(label for label, _en in labels)}"[:120],
        f"Talent {en}: {' × '.join(label.lower() for _zh, label in labels)}"[:200],
    )
