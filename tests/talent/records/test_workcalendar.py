"""The working calendar as somebody enters it, and waiting deadlines worked out anew on demand."""

from datetime import date

import pytest
from bs4 import BeautifulSoup
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from talent.records.deadlines import Year, after_working_days, is_working_day, library_year
from talent.records.models import CalendarYear, Change, DeadlineRun
from talent.records.refusal import NotAllowed
from talent.records.renewing import renew, start_renewing
from talent.records.reviewsettings import change_settings
from talent.records.workcalendar import enter_year, give_up_year, read_days, year_in_force
from tests.talent.records.register import again
from tests.talent.records.test_settingspages import entering

#: As the State Council's office words it (the days are invented).
NOTICE = """一、元旦：1月1日（周五）至3日（周日）放假，共3天。
二、春节：2月5日（农历除夕、周五）至11日（周四）放假调休，共7天。2月14日（周日）、2月20日（周六）上班。
三、劳动节：5月1日（周六）至5月3日放假。"""


def days(*each):
    return frozenset(date(2027, month, day) for month, day in each)


def test_the_words_of_the_notice_are_read():
    read = read_days(NOTICE, 2027)

    assert read.unread == ()
    assert read.year.days_off == days((1, 1), (2, 5), (2, 8), (2, 9), (2, 10), (2, 11), (5, 3))
    assert read.year.make_up_days == days((2, 14), (2, 20))


@pytest.mark.parametrize(
    ("line", "off", "made_up"),
    [
        ("2027-01-01 休", [(1, 1)], []),
        ("2027/1/30 上班", [], [(1, 30)]),
        ("2027.10.1 至 2027.10.4 放假", [(10, 1), (10, 4)], []),
        ("2027年10月1日—4日 放假", [(10, 1), (10, 4)], []),
        ("1月30日、31日班", [], [(1, 30)]),  # the second has no month and is no date
        ("2026-12-31至2027-01-01放假", [(1, 1)], []),  # the other year is entered under that year
        ("2027-10-01 to 2027-10-04 off", [(10, 1), (10, 4)], []),
        ("2027-01-30 work", [], [(1, 30)]),
    ],
)
def test_lines_are_read(line, off, made_up):
    read = read_days(line, 2027)

    assert (read.year, read.unread) == (Year(days(*off), days(*made_up)), ())


@pytest.mark.parametrize(
    "text", ["各地要注意安全", "2027-02-30 休", "2027-01-01", "2027-03-01 至 2027-08-01 放假"]
)
def test_what_is_not_understood_is_said(text):
    read = read_days(text, 2027)

    assert (read.year, read.unread) == (Year(frozenset(), frozenset()), (text,))


def test_an_entered_year_is_in_force_until_it_is_given_up(register):
    enter_year(year=2026, days=Year(frozenset(), frozenset()), notice="某号", by=register.boss)
    assert is_working_day(date(2026, 10, 1)) is True
    assert year_in_force(2026)[1].notice == "某号"

    assert give_up_year(year=2026, by=register.boss) is True

    assert is_working_day(date(2026, 10, 1)) is False
    assert year_in_force(2026) == (library_year(2026), None)
    assert give_up_year(year=2026, by=register.boss) is False


def test_a_day_is_not_off_and_worked_at_once(register):
    with pytest.raises(IntegrityError, match="records_calendar_day_is_one_thing"), transaction.atomic():
        CalendarYear.objects.create(year=2027, days_off=[date(2027, 1, 1)], make_up_days=[date(2027, 1, 1)])


def test_deadlines_stand_until_they_are_renewed_from_the_day_the_change_came(register):
    first, second = register.waiting(1), register.at_banner(2)
    Change._plain.filter(pk=first.pk).update(waiting_since=date(2030, 9, 2), deadline=date(2030, 9, 16))
    change_settings(by=register.boss, days_unit=3, days_banner=10)
    enter_year(year=2030, days=Year(frozenset({date(2030, 9, 4)}), frozenset()), notice="", by=register.boss)
    assert again(first).deadline == date(2030, 9, 16)

    run = start_renewing(by=register.boss)
    renew(run.pk)
    renew(run.pk)  # a job that was begun again

    run.refresh_from_db()
    assert (again(first).deadline, again(first).lock) == (date(2030, 9, 6), first.lock)
    assert again(second).deadline == after_working_days(second.waiting_since, 10)
    assert (run.looked, run.moved, run.ended_at is not None) == (2, 1, True)


def test_renewing_takes_as_many_statements_for_three_as_for_one(register):
    counts = []
    for serials in ((1,), (2, 3)):
        for serial in serials:
            register.waiting(serial)
        Change._plain.filter(state="waiting").update(deadline=date(2030, 1, 1))
        run = start_renewing(by=register.boss)
        with CaptureQueriesContext(connection) as seen:
            renew(run.pk)
        counts.append(len(seen))

    assert counts[0] == counts[1]


def test_two_runs_at_once_are_refused(register):
    start_renewing(by=register.boss)

    with pytest.raises(NotAllowed, match="正在重算"):
        start_renewing(by=register.chief)

    assert DeadlineRun.objects.count() == 1


def test_a_year_is_pasted_looked_at_and_saved(register, client):
    entering(client, register)
    address = reverse("review_settings:year", args=[2027])
    looked = BeautifulSoup(client.post(address, {"text": NOTICE, "do": "look"}).content, "html.parser")
    assert "2027-02-05 – 2027-02-11" in looked.select_one("dl.house-facts").get_text()
    assert CalendarYear.objects.count() == 0

    answer = client.post(address, {"text": NOTICE, "notice": "国办发明电", "do": "save"})

    assert answer["Location"] == reverse("review_settings:calendar")
    assert len(CalendarYear.objects.get(pk=2027).days_off) == 7
    again_shown = BeautifulSoup(client.get(address).content, "html.parser").textarea.get_text()
    assert read_days(again_shown, 2027).year == read_days(NOTICE, 2027).year


def test_a_text_that_is_not_understood_saves_nothing_and_keeps_what_was_typed(register, client):
    entering(client, register)

    answer = client.post(
        reverse("review_settings:year", args=[2027]), {"text": "春节放假\n2027-01-01 休", "do": "save"}
    )

    page = BeautifulSoup(answer.content, "html.parser")
    assert (answer.status_code, page.select_one(".help-critical li").get_text()) == (422, "春节放假")
    assert (page.textarea.get_text().strip(), CalendarYear.objects.count()) == ("春节放假\n2027-01-01 休", 0)


def test_a_year_without_a_notice_is_warned_of_on_both_pages(register, client, monkeypatch):
    index = entering(client, register)
    monkeypatch.setattr("talent.records.settingspages.localdate", lambda: date(2031, 3, 1))

    assert "还没有 2031 年的放假安排" in client.get(index).content.decode()


def test_the_page_renews_deadlines_and_lists_the_run(register, client):
    entering(client, register)
    register.waiting(1)
    address = reverse("review_settings:calendar")

    client.post(address)
    renew(DeadlineRun.objects.get().pk)

    row = BeautifulSoup(client.get(address).content, "html.parser").select("table.listing")[1].tbody.tr
    assert [cell.get_text() for cell in row.select("td")[2:]] == ["1", "0", "已完成"]
