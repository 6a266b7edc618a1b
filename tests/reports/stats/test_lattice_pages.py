"""The pages on which tables and dimensions are declared."""

import pytest
from django.urls import reverse

from reports.opendata.csvtable import heads
from reports.opendata.questions import FIXED
from reports.stats.forms import TAKEN
from reports.stats.lattices import declare, newest
from reports.stats.releasing import release
from tests.reports.opendata.releases import book
from tests.reports.stats.declarations import DECLARED, TITLE
from tests.reports.stats.declarations import table as by_table
from tests.talent.records.register import account, organisation

pytestmark = pytest.mark.django_db


@pytest.fixture
def admin(client):
    at = organisation("自治区人社厅", "hr_department", 150000)
    client.force_login(account("leibie", at, "category_admin"))
    return client


def post(client, name, *arguments, **data):
    return client.post(reverse(f"releases:{name}", args=arguments), {"after": newest()[0], **data})


def text(answer):
    return answer.content.decode()


def test_a_dimension_and_a_table_are_declared_changed_and_taken_away(admin):
    dimension = {
        "key": "title_level",
        "label_zh": "职称级别",
        "label_en": "Level of title",
        "fields_of": ["title.title_level"],
        "groups": "senior | 高级 | Senior | 1 2\n3 | 中级 | Intermediate | 3\njunior | 初级 | Junior | 4 5",
    }
    table = {"key": "by_title", "title_zh": "按职称", "title_en": "By title", "level": "banner"}
    post(admin, "new_dimension", **dimension)
    post(admin, "new_table", **table, break_0="category", break_1="title_level+")
    number, declared = newest()
    listed = text(admin.get(reverse("releases:tables")))
    kept = admin.post(
        reverse("releases:remove", args=["dimension", "title_level"]), {"after": 2}, follow=True
    )
    post(admin, "table", "by_title", **table | {"level": "league"}, break_0="title_level+")
    asked = text(post(admin, "remove", "table", "by_title"))
    unasked = newest()[0]
    post(admin, "remove", "table", "by_title", sure=1)
    post(admin, "remove", "dimension", "title_level", sure=1)
    history = text(admin.get(reverse("releases:history")))

    assert number == 2
    assert [each.code for each in declared.dimensions[0].groups] == ["senior", "3", "junior"]
    assert ("按职称" in listed, "职称级别(分组)" in listed) == (True, True)
    assert "还有统计表使用这个维度" in text(kept)
    assert f'href="{reverse("releases:table", args=["by_title"])}">按职称<' in text(kept)
    assert ("不再公布“按职称”" in asked, "确定不再公布" in asked, unasked) == (True, True, 3)
    assert newest()[0] == 5
    assert [each.key for each in newest()[1].tables] == ["league_category"]
    assert ("修改“按职称”" in history, "去掉“职称级别”" in history) == (True, True)
    assert "已去掉“职称级别”。从下一份草稿起不再公布" in history


def test_who_types_no_key_and_no_title_gets_them_from_fields_and_level(admin):
    schooling = ["education_summary.highest_education"]
    looked = text(post(admin, "new_dimension", fields_of=schooling, left_out="90", look=1))
    unsaved = newest()[0]
    post(admin, "new_dimension", fields_of=schooling, left_out="90")
    status = {"label_zh": "状态", "label_en": "Status", "fields_of": ["employment.person_status"]}
    post(admin, "new_dimension", **status)
    post(admin, "new_table", level="league", break_0="category", break_1="person_status")
    again = post(admin, "new_table", level="league", break_0="category", break_1="person_status")
    form = text(admin.get(reverse("releases:dimension", args=["person_status"])))

    declared = newest()[1]
    assert ("所选字段的代码(" in looked, 'value="90"' in looked, unsaved) == (True, True, 0)
    assert set(declared.by_key) == {"education", "person_status"}
    education = declared.by_key["education"]
    assert (education.label_zh, education.label_en) == ("最高学历", "Highest education")
    made = declared.table_by_key["league_category_person_status"]
    assert (made.title_zh, made.title_en) == (
        "各盟市人才：类别 × 状态",
        "Talent by league: category × status",
    )
    assert "“各盟市人才：类别 × 状态”就是这样一张表" in text(again)
    assert "所选字段的代码(7 个)" in form


def test_what_breaks_a_limit_stays_on_the_form_with_the_limit(admin):
    declare(DECLARED, after=0, note="", by=None)
    table = {"key": "crossed", "title_zh": "交叉", "title_en": "Crossed", "level": "league"}

    answer = post(admin, "new_table", **table, break_0="sex", break_1="title_level")

    assert answer.status_code == 422
    assert "统计表“交叉”：盟市和旗县级最多为类别与另一个维度交叉" in text(answer)
    assert 'value="crossed"' in text(answer)


def test_a_dimension_takes_no_name_that_addresses_and_files_have_already(admin):
    declare(DECLARED, after=0, note="", by=None)
    words = {"label_zh": "级别", "label_en": "Level", "fields_of": ["title.title_level"]}

    answer = post(admin, "new_dimension", key="level", **words)

    assert (answer.status_code, "“level”是下载地址和文件里已有的名称" in text(answer)) == (422, True)
    assert newest() == (1, DECLARED)
    assert {*heads(book([], dimensions=())), *FIXED} <= TAKEN


