"""A reader of English meets no Chinese in any page but in what people have entered."""

import re
from html import unescape

import pytest
from bs4 import BeautifulSoup
from django.test import override_settings

from portal.service import ensure_pages
from talent.categories.models import Category, CodeList
from talent.orgs.enums import Role
from talent.orgs.models import Organisation
from talent.security.models import User
from tests.reviews.inbox.desk import Desks, warn
from tests.site.accounts.codes import give_password, set_up
from tests.site.people import account

CHINESE = re.compile(r"[\u3000-\u303f\u3400-\u9fff\uff01-\uff5e]")
#: Attributes that are read out or shown.
SPOKEN = ("aria-label", "alt", "content", "placeholder", "title", "value")

pytestmark = pytest.mark.django_db(databases=["default", "public"])


def chinese_in(html):
    """Texts of a page with Chinese in them, outside what says itself that it is Chinese."""
    page = BeautifulSoup(html, "html.parser")
    for marked in page.find_all(lang=re.compile("^zh")):
        marked.decompose()
    texts = [*page.stripped_strings]
    texts += [tag[name] for tag in page.find_all(True) for name in SPOKEN if isinstance(tag.get(name), str)]
    return [text for text in texts if CHINESE.search(text)]


@pytest.fixture
def english(client):
    """A browser that asks for English."""
    client.defaults["HTTP_ACCEPT_LANGUAGE"] = "en"
    return client


def test_chinese_would_be_found_in_texts_and_in_what_is_read_out():
    html = (
        """<html lang="en"><h1>首页</h1><img alt="照片"><button lang="zh-hans">中文</button><p>Name：</p>"""
    )
    assert chinese_in(html) == ["首页", "Name：", "照片"]


@pytest.mark.parametrize(
    "path",
    [
        *(
            "/statistics/",
            "/login/",
            "/login/?ended=idle",
            "/login/?ended=gone",
            "/back/loginUI",
            "/privacy/",
            "/definitions/",
        ),
        *("/definitions/skilled/", "/definitions/responsible_person/", "/definitions/codes/region/"),
    ],
)
def test_public_pages_are_in_english(english, path):
    assert chinese_in(english.get(path, follow=True).text) == []


def test_the_home_page_is_in_english_around_the_notices(english):
    ensure_pages()
    assert chinese_in(english.get("/").text) == []


def test_the_form_to_sign_in_complains_in_english(english):
    html = english.post("/login/", {"username": "nobody", "password": ""}).text
    assert "Enter your password." in html
    assert chinese_in(html) == []


@pytest.fixture
def signed_in(english):
    """Signs in a holder of roles and gives the organisation; their names are data, so they are made Latin."""

    def sign_in(*roles):
        user = account(*roles)
        User.objects.update(name="Urna")
        Organisation.objects.update(name="Demonstration organisation")
        english.force_login(user)
        return user.memberships.first().organisation_id

    return sign_in


@pytest.fixture
def unit(signed_in):
    return signed_in(Role.COLLECTOR, Role.UNIT_REVIEWER)


def test_the_pages_of_the_second_step_and_the_sessions_are_in_english(english):
    account(Role.HR_REVIEWER)
    User.objects.update(name="Urna")
    give_password(english)
    pages = [english.get("/account/"), english.get("/password/"), english.get("/account/code/set-up/")]
    set_up(english)
    paths = ("/account/", "/account/code/set-up/", "/account/recovery-codes/", "/account/recovery-codes/new/")
    pages += [english.get(path) for path in (*paths, "/account/code/remove/", "/account/code/confirm/")]
    english.post("/logout/")
    give_password(english)
    pages += [english.get("/account/code/"), english.post("/account/code/", {"code": "000000"})]
    assert [page.status_code for page in pages] == [200] * len(pages)
    assert [chinese_in(page.text) for page in pages] == [[]] * len(pages)


def test_who_is_locked_out_reads_english(english):
    for _ in range(3):
        asked = give_password(english, "nobody", "wrong")
    assert chinese_in(asked.text) == []
    with override_settings(PUZZLE_AFTER=1000):
        for _ in range(2):
            locked = give_password(english, "nobody", "wrong")
    assert (locked.status_code, chinese_in(locked.text)) == (429, [])


