"""The pages of the rules of routes, for administrators of the region's own office."""

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse

from talent.categories.codes.shaping import merge, retire
from talent.categories.models import Category, Code
from talent.orgs.models import Membership
from talent.records.models import RouteEdit, RouteRule
from talent.records.service import submit_many
from tests.talent.records.register import Register, account, organisation, person


@pytest.fixture
def register(db):
    return Register()


@pytest.fixture
def client(register, client):
    """Signed in as the region's administrator."""
    office = organisation("自治区人社厅", "hr_department", 150000)
    client.force_login(account("xitong", office, "system_admin"))
    return client


def skilled():
    return Category.objects.get(key="skilled").pk


def typed(**given):
    whole = {
        "name": "老师傅",
        "name_en": "Old hands",
        "categories": [skilled()],
        "condition": "skill.years_in_trade >= 10",
        "levels": ["league"],
        "valid_from": "2026-01-01",
        "order": "70",
        "enabled": "on",
    }
    return {**whole, **given}


def page(answer):
    return BeautifulSoup(answer.content, "html.parser")


def errors(answer):
    return [each.get_text(" ", strip=True) for each in page(answer).select(".w-field__errors")]


def post(client, pk=None, **given):
    address = reverse("routes:rule", args=(pk,)) if pk else reverse("routes:new")
    return client.post(address, typed(**given))


def test_the_list_says_each_rule_in_words(client, register):
    rows = page(client.get(reverse("routes:index"))).select("tbody tr")

    said = [[cell.get_text(" ", strip=True) for cell in row.select("th, td")] for row in rows]
    assert said[0] == ["全部人员", "全部类别", "—", "旗县(市、区)", "启用"]
    assert said[2] == [
        "高级技师及以上",
        "技能人才",
        "“最高技能等级”是“高级技师(一级)”、“特级技师”、“首席技师”之一",
        "旗县(市、区) → 盟市",
        "启用",
    ]


def test_the_list_names_the_offices_where_nobody_reviews(client, register):
    Membership.objects.filter(organisation=register.office).delete()

    named = [
        each.get_text() for each in page(client.get(reverse("routes:index"))).select("ul[aria-labelledby] li")
    ]

    assert named == ["自治区人社厅", "锡林浩特市人社局"]


def test_a_rule_that_no_longer_fits_what_is_in_force_says_so(client):
    RouteRule.objects.filter(key="senior_technician").update(condition="skill.gone = 1")

    text = page(client.get(reverse("routes:index"))).get_text(" ", strip=True)

    assert "引用了不存在的字段“skill.gone”。 改正以前，有关的变更都按本规则审核。" in text


def test_codes_that_were_merged_or_retired_are_flagged_in_the_list_on_the_rule_and_in_a_trial(
    client, register
):
    by = account("mabiao", register.office, "category_admin")
    seventh, eighth = (Code.objects.get(code_list__key="skill_level", code=each) for each in ("7", "8"))
    merge(code=seventh, into="6", by=by)
    retire(code=eighth, by=by)
    rule = RouteRule.objects.get(key="senior_technician")
    register.waiting()
    said = [
        "“最高技能等级”的代码“特级技师”(7)已并入“高级技师(一级)”(6)，请核对条件是否也要写“6”。",
        "“最高技能等级”的代码“首席技师”(8)已停用，今后没有人能选它，请核对条件。",
    ]

    listed = page(client.get(reverse("routes:index"))).select_one(f'tr:has(a[href$="/{rule.pk}/"])')
    own = page(client.get(reverse("routes:rule", args=(rule.pk,))))
    tried = page(client.get(reverse("routes:try")))
    other = page(client.get(reverse("routes:rule", args=(RouteRule.objects.get(key="everybody").pk,))))

    assert [each.get_text() for each in listed.select("strong.off")] == said
    assert [each.get_text(strip=True) for each in own.select("[role=alert] li")] == said
    assert [each.get_text(strip=True) for each in tried.select("[role=alert] li")] == [
        f"高级技师及以上：{each}" for each in said
    ]
    assert other.select("[role=alert] li") == []


def test_the_list_takes_as_many_statements_for_three_rules_more(client, django_assert_max_num_queries):
    address = reverse("routes:index")
    client.get(address)
    with django_assert_max_num_queries(26) as first:
        client.get(address)
    for number in range(3):
        post(client, name=f"规则{number}")
    with django_assert_max_num_queries(26) as second:
        client.get(address)

    # Two more read what a message says.
    assert len(second) - len(first) <= 2


def test_a_new_rule_is_saved_and_its_history_begins(client):
    answer = post(client, unit_types=["42"], levels=["region", "league"])

    rule = RouteRule.objects.get(name="老师傅")
    assert answer.url == reverse("routes:index")
    assert (rule.levels, rule.unit_types, rule.every_category) == (["league", "region"], ["42"], False)
    assert [each.pk for each in rule.categories.all()] == [skilled()]
    lines = page(client.get(reverse("routes:rule", args=(rule.pk,)))).select("table.log tbody tr")
    assert len(lines) == 1
    assert "经过的级别：盟市 → 自治区" in lines[0].get_text()


