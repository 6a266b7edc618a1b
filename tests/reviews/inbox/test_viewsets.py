"""The staff's desk inside the admin."""

import pytest
from django.urls import reverse
from wagtail.users.models import UserProfile

from reviews.inbox.models import Decision
from talent.categories.models import Category
from talent.orgs import waiting as home
from talent.orgs.enums import STAFF_ROLES, Role
from tests.contracts.world import member, organisation
from tests.reviews.inbox.desk import number, reread
from tests.reviews.inbox.pages import open_and_post, queue_rows, read, text

QUEUE = "/back/review/"


@pytest.fixture
def officer(client, desks):
    client.force_login(desks.officer)
    return client


@pytest.fixture
def moderation():
    """Definitions pass one task, which category administrators decide."""
    return Category.get_default_workflow()


def submit_definition(workflow, by, key="skilled"):
    category = Category.objects.get(key=key)
    category.save_revision(user=by)
    return workflow.start(category, by).current_task_state


def test_the_queue_names_the_unit_and_leads_to_each_change(officer, desks):
    change = desks.at_banner(1)
    page = read(officer.get(QUEUE))
    (row,) = queue_rows(page)
    assert row[:4] == ["苏和", "专业技术人才", "示例医院", number(1)[:6] + "********" + number(1)[-4:]]
    assert page.select_one("tbody a")["href"] == reverse("inbox:change", args=[change.pk])


def test_passing_approves_and_leads_to_the_next(officer, desks):
    first, second = desks.at_banner(1), desks.at_banner(2)
    answer = open_and_post(officer, reverse("inbox:change", args=[first.pk]), outcome="passed")
    assert answer["Location"] == reverse("inbox:change", args=[second.pk])
    assert (reread(first).state, Decision._plain.get().by) == ("accepted", desks.officer)


def test_the_queue_costs_the_same_for_one_and_for_three_and_at_most_18(officer, desks, statements):
    officer.get(QUEUE)  # the groups follow the roles at the first visit
    counts = []
    for serials in ((1,), (2, 3)):
        for serial in serials:
            desks.at_banner(serial)
        with statements() as done:
            officer.get(QUEUE)
        counts.append(len(done()))
    assert counts[0] == counts[1] <= 18


def test_the_page_of_a_change_takes_at_most_25_statements(officer, desks, statements):
    change, _next = desks.at_banner(1), desks.at_banner(2)
    officer.get(QUEUE)
    with statements() as done:
        officer.get(reverse("inbox:change", args=[change.pk]))
    assert len(done()) <= 25


@pytest.mark.parametrize(
    ("role", "place", "queue", "change"),
    [
        ("hr_reviewer", "banner", 200, 200),
        ("hr_reviewer", "league", 200, 404),
        ("hr_reviewer", "region", 200, 404),
        ("hr_reviewer", "sibling", 200, 404),
        ("category_admin", "banner", 200, 404),
        ("analyst", "banner", 404, 404),
        ("system_admin", "banner", 404, 404),
        ("audit_admin", "banner", 404, 404),
        ("collector", "unit", 302, 302),
        ("unit_reviewer", "unit", 302, 302),
        (None, "banner", 302, 302),
    ],
)
def test_only_the_office_where_it_waits_finds_a_change(client, desks, role, place, queue, change):
    waiting = desks.at_banner(1)
    client.force_login(member("somebody", getattr(desks, place), *([role] if role else [])))
    answers = [client.get(QUEUE), client.get(reverse("inbox:change", args=[waiting.pk]))]
    assert [answer.status_code for answer in answers] == [queue, change]
    assert ("示例医院" in answers[0].content.decode()) is (change == 200)


def test_an_industry_department_reviews_nothing(client, desks):
    waiting = desks.at_banner(1)
    health = organisation("卫健委", "industry_department", 150000, industries=["Q"])
    client.force_login(member("health", health, "hr_reviewer"))
    page = read(client.get(QUEUE))
    assert queue_rows(page) == []
    assert "没有待审" in text(page)
    assert client.get(reverse("inbox:change", args=[waiting.pk])).status_code == 404


def waiting(client):
    """What the home page says waits: by name count and way; None where it says nothing of it."""
    card = read(client.get("/back/")).select_one("section[aria-labelledby=waiting-heading]")
    if card is None:
        return None
    return {each.span.get_text(): (each.strong.get_text(), each["href"]) for each in card.select("a")}


def test_the_home_page_counts_what_waits_here_and_nothing_that_waits_elsewhere(officer, desks):
    desks.at_unit(1)
    assert waiting(officer) == {}
    assert "目前没有等您办理的事项。" in text(read(officer.get("/back/")))
    desks.at_banner(2)
    assert waiting(officer) == {"待审的人员信息": ("1", QUEUE)}


