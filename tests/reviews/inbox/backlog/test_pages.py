"""The board: whose figures it shows, what it adds up, and what nobody else finds."""

import csv
import io
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from reviews.inbox.backlog.counting import count_backlog
from reviews.inbox.models import Backlog
from tests.contracts.world import BANNER, REGION, member, organisation
from tests.reviews.inbox.desk import Desks
from tests.reviews.inbox.pages import read, text

BOARD = "/back/review/board/"


@pytest.fixture
def desks(db):
    """Some waits at the banner, something at a unit of it, and everything was counted."""
    found = Desks()
    found.at_banner(1), found.at_banner(2), found.at_unit(3)
    return found


def counted(**columns):
    count_backlog()
    Backlog._plain.update(**columns) if columns else None


def measures(page):
    return {text(each.dt): text(each.dd) for each in page.select(".measures > div")}


def lines(page, key):
    table = page.select_one(f"section#{key} table")
    return (
        [[named(cell) for cell in row.select("th, td")] for row in table.select("tbody tr")] if table else []
    )


def named(cell):
    """Without the mark of an office where nobody reviews."""
    return " ".join(text(cell).removesuffix("没有审核员").split())


def unmanned(page):
    return {named(row.th) for row in page.select("tr:has(.badge.needed)")}


def board(client, user, pk=None, **asked):
    client.force_login(user)
    address = reverse("inbox:board_of", args=[pk]) if pk else BOARD
    return client.get(address, asked)


def test_an_office_sees_its_own_figures_its_reviewers_and_its_units(client, desks):
    counted()
    page = read(board(client, desks.officer))
    shown = measures(page)
    assert (shown["待审"], shown["逾期"], shown["最久"], shown["含下级待审"]) == ("2", "0", "0 个工作日", "3")
    assert [row[0] for row in lines(page, "units")] == ["示例医院"]
    assert "近 30 天还没有办结过" in text(page.select_one("#reviewers"))


def test_the_office_above_sees_sums_and_goes_down_and_not_the_reviewers_of_others(client, desks):
    chief = member("league", desks.league, "hr_reviewer")
    counted()
    page = read(board(client, chief))
    assert measures(page)["含下级待审"] == "3"
    (row,) = [row for row in lines(page, "offices") if row[0] == desks.banner.name]
    assert row[2:5] == ["3", "0", "2"]
    assert lines(page, "units") == []
    below = read(board(client, chief, desks.banner.pk))
    assert [row[0] for row in lines(below, "units")] == ["示例医院"]
    assert below.select_one("#reviewers") is None
    assert page.select_one(f"a[href='{reverse('inbox:board_of', args=[desks.banner.pk])}']")


def test_an_office_with_nothing_waiting_stands_there_with_zero(client, desks):
    chief = member("league", desks.league, "hr_reviewer")
    counted()
    rows = {row[0]: row[2:5] for row in lines(read(board(client, chief)), "offices")}
    assert rows[desks.sibling.name] == ["0", "0", "0"]


def test_what_is_beside_or_above_or_a_unit_is_not_found(client, desks):
    counted()
    others = (desks.sibling, desks.league, desks.region, desks.unit)
    assert [board(client, desks.officer, each.pk).status_code for each in others] == [404] * 4
    files = [client.get(reverse("inbox:board_csv", args=[each.pk])).status_code for each in others]
    assert files == [404] * 4


def test_a_department_sees_the_units_of_its_industry_and_no_others(client, desks):
    health = organisation("卫健委", "industry_department", REGION, industries=["Q"])
    mining = organisation("能源局", "industry_department", REGION, industries=["B"])
    counted()
    pages = [read(board(client, member(each.name, each, "hr_reviewer"))) for each in (health, mining)]
    assert [[row[0] for row in lines(page, "units")] for page in pages] == [["示例医院"], []]
    assert [measures(page)["含下级待审"] for page in pages] == ["1", "0"]


