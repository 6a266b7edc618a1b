"""What waits at a unit for the account that opens its pages: by its roles there, and of this unit alone."""

from datetime import timedelta

from django.urls import reverse
from django.utils.timezone import localdate, now

from talent.orgs.enums import Role
from talent.records.service import FieldRemark, send_back
from tests.reviews.inbox.desk import reread
from tests.reviews.inbox.pages import read, text


def kinds(client, user, address):
    client.force_login(user)
    page = read(client.get(address))
    return {text(each): each["href"] for each in page.select(".waiting-kinds a")}


def test_the_pages_of_a_unit_show_to_each_role_what_is_theirs(client, desks):
    change = desks.at_unit(1)
    type(change)._plain.filter(pk=change.pk).update(deadline="2026-12-03")
    queue, workspace = (
        reverse(name, args=[desks.unit.pk]) for name in ("unit_review:queue", "collect:workspace")
    )
    told = {"待本单位审核的信息 1 最早的时限 2026-12-03": queue}
    assert kinds(client, desks.chief, queue) == kinds(client, desks.chief, workspace) == told
    assert kinds(client, desks.clerk, workspace) == {}


def test_what_was_sent_back_waits_for_those_who_fill_in(client, desks):
    change = desks.at_unit(1)
    type(change)._plain.filter(pk=change.pk).update(updated_at=now() - timedelta(days=20))
    send_back(change=reread(change), by=desks.chief, remarks=[FieldRemark("", "请补证书")])
    workspace = reverse("collect:workspace", args=[desks.unit.pk])
    (label,) = kinds(client, desks.clerk, workspace)
    assert label == f"退回待修改的信息 1 最早的一件 {localdate():%Y-%m-%d}"


def test_what_waits_at_another_unit_of_the_account_stands_there_alone(client, desks):
    desks.at_unit(1)
    desks.chief.memberships.create(organisation=desks.neighbour, role=Role.UNIT_REVIEWER)
    assert kinds(client, desks.chief, reverse("unit_review:queue", args=[desks.neighbour.pk])) == {}
