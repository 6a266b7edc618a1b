import pytest

from talent.categories.service import definition_of
from talent.collect.models import Scratch
from talent.records.models import Change
from tests.talent.categories.publishing import publish_with
from tests.talent.collect.test_record import soup
from tests.talent.collect.world import browser, number


@pytest.fixture
def clerk(world):
    return browser(world.clerk)


@pytest.fixture
def url(world):
    return world.url("grid", "skilled")


def cells(*rows):
    """Rows of (number, name, ethnic group, trade) as the grid posts them."""
    paths = ("identity.id_number", "identity.full_name", "identity.ethnic_group", "skill.current_trade")
    return {
        f"cell.{place}.{path}": text
        for place, row in enumerate(rows)
        for path, text in zip(paths, row, strict=False)
    }


def standing(page, column):
    """What stands in a column of the grid, without what is empty."""
    found = [each["value"] for each in page.select(f"table.cells input[name$='{column}']")]
    return [each for each in found if each]


def test_a_grid_begins_with_ten_rows_and_the_columns_that_a_submission_needs(world, clerk, url):
    page = soup(clerk.get(url))
    heads = [each.text.split()[0] for each in page.select("thead th")]
    assert heads[:4] == ["行", "身份证件号码", "姓名", "民族"]
    assert "现从事工种" in heads
    assert (len(page.select("tbody tr")), len(heads) - 1 <= 12) == (10, True)
    assert [each for each in page.select("table.cells input") if not each["aria-label"]] == []


def test_good_rows_become_drafts_and_bad_ones_stay_with_the_reason_at_the_cell(world, clerk, url):
    rows = [
        (number(1), "乌日娜", "蒙古族", "焊工"),
        ("152502", "那仁", "汉", "钳工"),
        (number(3), "", "汉", "电工"),
    ]
    answer = clerk.post(url, {**cells(*rows), "do": "save"})
    page = soup(answer)
    assert answer.status_code == 422
    assert world.changes() == [("乌日娜", "draft")]
    assert standing(page, "current_trade") == ["钳工", "电工"]
    wrong = {each["name"] for each in page.select("input[aria-invalid]")}
    assert wrong == {"cell.0.identity.id_number", "cell.1.identity.full_name"}
    assert [each["href"] for each in page.select(".errors a")] == [
        "#cell.0.identity.id_number",
        "#cell.1.identity.full_name",
    ]
    assert "已暂存 1 人" in page.text
    assert "2 行没有保存" in page.text


def test_when_all_is_saved_the_grid_is_empty_again_and_nothing_is_kept(world, clerk, url):
    clerk.post(url, {**cells((number(1), "乌日娜")), "do": "autosave", "sitting": "sitting-0001"})
    assert Scratch.objects.exclude(sealed=b"").count() == 1
    answer = clerk.post(
        url, {**cells((number(1), "乌日娜")), "do": "save", "sitting": "sitting-0001", "autosaved": "1"}
    )
    page = soup(clerk.get(answer.url))
    assert (answer.status_code, standing(page, "full_name"), page.select(".kept")) == (302, [], [])
    assert Scratch.objects.exclude(sealed=b"").count() == 0


def test_whoever_stands_in_the_unit_is_told_and_not_written_over(world, clerk, url):
    change = world.draft(1)
    rows = [
        (number(1), "乌日娜", "汉族", "钳工"),
        (number(2), "那仁", "汉族", "电工"),
        (number(2), "那仁", "汉族", "电工"),
    ]
    page = soup(clerk.post(url, {**cells(*rows), "do": "save"}))
    assert world.again(change).document()["skill"]["current_trade"] == "焊工"
    assert world.changes() == [("乌日娜", "draft"), ("那仁", "draft")]
    told = [each.text for each in page.select(".told .error")]
    assert ["本单位已有此人" in told[0], "同一个证件号码" in told[1]] == [True, True]
    assert page.select_one(".told a")["href"] == world.url("change", change.pk)


