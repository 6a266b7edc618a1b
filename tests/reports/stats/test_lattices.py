"""Declaring what is public: version by version, refused with the limit that it breaks."""

from dataclasses import replace

import pytest

from reports.stats.admission import LatticeError
from reports.stats.declared import Declared, DeclaredDimension, Group, read_declared, shipped
from reports.stats.lattices import Overtaken, declare, newest
from reports.stats.models import Lattice
from reports.stats.recommended import recommended
from reports.stats.resolved import resolve
from talent.security.models import AuditEvent
from tests.reports.stats.declarations import DECLARED, SEX, TITLE, table
from tests.talent.categories.publishing import publish_with

pytestmark = pytest.mark.django_db
ETHNIC = DeclaredDimension("ethnic_group", "民族", "Ethnic group", ("identity.ethnic_group",), ("97", "98"))


def refusal(declared):
    number, _standing = newest()
    with pytest.raises(LatticeError) as caught:
        declare(declared, after=number, note="", by=None)
    return str(caught.value)


def test_before_anybody_declared_anything_leagues_and_categories_are_public():
    assert newest() == (0, shipped())
    assert [each.key for each in shipped().tables] == ["league_category"]


def test_what_is_declared_stands_as_a_version_with_its_event():
    declare(DECLARED, after=0, note="开头", by=None)
    declare(DECLARED.without_table("region_title"), after=1, note="少一张", by=None)

    assert newest() == (2, DECLARED.without_table("region_title"))
    assert list(Lattice.objects.values_list("number", "note")) == [(2, "少一张"), (1, "开头")]
    assert read_declared(Lattice.objects.get(number=1).content) == DECLARED
    events = AuditEvent.objects.filter(action="declare_tables").order_by("pk")
    assert list(events.values_list("subject_id", flat=True)) == ["1", "2"]


def test_who_did_not_see_the_newest_version_is_refused():
    declare(DECLARED, after=0, note="", by=None)

    with pytest.raises(Overtaken):
        declare(shipped(), after=0, note="", by=None)


@pytest.mark.parametrize(
    ("declared", "says"),
    [
        (Declared((ETHNIC,), (table("t", "banner", "ethnic_group"),)), "下列维度不公开到旗县级"),
        (Declared((SEX, TITLE), (table("t", "league", "sex", "title_level"),)), "最多为类别与另一个维度交叉"),
        (Declared((), (table("t", "unit", "category"),)), "只公开自治区、盟市、旗县三级"),
        (Declared((), (table("t", "league", "sex"),)), "没有声明维度 sex"),
        (Declared((SEX,), (table("t", "league", "sex+"),)), "维度“性别”没有分组"),
        (Declared((replace(SEX, fields=("identity.gone",)),), ()), "没有字段 identity.gone"),
        (Declared((replace(SEX, key="gender"),), ()), "维度代号须为 sex"),
        (Declared((replace(SEX, fields=("employment.unit_type",)),), ()), "维度代号须为 unit_type"),
        (Declared((replace(SEX, left_out=("0", "9", "1")),), ()), "须有 2 至 100 个"),
        (
            Declared((replace(TITLE, groups=TITLE.groups[:2]),), ()),
            "每个细分代码都要分到一组，还缺：4(助理级)、5(员级)",
        ),
        (
            Declared((replace(SEX, left_out=(), fields=("identity.sex", "title.title_level")),), ()),
            "须使用同一代码表",
        ),
    ],
)
def test_a_limit_that_is_broken_is_named(declared, says):
    assert says in refusal(declared)
    assert newest()[0] == 0


def test_a_table_too_fine_to_show_anything_is_refused(monkeypatch):
    monkeypatch.setattr("reports.stats.resolved.MOST_CELLS", 100)
    declared = Declared((TITLE,), (table("t", "region", "category", "title_level"),))
    resolve(declared)

    assert "一张表最多 100 格" in refusal(
        declared.with_table(table("wide", "league", "category")).with_table(
            table("wider", "league", "category", "title_level")
        )
    )


def test_a_public_class_never_means_something_else():
    declare(DECLARED, after=0, note="", by=None)
    moved = (
        Group("senior", "高级", "Senior", ("1",)),
        Group("3", "中级", "Intermediate", ("3",)),
        Group("others", "其他", "Others", ("2", "4", "5")),
    )
    misnamed = replace(TITLE, groups=moved)

    assert "须沿用该代码" in refusal(DECLARED.with_dimension(misnamed))
    moved = (
        Group("senior", "高级", "Senior", ("1", "2", "3")),
        Group("4", "助理级", "Assistant", ("4",)),
        Group("5", "员级", "Junior", ("5",)),
    )
    assert "分组代码 senior(高级)已用于别的细分代码" in refusal(
        DECLARED.with_dimension(replace(TITLE, groups=moved))
    )
    assert "已声明过别的字段" in refusal(DECLARED.with_dimension(replace(SEX, left_out=("0",))))


def test_what_is_recommended_is_admitted_with_all_its_dimensions():
    whole = recommended()

    resolved = resolve(whole)

    assert len(whole.dimensions) == 10
    assert {each.level for each in whole.tables} == {"banner", "league", "region"}
    assert len(whole.tables) == len({each.key for each in whole.tables}) > 50
    cells = {cell.id for each in whole.tables for cell in resolved.cells(each)}
    assert 25_000 < len(cells) < 100_000
    assert not any(cell.startswith("1525") and "ethnic_group" in cell for cell in cells if cell[4:6] != "00")


def test_a_field_with_choices_of_its_own_breaks_by_them_in_their_newest_words():
    def choices(**labels):
        return [{"code": code[1:], "label": label, "label_en": ""} for code, label in labels.items()]

    publish_with(
        "skilled",
        lambda groups: groups.add(
            *("employment", "choice"),
            key="shift",
            label="班次",
            dimension=True,
            options=choices(_1="白班", _2="夜班"),
        ),
    )
    publish_with(
        "skilled",
        lambda groups: groups.field("employment.shift").update(
            options=choices(_1="日班", _2="夜班", _3="轮班")
        ),
    )
    shift = DeclaredDimension("shift", "班次", "Shift", ("employment.shift",), ("2",))

    fine = resolve(Declared((shift,), ())).fine["shift"]

    assert [(each.code, each.label_zh) for each in fine.classes] == [("1", "日班"), ("3", "轮班")]
    both = replace(shift, fields=("employment.shift", "skill.highest_level"), left_out=())
    assert "各字段须使用同一代码表" in refusal(Declared((both,), ()))
