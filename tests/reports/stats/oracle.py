"""Cells and tallies by plain sets of Python: what the set-based queries of the parts must agree with."""

from collections import defaultdict
from itertools import product

from reports.stats.cellkeys import Tally, add_keys, record_key
from reports.stats.lattice import UPWARD, cell_id, margins


def record_keys(person_ids, *, key):
    """record_key of each, in order."""
    return [record_key(person_id, key=key) for person_id in person_ids]


def tally_cells(snapshot):
    """Every cell that has a person; the oracle that a set-based query must agree with."""
    persons = defaultdict(list)
    for person, cells in snapshot.items():
        for cell in cells:
            persons[cell].append(person)
    return {cell: Tally(len(keys), add_keys(keys)) for cell, keys in persons.items()}


def table_cells(table, *, areas, classes):
    """Ids of all cells of a table, by definition and whether or not anybody is in them.

    `areas` has the areas of the table's level and those above; `classes` the public codes per dimension.
    Raises ValueError if a dimension has fewer classes than it was declared, and so checked, with.
    """
    for dimension in table.dimensions:
        if len(set(classes[dimension.key])) < dimension.classes:
            raise ValueError(f"{dimension.key} has fewer than {dimension.classes} classes")
    return frozenset(
        cell_id(area, dict(zip(keys, codes, strict=True)))
        for level in UPWARD[table.level]
        for area in areas[level]
        for keys in margins(table.dimension_keys)
        for codes in product(*(classes[key] for key in keys))
    )


def profile_cells(table, *, areas, classes):
    """Ids of the cells in which one profile counts its person; a person's cells are the union over profiles.

    A dimension that `classes` leaves out does not apply to the profile: it is counted in margins only.
    """
    applicable = table.dimension_keys & classes.keys()
    return frozenset(
        cell_id(areas[level], {key: classes[key] for key in keys})
        for level in UPWARD[table.level]
        for keys in margins(applicable)
    )
