import pytest

from talent.categories.compiling import NotCompiled, compile_definition
from talent.categories.definition import read_schema

FIELD = {"key": "name", "type": "text", "label": "姓名"}


def compiled(*fields, rules=(), **group):
    base = {"key": "g", "label": "组", "fields": list(fields or [FIELD])}
    return compile_definition(
        key="test",
        subject="people",
        label="测试",
        label_en="Test",
        groups=[{**base, **group}],
        rules=rules,
        code_lists={"sex"},
    )


def complaints(*fields, **given):
    with pytest.raises(NotCompiled) as refused:
        compiled(*fields, **given)
    return [place for place, _ in refused.value.complaints]


def test_a_schema_says_only_what_its_author_said():
    assert compiled({**FIELD, "help": "", "open": False, "width": 2, "enabled": True}) == {
        "format": 1,
        "key": "test",
        "subject": "people",
        "label": "测试",
        "label_en": "Test",
        "groups": [
            {"key": "g", "label": "组", "fields": [{"key": "name", "label": "姓名", "type": "text", "width": 2}]}
        ],
        "rules": [],
    }


def test_compiling_is_deterministic_and_reads_back():
    assert compiled() == compiled()
    assert [each.path for each in read_schema(compiled()).all_fields()] == ["g.name"]


def test_a_field_that_is_switched_off_is_left_out():
    off = {"key": "health", "type": "text", "label": "健康状况", "enabled": False}
    assert [each.key for each in read_schema(compiled(FIELD, off)).all_fields()] == ["name"]


def test_another_format_is_refused():
    with pytest.raises(ValueError, match="format 2"):
        read_schema({**compiled(), "format": 2})


@pytest.mark.parametrize(
    ("field", "place"),
    [
        (FIELD, "g.name"),
        ({"key": "x", "type": "colour", "label": "x"}, "g.x"),
        ({"key": "x", "type": "choice", "label": "x", "code_list": "nobody"}, "g.x"),
        ({"key": "x", "type": "choice", "label": "x"}, "g.x"),
        ({"key": "x", "type": "text", "label": "x", "derive": "magic"}, "g.x"),
        ({"key": "x", "type": "text", "label": "x", "sensitivity": "sensitive"}, "g.x"),
    ],
)
def test_what_cannot_be_published_is_refused_with_its_place(field, place):
    assert complaints(FIELD, field) == [place]


def test_a_sensitive_field_with_a_purpose_is_published():
    assert compiled({**FIELD, "sensitivity": "sensitive"}, purpose="识别本人")


@pytest.mark.parametrize(
    "rule",
    [
        {"rule": "magic", "severity": "warn"},
        {"rule": "old_enough", "severity": "warn", "with": {"path": "g.name"}},
        {"rule": "value_not_in", "severity": "warn", "with": {"path": "g.gone", "codes": ["1"]}},
        {"rule": "in_order", "severity": "warn", "with": {"group": "g", "first": "name", "second": "gone"}},
    ],
)
def test_a_rule_that_cannot_work_is_refused(rule):
    assert len(complaints(rules=[{"with": {}, **rule}])) == 1


def test_an_empty_group_is_refused():
    assert complaints({**FIELD, "enabled": False}) == ["g"]
