"""Splits a document into what is stored openly and what is sealed, and puts both together again."""

from typing import Any

from talent.categories.definition import Definition

Data = dict[str, Any]


def split(definition: Definition, data: Data) -> tuple[Data, Data]:
    """(open, secret): secret maps `group.key` or `group.row.key` to its value; open lacks those values."""
    opened: Data = {}
    secret: Data = {}
    for group in definition.groups:
        content = data.get(group.key)
        hidden = {each.key for each in group.fields if each.is_sensitive}
        if group.repeat:
            rows = content or []
            opened[group.key] = [
                _part(row, hidden, f"{group.key}.{place}", secret) for place, row in enumerate(rows)
            ]
        else:
            opened[group.key] = _part(content or {}, hidden, group.key, secret)
    return opened, secret


def _part(row: Data, hidden: set[str], at: str, secret: Data) -> Data:
    secret.update({f"{at}.{key}": row[key] for key in hidden & row.keys()})
    return {key: value for key, value in row.items() if key not in hidden}


def join(opened: Data, secret: Data) -> Data:
    """The whole document again."""
    whole: Data = {
        key: [dict(row) for row in content] if isinstance(content, list) else dict(content)
        for key, content in opened.items()
    }
    for path, value in secret.items():
        group, *row, key = path.split(".")
        target = whole[group][int(row[0])] if row else whole[group]
        target[key] = value
    return whole
