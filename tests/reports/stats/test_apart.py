"""One field carries one dimension, whatever it is called and however it is grouped."""

from dataclasses import replace

import pytest

from reports.stats.admission import LatticeError
from reports.stats.apart import check_apart, related
from reports.stats.declared import AGE, Declared, DeclaredDimension
from reports.stats.lattices import declare, newest, within
from reports.stats.models import Lattice
from reports.stats.resolved import KEYS, resolve
from reports.stats.sources import Source
from tests.reports.stats.declarations import DECLARED, SEX, SKILL, TITLE, table
from tests.talent.categories.publishing import publish_with

STATUS = DeclaredDimension("st_a", "状态甲", "Status A", ("employment.person_status",))
OTHER = replace(STATUS, key="st_b", label_zh="状态乙")
KNOWN = {
    name: Source(name, name, "list", follows_from=set(roots))
    for name, roots in {
        "a": [],
        "of_a": ["a"],
        "also_of_a": ["a"],
        "of_both": ["a", "b"],
        "b": [],
        "title.series": ["title.title_name"],
        "title.title_level": ["title.title_name"],
        "prized_title": ["title.title_name"],
        AGE: ["identity.birth_date"],
        "generation": ["identity.birth_date"],
    }.items()
}


def by(*fields):
    return DeclaredDimension("_".join(fields), "甲", "A", fields)


@pytest.mark.parametrize(
    ("one", "other", "found"),
    [
        (by("a"), by("a"), True),
        (by("b", "a"), by("a"), True),
        (by("a"), by("of_a"), True),
        (by("of_a"), by("also_of_a"), True),
        (by("of_both"), by("b"), True),
        (by(AGE), by("generation"), True),
        (by("title.series"), by("prized_title"), True),
        (by("title.series"), by("title.title_level"), False),
        (by("a"), by("b"), False),
        (by("of_a"), by("b"), False),
    ],
)
def test_dimensions_are_akin_by_a_field_or_by_what_it_follows_from(one, other, found):
    assert (related(one, other, KNOWN, KEYS), related(other, one, KNOWN, KEYS)) == (found, found)


def test_the_refusal_names_the_labels_and_says_what_to_do():
    with pytest.raises(LatticeError) as caught:
        check_apart(Declared((by("a"), replace(by("a"), key="more", label_zh="乙"))), KNOWN, KEYS)

    assert str(caught.value) == (
        "字段“a”只能有一个公开维度，现有“甲 (a)”和“乙 (more)”。"
        "请只留一个；要粗一些的取值，就在那个维度里填“分组”。"
    )


@pytest.mark.django_db
def test_a_pair_over_one_field_is_refused_also_in_the_region():
    declared = Declared((STATUS, OTHER), (table("pair", "region", "st_a", "st_b"),))

    with pytest.raises(LatticeError, match="“人员状态”只能有一个公开维度，现有“状态甲"):
        declare(declared, after=0, note="", by=None)

    assert newest()[0] == 0
    resolve(Declared((STATUS,), (table("one", "region", "category", "st_a"),)))


@pytest.mark.django_db
def test_a_field_worked_out_from_another_is_a_grouping_of_it():
    formula = 'if(skill.highest_level in ["1", "2"], "1", "2")'
    publish_with(
        "skilled",
        lambda groups: groups.add(
            *("skill", "choice"),
            key="rough",
            label="大致等级",
            dimension=True,
            derive=formula,
            options=[
                {"code": "1", "label": "高", "label_en": "High"},
                {"code": "2", "label": "其他", "label_en": "Other"},
            ],
        ),
    )
    rough = DeclaredDimension("rough", "大致等级", "Rough level", ("skill.rough",))

    with pytest.raises(LatticeError, match="由定义互相推算"):
        declare(Declared((SKILL, rough)), after=0, note="", by=None)

    declare(Declared((TITLE, rough)), after=0, note="", by=None)


@pytest.mark.django_db
def test_what_breaks_a_newer_rule_is_taken_away_piece_by_piece():
    """As it stood before the rule: two dimensions over one field."""
    before = Declared((SEX, STATUS, OTHER), (table("pair", "region", "st_a", "st_b"),))
    Lattice.objects.create(number=1, content=before.as_json(), note="")

    declare(before.without_table("pair"), after=1, note="", by=None)
    declare(Declared((SEX, STATUS)), after=2, note="", by=None)

    assert newest() == (3, Declared((SEX, STATUS)))


def test_what_a_table_still_needs_is_not_merely_taken_away():
    assert within(DECLARED.without_table("banner_sex"), DECLARED)
    assert not within(DECLARED.without_dimension("sex"), DECLARED)
    assert not within(DECLARED.with_dimension(STATUS), DECLARED)
