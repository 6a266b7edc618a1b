"""What a summary tells the approver, in which order, and found by words."""

import pytest

from reports.stats.differing import difference
from reports.stats.told import Asked, read_told


def table(key, level="league", *, moved=0, first=0, new=False):
    counts = {"shown": 30, "hidden": 10, "impossible": 1, "moved": moved, "first": first}
    return {
        "key": key,
        "title_zh": f"表{key}",
        "title_en": f"Table {key}",
        "level": level,
        "new": new,
        **counts,
    }


@pytest.mark.parametrize(
    ("before", "now", "says"),
    [
        ("15", "40", "+25"),
        ("40", "15", "−25"),
        ("15", "15", "不变"),
        ("<10", "<10", "不变"),
        ("<10", "15", "开始显示"),
        ("15", "<10", "转为隐去"),
        ("–", "15", "以前不会出现"),
        ("15", "–", "改为不会出现"),
        (None, "15", "首次出现"),
        (None, "<10", "—"),
        (None, "–", "—"),
    ],
)
def test_a_difference_is_said_in_words(before, now, says):
    assert difference(before, now) == says


def test_tables_come_by_level_the_new_and_the_most_changed_first():
    tables = [
        table("a"),
        table("b", moved=3),
        table("c", "region"),
        table("d", moved=1, first=5),
        table("e", new=True),
    ]
    told = read_told({"last": 1, "tables": tables}, english=False)

    def found(**asked):
        return [(level, [each.key for each in rows]) for level, rows in told.by_level(Asked(**asked))]

    assert found() == [("自治区", ["c"]), ("盟市", ["e", "d", "b", "a"])]
    assert found(changed=True) == [("盟市", ["e", "d", "b"])]
    assert found(words="表C") == found(level="region") == [("自治区", ["c"])]
    assert told.sums == {"shown": 150, "hidden": 50, "moved": 4, "first": 5, "new": 1, "changed": 3}
    assert (told.tables[0].share, told.unchanged) == (25, False)


@pytest.mark.parametrize(
    ("summary", "still", "unchanged"),
    [
        ({"last": 1, "tables": [table("a")]}, True, True),
        ({"last": 1, "tables": [table("a", first=1)]}, False, False),
        ({"last": 1, "tables": [table("a")], "vanished": [{"key": "b", "title": "b"}]}, True, False),
        ({"last": 1, "tables": [table("a"), table("b", new=True)]}, True, False),
        ({"last": 1, "tables": [table("a", moved=1), table("b", new=True)]}, False, False),
        ({"last": None, "tables": [table("a")]}, False, False),
        ({}, False, False),
    ],
)
def test_nothing_moved_is_said_only_where_there_was_a_release_and_all_stayed(summary, still, unchanged):
    told = read_told(summary, english=True)
    assert (told.still, told.unchanged) == (still, unchanged)


def test_figures_of_a_new_table_that_others_had_are_no_first_ones():
    told = read_told(
        {"last": 1, "tables": [table("a", first=3), table("b", new=True, first=10), table("c", new=True)]},
        english=False,
    )
    assert (told.sums["first"], told.known) == (13, 50)
