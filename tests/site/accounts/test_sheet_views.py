"""Whoever has the number of a printed sheet learns whether it is true and current; nobody can try numbers."""

import io
import re

import pdfplumber
import psycopg
import pytest

from reports.printing.models import PrintedSheet
from reports.printing.numbers import new_number, shown
from reports.stats.service import release
from reports.stats.withdrawing import restore, withdraw
from talent.records.models import Person
from talent.records.service import accept_many, erase_person
from tests.reports.stats.corrections import correct
from tests.site.accounts.codes import soup
from tests.talent.collect.world import World, browser, person
from tests.talent.records.register import account

ASK = "/verify/"
pytestmark = pytest.mark.django_db(transaction=True, databases=["default", "public"])


def printed(world, change):
    """The number and the digest as they stand on the paper, of what the boss prints."""
    answer = browser(world.boss).get(f"/print/changes/{change.pk}/")
    with pdfplumber.open(io.BytesIO(answer.content)) as pdf:
        text = pdf.pages[0].extract_text()
    found = re.search(r"核验编号 ([0-9A-Z-]{20})\s.*摘要 ([0-9A-F ]{19})", text, re.DOTALL)
    return found.groups() if found else None


def roster(world):
    """The number of the roster of the unit, as it is now."""
    browser(world.clerk).get(f"/print/rosters/{world.unit.pk}/skilled/?columns=identity.full_name")
    return PrintedSheet.objects.latest("pk").number


def values(answer):
    return [each.get_text() for each in soup(answer).select("dl.values dd")]


def told(client, number):
    """(status, what stands first in the notice) of a number."""
    answer = client.get(f"{ASK}{number}/")
    first = soup(answer).select_one(".notice strong")
    return answer.status_code, first.get_text() if first else ""


def test_a_sheet_is_current_until_something_newer_is_in_force_and_withdrawn_once_erased(client):
    world = World()
    first = world.accepted()
    number, digest = printed(world, first)
    answer = client.get(f"{ASK}{number.lower()}/")
    day = PrintedSheet.objects.get().printed_at.astimezone().date().isoformat()
    assert values(answer) == ["技能人才登记表", "乌**", number, digest, day]
    assert answer["X-Robots-Tag"] == "noindex"
    assert "no-store" in answer["Cache-Control"]
    posted = soup(client.post(ASK, {"number": number.replace("-", "")}))
    assert (len(posted.select(".notice-success")), "姓名或单位和摘要" in posted.get_text()) == (1, True)
    assert "登记表、名单和统计报表" in soup(client.get(ASK)).select_one(".card").get_text()
    assert printed(world, first) == (number, digest)  # the same content once more

    work = [{"unit_name": "机械厂", "post": "焊工"}]
    newer = accept_many(changes=[world.waiting(document=person(work=work))], by=world.boss)[0]
    assert newer.record_id == first.record_id
    assert told(client, number) == (200, "已有更新的内容")
    assert printed(world, first) is None  # it is not in force any more
    again, _digest = printed(world, newer)
    assert (again == number, told(client, again)) == (False, (200, "有效"))

    erase_person(person=Person.objects.unscoped(reason="test").get(), by=world.boss)
    answer = client.get(f"{ASK}{again}/")
    assert told(client, again) == told(client, number) == (200, "已撤销")
    assert "乌" not in "".join(values(answer))


def test_the_login_of_the_public_asks_about_one_number_and_reads_nothing_else(public_connection):
    world = World()
    number, _digest = printed(world, world.accepted())
    ask = "SELECT title, standing, name FROM printing_verify(%s)"
    assert public_connection.execute(ask, [number.replace("-", "")]).fetchall() == [
        ("技能人才登记表", "current", "乌**")
    ]
    assert public_connection.execute(ask, [new_number()]).fetchall() == []
    for statement in (
        "SELECT number FROM printing_printedsheet",
        "SELECT full_name FROM records_change",
        "UPDATE printing_printedsheet SET title = ''",
    ):
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            public_connection.execute(statement)


