from django.http import QueryDict
from hypothesis import given
from hypothesis import strategies as st

from talent.categories.service import Definition, Field, Group
from talent.collect.posted import MAX_ROWS, Posted, read


def field(key, type="text", **facts):
    return Field(key=key, type=type, label=key, **facts)


def group(key, *fields, repeat=False):
    return Group(key, key, tuple(fields_of(key, repeat, fields)), repeat)


def fields_of(group, repeat, fields):
    for each in fields:
        yield Field(**{**each.__dict__, "group": group, "repeat": repeat})


DEFINITION = Definition(
    "demo",
    "people",
    "示例",
    (
        group("identity", field("full_name"), field("sex", fixed=True), field("langs", "multichoice")),
        group(
            "education", field("school"), field("form", default="1"), field("by", "multichoice"), repeat=True
        ),
    ),
)


def sent(*pairs, removed=""):
    query = QueryDict(mutable=True)
    for name, value in pairs:
        query.appendlist(name, value)
    return read(DEFINITION, query, removed=removed)


def test_values_of_single_and_repeating_groups_become_a_document():
    assert sent(
        ("identity.full_name", "乌日娜"), ("education.0.school", "甲"), ("education.1.school", "乙")
    ) == Posted(
        {"identity": {"full_name": "乌日娜"}, "education": [{"school": "甲"}, {"school": "乙"}]},
        {"education": 0},
    )


def test_all_ticked_boxes_are_kept_and_of_other_values_the_last():
    assert sent(
        ("identity.langs", "a"),
        ("identity.langs", "b"),
        ("identity.full_name", "x"),
        ("identity.full_name", "y"),
    ).document == {"identity": {"langs": ["a", "b"], "full_name": "y"}}


def test_rows_keep_their_order_and_lose_the_gaps():
    assert sent(
        ("education.10.school", "丙"), ("education.9.school", "乙"), ("education.2.school", "甲")
    ).document == {"education": [{"school": "甲"}, {"school": "乙"}, {"school": "丙"}]}


def test_rows_without_content_or_with_defaults_only_are_counted_and_left_out():
    assert sent(
        ("education.0.school", " "),
        ("education.0.form", "1"),
        ("education.1.school", "甲"),
        ("education.2.by", ""),
    ) == Posted({"education": [{"school": "甲"}]}, {"education": 2})


def test_a_removed_row_is_not_read():
    assert sent(("education.0.school", "甲"), ("education.3.school", "乙"), removed="education.0") == Posted(
        {"education": [{"school": "乙"}]}, {"education": 0}
    )


def test_nothing_but_rows_can_be_removed():
    assert sent(("identity.full_name", "乌日娜"), removed="identity.0").document == {
        "identity": {"full_name": "乌日娜"}
    }


def test_fixed_values_are_nobodys_to_type():
    assert sent(("identity.sex", "1")) == Posted({})


def test_buttons_and_other_plain_names_are_no_values():
    assert sent(("do", "save"), ("lock", "3"), ("answer-7", "好")) == Posted({})


def test_names_that_the_definition_does_not_have_are_told_and_not_read():
    names = (
        "secret.x",
        "identity.nothing",
        "identity.0.full_name",
        "education.school",
        "education.-1.school",
        "education.１.school",
        "education.__row__.school",
        "education.0.school.x",
        "education.0.__class__",
        "." * 200,
    )
    assert sent(*((name, "x") for name in names)) == Posted({}, unknown=tuple(name[:60] for name in names))


def test_of_many_unknown_names_only_some_are_told():
    assert len(sent(*((f"x.{place}", "x") for place in range(3000))).unknown) == 20


def test_rows_beyond_the_limit_are_not_read_and_the_group_is_named():
    found = sent(*((f"education.{place}.school", f"{place}") for place in range(5 * MAX_ROWS)))
    assert (found.crowded, len(found.document["education"])) == (("education",), MAX_ROWS)


NAMES = st.one_of(
    st.text(max_size=30),
    st.from_regex(r"(identity|education)(\.[0-9a-z_-]{0,4}){0,3}", fullmatch=True),
    st.sampled_from(["education.0.school", "education.7.by", "identity.full_name"]),
)


@given(st.lists(st.tuples(NAMES, st.text(max_size=5)), max_size=30), NAMES)
def test_whatever_is_sent_only_fields_of_the_definition_come_out(pairs, removed):
    document = sent(*pairs, removed=removed).document
    rows = document.get("education", [])
    assert set(document) <= {"identity", "education"}
    assert set(document.get("identity", {})) <= {"full_name", "langs"}
    assert all(set(row) <= {"school", "form", "by"} for row in rows)
    assert all(any(str(value).strip() for value in row.values()) for row in rows)
