"""Views of a queue: kept, shared, ordered, and nobody else's to change."""

import pytest
from django.db.utils import IntegrityError
from django.urls import reverse

from reviews.inbox.models import SavedView
from tests.contracts.world import member
from tests.reviews.inbox.desk import warn
from tests.reviews.inbox.pages import queue_rows, read, text

QUEUE, VIEWS = "/back/review/", "/back/review/views/"


@pytest.fixture
def officer(client, desks):
    client.force_login(desks.officer)
    return client


def save(client, name="急件", asked="due=overdue&q=%E8%8B%8F&after=2026-01-01_1&x=1", **given):
    return client.post(VIEWS, {"save": "", "name": name, "asked": asked, **given})


def shown(client, address=QUEUE):
    nav = read(client.get(address, follow=True)).select_one("nav.views")
    return [text(link) for link in nav.select("a")] if nav else []


def test_a_view_keeps_the_conditions_and_nothing_else_of_an_address(officer, desks):
    answer = save(officer)
    view = SavedView.objects.get()
    assert (view.name, view.asked, view.account, view.office) == (
        "急件", "q=%E8%8B%8F&due=overdue", desks.officer, desks.banner,
    )  # fmt: skip
    assert answer["Location"] == f"{QUEUE}?{view.asked}"
    assert shown(officer) == ["全部待审", "急件", "整理视图"]


def test_the_default_view_opens_the_queue_and_everything_can_still_be_seen(officer, desks):
    warn(desks.at_banner(1))
    save(officer, "干净的", "checks=clean", is_default="")
    assert officer.get(QUEUE)["Location"] == f"{QUEUE}?checks=clean"
    assert queue_rows(read(officer.get(f"{QUEUE}?checks=clean"))) == []
    assert len(queue_rows(read(officer.get(f"{QUEUE}?view=")))) == 1
    save(officer, "有提醒的", "checks=warned", is_default="")
    assert list(SavedView.objects.values_list("name", "is_default")) == [
        ("干净的", False),
        ("有提醒的", True),
    ]


def test_own_views_are_renamed_ordered_and_deleted(officer):
    for name, asked in (("甲", "kind=first"), ("乙", "kind=again")):
        save(officer, name, asked)
    first, second = SavedView.objects.all()
    officer.post(VIEWS, {"do": f"up:{second.pk}"})
    officer.post(VIEWS, {"do": f"change:{first.pk}", "name": "丙", "shared": ""})
    assert list(SavedView.objects.values_list("name", "shared")) == [("乙", False), ("丙", True)]
    refused = officer.post(VIEWS, {"do": f"change:{first.pk}", "name": "乙", "is_default": ""})
    page = read(refused)
    assert (refused.status_code, page.select_one(f"#name-{first.pk}")["value"]) == (422, "乙")
    assert "您已有叫这个名称的视图" in text(page.select_one("[role=alert]"))
    assert page.select_one(f"form:has(#name-{first.pk}) [name=is_default]").has_attr("checked")
    officer.post(VIEWS, {"do": f"delete:{second.pk}"})
    assert [view.name for view in SavedView.objects.all()] == ["丙"]


def test_a_name_that_no_database_keeps_is_refused_at_the_desk_of_a_unit(client, desks):
    client.force_login(desks.chief)
    views = f"/unit/{desks.unit.pk}/review/views/"
    given = {"save": "", "asked": "kind=first"}
    client.post(views, {**given, "name": "甲"})
    view = SavedView.objects.get()
    for asked in ({**given, "name": "a\0b"}, {"do": f"change:{view.pk}", "name": "a\0"}):
        answer = client.post(views, asked, follow=True)
        assert (answer.status_code, "请给视图起一个" in text(read(answer))) == (422, True)
    assert [each.name for each in SavedView.objects.all()] == ["甲"]


def test_what_is_shared_is_used_by_colleagues_of_the_office_and_by_nobody_else(officer, client, desks):
    save(officer, "共用", "kind=first", shared="")
    save(officer, "私用", "kind=again")
    colleague = member("colleague", desks.banner, "hr_reviewer")
    stranger = member("stranger", desks.sibling, "hr_reviewer")
    client.force_login(colleague)
    assert shown(client) == ["全部待审", "共用 officer", "整理视图"]
    page = read(client.get(VIEWS))
    assert "共用" in text(page)
    assert page.select("form.view") == []
    client.force_login(stranger)
    assert shown(client) == []


@pytest.mark.parametrize("who", ["colleague", "stranger"])
@pytest.mark.parametrize("do", ["change", "delete", "up", "down"])
def test_a_view_of_somebody_else_is_not_found(officer, client, desks, who, do):
    save(officer, shared="")
    at = {"colleague": desks.banner, "stranger": desks.sibling}[who]
    client.force_login(member(who, at, "hr_reviewer"))
    view = SavedView.objects.get()
    answer = client.post(VIEWS, {"do": f"{do}:{view.pk}", "name": "x"})
    assert answer.status_code == 404
    assert SavedView.objects.filter(pk=view.pk, name="急件").exists()


@pytest.mark.parametrize(
    ("name", "asked", "told"),
    [("", "kind=first", "起一个"), ("长" * 21, "kind=first", "起一个"), ("空", "kind=x", "请先选择条件")],
)
def test_what_cannot_be_kept_is_told(officer, name, asked, told):
    page = read(officer.post(VIEWS, {"save": "", "name": name, "asked": asked, "shared": ""}))
    assert told in text(page.select_one("[role=alert]"))
    assert page.select_one("#view-name")["value"] == name
    assert page.select_one("form:has(#view-name) [name=shared]").has_attr("checked")
    assert not SavedView.objects.exists()


def test_a_unit_has_views_of_its_own(client, desks):
    client.force_login(desks.chief)
    address = reverse("unit_review:views", args=[desks.unit.pk])
    client.post(address, {"save": "", "name": "新的", "asked": "kind=first&unit=x&level=league"})
    assert SavedView.objects.get().asked == "kind=first"
    assert shown(client, reverse("unit_review:queue", args=[desks.unit.pk])) == [
        "全部待审",
        "新的",
        "整理视图",
    ]


def test_the_database_keeps_one_default_a_desk(officer):
    for name in ("甲", "乙"):
        save(officer, name, "kind=first")
    with pytest.raises(IntegrityError):
        SavedView.objects.update(is_default=True)
