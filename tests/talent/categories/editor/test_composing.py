"""Conditions chosen by field: what is written can be read back, published and said, wherever it stands."""

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from wagtail.users.models import UserProfile

from talent.categories.codes.tables import CodeEntry, CodeTable
from talent.categories.editor.chosenvalues import NotChosen, chosen_value
from talent.categories.editor.composing import Chosen, Row, rows_of, written
from talent.categories.editor.spots import Spot
from talent.categories.editor.vocabulary import MOST_CHOICES, OPERATORS, arity, vocabulary
from talent.categories.formulas.formula import formula
from talent.categories.formulas.parsing import parse
from talent.categories.formulas.wording import in_words
from talent.categories.models import Category
from tests.contracts.world import REGION, member, organisation
from tests.talent.categories.definitions import TABLES, definition
from tests.talent.categories.editor.screen import social, typed, url

MANY = CodeTable("many", tuple(CodeEntry(f"{n:03}", f"第{n}种") for n in range(MOST_CHOICES + 1)))
LISTS = TABLES | {"many": MANY}
TONGUES = [{"code": "mn", "label": "蒙古语"}, {"code": "zh", "label": "汉语"}]
FIELDS = [
    {"key": "level", "type": "choice", "code_list": "skill_level"},
    {"key": "trade", "type": "choice", "code_list": "many"},
    {"key": "studio", "type": "choice", "options": [{"code": "1", "label": "国家级"}], "open": True},
    {"key": "tongues", "type": "multichoice", "options": TONGUES},
    {"key": "years", "type": "integer"},
    {"key": "migrant", "type": "bool"},
    {"key": "note", "type": "text"},
    {"key": "born", "type": "date"},
    {"key": "since", "type": "month"},
    {"key": "started", "type": "partial_date"},
]
DEFINITION = definition(("skill", False, FIELDS), ("work", True, FIELDS), ("title", True, FIELDS))
EVERYTHING = {"skill", "work", "title", *DEFINITION.by_path}
OF_SKILL = Spot(DEFINITION, LISTS, "skill", "note", "shown_if")
OF_WORK = Spot(DEFINITION, LISTS, "work", "note", "required_if")
OF_GROUP = Spot(DEFINITION, LISTS, "work", None, "shown_if")


def known_at(spot, **others):
    return vocabulary(spot, **{"typed": EVERYTHING, "language": "zh-hans", **others})


def offered(known):
    return {(over, subject.path) for subject in known.by_path.values() for over in subject.overs}


def keys(group, *without):
    return [f"{group}.{field['key']}" for field in FIELDS if field["key"] not in without]


def test_a_field_of_a_row_sees_its_own_row_single_fields_and_the_rows_of_other_groups():
    rows = {(over, path) for over in ("any", "all") for path in keys("title")}
    assert offered(known_at(OF_WORK)) == {
        *(("", path) for path in keys("skill")),
        *(("", path) for path in keys("this", "note")),
        *rows,
        ("sum", "title.years"),
        ("count", "title"),
    }
    assert [section.label for section in known_at(OF_WORK).sections] == ["skill", "本行：work", "title"]


def test_what_decides_about_a_group_or_a_single_field_is_not_the_thing_itself():
    assert not {path for _, path in offered(known_at(OF_GROUP))} & {"work", *keys("work"), *keys("this")}
    assert {("", path) for path in keys("skill", "note")} <= offered(known_at(OF_SKILL))
    assert ("", "skill.note") not in offered(known_at(OF_SKILL))
    assert ("count", "work") in offered(known_at(OF_SKILL))


def test_only_keys_that_somebody_has_written_can_be_chosen():
    found = known_at(OF_WORK, typed={"skill", "skill.level", "title.years"})
    assert offered(found) == {("", "skill.level")}


@pytest.mark.parametrize("key", ["and", "not", "in", "yes", "this", "unit", "title_level"])
def test_a_group_whose_key_is_a_word_of_formulas_is_not_offered(key):
    found = definition((key, True, FIELDS[:1]), ("skill", False, FIELDS))
    spot = Spot(found, LISTS, "skill", "note", "shown_if")
    assert key not in vocabulary(spot, typed={key, f"{key}.level"}, language="zh-hans").by_path


def test_lists_are_offered_without_what_cannot_be_chosen_and_long_ones_are_typed():
    known, standing = known_at(OF_SKILL), known_at(OF_SKILL, standing={"1"})
    level = known.by_path["skill.level"].choices
    assert [choice.value for choice in level] == ["4", "3"]
    assert [choice.label for choice in standing.by_path["skill.level"].choices][-1] == "学徒工(已停用)"
    assert known.by_path["skill.trade"].choices is None
    assert chosen_value(known.by_path["skill.trade"], "", "in", "第7种", LISTS) == "007"


