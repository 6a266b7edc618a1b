from talent.categories.faces.differing import difference
from tests.talent.categories.definitions import TABLES, definition

DEFINITION = definition(
    (
        "identity",
        False,
        [{"key": "sex", "type": "choice", "code_list": "sex"}, {"key": "name", "type": "text"}],
    ),
    ("work", True, [{"key": "start", "type": "month"}]),
)


def lines(before, after):
    found = difference(DEFINITION, before, after, tables=TABLES, language="zh-hans")
    return [(each.path, each.before, each.after, each.kind) for each in found]


def test_every_value_before_or_after_is_a_line_as_people_read_it():
    before = {"identity": {"sex": "1", "name": "苏和"}, "work": [{"start": "2001-09"}]}
    after = {"identity": {"sex": "2", "name": "苏和"}, "work": [{"start": "2001-09"}, {"start": "2005-07"}]}
    assert lines(before, after) == [
        ("identity.sex", "男性", "女性", "changed"),
        ("identity.name", "苏和", "苏和", "same"),
        ("work.0.start", "2001年9月", "2001年9月", "same"),
        ("work.1.start", "", "2005年7月", "added"),
    ]


def test_what_is_gone_is_removed_and_what_was_never_there_is_no_line():
    assert lines({"identity": {"name": "苏和"}, "work": [{"start": "2001-09"}]}, {}) == [
        ("identity.name", "苏和", "", "removed"),
        ("work.0.start", "2001年9月", "", "removed"),
    ]
