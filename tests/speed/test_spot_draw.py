"""Drawing a sample of approved records against ORDER BY random() over all of them.

`BENCH_SIZE` records, of which at most 1,000 are drawn; one in ten is a self-review.
"""

import pytest

from reviews.spotchecks.drawing import Wanted, by_places, by_records, draw
from reviews.spotchecks.frame import frame_of
from reviews.spotchecks.rules import Rule
from reviews.spotchecks.shuffling import Shuffle, bits_for
from talent.orgs.service import scope_for
from tests.contracts.world import BANNER, REGION, member, organisation
from tests.speed.measure import SIZE, compare
from tests.speed.records import write_records

pytestmark = [pytest.mark.django_db, pytest.mark.slow]

DRAWN = min(1000, SIZE // 5)


@pytest.fixture
def region():
    """(the frame of the region's office, the highest number in it)."""
    office = organisation("自治区人社厅", "hr_department", REGION)
    unit = organisation("示例医院", "unit", BANNER, unit_type="21", industry="Q")
    reviewer = member("region", office, "hr_reviewer")
    highest = write_records(SIZE, unit=unit)
    return frame_of(Rule(), office=office, scope=scope_for(reviewer)), highest


@pytest.mark.parametrize("weight", [1, 5])
def test_a_sample_against_sorting_everything_at_random(region, weight):
    frame, highest = region
    seeds = iter(range(10**6))
    wanted, bits = Wanted(DRAWN, weight=weight), bits_for(highest)
    sample = by_places(frame, Shuffle(seed=7, bits=bits), wanted)
    assert sample == by_records(frame, Shuffle(seed=7, bits=bits), wanted)
    assert len(sample) == DRAWN
    compare(
        f"spot check, {DRAWN} drawn, weight {weight}",
        ours=lambda: draw(frame, Shuffle(seed=next(seeds), bits=bits), wanted),
        other=lambda: list(frame.order_by("?").values_list("pk", "approved_id")[:DRAWN]),
        rounds=5,
    )
