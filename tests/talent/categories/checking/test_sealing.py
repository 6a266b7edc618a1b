"""What is sealed in a definition stands open nowhere else in it."""

import pytest

from talent.categories.compiling import NotCompiled
from tests.talent.categories.definitions import TABLES
from tests.talent.categories.test_compiling import WHO, compiled_groups

HEALTH = {
    "key": "health",
    "type": "choice",
    "label": "健康状况",
    "sensitivity": "sensitive",
    "options": [{"code": "4", "label": "残疾"}],
}
OPEN = {"key": "x", "type": "text", "label": "某项"}
NUMBER = "证件号码一律加密保存，请把敏感程度设为“敏感，加密保存”。"
COUNTED = "敏感内容加密保存，不能作统计分组，请取消“可作统计分组”。"
REPEATS = (
    "本项不加密，却会随敏感字段“%s”填入内容：请把本项也设为“敏感，加密保存”，"
    "或改公式，只用 birth(…)、sex(…)、filled(…)、blank(…)。"
)
BIRTH = "birth(identity.id_type, identity.id_number)"


def refusals(*fields, who=WHO, **group):
    """(place, sentence) of what keeps a category with these further fields from being published."""
    identity = {"key": "identity", "label": "身份", "purpose": "识别", "fields": [*who, HEALTH]}
    further = {"key": "g", "label": "组", "purpose": "核实", "fields": list(fields or [OPEN]), **group}
    try:
        compiled_groups(identity, further, subject="people", tables=TABLES)
    except NotCompiled as refused:
        return refused.complaints
    return []


@pytest.mark.parametrize("sensitivity", ["", "internal", "public-aggregate"])
def test_the_identity_number_in_clear_is_refused(sensitivity):
    number = {**WHO[1], "sensitivity": sensitivity}
    assert refusals(who=[WHO[0], number, WHO[2]]) == [("identity.id_number", NUMBER)]


def test_the_number_of_anybody_else_in_clear_is_refused():
    spouse = {"key": "spouse", "type": "id_number", "label": "配偶证件号"}
    assert refusals(spouse) == [("g.spouse", NUMBER)]
    assert refusals({**spouse, "sensitivity": "sensitive"}) == []


def test_a_sensitive_field_is_counted_in_no_statistics():
    assert refusals({**HEALTH, "dimension": True}) == [("g.health", COUNTED)]


@pytest.mark.parametrize(
    ("derive", "label"),
    [
        ("identity.id_number", "证件号码"),
        ("if(filled(identity.id_number), identity.id_number, nothing)", "证件号码"),
        ('identity.health = "4"', "健康状况"),
        ('filled(if(identity.health = "4", "1", nothing))', "健康状况"),
        ("birth(identity.health, identity.id_number)", "健康状况"),
        ("length(identity.id_number) + 0", "证件号码"),
    ],
)
def test_an_open_field_that_repeats_a_sensitive_one_is_refused_and_a_sealed_one_is_not(derive, label):
    assert refusals({**OPEN, "derive": derive}) == [("g.x", REPEATS % label)]
    assert refusals({**OPEN, "derive": derive, "sensitivity": "sensitive"}) == []


@pytest.mark.parametrize(
    "derive",
    [
        BIRTH,
        f"age_band({BIRTH})",
        "id_sex",
        'if(filled(identity.health), "有", "无")',
        "identity.full_name",
        "unit.name",
    ],
)
def test_what_reduces_the_number_to_birth_and_sex_or_says_only_that_something_is_there_is_open(derive):
    assert refusals({**OPEN, "derive": derive}) == []


def test_what_is_filled_in_under_a_sensitive_condition_tells_it():
    ill = 'identity.health = "4"'
    assert refusals({**OPEN, "shown_if": ill, "default": "是"}) == [("g.x", REPEATS % "健康状况")]
    assert refusals({**OPEN, "default": "是"}, shown_if=ill) == [("g.x", REPEATS % "健康状况")]
    assert refusals({**OPEN, "shown_if": ill}) == []


def test_a_row_that_repeats_its_own_sensitive_value_is_refused():
    phone = {"key": "phone", "type": "phone", "label": "电话", "sensitivity": "sensitive"}
    found = refusals(phone, {**OPEN, "derive": "this.phone"}, repeat=True)
    assert found == [("g.x", REPEATS % "电话")]
