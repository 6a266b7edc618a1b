from datetime import UTC, date, datetime

import pytest
from django.template.loader import render_to_string

from portal.wording import short, withdrawn_during, worded
from reports.stats.service import Note


@pytest.mark.parametrize(
    ("label", "name"),
    [
        ("锡林郭勒盟", "锡林郭勒"),
        ("内蒙古自治区", "内蒙古自治区"),
        ("莫力达瓦达斡尔族自治旗", "莫力达瓦达…"),
        ("Xilingol League", "Xilingol"),
        ("Sonid Left Banner", "Sonid Left"),
        ("Morin Dawa Daur Autonomous Banner", "Morin Daw…"),
        ("市", ""),
    ],
)
def test_a_short_name_leaves_out_the_kind_of_area_and_is_cut_where_it_is_long(label, name):
    assert short(label) == name


def note(at, ends=None):
    return Note(1, 4, date(2026, 11, 28), at, ends is None, {"zh": "已核对", "en": ""}, at, ends)


@pytest.mark.parametrize(
    ("again", "told"),
    [
        (datetime(2026, 11, 29, 6, 30, tzinfo=UTC), ("2026-11-28", "2026-11-29")),
        (datetime(2026, 11, 28, 6, 30, tzinfo=UTC), ("2026-11-28 10:05", "14:30")),
    ],
)
def test_a_withdrawal_is_told_by_days_and_within_one_day_by_times_of_the_region(again, told):
    of = note(again, ends=note(datetime(2026, 11, 28, 2, 5, tzinfo=UTC)))
    assert withdrawn_during(of) == told
    page = render_to_string("portal/parts/release_notes.html", {"notes": worded([of])})
    assert f"第 4 号发布曾撤回({told[0]} 至 {told[1]})，现已恢复公开。" in page
