"""Rows of a repeating group are found again: changed, removed, added, moved, also several in one save."""

import time

import pytest

from talent.categories.faces.pairing import Paired, paired

A, B, C, D = (
    {"school": name, "education": "20"} for name in ("内蒙古大学", "包头师范学院", "呼和浩特一中", "集宁一中")
)


def school(name, education="20"):
    return {"school": name, "education": education}


def told(before, after):
    """(place before, place after) of each row, "moved" behind those that moved."""
    return [(each.before, each.after, *(["moved"] if each.moved else [])) for each in paired(before, after)]


@pytest.mark.parametrize(
    ("after", "expected"),
    [
        ([A, B, C], [(0, 0), (1, 1), (2, 2)]),
        ([A, C], [(0, 0), (1, None), (2, 1)]),
        ([D, A, B, C], [(None, 0), (0, 1), (1, 2), (2, 3)]),
        ([B, C, A], [(1, 0), (2, 1), (0, 2, "moved")]),
        ([], [(0, None), (1, None), (2, None)]),
    ],
)
def test_equal_rows_are_found_wherever_they_stand(after, expected):
    assert told([A, B, C], after) == expected


def test_a_row_that_was_edited_is_found_by_the_text_that_is_left_where_another_one_was_removed():
    assert told([A, B], [school("包头师范学院(本部)")]) == [(0, None), (1, 0)]


def test_the_same_where_the_other_value_was_edited_as_well():
    assert told([A, B], [school("包头师范学院", "10")]) == [(0, None), (1, 0)]


def test_a_row_is_edited_one_removed_and_one_added_in_one_save():
    after = [D, school("包头师范学院(本部)"), C]
    assert told([A, B, C], after) == [(0, 0), (1, 1), (2, 2)]
    assert told([B, A, C], [school("包头师范学院(本部)"), C, D]) == [(0, 0), (1, None), (2, 1), (None, 2)]


def test_two_rows_that_were_edited_and_changed_places_are_not_mistaken_for_each_other():
    after = [school("包头师范学院(本部)"), school("内蒙古大学(南校区)")]
    assert told([A, B], after) == [(1, 0), (0, 1, "moved")]


def test_days_and_codes_that_begin_alike_are_not_alike():
    before = [{"start": "2003-08", "post": "住院医师"}, {"start": "2008-07", "post": "主治医师"}]
    after = [{"start": "2003-09", "post": "主治医师"}]
    assert told(before, after) == [(0, None), (1, 0)]


def test_a_row_that_was_typed_over_anew_is_still_the_row_at_its_place():
    assert told([school("内蒙古大学", "20")], [school("集宁一中", "10")]) == [(0, 0)]


def test_of_equally_alike_rows_the_nearest_is_taken_and_each_once():
    twice = [school("内蒙古大学"), school("内蒙古大学")]
    assert told(twice, [school("内蒙古大学", "10"), school("内蒙古大学", "10")]) == [(0, 0), (1, 1)]


def test_a_value_that_was_filled_in_or_taken_out_leaves_the_row_what_it_was():
    with_major = {**B, "major": "生物"}
    assert told([A, B], [with_major]) == [(0, None), (1, 0)]
    assert told([A, with_major], [B]) == [(0, None), (1, 0)]


def test_values_that_are_no_text_are_compared_whole():
    one, other = {"hours": 12, "file": [{"id": "a"}]}, {"hours": 16, "file": [{"id": "b"}]}
    assert told([one, other], [{"hours": 16, "file": [{"id": "c"}]}]) == [(0, None), (1, 0)]


def test_one_code_in_common_makes_no_row_of_two():
    assert told([A, B, C], [A, C, D]) == [(0, 0), (1, None), (2, 1), (None, 2)]


def test_every_row_stands_once_whatever_was_done():
    before, after = [A, B, C, D, A], [D, school("呼和浩特第一中学"), A, school("新学校", "30")]
    rows = paired(before, after)
    assert sorted(each.before for each in rows if each.before is not None) == [0, 1, 2, 3, 4]
    assert [each.after for each in rows if each.after is not None] == [0, 1, 2, 3]
    assert all(isinstance(each, Paired) for each in rows)


def test_two_hundred_rows_that_were_all_edited_are_compared_within_a_moment():
    before = [school(f"{number}第{number}中学" + "校区" * 40) for number in range(200)]
    after = [school(f"{number}第{number}中学(本部)" + "校区" * 40) for number in range(200)]
    began = time.process_time()
    assert [(each.before, each.after) for each in paired(before, after)] == [(n, n) for n in range(200)]
    assert time.process_time() - began < 3
