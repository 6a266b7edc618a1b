"""An earlier change of the record is read beside the one that waits, by its reviewer alone."""

import pytest

from reviews.inbox import history
from reviews.inbox.deciding import decide
from reviews.inbox.enums import Outcome
from reviews.inbox.history import history_of
from talent.orgs.service import scope_for
from talent.records.models import Change
from talent.security.models import AuditEvent
from tests.reviews.inbox.desk import reread
from tests.reviews.inbox.pages import read, text

pytestmark = pytest.mark.django_db


def judged(change, by, outcome=Outcome.PASSED, **said):
    change = reread(change)
    return decide(change=change, by=by, scope=scope_for(by), outcome=outcome, lock=change.lock, **said)


@pytest.fixture
def story(desks):
    """Approved, then something that was not passed, then one that waits at the banner."""
    first = judged(desks.at_banner(1, contact={"mobile": "13812345678"}), desks.officer, opinion="齐全")
    second = desks.at_banner(1, contact={"mobile": "13912345678"})
    second = judged(second, desks.officer, Outcome.REJECTED, opinion="不属本地区")
    return first, second, desks.at_banner(1, contact={"mobile": "13712345678"})


def test_the_earlier_ones_are_told_newest_first_with_what_ended_them(desks, story):
    first, second, waiting = story
    told = history_of(waiting, scope_for(desks.officer))
    assert [(each.change, each.change.state, each.decision.opinion) for each in told.earlier] == [
        (second, "rejected", "不属本地区"),
        (first, "accepted", "齐全"),
    ]
    assert told.has_more is False


def test_beyond_the_most_that_is_listed_it_says_so(desks, story, monkeypatch):
    monkeypatch.setattr(history, "MOST_EARLIER", 1)
    told = history_of(story[2], scope_for(desks.officer))
    assert ([each.change for each in told.earlier], told.has_more) == ([story[1]], True)


def test_the_page_names_them_and_leads_to_what_each_changed(client, desks, story):
    first, second, waiting = story
    client.force_login(desks.officer)
    page = read(client.get(f"/back/review/{waiting.pk}/"))
    told = [text(each) for each in page.select("[aria-labelledby=earlier] li")]
    assert ["不属本地区" in told[0], "审核通过" in told[1], len(told)] == [True, True, 2]
    links = [each["href"] for each in page.select("[aria-labelledby=earlier] a")]
    assert links == [f"/back/review/{waiting.pk}/earlier/{each.pk}/" for each in (second, first)]
    earlier = read(client.get(links[0]))
    rows = [[text(cell) for cell in row.select("th, td")] for row in earlier.select("tr.line.changed")]
    assert rows == [["手机号码", "13812345678", "13912345678"]]
    assert earlier.select("[name^='remark:'], button[name=outcome]") == []
    assert "不属本地区" in text(earlier.select_one("[aria-labelledby=history]"))


def test_the_first_of_all_is_compared_with_nothing(client, desks, story):
    client.force_login(desks.officer)
    page = read(client.get(f"/back/review/{story[2].pk}/earlier/{story[0].pk}/"))
    assert "没有可以对照的更早内容" in text(page.select_one("#differences"))


def test_each_look_is_in_the_audit_log(client, desks, story):
    client.force_login(desks.officer)
    client.get(f"/back/review/{story[2].pk}/earlier/{story[0].pk}/")
    newest = AuditEvent.objects.order_by("-pk").first()
    assert (newest.action, newest.subject_id, newest.by) == (
        "read_sensitive",
        str(story[0].pk),
        desks.officer,
    )


@pytest.mark.parametrize("which", ["itself", "other record", "draft", "nothing"])
def test_what_is_no_decided_change_of_the_record_does_not_exist(client, desks, story, which):
    waiting = story[2]
    other = {
        "itself": lambda: waiting.pk,
        "other record": lambda: desks.approved(2).pk,
        "draft": lambda: desks.draft(3).pk,
        "nothing": lambda: 10**9,
    }[which]()
    client.force_login(desks.officer)
    assert client.get(f"/back/review/{waiting.pk}/earlier/{other}/").status_code == 404


def test_what_another_unit_had_is_neither_listed_nor_opened(client, desks, story):
    first, _second, waiting = story
    Change._plain.filter(pk=first.pk).update(
        unit=desks.neighbour, region_code=desks.sibling.managing_region_id
    )
    client.force_login(desks.officer)
    page = read(client.get(f"/back/review/{waiting.pk}/"))
    assert len(page.select("[aria-labelledby=earlier] li")) == 1
    assert client.get(f"/back/review/{waiting.pk}/earlier/{first.pk}/").status_code == 404


def test_the_units_reviewer_reads_them_at_the_own_desk(client, desks, story):
    first, _second, waiting = story
    judged(waiting, desks.officer)
    waiting = desks.at_unit(1, contact={"mobile": "13612345678"})
    client.force_login(desks.chief)
    address = f"/unit/{desks.unit.pk}/review/{waiting.pk}/"
    links = [each["href"] for each in read(client.get(address)).select("[aria-labelledby=earlier] a")]
    assert (len(links), links[-1]) == (3, f"{address}earlier/{first.pk}/")
    assert client.get(links[-1]).status_code == 200
