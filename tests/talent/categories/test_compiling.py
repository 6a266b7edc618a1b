import pytest

from talent.categories.compiling import NotCompiled, compile_definition
from talent.categories.definition import read_schema

FIELD = {"key": "name", "type": "text", "label": "姓名"}


def compiled(*fields, rules=(), **group):
    """The schema of a sheet with one group."""
    base = {"key": "g", "label": "组", "fields": list(fields or [FIELD])}
    return compiled_groups({**base, **group}, rules=rules)


def compiled_groups(*groups, subject="sheet", rules=(), code_lists=("sex", "identity_doc_type"), tables=None):
    return compile_definition(
        key="test",
        subject=subject,
        label="测试",
        label_en="Test",
        groups=groups,
        rules=rules,
        code_lists=set(code_lists),
        tables=tables,
    )


def complaints(*fields, **given):
    with pytest.raises(NotCompiled) as refused:
        compiled(*fields, **given)
    return [place for place, _ in refused.value.complaints]


def test_a_schema_says_only_what_its_author_said():
    assert compiled({**FIELD, "help": "", "open": False, "width": 2, "enabled": True}) == {
        "format": 1,
        "key": "test",
        "subject": "sheet",
        "label": "测试",
        "label_en": "Test",
        "groups": [
            {
                "key": "g",
                "label": "组",
                "fields": [{"key": "name", "label": "姓名", "type": "text", "width": 2}],
            }
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
        ({"key": "x", "type": "text", "label": "x", "pattern": "[0-9"}, "g.x"),
        ({"key": "x", "type": "text", "label": "x", "sensitivity": "sensitive"}, "g"),
    ],
)
def test_what_cannot_be_published_is_refused_with_its_place(field, place):
    assert complaints(FIELD, field) == [place]


def test_every_fault_is_named_and_not_only_the_first():
    bad = {
        "key": "x",
        "type": "choice",
        "label": "x",
        "code_list": "nobody",
        "derive": "magic",
        "pattern": "(",
    }
    rule = {"rule": "value_not_in", "severity": "warn", "with": {"path": "g.gone", "codes": ["1"]}}
    assert complaints(FIELD, FIELD, bad, rules=[rule]) == ["g.name", "g.x", "g.x", "g.x", "规则 1"]


def test_two_groups_of_one_key_are_refused():
    group = {"key": "g", "label": "组", "fields": [FIELD]}
    with pytest.raises(NotCompiled) as refused:
        compiled_groups(group, group)
    assert [place for place, _ in refused.value.complaints] == ["g"]


def test_a_limit_of_zero_is_kept_like_any_other():
    hours = {"key": "hours", "type": "integer", "label": "学时", "minimum": 0, "maximum": 9999}
    (group,) = compiled(hours)["groups"]
    assert group["fields"] == [hours]


def test_what_is_off_is_said_only_where_on_is_the_rule():
    field = {**FIELD, "in_template": False, "filterable": False, "enabled": True}
    (group,) = compiled(field)["groups"]
    assert group["fields"] == [{**FIELD, "in_template": False}]


WHO = [
    {"key": "id_type", "type": "choice", "label": "证件类型", "code_list": "identity_doc_type"},
    {"key": "id_number", "type": "id_number", "label": "证件号码", "sensitivity": "sensitive"},
    {"key": "full_name", "type": "name", "label": "姓名"},
]
WHO = [{**each, "required": "submit"} for each in WHO]


@pytest.mark.parametrize(
    ("group", "refused"),
    [
        ({"key": "identity", "fields": WHO}, False),
        ({"key": "identity", "fields": [*WHO, {**FIELD, "label": "曾用名"}]}, False),
        ({"key": "who", "fields": WHO}, True),
        ({"key": "identity", "fields": WHO[1:]}, True),
        ({"key": "identity", "fields": WHO, "repeat": True}, True),
        ({"key": "identity", "fields": [*WHO[:2], {**WHO[2], "required": "complete"}]}, True),
        ({"key": "identity", "fields": [*WHO[:2], {**WHO[2], "enabled": False}]}, True),
    ],
)
def test_a_category_of_people_must_say_who_they_are(group, refused):
    if not refused:
        assert (
            compiled_groups({"label": "身份", "purpose": "识别", **group}, subject="people")["subject"]
            == "people"
        )
        return
    with pytest.raises(NotCompiled) as caught:
        compiled_groups({"label": "身份", "purpose": "识别", **group}, subject="people")
    assert [place for place, _ in caught.value.complaints] == ["identity"]


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