WORDS = st.text(st.characters(exclude_categories=["C", "Z"]), min_size=1, max_size=8)
TEXTS = WORDS.filter(lambda text: '"' not in text or "”" not in text)
DATES = st.dates().map(lambda day: f"{max(day.year, 1000)}-{day.month:02}-{min(day.day, 28):02}")
NUMBERS = st.decimals(-(10**9), 10**9, places=2, allow_nan=False).map(lambda number: f"{number:f}")


def values_of(subject, over, operator):
    """What somebody may choose or type for a subject."""
    kind = subject.kind(over)
    if over == "count":
        return st.integers(0, 999).map(str)
    if kind in ("number", "amount"):
        return NUMBERS
    if kind == "date":
        whole = {"date": 10, "month": 7}.get(subject.field.type, 4)
        return DATES.map(lambda day: day[:whole])
    if kind == "text":
        return TEXTS
    codes = [each.value for each in subject.choices or ()] or ["000", "012", "300"]
    open_words = TEXTS if subject.field.open else st.nothing()
    return st.one_of(st.sampled_from(codes), open_words)


@st.composite
def rows(draw, known):
    over, path = draw(st.sampled_from(sorted(offered(known))))
    subject = known.by_path[path]
    operator = draw(st.sampled_from(sorted(OPERATORS[subject.kind(over)])))
    most = {"none": 0, "one": 1}.get(arity(operator), 3)
    raw = draw(st.lists(values_of(subject, over, operator), min_size=min(most, 1), max_size=most))
    values = []
    for each in raw:
        try:
            values.append(chosen_value(subject, over, operator, each, LISTS))
        except NotChosen:  # a private or invisible character
            values.append("4")
    return Row(path, operator, tuple(dict.fromkeys(values)), over)


@st.composite
def choices(draw):
    spot = draw(st.sampled_from([OF_SKILL, OF_WORK, OF_GROUP]))
    known = known_at(spot)
    found = draw(st.lists(rows(known), min_size=1, max_size=4))
    joint = draw(st.sampled_from(["and", "or"])) if len(found) > 1 else "and"
    return spot, known, Chosen(tuple(found), joint)


@settings(deadline=None)
@given(choices())
def test_whatever_is_chosen_is_read_back_passes_and_can_be_said(choice):
    spot, known, chosen = choice
    text = written(chosen, known)
    assert rows_of(parse(text), known) == chosen
    assert spot.faults(text) == []
    assert in_words(formula(text).node, spot.place, "zh-hans")


@pytest.mark.parametrize(
    ("row", "text"),
    [
        (Row("skill.level", "in", ("4",)), 'skill.level = "4"'),
        (Row("skill.level", "not in", ("4", "3")), 'skill.level not in ["4", "3"]'),
        (Row("skill.tongues", "in", ("mn",)), 'skill.tongues in ["mn"]'),
        (Row("this.years", ">=", ("-1.50",)), "this.years >= -1.50"),
        (Row("title", ">=", ("3",), "count"), "count(title) >= 3"),
        (Row("title.years", "<", ("9",), "sum"), "sum(title.years) < 9"),
        (Row("title.born", ">=", ("2024-05-31",), "any"), 'any(title.born >= "2024-05-31")'),
        (Row("title.note", "blank", (), "all"), "all(blank(title.note))"),
        (Row("this.migrant", "no"), "this.migrant = no"),
        (Row("skill.note", "starts", ('5" 管',)), 'starts(skill.note, “5" 管”)'),
    ],
)
def test_a_condition_is_written_in_one_way_and_read_back(row, text):
    known = known_at(OF_WORK)
    assert written(Chosen((row,)), known) == text
    assert rows_of(parse(text), known) == Chosen((row,))


@pytest.mark.parametrize(
    ("text", "row"),
    [
        ('skill.level in ["4", "4"]', Row("skill.level", "in", ("4",))),
        ('contains(skill.tongues, "mn")', Row("skill.tongues", "in", ("mn",))),
        ("skill.migrant", Row("skill.migrant", "yes")),
        ("any(title.migrant)", Row("title.migrant", "yes", (), "any")),
        ("（this.years ≥ 3）", Row("this.years", ">=", ("3",))),
    ],
)
def test_other_ways_to_write_the_same_are_read(text, row):
    assert rows_of(parse(text), known_at(OF_WORK)) == Chosen((row,))


def test_in_a_single_group_its_own_row_is_the_group():
    assert rows_of(parse("this.years > 3"), known_at(OF_SKILL)) == Chosen((Row("skill.years", ">", ("3",)),))


