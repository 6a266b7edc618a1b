"""Settings of reviewing: what is in force, what was, who changed it; and what a step reads of it."""

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext

from talent.records.models import SettingsChange
from talent.records.refusal import NotAllowed
from talent.records.reviewsettings import (
    ReviewSettings,
    change_settings,
    history_of_settings,
    review_settings,
)
from talent.records.service import accept, submit
from talent.security.models import AuditEvent
from tests.talent.records.register import again


def test_without_a_change_the_defaults_are_in_force_and_the_table_has_the_same(register):
    row = SettingsChange()

    assert review_settings() == ReviewSettings()
    assert ReviewSettings(**{name: getattr(row, name) for name in vars(ReviewSettings())}) == ReviewSettings()


def test_a_change_is_in_force_at_once_and_the_one_before_stays_as_history(register):
    change_settings(by=register.boss, reason="内人社发〔2026〕1号", days_banner=15, self_review=False)
    change_settings(by=register.chief, days_banner=7)

    standing = review_settings()
    found = [(row.by.username, row.reason, differing) for row, differing in history_of_settings()]
    assert (standing.days_banner, standing.self_review, standing.days_unit) == (7, False, 10)
    assert found == [
        ("chief", "", [("days_banner", 15, 7)]),
        ("boss", "内人社发〔2026〕1号", [("days_banner", 10, 15), ("self_review", True, False)]),
    ]
    event = AuditEvent.objects.filter(action="change_review_settings").order_by("pk").first()
    assert event.detail["settings"] == ["旗县级审核期限(工作日) 10 → 15", "一人单位可以自审 是 → 否"]


def test_a_change_of_nothing_writes_nothing(register):
    assert change_settings(by=register.boss, days_banner=10) == {}

    assert (
        SettingsChange.objects.count(),
        AuditEvent.objects.filter(action="change_review_settings").count(),
    ) == (0, 0)


@pytest.mark.parametrize(
    "wrong", [{"sample_percent": 101}, {"days_unit": 0}, {"claim_minutes": 0}, {"self_review_weight": 0}]
)
def test_what_is_out_of_bounds_is_refused(register, wrong):
    with pytest.raises(ValidationError):
        change_settings(by=register.boss, **wrong)

    assert SettingsChange.objects.count() == 0


def test_settings_are_read_once_in_a_while_and_not_once_a_step(register):
    review_settings()
    with CaptureQueriesContext(connection) as seen:
        assert {review_settings() for _ in range(3)} == {ReviewSettings()}

    assert len(seen) == 0


def test_a_unit_with_one_reviewer_reviews_its_own_only_where_settings_allow_it(register):
    change = submit(
        change=register.draft(7, unit=register.other, by=register.neighbour), by=register.neighbour
    )
    change_settings(by=register.boss, self_review=False)
    with pytest.raises(NotAllowed, match="不能自审"):
        accept(change=change, by=register.neighbour)
    assert again(change).state == "waiting"

    change_settings(by=register.boss, self_review=True)
    assert accept(change=again(change), by=register.neighbour).self_reviewed is True
