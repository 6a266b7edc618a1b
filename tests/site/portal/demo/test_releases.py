from datetime import date

import pytest
from django.utils.timezone import localdate, localtime

from portal.demo.news import tell_news
from portal.demo.places import build_places
from portal.demo.releases import quarter_ends, release_earlier
from portal.demo.world import populate
from portal.models import NoticePage
from portal.service import ensure_pages
from reports.stats.models import Fact, Release
from reports.stats.service import adopt_recommended


@pytest.mark.parametrize(
    ("today", "ends"),
    [
        ("2026-11-12", ["2026-06-30", "2026-09-30"]),
        ("2026-03-31", ["2025-09-30", "2025-12-31"]),
        ("2026-01-01", ["2025-09-30", "2025-12-31"]),
        ("2026-09-30", ["2026-03-31", "2026-06-30"]),
    ],
)
def test_a_quarter_ends_on_its_last_day_and_the_running_one_does_not_count(today, ends):
    assert [each.isoformat() for each in quarter_ends(date.fromisoformat(today))] == ends


@pytest.mark.slow
@pytest.mark.django_db
def test_releases_come_when_a_part_of_the_approved_is_there_and_not_all():
    there = []
    populate(
        people=150,
        units=build_places(),
        progress=lambda done: None,
        release=lambda number: there.append((number, Fact.objects.count())),
    )
    (one, first), (two, second) = there
    assert (one, two) == (1, 2)
    assert 0 < first < second < Fact.objects.count()


@pytest.mark.slow
@pytest.mark.django_db
def test_the_demonstration_has_releases_of_past_quarters_and_notices_of_them():
    ensure_pages()
    adopt_recommended(by=None)
    for number in (1, 2):
        release_earlier(number)
    found = Release.objects.order_by("number")
    assert [(each.number, each.as_of.day in (30, 31)) for each in found] == [(1, True), (2, True)]
    assert [each.as_of < localtime(each.published_at).date() <= localdate() for each in found] == [True, True]
    tell_news()
    tell_news()
    notices = NoticePage.objects.live().order_by("slug").values_list("slug", flat=True)
    assert list(notices) == ["about", "collecting", "own-records", "release-1", "release-2"]
