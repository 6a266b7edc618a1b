import pytest
from django.utils import timezone

from reviews.inbox.models import Decision
from reviews.spotchecks.deciding import close_item, doubt_item, parts_in, pass_item
from reviews.spotchecks.figures import Figures, figures
from reviews.spotchecks.models import SpotCheck, SpotItem
from reviews.spotchecks.rules import Rule
from reviews.spotchecks.starting import start
from talent.orgs.service import Scope, delegate, reviewing_grant, scope_for
from talent.records.models import Change, Doubt, TalentRecord
from talent.records.service import FieldRemark, NotAllowed
from talent.security.models import AuditEvent
from tests.contracts.world import member

pytestmark = pytest.mark.django_db

WRONG = [FieldRemark("title.0.title_name", "请附证书")]


@pytest.fixture
def items(office):
    """Two drawn records of one sample, in its order."""
    office.records(2)
    check = start(office=office.banner, by=office.inspector, rule=Rule(), size=2)
    return list(SpotItem._plain.filter(check_of=check).select_related("check_of__office"))


def seen(item):
    return TalentRecord._plain.select_related("approved__category").get(pk=item.record_id).approved


def judge(step, office, item, *, by=None, **given):
    by = by or office.inspector
    step(item=item, seen=seen(item), by=by, scope=scope_for(by), **given)
    item.refresh_from_db()


def test_a_sample_is_done_when_its_last_record_is_decided(office, items):
    first, second = items
    judge(pass_item, office, first)
    assert (first.outcome, first.by, SpotCheck._plain.get().state) == ("passed", office.inspector, "open")
    judge(doubt_item, office, second, remarks=WRONG)
    assert (second.outcome, second.doubt.record_id, SpotCheck._plain.get().state) == (
        "doubted",
        second.record_id,
        "done",
    )
    events = AuditEvent.objects.filter(action__in=("pass_spot_check", "doubt")).order_by("pk")
    assert [(each.action, each.subject_id) for each in events] == [
        ("pass_spot_check", str(first.change_id)),
        ("doubt", str(second.change_id)),
    ]


@pytest.mark.parametrize("who", ["officer", "decider"])
@pytest.mark.parametrize("step", [pass_item, doubt_item])
def test_who_had_a_part_in_a_record_does_not_check_it(office, items, step, who):
    item = items[0]
    by = office.officer
    if who == "decider":
        by = office.inspector
        Decision.objects.create(
            change=seen(item), level="banner", office=office.banner, by=by, outcome="returned"
        )
    given = {"remarks": WRONG} if step is doubt_item else {}
    with pytest.raises(NotAllowed, match="须由另一位审核人抽查"):
        judge(step, office, item, by=by, **given)
    assert (SpotItem._plain.filter(outcome="").count(), Doubt._plain.count()) == (2, 0)
    assert by.pk in parts_in(item.record_id)


def test_a_record_is_decided_once(office, items):
    judge(pass_item, office, items[0])
    for step, given in ((pass_item, {}), (doubt_item, {"remarks": WRONG})):
        with pytest.raises(NotAllowed, match="已由他人核查"):
            judge(step, office, items[0], **given)
    assert Doubt._plain.count() == 0


def test_nothing_is_said_of_a_version_that_nobody_looked_at(office, items):
    other = Change._plain.exclude(record=items[0].record_id).first()
    with pytest.raises(NotAllowed, match="请看最新的内容"):
        pass_item(item=items[0], seen=other, by=office.inspector, scope=office.scope)
    with pytest.raises(NotAllowed, match="请看最新的内容"):
        doubt_item(item=items[0], seen=other, by=office.inspector, scope=office.scope, remarks=WRONG)
    assert SpotItem._plain.filter(outcome="").count() == 2


def test_what_left_the_scope_is_closed_and_what_is_there_is_not(office, items):
    nowhere = Scope(office.inspector.pk)
    with pytest.raises(NotAllowed, match="请看最新的内容"):
        pass_item(item=items[0], seen=seen(items[0]), by=office.inspector, scope=nowhere)
    with pytest.raises(NotAllowed, match="仍可核查"):
        close_item(item=items[0], by=office.inspector, scope=office.scope)
    close_item(item=items[0], by=office.inspector, scope=nowhere)
    items[0].refresh_from_db()
    assert (items[0].outcome, items[0].by) == ("gone", office.inspector)


def test_the_figures_say_of_each_office_what_was_drawn_looked_at_and_doubtful(office, items):
    judge(pass_item, office, items[0])
    judge(doubt_item, office, items[1], remarks=WRONG)
    office.records(1, first=9)
    start(office=office.unit, by=office.keeper, rule=Rule(), size=5)
    day = SpotCheck._plain.first().at.date()
    assert figures(office.scope, since=day) == [
        Figures("152502人社局", 2, 2, 1),
        Figures("示例医院", 2, 0, 0),
    ]
    assert [each.share for each in figures(office.scope, since=day)] == [50.0, None]
    assert [each.office for each in figures(scope_for(office.keeper), since=day)] == ["示例医院"]


@pytest.mark.parametrize("step", [pass_item, doubt_item])
def test_nobody_checks_in_place_of_a_colleague_who_had_a_part(office, items, step):
    """Whoever passed it names somebody who has no eyes of their own here."""
    deputy = stand_in(office, office.officer)
    given = {"remarks": WRONG} if step is doubt_item else {}
    with pytest.raises(NotAllowed, match="须由另一位审核人抽查"):
        judge(step, office, items[0], by=deputy, **given)
    assert (SpotItem._plain.filter(outcome="").count(), Doubt._plain.count()) == (2, 0)


def test_who_stands_in_for_somebody_without_a_part_checks_and_it_is_told_in_whose_place(office, items):
    deputy = stand_in(office, office.inspector)
    judge(pass_item, office, items[0], by=deputy)
    judge(doubt_item, office, items[1], by=deputy, remarks=WRONG)
    events = AuditEvent.objects.filter(action__in=("pass_spot_check", "doubt"))
    assert [each.detail["standing_for"] for each in events] == [[office.inspector.pk]] * 2


def stand_in(office, away):
    deputy = member("deputy", office.banner, "analyst")
    grant = reviewing_grant(away, office.banner.pk)
    today = timezone.localdate()
    delegate(grant=grant, deputy=deputy, first=today, last=today, by=away)
    return deputy
