import pytest

from talent.categories.documents import field_path, rows_at

DOCUMENT = {"identity": {"sex": "1"}, "work": [{"start": "2001"}, {}], "empty": []}


@pytest.mark.parametrize(
    ("group", "rows"),
    [
        ("identity", [("identity", {"sex": "1"})]),
        ("work", [("work.0", {"start": "2001"}), ("work.1", {})]),
        ("empty", []),
        ("missing", []),
    ],
)
def test_the_rows_of_a_group_are_named_by_their_paths(group, rows):
    assert list(rows_at(DOCUMENT, group)) == rows


@pytest.mark.parametrize(
    ("path", "field"),
    [
        ("identity.sex", "identity.sex"),
        ("work.12.start", "work.start"),
        ("work", "work"),
        ("work.0", "work.0"),
        ("work.x.start", "work.x.start"),
        ("", ""),
    ],
)
def test_a_path_with_a_row_belongs_to_a_field(path, field):
    assert field_path(path) == field
