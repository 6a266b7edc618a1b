"""An individual at the own form: what was typed outlives the browser; nothing is in anybody's way."""

import pytest

from talent.categories.service import all_attached
from talent.individuals.models import SelfEntry
from tests.browser.accessibility import findings
from tests.browser.conftest import PHONE
from tests.browser.test_attachments import half_red
from tests.browser.test_clerk import until
from tests.browser.test_individuals import account, answer_of
from tests.contracts.world import BANNER, organisation
from tests.talent.collect.world import number
from tests.talent.individuals.persons import PASSWORD, individual

pytestmark = [
    pytest.mark.browser,
    pytest.mark.slow,
    pytest.mark.django_db(transaction=True, databases=["default", "public"]),
]

CONTACT = "13800138000"
SIZES = pytest.mark.parametrize("size", [{"width": 1300, "height": 900}, PHONE], ids=["wide", "phone"])


@pytest.fixture(autouse=True)
def folder(settings, tmp_path):
    settings.ATTACHMENT_DIR = tmp_path / "attachments"


@pytest.fixture
def village():
    organisation("锡林浩特市人力资源和社会保障局", "hr_department", BANNER)
    village = organisation("巴彦嘎查村委会", "village_committee", BANNER, unit_type="61", industry="A")
    account("gacha", village, "collector", "unit_reviewer")
    return village


@pytest.fixture
def own(db):
    return individual(1, "巴雅尔", CONTACT)


def at_form(someone, village):
    someone.log_in("/login/", CONTACT, PASSWORD)
    someone.page.goto(f"/me/new/rural/?unit={village.pk}")
    return someone.page


def status(page):
    return page.locator("[data-autosave-status]").inner_text()


def entry():
    return SelfEntry.objects.unscoped(reason="test").latest("pk")


def test_what_was_typed_before_the_browser_died_is_there_again(person, village, own):
    first = person()
    page = at_form(first, village)
    page.fill("[name='rural.demo_effect']", "带动周边十户牧民")
    until(lambda: "已自动留存" in status(page))
    first.leave()
    page = at_form(person(), village)
    page.get_by_role("link", name="继续填写").click()
    assert page.input_value("[name='rural.demo_effect']") == "带动周边十户牧民"
    page.get_by_role("button", name="暂存", exact=True).click()
    page.wait_for_url("**/me/entries/*/")
    page.fill("[name='rural.demo_effect']", "带动二十户牧民")
    until(lambda: "已自动保存" in status(page))
    page.context.close()
    assert entry().document()["rural"]["demo_effect"] == "带动二十户牧民"


@SIZES
def test_a_photo_is_cut_and_saved_in_the_own_form(person, village, own, size):
    herder = person(size=size)
    page = at_form(herder, village)
    page.locator("#group-identity details.rest summary").click()
    page.set_input_files("[id='identity.photo']", half_red())
    page.wait_for_selector("dialog.crop[open] canvas:focus")
    page.get_by_role("button", name="用这张照片").click()
    page.wait_for_selector(".attached img")
    page.locator(".attached img").evaluate("image => image.decode()")
    herder.shoot(f"me_photo_{'phone' if size == PHONE else 'wide'}")
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    page.get_by_role("button", name="暂存", exact=True).click()
    page.wait_for_url("**/me/entries/*/")
    (found,) = all_attached(entry().document()["identity"]["photo"])
    assert (found.name, found.kind) == ("照片.jpg", "jpg")


class Looking:
    """Somebody who looks at one page after the other, and what axe-core finds there."""

    def __init__(self, someone, size):
        self.someone, self.page, self.found = someone, someone.page, {}
        self.shape = "phone" if size == PHONE else "wide"

    def at(self, name, address=""):
        if address:
            self.page.goto(address)
        self.someone.shoot(f"axe_{name}_{self.shape}")
        wrong = findings(self.page)
        if not self.page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"):
            wrong.append("wider than the screen")
        if wrong:
            self.found[name] = wrong


@SIZES
def test_nothing_is_in_the_way_of_an_individual(person, village, own, size):
    herder = person(size=size)
    looking = Looking(herder, size)
    page = at_form(herder, village)
    looking.at("me_form")
    page.set_input_files("[id='identity.photo']", [])
    page.fill("[name='rural.demo_effect']", "带动十户")
    until(lambda: "已自动留存" in status(page))
    looking.at("me_form_kept", f"/me/new/rural/?unit={village.pk}")
    page.locator("details.rest summary").first.click()
    page.get_by_role("button", name="核对并提交").click()
    page.wait_for_url("**/check/")
    looking.at("me_check")
    number_of = entry().pk
    page.goto("/me/claim/")
    page.fill("[name=number]", number(2))
    page.fill("[name=code]", "WRONG")
    page.get_by_role("button", name="认领").click()
    page.wait_for_selector(".errors")
    looking.at("me_claim_wrong")
    for name, address in {
        "me_home": "/me/",
        "me_entry": f"/me/entries/{number_of}/",
        "me_unit": "/me/new/skilled/unit/?q=嘎查",
        "me_rights": "/me/rights/",
        "me_erasure": "/me/rights/erasure/",
        "me_messages": "/messages/",
        "account": "/account/",
        "account_password": "/password/",
    }.items():
        looking.at(name, address)
    assert looking.found == {}


@SIZES
def test_nothing_is_in_the_way_of_who_comes_in(person, village, size):
    looking = Looking(person(size=size), size)
    page = looking.page
    page.goto("/register/person/")
    page.fill("[name=id_number]", "1525")
    page.get_by_role("button", name="发送验证码").click()
    page.wait_for_selector(".errors")
    looking.at("register_person_wrong")
    page.fill("[name=id_number]", number(3))
    page.fill("[name=full_name]", "其其格")
    page.fill("[name=contact]", "13900139000")
    page.fill("[name=password]", PASSWORD)
    page.check("[name=read_notice]")
    page.fill("[name=puzzle_1]", str(answer_of(page.inner_text("#puzzle_question"))))
    page.get_by_role("button", name="发送验证码").click()
    page.wait_for_selector("[name=code]")
    looking.at("register_person_code")
    for name, address in {
        "login": "/login/",
        "register_unit": "/register/unit/",
        "unit_look_up": "/register/unit/application/",
        "unit_invitation": "/register/invitation/",
        "unit_first_account": "/register/unit/account/",
        "forgotten": "/password/forgotten/",
    }.items():
        looking.at(name, address)
    assert looking.found == {}


@SIZES
def test_nothing_is_in_the_way_of_who_manages_the_users_of_a_unit(person, village, size):
    clerk = person(size=size)
    looking = Looking(clerk, size)
    clerk.log_in("/login/", "gacha", PASSWORD)
    at = f"/unit/{village.pk}/"
    for name, address in {
        "unit_users": f"{at}users/",
        "unit_transfers": f"{at}transfers/",
        "unit_self_entries": f"{at}self-entries/",
        "unit_account": "/account/",
    }.items():
        looking.at(name, address)
    assert looking.found == {}