def test_whoever_tries_numbers_is_asked_a_question_and_then_shut_out_with_the_same_answer_all_the_time(
    client,
):
    typo = [client.get(f"{ASK}{'A' * 18}/") for _time in range(7)]
    assert {each.status_code for each in typo} == {404}
    tried = [client.get(f"{ASK}{new_number()}/") for _time in range(3)]
    assert [each.status_code for each in tried] == [404] * 3
    said = {soup(each).select_one(".errors").get_text() for each in (*typo, *tried[:2])}
    assert len(said) == 1
    asked = client.get(f"{ASK}{new_number()}/")
    assert (asked.status_code, len(soup(asked).select("[name=puzzle_1]"))) == (200, 1)
    assert (
        client.post(ASK, {"number": shown(new_number())}).status_code == 422
    )  # the question is not answered


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_whoever_goes_on_guessing_numbers_is_shut_out_by_address(client, settings, language):
    settings.PUZZLE_AFTER = settings.PUZZLE_AFTER_FROM_ADDRESS = 1000
    headers = {"accept-language": language}
    tried = [
        client.get(f"{ASK}{new_number()}/", headers=headers | {"x-forwarded-for": f"203.0.113.{time}"})
        for time in range(settings.AXES_FAILURE_LIMIT + 1)
    ]
    assert [each.status_code for each in tried] == [404] * (settings.AXES_FAILURE_LIMIT - 1) + [429, 429]
    title = {"zh-hans": "核验尝试次数过多", "en": "Too many attempts to verify"}[language]
    assert (soup(tried[-1]).h1.text, int(tried[-1]["Retry-After"]) > 0) == (title, True)
    typed = client.post(ASK, {"number": shown(new_number())})
    other = client.get(f"{ASK}{new_number()}/", REMOTE_ADDR="198.51.100.7")
    assert (typed.status_code, other.status_code) == (429, 404)


def test_a_list_is_true_of_its_day_and_superseded_once_it_is_printed_with_other_people(client):
    world = World()
    world.accepted()
    first = roster(world)
    assert told(client, first) == (200, "打印时属实")
    assert values(client.get(f"{ASK}{first}/"))[:2] == ["技能人才花名册", world.unit.name]
    world.accepted(2, "其其格")
    assert told(client, first) == (200, "打印时属实")
    second = roster(world)
    assert [told(client, each) for each in (first, second)] == [(200, "已有更新的内容"), (200, "打印时属实")]


def test_a_statistics_report_is_current_whatever_is_released_later_and_withdrawn_with_its_release(client):
    numbers = []
    for _round in range(2):
        made = release(by=None)
        answer = client.get("/print/statistics/league_category/")
        assert (answer.status_code, answer["Content-Type"]) == (200, "application/pdf")
        numbers.append(PrintedSheet.objects.latest("pk").number)
    client.get("/print/statistics/league_category/")
    assert PrintedSheet.objects.count() == 2
    assert [told(client, each)[1] for each in numbers] == ["有效", "有效"]
    page = soup(client.get(f"{ASK}{numbers[0]}/")).select_one(".card").get_text()
    day = made.published_at.astimezone().date().isoformat()
    assert "第 1 号发布；发布后数字不再改动" in page
    assert ("表名、发布号和摘要" in page, "姓名" in page, "个人信息" in page) == (True, False, False)
    assert values(client.get(f"{ASK}{numbers[0]}/"))[1] == "1"
    assert (f"另有第 2 号发布({day})" in page, "登记的内容" in page) == (True, False)
    assert "另有" not in client.get(f"{ASK}{numbers[1]}/").content.decode()
    correct(made, text_zh="第 3 列单位是万人", text_en="in tens of thousands")
    noted = client.get(f"{ASK}{numbers[1]}/", HTTP_ACCEPT_LANGUAGE="en").content.decode()
    assert ("in tens of thousands" in noted, "第 3 列" in noted) == (True, False)
    earlier = client.get("/print/statistics/league_category/?release=1&as=page").content.decode()
    assert shown(numbers[0]) in earlier
    withdraw(release=made, by=World().boss, text_zh="有误", text_en="wrong")
    assert [told(client, each)[1] for each in numbers] == ["有效", "发布已撤回"]
    notices = [each.get_text() for each in soup(client.get(f"{ASK}{numbers[1]}/")).select(".notice")]
    assert [each.split("：")[0] for each in notices] == ["发布已撤回", "撤回原因", "更正说明"]
    assert "有误" in notices[1]
    for way in ("", "&as=page"):
        gone = client.get(f"/print/statistics/league_category/?release=2{way}", HTTP_ACCEPT_LANGUAGE="en")
        assert (gone.status_code, "wrong" in soup(gone).select_one("main").get_text()) == (410, True)
        assert "第" not in soup(gone).select_one("main").get_text()
    second = account("second", None)
    restore(release=made, by=second, text_zh="没有错", text_en="It was right")
    back = client.get(f"{ASK}{numbers[1]}/", HTTP_ACCEPT_LANGUAGE="en")
    assert told(client, numbers[1])[1] == "有效"
    assert "restored on this day: It was right" in soup(back).select(".notice-warning")[0].get_text()
    assert {
        client.get(f"/print/statistics/league_category/?release={each}").status_code for each in ("x", "9")
    } == {404}
