"""Finding a code by what people write, when codes were retired, merged, or share a name."""

import time

import pytest

from talent.categories.codes.tables import CodeEntry, CodeTable, folded

TABLE = CodeTable(
    "t",
    (
        CodeEntry("1", "旧甲", "Old A", aliases=("甲",), choosable=False, merged_into="2"),
        CodeEntry("2", "乙", "B", aliases=("新甲",)),
        CodeEntry("3", "其他"),
        CodeEntry("4", "其他", "Others"),
        CodeEntry("5", "停", choosable=False),
        CodeEntry("6", "丙", aliases=("停",)),
    ),
)


@pytest.mark.parametrize(
    ("word", "code"),
    [
        *[("旧甲", "2"), ("甲", "2"), ("old a", "2"), ("1", "2"), ("新甲", "2")],
        *[("其他", "3"), ("其他 (4)", "4"), ("其他（4）", "4"), ("Others(4)", "4")],
        *[("停", "6"), ("5", "5"), ("停 (5)", "5")],
    ],
)
def test_a_word_finds_the_code_that_can_be_chosen_and_of_a_merged_one_its_successor(word, code):
    assert TABLE.find(word).code == code


@pytest.mark.parametrize("word", ["乙 (3)", "(4)", "其他 (99)", "()", "丁"])
def test_a_name_with_the_code_of_another_finds_nothing(word):
    assert TABLE.find(word) is None


def test_a_kept_code_is_found_by_its_own_words_and_taken():
    kept = TABLE.keeping({"1", "2", "99"})
    assert [kept.find(word).code for word in ("旧甲", "甲", "1", "乙")] == ["1", "1", "1", "2"]
    assert (kept.kept, kept.takes(kept.by_code["1"]), kept.takes(kept.by_code["5"])) == ({"1"}, True, False)


def test_keeping_what_can_be_chosen_anyway_changes_nothing():
    assert TABLE.keeping({"2", "99"}) is TABLE


def test_closed_are_the_codes_that_nobody_may_choose():
    assert TABLE.closed == {"1", "5"}


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_every_word_that_is_offered_finds_its_own_code(language):
    offered = TABLE.offered(language)
    assert [(each.value, TABLE.find(each.label).code) for each in offered] == [
        (code, code) for code in ("2", "3", "4", "6")
    ]


def test_the_chain_of_merged_codes_is_followed_and_a_circle_ends():
    chain = tuple(CodeEntry(str(n), f"第{n}", choosable=n == 3, merged_into=str(n + 1)) for n in (1, 2))
    assert CodeTable("t", (*chain, CodeEntry("3", "第3"))).find("第1").code == "3"
    circle = CodeTable("t", (CodeEntry("1", "一", merged_into="2"), CodeEntry("2", "二", merged_into="1")))
    assert circle.find("一").code in {"1", "2"}


def test_marks_without_width_make_no_difference():
    assert folded("\u200fالعربية\u200e 👩\u200d🌾") == folded("العربية 👩🌾")


def test_five_thousand_codes_are_kept_by_thousands_of_documents_quickly():
    table = CodeTable("t", tuple(CodeEntry(f"{n:04}", f"名称{n}", choosable=n > 0) for n in range(5000)))
    assert table.find("名称4999").code == "4999"
    begun = time.perf_counter()
    found = {table.keeping({"0000"}).find("名称0").code for _document in range(2000)}
    assert found == {"0000"}
    assert time.perf_counter() - begun < 2


TREE = CodeTable(
    "t",
    (
        CodeEntry("1", "内资", "Domestic", choosable=False),
        CodeEntry("11", "联营", "Joint", parent="1"),
        CodeEntry("111", "国有联营", parent="11"),
        CodeEntry("2", "其他"),
        CodeEntry("3", "甲", parent="4"),
        CodeEntry("4", "乙", parent="3"),
    ),
)


def test_what_is_offered_of_a_tree_names_the_headings_over_it_and_never_offers_them():
    assert [(each.value, each.above) for each in TREE.offered("zh-hans")][:3] == [
        ("11", ("内资",)),
        ("111", ("内资", "联营")),
        ("2", ()),
    ]
    assert TREE.offered("en")[1].above == ("Domestic", "Joint")


def test_a_circle_of_codes_over_one_another_ends():
    assert TREE.above(TREE.by_code["3"], "zh-hans")[-1] == "乙"


def test_only_a_list_in_which_a_code_stands_under_another_is_a_tree():
    assert (TREE.is_tree, TABLE.is_tree) == (True, False)


@pytest.mark.parametrize(
    ("said", "rank"), [("1", 1), (2, 2), ("第一", None), ("", None), ("-1", None), ("9" * 5000, None)]
)
def test_a_rank_is_a_whole_number_and_anything_else_is_none(said, rank):
    assert CodeEntry("1", "甲", given=(("rank", said),)).rank == rank


MERGED = (("3", "2"), ("9", "2"))


def test_a_code_that_a_field_merged_is_read_and_not_offered_there_and_its_words_find_the_other():
    field = TABLE.merging(MERGED)
    assert [field.find(word).code for word in ("其他 (3)", "3", "乙", "4")] == ["2", "2", "2", "4"]
    assert (field.by_code["3"].label, field.by_code["3"].choosable) == ("其他", False)
    assert [each.value for each in field.offered("zh-hans")] == ["2", "4", "6"]
    assert (TABLE.by_code["3"].choosable, TABLE.merging(())) == (True, TABLE)


def test_a_field_that_merged_codes_keeps_those_of_its_document_and_is_gathered_once():
    kept = TABLE.keeping({"5"}).merging(MERGED)
    assert (kept.kept, kept.find("5").code, kept.takes(kept.by_code["5"])) == ({"5"}, "5", True)
    assert kept.by_word is TABLE.merging(MERGED).by_word


def test_where_the_list_took_a_merged_code_back_the_list_has_the_last_word():
    back = TABLE.merging((("2", "1"),))
    assert (back.by_code["2"].choosable, back.find("旧甲").code) == (True, "2")


def chain(length):
    """Each code merged into the next, and each standing under the one before."""
    return CodeTable(
        "chain",
        tuple(
            CodeEntry(
                str(place),
                f"码{place}",
                choosable=place == length,
                merged_into="" if place == length else str(place + 1),
                parent=str(place - 1) if place else "",
            )
            for place in range(length + 1)
        ),
    )


def test_a_chain_of_merged_codes_is_walked_in_the_time_of_its_length():
    table, began = chain(20_000), time.perf_counter()
    assert {table.find(str(place)).code for place in range(20_000)} == {"20000"}
    assert time.perf_counter() - began < 3  # step by step from each it takes minutes


def test_a_deep_tree_is_offered_in_the_time_of_its_length_with_the_nearest_levels():
    entries = [CodeEntry(str(place), f"码{place}", parent=str(place - 1)) for place in range(20_000)]
    began = time.perf_counter()
    offered = CodeTable("deep", tuple(entries)).offered("zh-hans")
    assert [offered[3].above, offered[-1].above] == [
        ("码0", "码1", "码2"),
        tuple(f"码{place}" for place in range(19_987, 19_999)),
    ]
    assert time.perf_counter() - began < 3


def test_a_circle_of_merges_ends_and_what_is_kept_stays_what_it_is():
    circle = CodeTable("c", tuple(CodeEntry(a, a, choosable=False, merged_into=b) for a, b in ("12", "21")))
    assert {circle.find("1").code, circle.find("2").code} <= {"1", "2"}
    assert [chain(3).keeping({"1"}).find(code).code for code in ("0", "1", "2")] == ["1", "1", "3"]
