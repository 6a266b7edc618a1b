from datetime import datetime

import pytest
from django.db import transaction
from django.db.models import F

from talent.categories.codes.lists import tables_for
from talent.categories.codes.loading import load_code_lists
from talent.categories.codes.tables import CodeEntry, CodeTable, folded
from talent.categories.loading import load_categories
from talent.categories.models import Code, CodeList

pytestmark = pytest.mark.django_db


def test_every_list_is_read_whole():
    tables = tables_for(["sex", "region", "nobody"])
    assert sorted(tables) == ["region", "sex"]
    assert [len(tables[key].entries) for key in ("region", "sex")] == [116, 4]


def test_a_list_that_is_known_costs_one_statement(django_assert_num_queries):
    tables_for(["sex", "ethnic"])
    with django_assert_num_queries(1):
        tables_for(["sex", "ethnic"])


def test_a_changed_list_is_read_again_when_its_revision_grows():
    tables_for(["study_form"])
    studies = CodeList.objects.get(key="study_form")
    Code.objects.create(code_list=studies, code="88", label="函授")
    assert tables_for(["study_form"])["study_form"].find("函授") is None
    CodeList.objects.filter(pk=studies.pk).update(revision=studies.revision + 1)
    assert tables_for(["study_form"])["study_form"].find("函授").code == "88"


def test_a_list_that_was_opened_in_the_admin_takes_other_words_at_once():
    before = tables_for(["study_form"])["study_form"].is_open
    CodeList.objects.filter(key="study_form").update(is_open=True)
    assert (before, tables_for(["study_form"])["study_form"].is_open) == (False, True)


@pytest.mark.parametrize(
    ("key", "word", "code"),
    [
        ("sex", "男", "1"),
        ("ethnic", "蒙古", "02"),
        ("political", "中共党员", "01"),
        ("education", "本科", "20"),
        ("education", "研究生", "10"),
        ("skill_level", "高级工", "4"),
        ("title_series", "会计", "17"),
        ("region", "锡林郭勒盟锡林浩特市", "152502"),
    ],
)
def test_the_words_of_staff_lists_are_known(key, word, code):
    assert tables_for([key])[key].find(word).code == code


@pytest.mark.parametrize(("word", "level", "series"), [("副主任护师", "2", "04"), ("讲师", "3", None)])
def test_a_title_knows_its_level_and_its_series_where_the_name_decides(word, level, series):
    attributes = tables_for(["title_name"])["title_name"].find(word).attributes
    assert (attributes.get("level"), attributes.get("series")) == (level, series)


def test_a_label_stands_before_an_alias_and_the_first_alias_before_a_later_one():
    entries = (
        CodeEntry("1", "甲", aliases=("丙", "乙")),
        CodeEntry("2", "乙"),
        CodeEntry("3", "丁", aliases=("丙",)),
    )
    table = CodeTable("t", entries)
    assert [table.find(word).code for word in ("甲", "乙", "丙", "丁", "3")] == ["1", "2", "1", "3", "3"]


def test_words_are_compared_without_width_brackets_and_case():
    assert folded(" Ａ（b） ") == folded("a(B)")


def test_loading_again_changes_nothing():
    revisions = dict(CodeList.objects.values_list("key", "revision"))
    load_code_lists()
    assert dict(CodeList.objects.values_list("key", "revision")) == revisions
    assert load_categories() == 0


@pytest.fixture
def day(monkeypatch):
    """Sets the clock to an instant of Shanghai."""

    def set_to(text):
        instant = datetime.fromisoformat(f"{text}+08:00")
        monkeypatch.setattr("django.utils.timezone.now", lambda: instant)

    return set_to


def test_a_code_can_be_chosen_on_the_days_of_its_validity_and_the_kept_table_notices_the_next_day(day):
    Code.objects.filter(code_list__key="study_form", code="1").update(
        valid_from="2026-03-01", valid_to="2026-03-31"
    )
    found = []
    for instant in ("2026-02-28T23:59", "2026-03-01T00:00", "2026-03-31T23:59", "2026-04-01T00:01"):
        day(instant)
        entry = tables_for(["study_form"])["study_form"].by_code["1"]
        found.append((entry.choosable, entry.refusal))
    assert found == [
        (False, "future_code"), (True, "retired_code"), (True, "retired_code"), (False, "retired_code")
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("changed", "refusal"), [({"is_retired": True}, "retired_code"), ({"is_heading": True}, "heading_code")]
)
def test_retired_codes_and_headings_cannot_be_chosen_and_stay_readable(changed, refusal):
    Code.objects.filter(code_list__key="study_form", code="1").update(**changed)
    CodeList.objects.filter(key="study_form").update(revision=F("revision") + 1)
    entry = tables_for(["study_form"])["study_form"].by_code["1"]
    assert (entry.choosable, entry.refusal, entry.label) == (False, refusal, "全日制")


def test_a_change_that_was_undone_is_not_remembered_under_the_next_revision():
    def change(label):
        Code.objects.filter(code_list__key="study_form", code="1").update(label=label)
        CodeList.objects.filter(key="study_form").update(revision=2)
        return tables_for(["study_form"])["study_form"].by_code["1"].label

    with transaction.atomic():
        assert change("撤销") == "撤销"
        transaction.set_rollback(True)
    with transaction.atomic():
        assert change("留下") == "留下"