def test_departments_of_a_region_stand_on_the_board_of_its_office(client, desks):
    organisation("旗卫健委", "industry_department", BANNER, industries=["Q"])
    counted()
    rows = lines(read(board(client, desks.officer)), "departments")
    assert [row[0] for row in rows] == ["旗卫健委"]


def test_lines_are_sorted_by_what_is_asked_for(client, desks):
    chief = member("league", desks.league, "hr_reviewer")
    counted()
    Backlog._plain.create(office=desks.sibling, at=timezone.now(), waiting=1, overdue=1)
    orders = {
        sort: [row[0] for row in lines(read(board(client, chief, sort=sort)), "offices")][:2]
        for sort in ("", "overdue", "waiting", "nonsense")
    }
    first, second = desks.sibling.name, desks.banner.name
    assert orders == {
        "": [first, second], "overdue": [first, second], "nonsense": [first, second],
        "waiting": [second, first],
    }  # fmt: skip


def test_the_file_has_the_office_all_below_it_and_nothing_outside(client, desks):
    counted()
    client.force_login(desks.officer)
    answer = client.get(reverse("inbox:board_csv", args=[desks.banner.pk]))
    rows = list(csv.reader(io.StringIO(b"".join(answer.streaming_content).decode("utf-8-sig"))))
    assert [(row[0], row[4]) for row in rows[1:]] == [(desks.banner.name, "2"), ("示例医院", "1")]
    assert rows[0][:5] == ["机构", "种类", "地区", "审核员", "待审"]
    assert answer["Content-Type"].startswith("text/csv")


def test_a_name_that_spreadsheets_take_for_a_formula_stays_text(client, desks):
    type(desks.unit).objects.filter(pk=desks.unit.pk).update(name="=1+1")
    counted()
    client.force_login(desks.officer)
    answer = client.get(reverse("inbox:board_csv", args=[desks.banner.pk]))
    assert "'=1+1" in b"".join(answer.streaming_content).decode()


def test_before_the_first_count_and_when_it_is_old_the_page_says_so(client, desks):
    assert "还没有统计过" in text(read(board(client, desks.officer)).select_one(".inbox"))
    counted(at=timezone.now() - timedelta(hours=2))
    assert "后台任务可能没有运行" in text(read(board(client, desks.officer)).select_one(".inbox"))


def test_the_board_costs_the_same_for_one_unit_and_for_three(client, desks, statements):
    board(client, desks.officer)  # the groups follow the roles at the first visit
    counts = []
    for number in range(2):
        if number:
            for serial in (11, 12):
                unit = organisation(f"单位{serial}", "unit", BANNER, unit_type="21", industry="Q")
                desks.at_unit(serial, unit=unit)
        counted()
        with statements() as done:
            client.get(BOARD)
        counts.append(len(done()))
    assert counts[0] == counts[1] <= 20


def test_a_unit_sees_its_own_figures_alone(client, desks):
    counted()
    client.force_login(desks.chief)
    page = read(client.get(reverse("unit_review:board", args=[desks.unit.pk])))
    assert (measures(page)["待审"], "含下级待审" in measures(page)) == ("1", False)
    assert client.get(reverse("unit_review:board", args=[desks.neighbour.pk])).status_code == 404


def test_offices_and_units_where_nobody_reviews_are_marked(client, desks):
    chief = member("chief of the league", desks.league, "hr_reviewer")
    desks.chief.memberships.all().delete()
    counted()
    assert unmanned(read(board(client, desks.officer))) == {"示例医院"}
    desks.officer.memberships.all().delete()
    assert desks.banner.name in unmanned(read(board(client, chief)))
    rows = list(csv.DictReader(io.StringIO(download(client, desks.league))))
    manned = {row["机构"]: row["审核员"] for row in rows}
    assert (manned[desks.league.name], manned[desks.banner.name], manned["示例医院"]) == (
        "有",
        "没有",
        "没有",
    )


def download(client, office):
    answer = client.get(reverse("inbox:board_csv", args=[office.pk]))
    return b"".join(answer.streaming_content).decode("utf-8-sig")
