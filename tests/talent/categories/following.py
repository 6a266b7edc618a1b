"""The next version of a carried category, with stated moves."""

from talent.categories.models import Category
from talent.categories.versions import publish_version


def field_of(category, path):
    """(the child block of a field, its group) of an edited category."""
    group_key, key = path.split(".")
    group = next(each for each in category.groups if each.value["key"] == group_key)
    return next(each for each in group.value["fields"] if each.value["key"] == key), group


def edited(key, *moves, renamed=None, off=(), retyped=None, added=(), derived=None, relabelled=None):
    """A category with its fields renamed (path → key), switched off, retyped (path → type and values),
    derived by another formula (path → formula), called otherwise (new path → label) or added
    ((group, type, values)), and its moves as (kind, values).

    It is not saved.
    """
    category = Category.objects.get(key=key)
    raw = [dict(each) for each in category.groups.raw_data]
    changes = {"renamed": renamed or {}, "off": off, "retyped": retyped or {}, "derived": derived or {}}
    labels = relabelled or {}
    for group in raw:
        value = group["value"]
        value["fields"] = [
            _changed(f"{value['key']}.{field['value']['key']}", field, **changes) for field in value["fields"]
        ]
        for field in value["fields"]:
            path = f"{value['key']}.{field['value']['key']}"
            field["value"]["label"] = labels.get(path, field["value"]["label"])
        value["fields"] += [
            {"type": kind, "value": {"label": given["key"], **given}}
            for place, kind, given in added
            if place == value["key"]
        ]
    category.groups = raw
    category.moves = [{"type": kind, "value": value} for kind, value in moves]
    return category


def _changed(path, field, renamed, off, retyped, derived):
    value = dict(field["value"])
    value["derive"] = derived.get(path, value.get("derive", ""))
    kind = field["type"]
    if path in retyped:
        kind, given = retyped[path]
        value |= given
    if path in renamed:
        value["key"] = renamed[path]
    if path in off:
        value["enabled"] = False
    return {"type": kind, "value": value}


def follow(key, *moves, by=None, **changes):
    """Publish such a category; the new version."""
    category = edited(key, *moves, **changes)
    category.save()
    return publish_version(category=category, by=by)


RENAME = ("rename", {"source": "skill.current_trade", "to": "skill.trade_now"})
MERGE = ("merge_codes", {"path": "skill.highest_level", "codes": ["5"], "into": "4"})


def renamed_and_merged():
    """A version of 技能人才 in which 现从事工种 has another key and 技师 counts as 高级工."""
    return follow("skilled", RENAME, MERGE, renamed={"skill.current_trade": "trade_now"})
