from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from talent.notify.timing import next_morning

HERE = ZoneInfo("Asia/Shanghai")


@pytest.mark.parametrize(
    ("now", "morning"),
    [
        ((2026, 11, 26, 7, 59), (2026, 11, 26, 8, 0)),
        ((2026, 11, 26, 8, 0), (2026, 11, 27, 8, 0)),
        ((2026, 12, 31, 23, 0), (2027, 1, 1, 8, 0)),
    ],
)
def test_the_next_morning_is_eight_o_clock_here(now, morning):
    assert next_morning(datetime(*now, tzinfo=HERE)) == datetime(*morning, tzinfo=HERE)
