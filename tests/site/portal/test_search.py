import pytest
from django.utils.translation import override

from portal.models import HelpPage, NoticePage
from portal.search import search, words_of
from portal.service import ensure_pages

pytestmark = pytest.mark.django_db(databases=["default", "public"])


def found(asked):
    return {group.label: [hit.label for hit in group.hits] for group in search(asked)}


def test_words_are_in_one_spelling_and_not_without_end():
    assert words_of("　ＣＳＶ　Excel ") == ["csv", "excel"]
    assert len(words_of("a " * 500)) == 6
    assert search(" ") == []


@pytest.mark.parametrize(
    ("asked", "words"),
    [
        ("如何核验", ["核验"]),
        ("打印件 怎么核验？", ["打印件", "核验"]),
        ("How do I verify a sheet?", ["verify", "a", "sheet"]),
        ("怎样", ["怎样"]),
        ("showing island", ["showing", "island"]),
    ],
)
def test_what_only_asks_is_passed_over_unless_there_is_nothing_else(asked, words):
    assert words_of(asked) == words


def test_a_question_finds_the_chapter_that_asks_it_in_other_words():
    ensure_pages()
    assert found("如何核验")["帮助"] == ["打印件怎样核验"]


@pytest.mark.parametrize(("language", "asked"), [("en", "核验"), ("zh-hans", "verify")])
def test_words_of_the_other_language_find_the_same_pages(language, asked):
    with override(language):
        hits = {hit.href for group in search(asked) for hit in group.hits}
    assert "/verify/" in hits


def test_all_words_must_occur():
    assert found("个人 隐私") == {"本站": ["收集的信息与个人权利"]}
    assert found("个人 没有这个词") == {}


@pytest.mark.parametrize(
    ("asked", "page"),
    [
        ("口令", "登录"),
        ("忘记密码", "登录"),
        ("身份证", "收集的信息与个人权利"),
        ("怎么下载", "开放数据"),
    ],
)
def test_everyday_words_lead_to_the_page_that_is_meant(asked, page):
    assert page in found(asked)["本站"]


def test_what_has_the_words_in_its_title_comes_first_in_its_group_and_among_the_groups():
    ensure_pages()
    (chapter, *_others) = HelpPage.objects.filter(depth__gt=3).order_by("-path")
    HelpPage.objects.filter(pk=chapter.pk).update(title="怎样登录", title_en="")
    groups = search("登录")
    assert groups[0].hits[0].label == "登录"
    (helps,) = [each for each in groups if each.label == "帮助"]
    assert helps.hits[0].label == "怎样登录"
    titled = [any("登录" in hit.label for hit in each.hits) for each in groups]
    assert titled == sorted(titled, reverse=True)
    ranked = search("口令")
    assert [any("口令" in hit.label for hit in each.hits) for each in ranked][-1] is False


def test_texts_of_notices_and_help_are_found_with_the_place_around_the_word():
    ensure_pages()
    (notices,) = [group for group in search("在单位工作台填报本单位") if group.label == "通知公告"]
    (hit,) = notices.hits
    assert (hit.label, hit.href, hit.lang) == ("本站使用说明", "/notices/about/", "zh-hans")
    assert hit.excerpt.startswith("…")
    assert "在单位工作台填报本单位人才信息" in hit.excerpt
    assert found("二维码")["帮助"] == ["打印件怎样核验"]


def test_markup_and_what_is_not_published_are_not_found():
    ensure_pages()
    NoticePage.objects.update(body="<p>草原</p>", body_en="")
    assert found("<p>") == {}
    assert found("href") == {}
    assert found("草原") == {"通知公告": ["本站使用说明"]}
    NoticePage.objects.update(live=False)
    assert found("草原") == {}


def test_signs_of_patterns_are_signs():
    ensure_pages()
    assert found("%") == found("二_码") == {}


def test_of_many_some_are_shown_and_it_is_said():
    ensure_pages()
    above = HelpPage.objects.get(slug="help")
    for number in range(21):
        above.add_child(instance=HelpPage(title=f"草原 {number}", slug=f"p{number}", locale=above.locale))
    (group,) = search("草原")
    assert (len(group.hits), group.more) == (20, True)


def test_the_page_shows_hits_or_says_what_to_do(client):
    ensure_pages()
    assert "打印件怎样核验" in client.get("/search/?q=二维码").text
    nothing = client.get("/search/?q=<b>没有</b>").text
    assert "没有找到“&lt;b&gt;没有&lt;/b&gt;”" in nothing
    assert "没有找到" not in client.get("/search/").text
    assert client.get("/search/?q=" + "x" * 5000).status_code == 200
    assert client.get("/search/", {"q": "\0二维码\0"}).text.count("打印件怎样核验") == 1