def test_an_eleventh_dimension_is_refused_at_once_with_the_ten_and_their_tables(admin):
    post(admin, "adopt")
    listed = text(admin.get(reverse("releases:tables")))
    answer = post(admin, "new_dimension", **status_dimension("status", "12 | 1 2", "3 | 3", "rest | 4 5 6 9"))
    said = text(answer)

    assert ("10 个，最多 10 个" in listed, "已有“性别”，不能再有" in listed) == (True, True)
    assert "不超过 0.27" in listed
    assert answer.status_code == 422
    assert "除类别外最多公开 10 个维度，这里用到 11 个：" in said
    assert f'href="{reverse("releases:dimension", args=["ethnic_group"])}">民族</a>' in said
    assert reverse("releases:table", args=["region_ethnic_group"]) in said
    assert newest()[0] == 1


def test_all_tables_of_a_dimension_are_dropped_at_once_to_make_room(admin):
    post(admin, "adopt")
    key = "ethnic_group"
    tables = {each.key for each in newest()[1].tables if key in {part.key for part in each.breaks}}
    form = text(admin.get(reverse("releases:dimension", args=[key])))

    asked = text(post(admin, "remove", "tables", key))
    post(admin, "remove", "tables", key, sure=1)
    answer = post(admin, "new_dimension", **status_dimension("status", "12 | 1 2", "3 | 3", "rest | 4 5 6 9"))

    left = newest()[1]
    assert f"不再公布这 {len(tables)} 张表" in form
    assert ("不再公布按“民族”的统计表" in asked, "确定不再公布" in asked) == (True, True)
    assert (len(tables) > 1, tables & {each.key for each in left.tables}) == (True, set())
    assert (answer.status_code, {key, "status"} <= left.by_key.keys()) == (302, True)
    assert post(admin, "remove", "tables", "nothing", sure=1).status_code == 404


def test_a_new_dimension_says_where_it_may_be_used(admin):
    answer = admin.post(
        reverse("releases:new_dimension"),
        {"after": 0, **status_dimension("status", "12 | 1 2", "3 | 3", "rest | 4 5 6 9")},
        follow=True,
    )

    assert (
        "“状态status”还可以用在：单独成表，公开到自治区、盟市、旗县(市、区)；与类别交叉，"
        "公开到自治区、盟市、旗县(市、区)。" in text(answer)
    )


def test_who_saw_an_older_version_changes_nothing(admin):
    declare(DECLARED, after=0, note="", by=None)
    words = {"key": "by_title", "title_zh": "t", "title_en": "t", "level": "league", "break_0": "sex"}

    answer = post(admin, "new_table", **words, after=0)

    assert (answer.status_code, "刚被他人修改过" in text(answer)) == (422, True)
    assert newest() == (1, DECLARED)


def test_groups_typed_wrongly_are_said_by_their_line(admin):
    words = {"key": "sex", "label_zh": "性别", "label_en": "Sex", "fields_of": ["identity.sex"]}

    answer = post(admin, "new_dimension", **words, groups="1 | 男 | Male | 1\n女")

    assert "第 2 行" in text(answer)


def test_the_recommended_tables_come_beside_ones_own(admin):
    own = DECLARED.without_table("banner_sex").with_table(
        by_table("league_title", "league", "category", "title_level")
    )
    declare(own, after=0, note="", by=None)

    post(admin, "adopt")

    number, declared = newest()
    assert (number, declared.by_key["title_level"]) == (2, TITLE)
    assert {each.key for each in own.tables} < {each.key for each in declared.tables}


def test_a_key_is_given_once(admin):
    typed = post(admin, "new_table", key="league_category", level="banner", break_0="category")
    again = text(post(admin, "new_table", level="league", break_0="category"))

    assert "”已用代号 league_category，请填一个别的代号。" in text(typed)
    assert "”就是这样一张表，公开到同一级，用同样的维度，不必再加。" in again
    assert ("代号</a>" in again, reverse("releases:table", args=["league_category"]) in again) == (
        False,
        True,
    )


def test_a_table_has_a_dimension_since_the_total_stands_in_all(admin):
    number = newest()[0]

    answer = post(admin, "new_table", level="region")

    assert (answer.status_code, "请至少选一个维度" in text(answer)) == (422, True)
    assert newest()[0] == number


def status_dimension(key, *groups):
    """What is typed for a dimension over the status, grouped by such lines as "12 | 1 2"."""
    lines = ["{0} | {0} | {0} | {1}".format(*line.split(" | ")) for line in groups]
    return {
        "key": key,
        "label_zh": f"状态{key}",
        "label_en": key,
        "fields_of": ["employment.person_status"],
        "groups": "\n".join(lines),
    }


def test_one_field_is_no_second_dimension_by_another_name(admin):
    post(admin, "new_dimension", **status_dimension("ps0", "123 | 1 2 3", "4 | 4", "rest | 5 6 9"))

    answer = post(admin, "new_dimension", **status_dimension("ps1", "145 | 1 4 5", "2 | 2", "other | 3 6 9"))

    assert answer.status_code == 422
    assert "字段“人员状态”只能有一个公开维度，现有“状态ps0 (ps0)”和“状态ps1 (ps1)”" in text(answer)
    assert [each.key for each in newest()[1].dimensions] == ["ps0"]


def test_a_released_grouping_is_not_changed_on_the_same_day(admin):
    first = status_dimension("ps0", "123 | 1 2 3", "4 | 4", "rest | 5 6 9")
    table = {"key": "status", "title_zh": "状态", "title_en": "Status", "level": "region"}
    post(admin, "new_dimension", **first)
    post(admin, "new_table", **table, break_0="ps0+")
    release(by=None)

    changed = status_dimension("ps0", "145 | 1 4 5", "2 | 2", "other | 3 6 9")
    answer = post(admin, "dimension", "ps0", **changed)
    renamed = post(admin, "dimension", "ps0", **first | {"label_en": "State"})

    assert (answer.status_code, "一年最多改一次" in text(answer)) == (422, True)
    assert (renamed.status_code, newest()[1].by_key["ps0"].label_en) == (302, "State")
