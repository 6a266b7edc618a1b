"""Dates as staff lists write them."""

from datetime import date
from time import perf_counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from talent.categories.dates import PartialDate, read_date

DAY_STYLES = (
    "{0.year}-{0.month:02}-{0.day:02}",
    "{0.year}-{0.month}-{0.day}",
    "{0.year}/{0.month:02}/{0.day:02}",
    "{0.year}.{0.month}.{0.day}",
    "{0.year}年{0.month}月{0.day}日",
    "{0.year} 年 {0.month:02} 月 {0.day} 号",
    "{0.year}{0.month:02}{0.day:02}",
    "{0.year}-{0.month:02}-{0.day:02}T08:30:00",
    "{0.year}/{0.month}/{0.day} 0:00",
    "{0.year}年{0.month}月{0.day}日 23:59:59",
)
MONTH_STYLES = (
    "{0.year}-{0.month:02}",
    "{0.year}/{0.month}",
    "{0.year}.{0.month:02}",
    "{0.year}年{0.month}月",
    "{0.year}—{0.month}",
    "{0.year}{0.month:02}",
)
FULL_WIDTH = str.maketrans("0123456789-/.", "０１２３４５６７８９－／．")


DAYS = st.dates(date(1913, 1, 1), date(2099, 12, 31))


@given(DAYS, st.sampled_from(DAY_STYLES), st.booleans())
def test_a_day_is_read_back_from_every_style_it_is_written_in(day, style, full_width):
    text = style.format(day)

    read = read_date(text.translate(FULL_WIDTH) if full_width else text)

    assert read == PartialDate(day.year, day.month, day.day)
    assert read.iso() == day.isoformat()


@given(DAYS, st.sampled_from(MONTH_STYLES), st.booleans())
def test_a_month_is_read_back_from_every_style_it_is_written_in(day, style, full_width):
    text = style.format(day)

    read = read_date(text.translate(FULL_WIDTH) if full_width else text)

    assert read == PartialDate(day.year, day.month)
    assert read.iso() == day.isoformat()[:7]


@given(DAYS)
def test_what_is_kept_as_iso_text_is_read_as_the_same_again(day):
    parts = (day.year, day.month, day.day)

    for length in (1, 2, 3):
        assert read_date(PartialDate(*parts[:length]).iso()) == PartialDate(*parts[:length])


@pytest.mark.parametrize(
    ("text", "iso"),
    [
        ("1978-03-01", "1978-03-01"),
        ("1984年3月", "1984-03"),
        ("1984.10", "1984-10"),
        ("2016/05/08", "2016-05-08"),
        ("20160508", "2016-05-08"),
        ("2016年5月8日", "2016-05-08"),
        ("1994.08", "1994-08"),
        ("1984.1", "1984-01"),
        ("2012", "2012"),
        ("2012年", "2012"),
        ("　２０１２年 ", "2012"),
        ("2000-02-29", "2000-02-29"),
    ],
)
def test_styles_met_in_staff_lists(text, iso):
    assert read_date(text).iso() == iso


@pytest.mark.parametrize(
    "text",
    [
        "",
        "至今",
        "长期",
        "1900-02-29",
        "2016-13",
        "2016-00-01",
        "2016-04-31",
        "20160431",
        "19841",
        "1984000",
        "19840300",
        "84-03-01",
        "84.10",
        "84年3月",
        "840321",
        "190312",
        "0984-03-01",
        "2016-05/08",
        "2016年5",
        "2016年5月8",
        "2016年8日",
        "2016-5-8-1",
        "2016-05 08:30",
        "2016-05-08 25:00",
        "2016-05-0808:30",
        "约2016年",
        "30742",
        "٢٠١٦",
    ],
)
def test_what_is_not_plainly_a_date_is_not_read(text):
    assert read_date(text) is None


@given(st.text())
def test_any_text_is_either_read_or_refused(text):
    read = read_date(text)

    assert read is None or read_date(read.iso()) == read


@pytest.mark.parametrize("parts", [(2016, None, 8), (2016, 0), (2016, 2, 30), (2016, 1, 0), (999,)])
def test_a_date_that_does_not_exist_cannot_be_made(parts):
    with pytest.raises(ValueError, match=r"year|month|day"):
        PartialDate(*parts)


def test_a_long_text_is_no_date_and_costs_no_time_to_refuse():
    began = perf_counter()
    assert read_date("1" + " " * 100_000 + "1") is None
    assert perf_counter() - began < 1
