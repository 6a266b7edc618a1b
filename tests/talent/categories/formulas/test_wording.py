import pytest
from django.utils import translation

from talent.categories.formulas.formula import formula
from talent.categories.formulas.vetting import Place
from talent.categories.formulas.wording import in_words
from tests.talent.categories.definitions import definition
from tests.talent.categories.formulas.test_vetting import IN_WORK, PLACE


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ('skill.level in ["4", "3"]', "“level”是“高级工(三级)”、“中级工(四级)”之一"),
        ('skill.level = "4" and skill.years >= 3', "“level”是“高级工(三级)”，且“years”不小于3"),
        ("(skill.migrant or skill.years > 3) and yes", "(“migrant”，或“years”大于3)，且“是”"),
        ("not skill.migrant", "并非(“migrant”)"),
        ('any(title.level = "4")', "“title”中任一行“level”是“高级工(三级)”"),
        ("all(work.years > 3)", "“work”中每一行“years”大于3(没有行也算)"),
        ("count(work) > 1", "“work”的行数大于1"),
        ('unit.unit_type = "21"', "本单位的“单位类型”是“21”"),
        ("skill.migrant = yes", "“migrant”是“是”"),
        ("if(blank(skill.note), -1, sum(work.years))", "如果未填“note”，则-1，否则“years”的合计"),
        ('contains(skill.note, "马") and skill.level != nothing', "“note”含有“马”，且“level”不是空"),
    ],
)  # fmt: skip
def test_a_formula_reads_as_a_sentence(text, words):
    assert in_words(formula(text).node, PLACE, "zh-hans") == words


def test_a_formula_of_a_row_names_the_fields_of_its_row():
    assert in_words(formula("this.years > 3").node, IN_WORK, "zh-hans") == "“years”大于3"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ('some.born >= "2000-01"', "“born”不早于“2000-01”"),
        ('some.born < "2000"', "“born”早于“2000”"),
        ('some.born = "2000-01-01"', "“born”是“2000-01-01”"),
        ('some.tongues in ["mn", "zh"]', "“tongues”含有“蒙古语”、“汉语”之一"),
        ('some.tongues not in ["mn"]', "“tongues”不含“蒙古语”"),
    ],
)
def test_dates_are_earlier_or_later_and_of_several_choices_some_are_there(text, words):
    options = [{"code": "mn", "label": "蒙古语"}, {"code": "zh", "label": "汉语"}]
    fields = [{"key": "born", "type": "date"}, {"key": "tongues", "type": "multichoice", "options": options}]
    place = Place(definition(("some", False, fields)).by_key, {})
    assert in_words(formula(text).node, place, "zh-hans") == words


def test_readers_of_english_get_an_english_sentence():
    with translation.override("en"):
        words = in_words(formula('skill.level = "4" and count(work) > 1').node, PLACE, "en")
    assert not any("\u4e00" <= character <= "\u9fff" for character in words.replace("高级工(三级)", ""))