def test_a_change_shows_before_and_after_and_a_stale_page_writes_nothing(client):
    rule = RouteRule.objects.get(key="everybody")
    given = {"name": rule.name, "categories": [], "condition": "", "order": "10", "valid_from": "2017-01-01"}
    first = post(client, rule.pk, **given, name_en=rule.name_en, levels=["banner", "league"], lock="0")
    second = post(client, rule.pk, **given, name_en=rule.name_en, levels=["region"], lock="0")

    assert (first.status_code, second.status_code) == (302, 409)
    assert "已被他人修改" in page(second).get_text()
    assert RouteRule.objects.get(pk=rule.pk).levels == ["banner", "league"]
    line = page(client.get(reverse("routes:rule", args=(rule.pk,)))).select_one("table.log tbody tr")
    assert "经过的级别：旗县(市、区) → 旗县(市、区) → 盟市" in line.get_text()
    assert RouteEdit.objects.filter(rule=rule).count() == 1


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ({"levels": []}, "请至少选一个级别。"),
        ({"condition": "skill.nowhere = 1"}, "引用了不存在的字段“skill.nowhere”。"),
        ({"condition": 'identity.id_number = "1"'}, "“身份证件号码”加密保存，条件不能看它，请换一个字段。"),
        ({"condition": "skill.years_in_trade >="}, "现为“结尾”"),
        ({"condition": "1 = 1"}, "条件没有看任何字段"),
        ({"categories": []}, "“skill.years_in_trade”不是所选各类别都有的"),
        ({"valid_from": "明天"}, "请按 2026-11-02 的样子填写日期。"),
    ],
)
def test_what_is_wrong_is_said_at_its_field_and_nothing_is_saved(client, given, expected):
    count = RouteRule.objects.count()

    answer = post(client, **given)

    assert (answer.status_code, RouteRule.objects.count()) == (422, count)
    assert any(expected in each for each in errors(answer))


def test_a_condition_over_all_categories_speaks_of_what_they_have_alike(client):
    assert post(client, categories=[], condition='identity.ethnic_group = "02"').status_code == 302


def test_trying_shows_what_the_rule_would_do_and_saves_nothing(client, register):
    raws = [person(n, f"人{n}", skill={"current_trade": "焊工", "years_in_trade": n * 5}) for n in (1, 2, 3)]
    submit_many(changes=[register.propose(raw).change for raw in raws], by=register.clerk)
    count = RouteRule.objects.count()

    answer = post(client, **{"try": "1"})

    tried = page(answer).select_one("section[aria-labelledby=tried]")
    rows = {
        row.th.get_text(): [cell.get_text() for cell in row.select("td")] for row in tried.select("tbody tr")
    }
    assert (answer.status_code, RouteRule.objects.count()) == (200, count)
    assert "近一年上报的 3 条变更全部试算，条数准确。" in tried.get_text()
    assert rows["本条(未保存)"] == ["0", "2", "0", "0", "0"]
    assert rows["盟市"] == ["0", "0 → 2", "0", "0", "0"]
    assert page(answer).select_one("input[name=name]")["value"] == "老师傅"


def test_the_rules_in_force_can_be_tried_without_any_change(client, register):
    assert "近一年没有上报过的变更" in page(client.get(reverse("routes:try"))).get_text()
    register.waiting()

    rows = page(client.get(reverse("routes:try"))).select("tbody tr")

    assert [cell.get_text() for cell in rows[0].select("th, td")] == ["全部人员", "0", "1", "0", "0", "0"]


def test_the_chooser_offers_the_fields_of_the_ticked_categories_and_nothing_sealed(client):
    answer = client.post(
        reverse("routes:compose"),
        {"categories": [skilled()], "_formula": "skill.years_in_trade >= 10", "_vocabulary": "1"},
    ).json()

    offered = {each["path"] for section in answer["sections"] for each in section["subjects"]}
    assert {"skill.years_in_trade", "skill_cert.level"} <= offered
    assert not {"identity.id_number", "contact.mobile", "title.title_level"} & offered
    assert (answer["words"], answer["faults"]) == ("“本工种工作年限”不小于10", [])
    assert [row["path"] for row in answer["rows"]] == ["skill.years_in_trade"]


@pytest.mark.parametrize("given", [{}, {"categories": ["x", "99999999999"], "_rows": "{"}])
def test_the_chooser_refuses_what_the_page_does_not_send(client, given):
    assert client.post(reverse("routes:compose"), {"_rows": "[]", **given}).status_code == 400


def test_others_find_nothing(client, register):
    client.force_login(account("banner_admin", register.office, "system_admin", "category_admin"))

    found = [client.get(reverse(f"routes:{name}")).status_code for name in ("index", "new", "try")]

    assert [*found, client.post(reverse("routes:compose")).status_code] == [404] * 4