def test_beyond_the_most_that_is_counted_the_home_page_says_so(officer, desks, monkeypatch):
    monkeypatch.setattr(home, "MOST_COUNTED", 1)
    desks.at_banner(1)
    desks.at_banner(2)
    assert waiting(officer) == {"待审的人员信息": ("1+", QUEUE)}


def test_definitions_that_wait_are_counted_for_whoever_may_decide_on_them(client, desks, moderation):
    submit_definition(moderation, desks.chief)
    admin = member("admin", desks.region, "category_admin")
    for user, told in ((admin, {"待审的类别定义和网页": ("1", QUEUE)}), (desks.officer, {})):
        client.force_login(user)
        assert waiting(client) == told


def test_the_home_page_costs_the_same_however_much_waits(officer, desks, moderation, statements):
    officer.get("/back/")  # the groups follow the roles at the first visit
    counts = []
    for serials in ((1,), (2, 3)):
        for serial in serials:
            desks.at_banner(serial)
        with statements() as done:
            officer.get("/back/")
        counts.append(len(done()))
    assert counts[0] == counts[1] <= 20


@pytest.mark.parametrize("role", sorted(STAFF_ROLES - {Role.HR_REVIEWER}))
def test_the_home_page_says_nothing_of_people_to_others(client, desks, role):
    desks.at_banner(1)
    client.force_login(member("somebody", desks.banner, role))
    assert "待审的人员信息" not in text(read(client.get("/back/")))


def test_definitions_that_wait_stand_in_the_same_page(client, desks, moderation):
    admin = member("admin", desks.region, "category_admin", "hr_reviewer")
    state = submit_definition(moderation, desks.chief)
    client.force_login(admin)
    page = read(client.get(QUEUE))
    (row,) = [[text(cell) for cell in row.select("th, td")] for row in page.select("#tasks ~ div tbody tr")]
    assert row[:4] == ["技能人才", "类别与登记表", "定义审核", "chief"]
    edit = reverse("wagtailsnippets_categories_category:edit", args=[state.revision.object_id])
    assert page.select_one("#tasks ~ div a")["href"] == edit
    assert page.select_one("#people") is not None


def test_the_step_that_waits_is_named_in_english_for_who_reads_english(client, desks, moderation):
    admin = member("admin", desks.region, "category_admin")
    UserProfile.objects.create(user=admin, preferred_language="en")
    submit_definition(moderation, desks.chief)
    client.force_login(admin)
    row = read(client.get(QUEUE)).select_one("#tasks ~ div tbody tr")
    assert text(row.select("td")[1]) == "Review of definitions"


def test_definitions_wait_for_nobody_outside_the_group(officer, desks, moderation):
    submit_definition(moderation, desks.chief)
    assert read(officer.get(QUEUE)).select_one("#tasks") is None


def test_a_category_administrator_sees_definitions_and_no_queue_of_people(client, desks, moderation):
    submit_definition(moderation, desks.chief)
    desks.at_banner(1)
    client.force_login(member("admin", desks.region, "category_admin"))
    page = read(client.get(QUEUE))
    assert (page.select_one("#tasks") is None, page.select_one("#people") is None) == (False, True)


def test_with_nothing_to_decide_a_category_administrator_reads_of_definitions(client, desks):
    client.force_login(member("admin", desks.region, "category_admin"))
    page = read(client.get(QUEUE))
    assert text(page.select_one(".inbox")) == "没有等您审核的类别定义或公告。"


def test_what_passes_the_last_office_is_told_as_valid(officer, desks):
    address = reverse("inbox:change", args=[desks.at_banner(1).pk])
    page = read(officer.get(open_and_post(officer, address, outcome="passed")["Location"]))
    assert "“苏和”已审核通过，内容从现在起有效。" in text(page)


def test_three_definitions_cost_as_much_as_one(client, desks, moderation, statements):
    client.force_login(member("admin", desks.region, "category_admin"))
    counts = []
    for keys in (("skilled",), ("rural", "social")):
        for key in keys:
            submit_definition(moderation, desks.chief, key)
        client.get(QUEUE)
        with statements() as done:
            client.get(QUEUE)
        counts.append(len(done()))
    assert counts[0] == counts[1] <= 20


@pytest.mark.parametrize(
    ("role", "shown"),
    [("hr_reviewer", True), ("category_admin", True), ("analyst", False), ("audit_admin", False)],
)
def test_the_menu_offers_the_queue_to_those_who_review(client, desks, role, shown):
    client.force_login(member("somebody", desks.banner, role))
    assert (f'"url": "{QUEUE}"' in client.get("/back/").content.decode()) is shown
