import pytest
from wagtail.models import Locale, Page, Site

from portal.models import HomePage, NoticeIndexPage, NoticePage
from portal.service import ensure_pages

pytestmark = pytest.mark.django_db


@pytest.fixture
def fresh():
    """The pages as Wagtail's migrations leave them: a root, a welcome page, a site."""
    root = Page.get_first_root_node()
    for page in root.get_children():
        page.delete()
    root.refresh_from_db()
    welcome = root.add_child(instance=Page(title="Welcome to your new Wagtail site!", slug="home"))
    Site.objects.all().delete()
    Site.objects.create(hostname="localhost", root_page=welcome, is_default_site=True)


def tree():
    pages = Page.objects.order_by("path").values_list("depth", "title", "live", "locale__language_code")
    return [page for page in pages if page[0] > 1]


EXPECTED = [
    (2, "首页", True, "zh-hans"),
    (3, "通知公告", True, "zh-hans"),
    (4, "本站使用说明", True, "zh-hans"),
    (3, "帮助", True, "zh-hans"),
    (4, "单位怎样填报", True, "zh-hans"),
    (4, "个人怎样登记和更正", True, "zh-hans"),
    (4, "怎样看统计、下载和引用", True, "zh-hans"),
    (4, "打印件怎样核验", True, "zh-hans"),
    (4, "大字、高对比度和键盘", True, "zh-hans"),
]


def test_a_new_installation_gets_its_first_pages_instead_of_the_welcome(fresh):
    home = ensure_pages()
    assert tree() == EXPECTED
    assert Site.objects.get().root_page_id == home.pk
    assert home.headline == "内蒙古人才信息库"


def test_a_second_run_changes_nothing_and_keeps_what_editors_wrote(fresh):
    home = ensure_pages()
    home.headline = "新标题"
    home.save()
    NoticePage.objects.get().delete()
    assert ensure_pages() == home
    assert tree() == [*EXPECTED[:2], *EXPECTED[3:]]
    assert HomePage.objects.get().headline == "新标题"


def test_pages_are_chinese_where_wagtail_began_in_english(fresh):
    Locale.objects.update(language_code="en")
    ensure_pages()
    assert tree() == EXPECTED


def test_a_site_with_another_root_is_led_to_the_home_page(fresh):
    home = ensure_pages()
    Site.objects.update(root_page=Page.get_first_root_node())
    ensure_pages()
    assert Site.objects.get().root_page_id == home.pk


def test_only_notices_stand_under_the_column_of_notices():
    assert NoticeIndexPage.allowed_subpage_models() == [NoticePage]
    assert NoticePage.allowed_parent_page_models() == [NoticeIndexPage]