@pytest.mark.parametrize(
    "text",
    [
        'skill.level = "4" and (skill.migrant or this.years > 1)',
        "not skill.migrant",
        "skill.migrant != yes",
        "this.years + 1 > 3",
        "this.years > skill.years",
        'this.years > "3"',
        "skill.level = 4",
        'skill.level = "gone"',
        "skill.gone = 1",
        'skill.note in ["a"]',
        'skill.level = ["4"]',
        'skill.note = ""',
        "skill.note = nothing",
        'skill.born = "2024"',
        "count(title) > 1.5",
        'count(title.level = "4") > 1',
        "any(any(title.migrant))",
        "title > 1",
        'unit.region = "150000"',
        "highest_skill",
        "skill.level in []",
    ],
)
def test_what_no_row_can_say_is_left_to_typing(text):
    assert rows_of(parse(text), known_at(OF_WORK)) is None


@pytest.mark.parametrize(
    ("path", "operator", "raw", "value"),
    [
        ("skill.years", ">=", " ３ ", "3"),
        ("skill.years", ">=", "007", "7"),
        ("skill.born", ">=", "2024年5月", "2024-05"),
        ("skill.level", "in", "高级工", "4"),
        ("skill.studio", "in", "自治区级", "自治区级"),
        ("skill.note", "=", "  马 倌\n", "马 倌"),
    ],
)
def test_values_are_taken_as_people_write_them(path, operator, raw, value):
    assert chosen_value(known_at(OF_SKILL).by_path.get(path) or note(), "", operator, raw, LISTS) == value


def note():
    return known_at(OF_WORK).by_path["skill.note"]


@pytest.mark.parametrize(
    ("path", "over", "operator", "raw", "said"),
    [
        ("skill.years", "", "=", "三", "请填数字"),
        ("skill.years", "", "=", "1e9", "请填数字"),
        ("title", "count", ">=", "1.5", "请填数字"),
        ("skill.born", "", ">=", "昨天", "请填日期"),
        ("skill.born", "", "=", "2024", "日期写到日"),
        ("skill.since", "", ">=", "2024-05-31", "年月写到月"),
        ("skill.level", "", "in", "院士", "没有“院士”这个代码"),
        ("skill.note", "", "=", "a\x00b", "看不见的字符"),
        ("skill.note", "", "=", 'a"b”c', "不能同时含有"),
        ("skill.studio", "", "in", 'a"b”c', "不能同时含有"),
    ],
)
def test_what_no_formula_could_hold_is_refused_with_a_sentence(path, over, operator, raw, said):
    with pytest.raises(NotChosen, match=said):
        chosen_value(known_at(OF_WORK).by_path[path], over, operator, raw, LISTS)


def test_a_formula_that_would_wait_for_itself_is_told():
    groups = (
        "skill",
        False,
        [{"key": "a", "type": "bool"}, {"key": "b", "type": "bool", "derive": "skill.a"}],
    )
    spot = Spot(definition(groups), {}, "skill", "a", "shown_if")
    assert spot.faults("skill.b = yes") == ["公式互相等待，永远算不出来：skill.a → skill.b → skill.a。"]
    assert Spot(spot.definition, {}, "skill", "a", "required_if").faults("skill.b = yes") == []
    assert (
        Spot(spot.definition, {}, "skill", None, "shown_if").faults("skill.b = yes")[0].startswith("公式互相")
    )


def asked(client, sent, **given):
    return client.post(url("compose"), {**sent, **{f"_{name}": value for name, value in given.items()}})


def rows_json(*rows, joint="and"):
    return json.dumps(
        {
            "joint": joint,
            "rows": [
                {"path": row.path, "over": row.over, "operator": row.operator, "values": row.values}
                for row in rows
            ],
        }
    )


FIELD = {"group": "social", "field": "years", "part": "shown_if"}


@pytest.fixture
def form(client, admin):
    """What the editor of 社会工作人才 sends untouched."""
    return typed(client)


@pytest.mark.django_db
def test_rows_are_answered_with_their_formula_and_its_sentence(client, form):
    given = rows_json(Row("identity.sex", "in", ("1",)), Row("education", ">=", ("2",), "count"), joint="or")
    answer = asked(client, form, **FIELD, rows=given)
    assert answer.status_code == 200
    assert answer.json() == {
        "formula": 'identity.sex = "1" or count(education) >= 2',
        "words": "“性别”是“男性”，或“学习经历”的行数不小于2",
        "faults": [],
        "missing": [],
        "rows": json.loads(given)["rows"],
        "joint": "or",
    }


@pytest.mark.django_db
def test_unfinished_and_wrong_rows_are_told_by_their_number(client, form):
    given = rows_json(
        Row("identity.sex", "in"),
        Row("education", ">=", ("二",), "count"),
        Row("identity.full_name", "filled"),
    )
    answer = asked(client, form, **FIELD, rows=given).json()
    assert (answer["formula"], answer["missing"]) == ("filled(identity.full_name)", [0])
    assert answer["faults"] == [{"row": 1, "text": "请填数字，例如 3。"}]


