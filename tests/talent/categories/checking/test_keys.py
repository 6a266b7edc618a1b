from talent.categories.checking.keys import clashes, free_key, taken_key
from talent.categories.checking.places import At, nth_of, part_of

PHONE = {"key": "office_phone", "type": "phone", "label": "办公电话"}
EMAIL = {"key": "email", "type": "email", "label": "电子邮箱", "width": 1}
PUBLISHED = {each["key"]: each for each in (PHONE, EMAIL)}


def test_a_free_key_has_the_first_number_that_nobody_has_and_is_no_longer_than_a_key():
    assert free_key("area", {"area"}) == "area_2"
    assert free_key("area", {"area", "area_2", "area_3"}) == "area_4"
    assert free_key("area_2", {"area", "area_2"}) == "area_3"
    assert free_key("a" * 40, {"a" * 40}) == "a" * 38 + "_2"


def test_a_taken_key_is_said_with_the_group_and_field_that_have_it_and_a_free_one():
    said = taken_key("area", group="社会工作", field="领域", free="area_3")
    assert said == "代号“area”已用于“社会工作 › 领域”，请改用另一个代号，例如 area_3。"


def test_a_place_is_its_path_and_knows_the_attribute_at_fault():
    at = At("skill.trade", "derive")
    assert (at, {at: 1}["skill.trade"], part_of(at), part_of("skill.trade")) == (
        "skill.trade",
        1,
        "derive",
        "",
    )
    assert (nth_of(At("skill.trade", "key", 1)), nth_of(at), nth_of("skill.trade")) == (1, -1, -1)


def blamed(*items, published=PUBLISHED):
    return [(items[each.place]["label"], each.nth, each.free) for each in clashes(items, published)]


def test_who_took_the_key_of_a_published_field_is_blamed_wherever_it_stands_and_gets_its_own_key_back():
    taker = {**PHONE, "key": "email"}
    assert blamed(taker, EMAIL) == [("办公电话", 0, "office_phone")]
    assert blamed(EMAIL, taker) == [("办公电话", 1, "office_phone")]


def test_a_new_field_before_the_published_one_is_blamed_and_gets_a_free_key():
    new = {"key": "email", "type": "text", "label": "微信"}
    assert blamed(new, {**EMAIL, "label": "邮箱"}, PHONE) == [("微信", 0, "email_2")]


def test_where_nothing_was_published_under_the_key_all_but_the_first_are_blamed():
    one, other, third = ({"key": "area", "type": "text", "label": each} for each in "甲乙丙")
    assert blamed(one, other, third) == [("乙", 1, "area_2"), ("丙", 2, "area_2")]
    assert blamed(one, {**other, "key": ""}, {**third, "key": ""}) == []


def test_of_two_groups_the_one_that_holds_the_published_fields_keeps_the_key():
    group = {"key": "contact", "label": "联系方式", "fields": [PHONE, EMAIL]}
    new = {"key": "contact", "label": "其他", "fields": [{**PHONE, "key": "fax"}]}
    assert blamed(new, {**group, "label": "联系"}, published={"contact": group}) == [("其他", 0, "contact_2")]
