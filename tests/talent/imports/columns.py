"""Columns as a definition asks for them, with the aliases that are shipped."""

import csv
from dataclasses import dataclass
from pathlib import Path

import talent.categories

DEFAULTS = Path(talent.categories.__file__).parent / "defaults"


@dataclass(frozen=True)
class Spec:
    path: str
    heading: str
    group_heading: str
    aliases: tuple[str, ...] = ()
    required: bool = False
    kind: str = "text"
    repeat: bool = False


def spec(path, heading, *aliases, group=None, required=False, kind="text", repeat=False):
    return Spec(path, heading, group or path.partition(".")[0], aliases, required, kind, repeat)


def rows_of(name):
    with (DEFAULTS / name).open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def shipped(category):
    """The columns of a category as it is shipped, with every field in."""
    aliases = {
        row["path"]: tuple(row["aliases"].split(";"))
        for row in rows_of("aliases.csv")
        if row["category"] in ("common", category)
    }
    return [
        Spec(
            path=f"{row['group']}.{row['key']}",
            heading=row["label"],
            group_heading=row["group_label"],
            aliases=aliases.get(f"{row['group']}.{row['key']}", ()),
            required=row["required"] == "submit" and not (row["derive"] or row["default"]),
            kind=row["type"],
            repeat=bool(row["repeat"]),
        )
        for name in ("common", category)
        for row in rows_of(f"{name}.csv")
    ]