@pytest.mark.django_db
def test_a_typed_formula_is_read_aloud_and_its_faults_are_told(client, form):
    answer = asked(client, form, **FIELD, formula="count(education) > 1 and not filled(identity.sex)").json()
    assert (answer["rows"], answer["words"]) == (None, "“学习经历”的行数大于1，且并非(已填“性别”)")
    for text, said in {
        "identity.gone = 1": "不存在的字段",
        "identity.sex": "条件应是",
        "((": "第 3 个字符",
    }.items():
        (fault,) = asked(client, form, **FIELD, formula=text).json()["faults"]
        assert said in fault["text"]
    assert asked(client, form, **(FIELD | {"part": "derive"}), formula="id_sex").json()["faults"] == []


@pytest.mark.django_db
def test_a_field_typed_a_moment_before_can_be_chosen_and_one_without_a_key_cannot(client, form):
    prefix = next(name.removesuffix("-key") for name, value in form.items() if value == "full_name")
    answer = asked(client, form | {f"{prefix}-key": "whole_name"}, **FIELD, formula="", vocabulary="1").json()
    paths = {subject["path"] for section in answer["sections"] for subject in section["subjects"]}
    assert "identity.whole_name" in paths
    assert "identity.full_name" not in paths
    keyless = asked(client, form | {f"{prefix}-key": ""}, **FIELD, formula="", vocabulary="1").json()
    left = {subject["path"] for section in keyless["sections"] for subject in section["subjects"]}
    assert left == paths - {"identity.whole_name"}


@pytest.mark.django_db
def test_what_can_be_chosen_is_told_in_the_language_of_the_reader(client, form, admin):
    UserProfile.objects.update_or_create(user=admin, defaults={"preferred_language": "en"})
    answer = asked(client, form, **FIELD, formula='identity.sex = "1"', vocabulary="1").json()
    labels = json.dumps([answer["operators"], answer["words"]], ensure_ascii=False)
    assert not any("\u4e00" <= character <= "\u9fff" for character in labels)
    (sex,) = [
        each
        for section in answer["sections"]
        for each in section["subjects"]
        if each["path"] == "identity.sex"
    ]
    assert (sex["label"], sex["overs"]) == ("Sex", [["", "", "coded"]])


@pytest.mark.django_db
@pytest.mark.parametrize(
    "change",
    [
        {"_part": "label"},
        {"_part": None},
        {"_part": "derive", "_field": None},
        {"groups-count": "many"},
        {"groups-count": "999"},
        {"groups-0-value-fields-count": None},
        {"groups-0-order": "x"},
        {"groups-0-value-fields-0-value-json": "{"},
        {"groups-0-value-fields-0-value-json": "[]"},
        {"groups-0-value-fields-0-value-code_list": "a\x00b"},
        {"_rows": "{"},
        {"_rows": "[" * 100_000},
        {"_rows": '{"joint": "xor", "rows": []}'},
        {"_rows": '{"joint": "and", "rows": [7]}'},
        {"_rows": rows_json(Row("identity.gone", "filled"))},
        {"_rows": rows_json(Row("identity.sex", "<", ("1",)))},
        {"_rows": rows_json(Row("identity.sex", "in", ("1",))).replace('["1"]', "[1]")},
    ],
)
def test_what_no_editor_sends_is_refused_without_a_fall(client, form, change):
    sent = {**form, "_group": "social", "_field": "years", "_part": "shown_if", "_formula": "", **change}
    answer = client.post(url("compose"), {name: value for name, value in sent.items() if value is not None})
    assert answer.status_code == 400


@pytest.mark.django_db
@pytest.mark.parametrize("rows", [(), (Row("identity.sex", "in", ("1",)),)])
def test_nothing_is_kept_of_what_is_asked(client, form, rows):
    before = list(Category.objects.values("key", "latest_revision_id", "groups"))
    assert asked(client, form, **FIELD, rows=rows_json(*rows)).status_code == 200
    assert list(Category.objects.values("key", "latest_revision_id", "groups")) == before


@pytest.mark.django_db
def test_nobody_but_those_who_change_definitions_finds_it(client):
    user = member("renshe", organisation("人社局", "hr_department", REGION), "hr_reviewer", "system_admin")
    client.force_login(user)
    assert client.post(url("compose"), {"_part": "shown_if"}).status_code == 404


@pytest.mark.django_db
def test_both_pages_of_the_editor_have_the_chooser(client, admin):
    for page in (client.get(url("add")), client.get(url("edit", social().pk))):
        text = page.content.decode()
        assert text.count("<dialog") == text.count("categories/composer.js") == 1
        assert f'data-url="{url("compose")}"' in text
