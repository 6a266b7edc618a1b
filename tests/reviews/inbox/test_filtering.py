"""Each condition of the queue, and all together."""

from datetime import date, timedelta
from urllib.parse import parse_qsl, urlsplit

import pytest
from django.urls import reverse
from django.utils import timezone

from reviews.inbox.claiming import claim
from reviews.inbox.filtering import QueueFilter, last_day
from reviews.inbox.waiting import inbox_for
from talent.categories.models import Category
from talent.orgs.service import scope_for
from talent.records.models import Change
from talent.records.service import FieldRemark, accept, missed_by, send_back, submit
from tests.contracts.world import member
from tests.reviews.inbox.desk import warn
from tests.reviews.inbox.pages import queue_rows, read, text


@pytest.fixture
def found(desks):
    """Numbers of what the banner's reviewer finds by some conditions."""

    def ask(**asked):
        scope = scope_for(desks.officer)
        form = QueueFilter(asked, by=desks.officer, scope=scope)
        return [change.pk for change in form.narrow(inbox_for(scope))]

    return ask


def test_a_queue_is_narrowed_by_name_category_unit_and_source(desks, found):
    sue, tana = desks.at_banner(1, name="苏和").pk, desks.at_banner(2, name="塔娜").pk
    Change._plain.filter(pk=tana).update(source="import")
    skilled, own = (Category.objects.get(key=key).pk for key in ("skilled", "professional"))
    assert found() == [sue, tana]
    assert found(q="塔娜") == found(q="tn") == found(source="import") == [tana]
    assert found(category=str(own)) == found(unit="医院") == [sue, tana]
    assert found(category=str(skilled)) == found(unit="矿山") == []


@pytest.mark.parametrize(
    ("due", "expected"),
    [
        (lambda today: missed_by(1, today), {"overdue"}),
        (lambda today: missed_by(1, today) + timedelta(days=1), {"soon", "week"}),  # also on a day off
        (lambda today: today, {"soon", "week"}),
        (lambda today: today + timedelta(days=20), set()),
    ],
)
def test_a_queue_is_narrowed_by_what_is_left_of_the_term(desks, found, due, expected):
    change = desks.at_banner()
    Change._plain.filter(pk=change.pk).update(deadline=due(timezone.localdate()))
    assert {due for due in ("overdue", "soon", "week") if found(due=due)} == expected


def test_soon_is_counted_in_working_days_and_a_week_ends_on_sunday(db):
    thursday = date(2026, 11, 26)
    assert last_day("soon", thursday) == date(2026, 11, 30)
    assert last_day("week", thursday) == date(2026, 11, 29)


def test_a_queue_is_narrowed_by_checks(desks, found):
    warned, clean = warn(desks.at_banner(1)).pk, desks.at_banner(2).pk
    assert (found(checks="warned"), found(checks="clean")) == ([warned], [clean])


def test_a_queue_is_narrowed_by_what_kind_of_change_it_is(desks, found):
    first = desks.at_banner(1)
    desks.approved(2)
    changed = desks.at_banner(2, name="塔娜")
    returned = send_back(change=desks.at_unit(3), by=desks.chief, remarks=[FieldRemark("", "请核对")])
    returned.remarks.update(acted_on=True)
    again = accept(change=submit(change=returned, by=desks.clerk), by=desks.chief)
    kinds = {kind: found(kind=kind) for kind in ("first", "changed", "again")}
    assert kinds == {"first": [first.pk, again.pk], "changed": [changed.pk], "again": [again.pk]}


def test_a_queue_is_narrowed_by_the_level_at_which_it_waits(desks, found):
    here = desks.at_banner().pk
    assert (found(level="banner"), found(level="league")) == ([here], [])


def test_a_queue_is_narrowed_by_who_is_looking(desks, found):
    mine, others, free = (desks.at_banner(serial) for serial in (1, 2, 3))
    claim(mine, by=desks.officer)
    claim(others, by=member("second", desks.banner, "hr_reviewer"))
    held = {who: found(held=who) for who in ("me", "others", "none")}
    assert held == {"me": [mine.pk], "others": [others.pk], "none": [free.pk]}


@pytest.mark.parametrize(
    "asked",
    [
        *({"category": "x"}, {"source": "fax"}, {"q": "\x00"}, {"unit": "长" * 61}, {"category": "9" * 30}),
        *({"due": "x"}, {"checks": "x"}, {"kind": "x"}, {"held": "x"}, {"level": "unit"}),
    ],
)
def test_what_cannot_be_read_narrows_nothing(desks, found, asked):
    pk = desks.at_banner().pk
    assert found(**asked) == [pk]


def test_where_several_units_fit_one_is_chosen_by_name(client, desks):
    desks.at_banner(1)
    client.force_login(desks.officer)
    page = read(client.get(reverse("inbox:queue", query={"unit": "示例", "due": "", "q": "苏"})))
    ways = {text(link): link["href"] for link in page.select("p.units a")}
    asked = {name: dict(parse_qsl(urlsplit(href).query)) for name, href in ways.items()}
    assert asked == {name: {"unit": name, "q": "苏"} for name in ("示例医院", "示例矿山")}
    narrowed = read(client.get(ways["示例医院"]))
    assert (len(queue_rows(narrowed)), narrowed.select("p.units a")) == (1, [])


def test_units_out_of_scope_are_not_told_of(desks):
    far = scope_for(member("far", desks.sibling, "hr_reviewer"))
    units = [
        [unit.name for unit in QueueFilter({"unit": "示例"}, by=desks.officer, scope=scope).units]
        for scope in (far, scope_for(desks.officer))
    ]
    assert units == [[], ["示例医院", "示例矿山"]]


def test_an_empty_queue_says_which_condition_leaves_nothing_and_offers_to_drop_it(client, desks):
    warn(desks.at_banner(1))
    client.force_login(desks.officer)
    page = read(client.get(reverse("inbox:queue", query={"q": "苏和", "checks": "clean"})))
    assert "没有符合条件的待审信息。" in text(page)
    (drop,) = page.select(".nothing .conditions a")
    assert text(drop) == "去掉“检查：没有未核实的警告”，有 1 条"
    assert drop["href"] == reverse("inbox:queue", query={"q": "苏和"})
    assert len(queue_rows(read(client.get(drop["href"])))) == 1


def test_conditions_stand_above_the_queue_and_each_can_be_dropped(client, desks):
    desks.at_banner(1)
    client.force_login(desks.officer)
    page = read(client.get(reverse("inbox:queue", query={"q": "苏和", "kind": "first"})))
    chips = {text(link): link["href"] for link in page.select("ul.conditions a")}
    assert chips == {
        "姓名：苏和 ✕ 去掉": reverse("inbox:queue", query={"kind": "first"}),
        "变更：首次填报 ✕ 去掉": reverse("inbox:queue", query={"q": "苏和"}),
    }
    everything = page.select_one("form[role=search] a")
    assert (text(everything), everything["href"]) == (
        "清除全部筛选",
        reverse("inbox:queue", query={"view": ""}),
    )
    assert page.select_one("details.further").has_attr("open")
