import pytest
from django.contrib.auth.models import Group
from wagtail.models import GroupPagePermission, Page, TaskState, Workflow

from portal.editors import ensure_editors
from portal.models import HelpPage, HomePage, NoticeIndexPage, NoticePage
from tests.contracts.world import REGION, member, organisation

pytestmark = pytest.mark.django_db
#: A text as the editor sends it.
RICH = (
    '{"blocks":[{"key":"a","text":"正文","type":"unstyled","depth":0,"inlineStyleRanges":[],'
    '"entityRanges":[]}],"entityMap":{}}'
)


@pytest.fixture
def editor(client):
    ensure_editors()
    user = member("editor", organisation("人社厅", "hr_department", REGION), "category_admin")
    client.force_login(user)
    return user


def test_category_administrators_edit_the_home_page_and_all_below_and_nobody_else():
    for _ in range(2):
        ensure_editors()
    rights = GroupPagePermission.objects.values_list("group__name", "page", "permission__codename")
    home = HomePage.objects.get().pk
    assert sorted(rights) == [
        ("role:category_admin", home, name) for name in ("add_page", "change_page", "publish_page")
    ]


def test_an_editor_publishes_a_notice(client, editor):
    index = NoticeIndexPage.objects.get()
    sent = {
        "title": "年度采集通知",
        "slug": "annual",
        "date": "2026-11-23",
        "body": RICH,
        "action-publish": "1",
        "comments-TOTAL_FORMS": "0",
        "comments-INITIAL_FORMS": "0",
    }
    answer = client.post(f"/back/pages/add/portal/noticepage/{index.pk}/", sent)
    assert answer.status_code == 302
    assert NoticePage.objects.live().get(slug="annual").title == "年度采集通知"


@pytest.mark.django_db(databases=["default", "public"])
def test_an_editor_writes_help_which_is_then_read_found_and_in_the_map(client, editor):
    above = HelpPage.objects.get(slug="help")
    assert client.get(f"/back/pages/add/portal/helppage/{above.pk}/").status_code == 200
    sent = {
        "title": "怎样找回密码",
        "title_en": "How to get a new password",
        "slug": "password",
        "body": RICH.replace("正文", "在登录页选忘记密码"),
        "body_en": RICH.replace("正文", "Choose Forgotten password"),
        "action-publish": "1",
        "comments-TOTAL_FORMS": "0",
        "comments-INITIAL_FORMS": "0",
    }
    assert client.post(f"/back/pages/add/portal/helppage/{above.pk}/", sent).status_code == 302
    client.logout()
    assert "在登录页选忘记密码" in client.get("/help/password/").text
    assert "怎样找回密码" in client.get("/help/").text
    assert "/help/password/" in client.get("/search/?q=忘记密码").text
    assert "/help/password/</loc>" in client.get("/sitemap.xml").text
    english = client.get("/help/password/", headers={"accept-language": "en"}).text
    assert "Choose Forgotten password" in english


@pytest.mark.parametrize("role", ["hr_reviewer", "system_admin", "audit_admin", "analyst"])
def test_other_roles_edit_no_page(client, role):
    ensure_editors()
    client.force_login(member("other", organisation("人社厅", "hr_department", REGION), role))
    home = HomePage.objects.get().pk
    for path in (f"pages/{home}/edit/", f"pages/{home}/history/", "pages/", f"pages/{home}/move/"):
        assert client.get(f"/back/{path}")["Location"] == "/back/"


def test_an_approval_with_another_pages_task_in_the_address_approves_nothing(client, editor):
    flow = Workflow.objects.get(name="Moderators approval")
    task = flow.tasks.get().specific
    task.groups.set([Group.objects.get(name="role:category_admin")])
    index = NoticeIndexPage.objects.get()
    pages = [
        index.add_child(instance=NoticePage(title=slug, slug=slug, body="<p>正文</p>", live=False))
        for slug in ("mine", "theirs")
    ]
    states = []
    for page in pages:
        page.save_revision(user=editor)
        states.append(flow.start(page, editor).current_task_state)
    foreign = f"/back/pages/workflow/action/{pages[0].pk}/approve/{states[1].pk}/"
    assert client.post(foreign).status_code == 404
    own = f"/back/pages/workflow/action/{pages[0].pk}/approve/{states[0].pk}/"
    assert client.post(own).status_code == 302
    live = (
        Page.objects.filter(pk__in=[page.pk for page in pages]).order_by("pk").values_list("live", flat=True)
    )
    statuses = [TaskState.objects.get(pk=state.pk).status for state in states]
    assert (list(live), statuses) == ([True, False], ["approved", "in_progress"])
