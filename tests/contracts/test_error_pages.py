"""The pages for what went wrong: in the reader's language, with a way back, and without any query."""

import pytest
from bs4 import BeautifulSoup
from django.template.loader import render_to_string
from django.test import Client
from django.utils import translation

TITLES = {
    "400.html": ("请求有误", "Bad request"),
    "403.html": ("没有权限", "Not permitted"),
    "403_csrf.html": ("页面已过期", "This page has expired"),
    "404.html": ("没有这个页面", "Page not found"),
    "413.html": ("提交的内容太多", "Too much at once"),
    "429.html": ("查得太勤了", "Too many searches"),
    "500.html": ("系统出错了", "Something went wrong"),
}
#: What the foot of every page leads to.
FOOT = ("/privacy/", "/definitions/", "/verify/", "/sitemap/")
#: Where else somebody may go on: from a page that is not there also by the search.
WAYS = {"404.html": ("/statistics/", "/help/"), "429.html": ("/statistics/",)}


def soup(text):
    return BeautifulSoup(text, "html.parser")


@pytest.mark.parametrize(("name", "titles"), TITLES.items())
def test_each_page_stands_alone_in_both_languages_with_a_way_back(name, titles):
    for language, title in zip(("zh-hans", "en"), titles, strict=True):
        with translation.override(language):
            page = soup(render_to_string(name))
        assert (page.html["lang"], page.h1.text) == (language, title)
        assert {link["href"] for link in page.select("a")} == {"#main", "/", *FOOT, *WAYS.get(name, ())}
        assert [form["action"] for form in page.select("form")] == ["/search/"] * (name == "404.html")


@pytest.mark.django_db
def test_an_address_of_nothing_gets_the_page_in_chinese(client):
    answer = client.get("/nothing/here/")
    assert (answer.status_code, soup(answer.content).h1.text) == (404, "没有这个页面")


def test_a_request_for_another_host_is_refused_in_words_that_are_true_for_it(client):
    answer = client.get("/", headers={"host": "elsewhere.example"})
    assert answer.status_code == 400
    assert soup(answer.content).main.p.text == (
        "这个请求不合要求，没有办理。请检查网址和所填内容，或返回上一页再试。"
    )


@pytest.mark.django_db
def test_a_form_without_its_token_gets_the_page_of_expiry():
    answer = Client(enforce_csrf_checks=True).post("/login/", {"username": "a"})
    assert (answer.status_code, soup(answer.content).h1.text) == (403, "页面已过期")
