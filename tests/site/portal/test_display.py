import pytest
from bs4 import BeautifulSoup

pytestmark = pytest.mark.django_db(databases=["default", "public"])


def page(client, address="/definitions/"):
    return BeautifulSoup(client.get(address).content, "html.parser")


def press(client, word, address="/definitions/"):
    """Press a switch at the head of a page, as the browser sends it."""
    button = page(client, address).header.find("button", string=word)
    form = button.find_parent("form")
    back = form.find("input", attrs={"name": "next"})["value"]
    return client.post(form["action"], {button["name"]: button["value"], "next": back})


def test_both_switches_are_remembered_by_the_browser_alone_and_turned_back(client):
    assert page(client).html.get("data-display") is None
    assert press(client, "大字", "/definitions/?a=1")["Location"] == "/definitions/?a=1"
    answer = press(client, "高对比度")
    assert client.cookies["display"].value == "large.strong"
    cookie = answer.cookies["display"]
    assert (cookie["httponly"], cookie["samesite"], set(answer.cookies) - {"csrftoken"}) == (
        True,
        "Lax",
        {"display"},
    )
    shown = page(client)
    assert shown.html["data-display"] == "large strong"
    assert shown.find("link", href="/static/portal/display.css")
    pressed = [each["aria-pressed"] for each in shown.header.find_all("button", attrs={"aria-pressed": True})]
    assert pressed == ["true", "true"]
    press(client, "大字")
    press(client, "高对比度")
    assert client.cookies["display"].value == ""
    assert page(client).html.get("data-display") is None


def test_error_pages_keep_the_look(client):
    client.cookies["display"] = "large"
    assert page(client, "/definitions/none/").html["data-display"] == "large"


@pytest.mark.parametrize("cookie", ["", "x", 'large"><script>', "strong.large.x", "." * 5000])
def test_what_is_not_known_of_the_cookie_is_nothing(client, cookie):
    client.cookies["display"] = cookie
    shown = page(client)
    assert shown.html.get("data-display") == ("large strong" if cookie == "strong.large.x" else None)
    assert shown.find("script") is None


@pytest.mark.parametrize("back", ["https://example.com/", "//example.com", "javascript:alert(1)", ""])
def test_it_leads_back_to_this_site_only(client, back):
    assert client.post("/display/", {"text": "large", "next": back})["Location"] == "/"


def test_it_cannot_be_switched_by_a_link(client):
    assert client.get("/display/?text=large").status_code == 405
