from datetime import timedelta

import pytest
from django.utils import timezone

from reviews.spotchecks.drawing import Wanted, draw
from reviews.spotchecks.fitting import keep_by
from reviews.spotchecks.frame import frame_of
from reviews.spotchecks.models import SpotItem
from reviews.spotchecks.rules import Rule, in_words
from reviews.spotchecks.shuffling import Shuffle
from reviews.spotchecks.starting import start
from talent.categories.models import Category
from talent.records.models import Change, TalentRecord
from talent.records.service import FieldRemark, doubt

pytestmark = pytest.mark.django_db


def found(office, **rule):
    frame = frame_of(Rule(**rule), office=office.banner, scope=office.scope)
    return sorted(frame.values_list("pk", flat=True))


def test_each_condition_narrows_the_frame(office):
    first, second = office.records(2)
    professional, skilled = (Category.objects.get(key=key) for key in ("professional", "skilled"))
    Change._plain.filter(record=first).update(self_reviewed=True, source="import", route=["unit"])
    today, both = timezone.localdate(), [first, second]
    tomorrow = (today + timedelta(days=1)).isoformat()
    assert {
        "everything": found(office),
        "category": found(office, category=professional.pk),
        "other category": found(office, category=skilled.pk),
        "unit": found(office, unit=office.unit.pk),
        "neighbour": found(office, unit=office.neighbour.pk),
        "source": found(office, source="import"),
        "unit alone": found(office, level="unit"),
        "banner": found(office, level="banner"),
        "self reviewed": found(office, self_reviewed=True),
        "since today": found(office, since=today.isoformat()),
        "since tomorrow": found(office, since=tomorrow),
        "until today": found(office, until=today.isoformat()),
    } == {
        "everything": both,
        "category": both,
        "other category": [],
        "unit": both,
        "neighbour": [],
        "source": [first],
        "unit alone": [first],
        "banner": [second],
        "self reviewed": [first],
        "since today": both,
        "since tomorrow": [],
        "until today": both,
    }


def test_what_was_looked_at_lately_or_is_doubtful_is_left_out(office):
    looked, doubted, free = office.records(3)
    check = start(office=office.banner, by=office.inspector, rule=Rule(record=looked), size=1)
    long_ago = timezone.now() - timedelta(days=200)
    items = SpotItem._plain.filter(check_of=check)
    items.update(outcome="passed", by=office.inspector, at=long_ago)
    record = TalentRecord._plain.select_related("approved").get(pk=doubted)
    doubt(
        record=record,
        seen=record.approved,
        by=office.inspector,
        office=office.banner,
        remarks=[FieldRemark("", "请核对")],
    )
    assert found(office, unchecked_months=3) == [looked, free]
    assert found(office, unchecked_months=12) == [free]


def test_a_condition_is_asked_of_the_document_by_the_one_evaluator(office):
    office.approved(1, name="苏和")
    other = office.approved(2, name="乌日娜")
    rule = Rule(condition='identity.full_name = "乌日娜"')
    frame = frame_of(rule, office=office.banner, scope=office.scope)
    sample = draw(frame, Shuffle(seed=1, bits=20), Wanted(10), keep=keep_by(rule))
    assert [each.record for each in sample] == [other.record_id]


def test_a_rule_is_told_in_words(office):
    rule = Rule(
        category=Category.objects.get(key="skilled").pk,
        unit=office.unit.pk,
        level="banner",
        source="import",
        since="2026-01-01",
        until="2026-06-30",
        self_reviewed=True,
        unchecked_months=6,
    )
    assert in_words(Rule.read(rule.kept())) == [
        "技能人才",
        "示例医院",
        "审到旗县(市、区)一级",
        "整体导入",
        "2026-01-01 以后入库",
        "2026-06-30 以前入库",
        "只抽自审的",
        "近 6 个月没有抽查过",
    ]
    assert in_words(Rule()) == []
