"""The backlog at both desks, wide and on a phone: usable by everybody, nothing cut at the side."""

from datetime import timedelta

import pytest
from django.utils import timezone

from reviews.inbox.backlog.counting import count_backlog
from reviews.inbox.backlog.urging import urge
from reviews.inbox.models import Decision
from talent.records.models import Change
from talent.records.service import latest_working_day
from tests.browser.conftest import PHONE
from tests.browser.test_walk import PASSWORD
from tests.contracts.world import BANNER, member, organisation
from tests.reviews.inbox.desk import Desks, reread

pytestmark = [
    pytest.mark.browser,
    pytest.mark.slow,
    pytest.mark.django_db(transaction=True, databases=["default", "public"]),
]
WIDE = {"width": 1300, "height": 900}


@pytest.fixture
def desks():
    """Three offices with something waiting, some of it far overdue and reported; something decided."""
    found = Desks()
    found.director = member("director", found.league, "hr_reviewer")
    organisation("卫健委", "industry_department", BANNER, industries=["Q"])
    today = timezone.localdate()
    for serial in range(1, 6):
        found.at_banner(serial)
    found.at_unit(6)
    found.approved(7)
    Change._plain.filter(waiting_office__isnull=False).update(
        deadline=today - timedelta(days=30), waiting_since=today - timedelta(days=45)
    )
    change = reread(found.at_banner(8))
    Decision._plain.create(
        change=change, level="banner", office=found.banner, by=found.officer, outcome="returned",
        arrived_on=today - timedelta(days=4),
    )  # fmt: skip
    urge(latest_working_day(today))
    count_backlog()
    for user in (found.officer, found.director, found.chief):
        user.set_password(PASSWORD)
        user.save()
    return found


@pytest.mark.parametrize("size", [pytest.param(WIDE, id="wide"), pytest.param(PHONE, id="phone")])
def test_the_backlog_can_be_read_at_every_desk_and_gone_through_downwards(person, desks, size):
    director, chief = person(size=size), person(size=size)
    director.log_in("/back/loginUI", "director", PASSWORD)
    director.page.goto("/back/review/board/")
    director.look("backlog-above")
    director.page.get_by_role("link", name=desks.banner.name).click()
    director.page.get_by_role("heading", name="本单位审核一步有积压的单位").wait_for()
    director.page.get_by_text("各项数字是怎样算的").click()
    director.look("backlog-below")
    officer = person(size=size)
    officer.log_in("/back/loginUI", "officer", PASSWORD)
    officer.page.goto("/back/")
    officer.look("backlog-home")
    officer.page.goto("/back/review/?due=urged")
    officer.look("backlog-queue")
    officer.page.goto("/back/review/board/")
    officer.look("backlog-own")
    chief.log_in("/login/", "chief", PASSWORD)
    chief.page.goto(f"/unit/{desks.unit.pk}/review/board/")
    chief.look("backlog-unit")
    chief.page.goto(f"/unit/{desks.unit.pk}/")
    chief.look("backlog-workspace")