@pytest.mark.parametrize(
    "path",
    [
        "/unit/",
        "/unit/{}/",
        "/unit/{}/organisation/",
        "/unit/{}/submit/",
        "/unit/{}/sheets/",
        "/unit/{}/sheets/responsible_person/",
        "/unit/{}/new/professional/",
        "/unit/{}/new/skilled/",
        "/unit/{}/new/management/",
        "/unit/{}/new/rural/",
        "/unit/{}/new/social/",
        "/unit/{}/review/",
        "/statistics/",
    ],
)
def test_the_pages_of_a_unit_are_in_english(english, unit, path):
    answer = english.get(path.format(unit), follow=True)
    assert answer.status_code == 200
    assert chinese_in(answer.text) == []


def test_the_form_says_in_english_what_is_wrong_and_where(english, unit):
    typed = {
        "identity.id_type": "08",
        "identity.id_number": "?",
        "identity.birth_date": "soon",
        "do": "check",
    }
    html = english.post(f"/unit/{unit}/new/professional/", typed).text
    assert "“Date of birth” must be a full date such as 1985-07-26; it is “soon”." in unescape(html)
    assert "does not fit the document type “Passport”" in unescape(html)
    assert chinese_in(html) == []


@pytest.mark.parametrize(
    ("role", "path"),
    [
        (Role.HR_REVIEWER, "/back/"),
        (Role.HR_REVIEWER, "/back/review/"),
        (Role.CATEGORY_ADMIN, "/back/"),
        (Role.CATEGORY_ADMIN, "/back/snippets/categories/category/"),
        (Role.CATEGORY_ADMIN, "/back/snippets/categories/category/add/"),
        (Role.CATEGORY_ADMIN, "/back/code_lists/"),
        (Role.CATEGORY_ADMIN, "/back/code_lists/new/"),
        (Role.SYSTEM_ADMIN, "/back/"),
        (Role.SYSTEM_ADMIN, "/back/organisations/"),
        (Role.SYSTEM_ADMIN, "/back/organisations/new/"),
        (Role.SYSTEM_ADMIN, "/back/memberships/"),
        (Role.SYSTEM_ADMIN, "/back/memberships/new/"),
        (Role.AUDIT_ADMIN, "/back/audit/"),
        (Role.ANALYST, "/back/"),
    ],
)
def test_the_pages_of_staff_are_in_english(english, signed_in, role, path):
    signed_in(role)
    # Definitions show both names; what a code list follows is quoted, not translated.
    quoted = {
        *Category.objects.values_list("label", flat=True),
        *CodeList.objects.values_list("standard", flat=True),
    }
    answer = english.get(path, follow=True)
    assert answer.status_code == 200
    assert set(chinese_in(answer.text)) <= quoted


@pytest.fixture
def desks():
    found = Desks()
    for name, each in vars(found).items():
        each.name = name.title()
        each.save()
    return found


def test_a_change_is_reviewed_in_english(english, desks):
    change = warn(desks.at_unit(name="Suhe"))
    english.force_login(desks.chief)
    queue = f"/unit/{desks.unit.pk}/review/"
    page = english.get(f"{queue}{change.pk}/").text
    assert chinese_in(english.get(queue).text) + chinese_in(page) == []
    assert "Attending physician" in page
    assert "“Obtained on” cannot be less than 1990." in unescape(page)


def test_an_office_reviews_in_english(english, desks):
    change = desks.at_banner(name="Suhe")
    english.force_login(desks.officer)
    assert chinese_in(english.get("/back/review/").text) == []
    assert chinese_in(english.get(f"/back/review/{change.pk}/").text) == []


def test_a_unit_follows_its_changes_in_english(english, desks):
    draft, waiting = desks.draft(1, name="Suhe"), desks.at_unit(2, name="Bars")
    english.force_login(desks.clerk)
    unit = f"/unit/{desks.unit.pk}/"
    paths = ["", "submit/", f"changes/{draft.pk}/", f"changes/{draft.pk}/check/"]
    paths += [f"changes/{waiting.pk}/", f"changes/{waiting.pk}/withdraw/"]
    answers = [english.get(unit + path) for path in paths]
    assert [answer.status_code for answer in answers] == 6 * [200]
    assert [chinese_in(answer.text) for answer in answers] == 6 * [[]]
