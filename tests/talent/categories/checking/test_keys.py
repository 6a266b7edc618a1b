from talent.categories.checking.keys import free_key, taken_key
from talent.categories.checking.places import At, part_of


def test_a_free_key_has_the_first_number_that_nobody_has_and_is_no_longer_than_a_key():
    assert free_key("area", {"area"}) == "area_2"
    assert free_key("area", {"area", "area_2", "area_3"}) == "area_4"
    assert free_key("area_2", {"area", "area_2"}) == "area_3"
    assert free_key("a" * 40, {"a" * 40}) == "a" * 38 + "_2"


def test_a_taken_key_is_said_with_the_group_and_field_that_have_it_and_a_free_one():
    said = taken_key("area", {"area", "area_2"}, group="社会工作", field="领域")
    assert said == "代号“area”已用于“社会工作 › 领域”，请改用另一个代号，例如 area_3。"


def test_a_place_is_its_path_and_knows_the_attribute_at_fault():
    at = At("skill.trade", "derive")
    assert (at, {at: 1}["skill.trade"], part_of(at), part_of("skill.trade")) == (
        "skill.trade",
        1,
        "derive",
        "",
    )
