"""What other parts ask of a published version."""

import pytest
from django.utils import translation

from talent.categories.models import Category
from talent.categories.problems import Problem
from talent.categories.service import (
    UnitFacts,
    clean,
    code_table,
    difference,
    dimensions,
    in_reader_language,
    join,
    live_version,
    publish_version,
    split,
    tables_of,
)

pytestmark = pytest.mark.django_db

UNIT = UnitFacts(name="示例医院", code="T152502000001", region="152502", unit_type="21", industry="Q")
RAW = {
    "identity": {"id_number": "152502197206282979", "full_name": "苏和", "ethnic_group": "蒙古族"},
    "title": [{"title_name": "主治医师"}],
    "contact": {"mobile": "13804791234"},
}


def test_a_version_names_every_list_that_its_fields_derivations_and_rules_read():
    version = live_version("skilled")
    assert tables_of(version).keys() >= {"identity_doc_type", "sex", "skill_level", "education", "degree"}
    assert "title_name" not in tables_of(version)


def test_a_list_is_found_by_its_key():
    assert code_table("sex").by_code["1"].label == "男性"
    with pytest.raises(KeyError):
        code_table("nobody")


def test_a_document_takes_over_the_facts_of_its_unit():
    found = clean(live_version("professional"), RAW, unit=UNIT)
    employment = found.data["employment"]
    assert (found.problems, employment["unit"], employment["person_status"]) == ((), "示例医院", "1")


def test_lists_given_for_a_batch_give_the_same_outcome():
    version = live_version("professional")
    alone = clean(version, RAW, unit=UNIT)
    assert clean(version, RAW, unit=UNIT, tables=tables_of(version)) == alone


def test_what_is_sensitive_is_split_off_by_the_version():
    version = live_version("professional")
    document = clean(version, RAW, unit=UNIT).data
    opened, secret = split(version, document)
    assert secret == {"identity.id_number": "152502197206282979", "contact.mobile": "13804791234"}
    assert join(opened, secret) == document


@pytest.mark.parametrize(("language", "shown"), [("zh-hans", ("性别", "男性")), ("en", ("Sex", "Male"))])
def test_a_difference_reads_in_the_language_of_the_reader(language, shown):
    with translation.override(language):
        (line,) = difference(live_version("professional"), {}, {"identity": {"sex": "1"}})
    assert ((line.label, line.after), line.kind, line.path) == (shown, "added", "identity.sex")


def test_problems_are_worded_for_the_reader():
    problem = Problem("identity.sex", "required", {"label": "性别"})
    with translation.override("en"):
        (found,) = in_reader_language(live_version("professional"), [problem])
    assert found.given == {"label": "Sex"}


def test_dimensions_break_into_the_codes_of_their_list():
    found = {each.path: each.codes for each in dimensions(live_version("professional"))}
    assert found["identity.sex"] == tuple(code_table("sex").by_code)
    assert "identity.full_name" not in found


def test_a_document_is_checked_by_the_version_that_it_names_and_not_by_the_newest():
    old = live_version("professional")
    category = Category.objects.get(key="professional")
    fields = category.groups.raw_data[0]["value"]["fields"]
    next(each for each in fields if each["value"]["key"] == "full_name")["value"].update(
        minimum=None, max_length=1
    )
    new = publish_version(category=category, by=None)
    problems = [[each.key for each in clean(version, RAW, unit=UNIT).problems] for version in (old, new)]
    assert problems == [[], ["too_long"]]
