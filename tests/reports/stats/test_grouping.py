import pytest
from django.utils import translation

from reports.stats.grouping import GroupingError, check_grouping, public_classes

FINE = {"10": "机关", "21": "甲", "22": "乙", "41": "国企"}


@pytest.fixture(autouse=True)
def _message_ids():
    with translation.override(None):
        yield


def test_public_classes_are_unions_of_fine_codes():
    grouping = {"10": "10", "21": "public", "22": "public", "41": "41"}
    check_grouping(grouping, fine_codes=FINE)
    assert public_classes(grouping) == {
        "10": frozenset({"10"}),
        "public": frozenset({"21", "22"}),
        "41": frozenset({"41"}),
    }


def test_the_fine_codes_themselves_are_a_grouping():
    check_grouping({code: code for code in FINE}, fine_codes=FINE)


@pytest.mark.parametrize(
    ("grouping", "named"),
    [
        ({"10": "10", "21": "public", "22": "public"}, r"还缺：41\(国企\)"),
        ({"10": "a", "21": "a", "22": "b", "41": "b", "99": "b"}, "没有的细分代码：99"),
    ],
)
def test_a_grouping_covers_every_fine_code_and_no_other(grouping, named):
    with pytest.raises(GroupingError, match=f"{named}$"):
        check_grouping(grouping, fine_codes=FINE)


@pytest.mark.parametrize(
    ("grouping", "named"),
    [
        ({"10": "organ", "21": "public", "22": "public", "41": "41"}, "organ"),
        ({"10": "10", "21": "21", "22": "21", "41": "41"}, "21"),
        ({"10": "41", "21": "21", "22": "22", "41": "10"}, "10、41"),
    ],
)
def test_one_set_of_persons_never_has_two_names_nor_one_name_two_sets(grouping, named):
    with pytest.raises(GroupingError, match=f"不得使用细分代码：{named}$"):
        check_grouping(grouping, fine_codes=FINE)
