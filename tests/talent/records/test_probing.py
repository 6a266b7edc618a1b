"""Who tries numbers of people is counted, and the administrators are told."""

import pytest

from talent.notify.models import Notification
from talent.records.service import NoTransfer, TooOften, ask, submit
from talent.security.models import AuditEvent
from tests.talent.records.register import account, number, organisation, person

pytestmark = pytest.mark.django_db
REGION = 150000


@pytest.fixture
def administrator(register, settings):
    """Of the region's own office; another one of the banner is told nothing."""
    settings.TRIES_A_DAY = 3
    account("banner", register.office, "system_admin")
    return account("region", organisation("自治区人社厅", "hr_department", REGION), "system_admin")


def try_numbers(register, *names):
    """Save, in one grid, one number with each of these names, of somebody whom the other unit holds."""
    raws = [person(serial, name) for serial, name in enumerate(names, 1)]
    return [each.kind for each in register.propose_many(*raws, unit=register.unit)]


def hold_elsewhere(register, count):
    for serial in range(1, count + 1):
        change = register.draft(serial, unit=register.other, by=register.neighbour)
        submit(change=change, by=register.neighbour)


def told():
    return list(
        Notification.objects.filter(kind="numbers_tried").values_list("recipient__username", flat=True)
    )


def test_every_number_held_elsewhere_is_counted_whatever_the_name(register):
    hold_elsewhere(register, 2)
    assert try_numbers(register, "乌日娜", "王磊", "李雪") == ["elsewhere", "new", "new"]
    event = AuditEvent.objects.get(action="propose_elsewhere")
    assert (event.by, event.organisation_ids, event.detail) == (
        register.clerk, [register.unit.pk], {"count": 2},
    )  # fmt: skip


def test_the_administrators_of_the_region_are_told_once_a_day_from_the_limit_on(register, administrator):
    hold_elsewhere(register, 3)
    try_numbers(register, "王磊", "王磊")
    assert told() == []
    try_numbers(register, "王磊", "王磊", "王磊")
    try_numbers(register, "王磊", "王磊", "王磊")
    assert told() == ["region"]
    data = Notification.objects.get(kind="numbers_tried").data
    assert (data["account"], data["unit"], data["count"]) == ("clerk", "示例设计院", 5)


def test_tries_of_another_account_do_not_add_up(register, administrator):
    hold_elsewhere(register, 2)
    try_numbers(register, "王磊", "王磊")
    for serial in (1, 2):
        register.propose(person(serial, "王磊"), by=register.checker)
    assert told() == []


def ask_in_vain(register, by, serial=7):
    with pytest.raises(NoTransfer) as caught:
        ask(unit=register.other, kind="01", number=number(serial), name="王磊", by=by)
    return type(caught.value)


def test_who_asked_in_vain_too_often_asks_for_nobody_more_that_day(register, administrator):
    register.approved(1)
    assert [ask_in_vain(register, register.neighbour) for _ in range(4)] == [NoTransfer] * 3 + [TooOften]
    with pytest.raises(TooOften):
        ask(unit=register.other, kind="01", number=number(1), name="乌日娜", by=register.neighbour)
    assert (told(), AuditEvent.objects.filter(action="transfer_ask_failed").count()) == (["region"], 3)
    other = account("colleague", register.other, "collector")
    assert ask(unit=register.other, kind="01", number=number(1), name="乌日娜", by=other).state == "asked"