def test_somebody_of_another_unit_is_told_without_a_way_there(world, clerk, url):
    theirs = world.draft(1, unit=world.other, by=world.stranger)
    Change.objects.unscoped(reason="test").filter(pk=theirs.pk).update()
    page = soup(clerk.post(url, {**cells((number(9), "那仁")), "do": "save"}))
    assert page.select(".told a") == []


def test_copied_rows_with_a_heading_go_below_their_names_whatever_the_order(world, clerk, url):
    first = f'1\t"焊\n工"\t乌日娜\t{number(1)}\t歌'
    text = f"序号\t工种\t姓  名\t身份证号\t爱好\n{first}\n2\t钳工\t那仁\t{number(2)}\t\n"
    page = soup(clerk.post(url, {"do": "paste", "text": text}))
    assert standing(page, "identity.full_name") == ["乌日娜", "那仁"]
    assert standing(page, "identity.id_number") == [number(1), number(2)]
    assert "爱好" in page.text
    assert "粘入 2 行" in page.text
    assert world.changes() == []


def test_a_heading_of_a_column_that_is_not_shown_brings_it(world, clerk, url):
    page = soup(clerk.post(url, {"do": "paste", "text": "姓名\t曾用名\n乌日娜\t娜仁\n"}))
    assert standing(page, "identity.former_name") == ["娜仁"]


def test_copied_rows_without_a_heading_go_from_the_cell_to_the_right(world, clerk, url):
    given = {**cells((number(1), "甲"), (number(2), "乙")), "do": "paste", "text": "丙\t蒙古族\n丁\t汉族\n"}
    page = soup(clerk.post(url, {**given, "at": "cell.1.identity.full_name"}))
    assert standing(page, "identity.full_name") == ["甲", "丙", "丁"]
    assert standing(page, "identity.ethnic_group") == ["蒙古族", "汉族"]
    assert page.select_one("input[autofocus]")["name"] == "cell.1.identity.full_name"


def test_rows_that_find_no_room_stay_in_the_box(world, clerk, url):
    text = "\n".join(["姓名\t工种", *(f"人{each}\t焊工" for each in range(203))])
    page = soup(clerk.post(url, {"do": "paste", "text": text}))
    assert len(standing(page, "identity.full_name")) == 200
    assert page.select_one("#text").text.split() == ["人200", "焊工", "人201", "焊工", "人202", "焊工"]


def test_columns_are_chosen_in_the_address_and_number_and_name_always_stay(world, clerk, url):
    heads = [
        each.text.split()[0] for each in soup(clerk.get(f"{url}?column=contact.mobile")).select("thead th")
    ]
    assert heads == ["行", "身份证件号码", "姓名", "手机号码"]


def test_the_first_row_of_a_repeating_group_is_a_column(world, clerk):
    url = world.url("grid", "professional")
    given = cells((number(1), "乌日娜", "汉族")) | {"cell.0.title.0.title_name": "工程师"}
    clerk.post(url, {**given, "do": "save"})
    assert world.newest().document()["title"][0]["title_name"] is not None


def test_a_grid_says_of_which_groups_it_has_one_row_and_of_which_none_and_where_they_are_filled_in(
    world, clerk
):
    def without_columns(groups):
        for each in groups.group("education")["fields"]:
            each["value"]["in_template"] = False

    version = publish_with("professional", without_columns)
    label = definition_of(version).by_key["education"].named("zh-hans")
    told = [
        each.get_text() for each in soup(clerk.get(world.url("grid", "professional"))).select("#beyond li")
    ]
    assert ["专业技术职称" in each for each in told] == [True, False]
    assert [label in each for each in told] == [False, True]
    assert all("打开该人员的资料填写" in each for each in told)


def test_the_headings_can_be_taken_along(world, clerk):
    answer = clerk.get(world.url("grid_headings", "professional"))
    first = answer.content.decode("utf-8-sig").strip().split(",")
    assert (first[:2], "专业技术职称-职称名称" in first) == (["身份证件号码", "姓名"], True)


