import pytest

from talent.collect.models import Scratch
from talent.records.models import Change
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


def test_a_row_with_a_number_held_elsewhere_under_another_name_is_saved_as_one_that_nobody_has(world, url):
    world.accepted(1)
    stranger, url = browser(world.stranger), world.url("grid", "skilled", unit=world.other)
    rows = [(number(1), "别人"), (number(2), "别人")]
    assert stranger.post(url, {**cells(*rows), "do": "save"}).status_code == 302
    mine = Change.objects.unscoped(reason="test").filter(unit=world.other).order_by("pk")
    assert list(mine.values_list("full_name", "state")) == [("别人", "draft")] * 2


def test_a_row_with_a_number_held_elsewhere_under_its_name_says_so(world):
    world.accepted(1)
    stranger, url = browser(world.stranger), world.url("grid", "skilled", unit=world.other)
    answer = stranger.post(url, {**cells((number(1), "乌日娜")), "do": "save"})
    assert (answer.status_code, "此人已由其他单位登记本类别" in soup(answer).text) == (422, True)