def test_a_grid_takes_as_many_statements_for_thirty_rows_as_for_one(world, clerk, url, statements):
    def taken(count, first):
        rows = [(number(first + each), f"人{'甲' * (each % 9 + 1)}", "汉族", "焊工") for each in range(count)]
        given = {**cells(*rows), "sitting": f"sitting-{first:04}", "autosaved": "1"}
        clerk.post(url, {**given, "do": "autosave"})
        return statements(lambda: clerk.post(url, {**given, "do": "save"}))

    clerk.get(url)  # definitions and code lists are read once a process
    assert taken(1, 1) == taken(30, 100)
    assert len(world.changes()) == 31
    assert Scratch.objects.exclude(sealed=b"").count() == 0


def test_a_whole_template_that_is_pasted_shows_only_columns_with_something_in_them(world, clerk, url):
    heads = [*(each.text for each in soup(clerk.get(url)).select("legend ~ label.choice"))]
    named = [each.replace(" · ", "-") for each in heads]
    row = [{"姓名": "乌日娜", "备注": "夜班"}.get(each, "") for each in named]
    text = "\t".join(named) + "\n" + "\t".join(row)
    page = soup(clerk.post(url, {"do": "paste", "text": text}))
    assert standing(page, "full_name") == ["乌日娜"]
    assert len(page.select("thead th")) - 1 <= 14
    assert "放不下" not in page.text


def test_columns_that_a_grid_has_no_room_for_are_named_when_they_are_pasted(world, clerk, url):
    named = [each.text.replace(" · ", "-") for each in soup(clerk.get(url)).select("legend ~ label.choice")]
    text = "\t".join(named) + "\n" + "\t".join("甲" for _each in named)
    page = soup(clerk.post(url, {"do": "paste", "text": text}))
    assert len(page.select("thead th")) - 1 == 30
    assert "表格最多 30 列，下列各列放不下，没有粘入：" in page.text


def test_a_grid_offers_the_template_of_its_columns_and_of_all(world, clerk, url):
    page = soup(clerk.get(url))
    links = [each["href"] for each in page.select("a[href*='template.xlsx']")]
    assert [clerk.get(each).status_code for each in links] == [200, 200]
    assert (links[0].count("column="), links[1].count("column=")) == (len(page.select("thead th")) - 1, 0)


def test_a_row_whose_number_another_unit_holds_under_another_name_is_saved_as_any_other(world):
    world.waiting(1, "乌日娜")
    rows = [(number(1), "王磊", "汉族", "焊工"), (number(2), "那仁", "汉族", "电工"), (number(1), "乌日娜")]
    neighbour, url = browser(world.stranger), world.url("grid", "skilled", unit=world.other)
    page = soup(neighbour.post(url, {**cells(*rows[:2]), "do": "save"}, follow=True))
    assert "已暂存 2 人" in page.text
    told = neighbour.post(url, {**cells(rows[2]), "do": "save"})
    assert (told.status_code, "已由其他单位登记" in told.text) == (422, True)


def test_a_pasted_column_of_trades_makes_no_certificate_and_joins_one_that_there_is(world, clerk, url):
    lines = [
        "身份证号\t姓名\t工种\t证书编号",
        f"{number(1)}\t乌日娜\t电工\t",
        f"{number(2)}\t那仁\t焊工\tY01",
    ]
    page = soup(clerk.post(url, {"do": "paste", "text": "\n".join(lines)}))
    found = {each["name"]: each["value"] for each in page.select("table.cells input") if each["value"]}
    assert [found["cell.0.skill.current_trade"], found["cell.1.skill.current_trade"]] == ["电工", "焊工"]
    assert {name: text for name, text in found.items() if "skill_cert" in name} == {
        "cell.1.skill_cert.0.occupation": "焊工",
        "cell.1.skill_cert.0.cert_no": "Y01",
    }


def test_a_pasted_column_of_trades_alone_adds_no_column_of_certificates(world, clerk, url):
    text = f"身份证号\t姓名\t民族\t工种\n{number(1)}\t乌日娜\t蒙古族\t电工"
    page = soup(clerk.post(url, {"do": "paste", "text": text}))
    assert page.select("table.cells input[name*='skill_cert']") == []
    clerk.post(url, {**cells((number(1), "乌日娜", "蒙古族", "电工")), "do": "save"})
    assert Change.objects.unscoped(reason="test").get().document().get("skill_cert") in (None, [])
