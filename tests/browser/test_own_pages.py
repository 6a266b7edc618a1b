"""An individual at the own form: what was typed outlives the browser; nothing is in anybody's way."""

import re
from datetime import timedelta

import pytest
from django.core import mail as outbox
from django.utils import timezone

from talent.categories.service import all_attached
from talent.individuals.models import Consent, PersonAccount, SelfEntry
from talent.notify.addressing import send_link
from talent.notify.models import AddressRequest
from talent.records.models import Transfer
from talent.records.service import ask, propose
from tests.browser.accessibility import findings
from tests.browser.conftest import PHONE
from tests.browser.test_attachments import half_red
from tests.browser.test_clerk import until
from tests.browser.test_individuals import account, answer_of
from tests.contracts.world import BANNER, organisation
from tests.site.accounts.codes import app_code
from tests.talent.collect.world import World as Unit
from tests.talent.collect.world import number
from tests.talent.collect.world import person as somebody
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


@pytest.fixture
def unit(db):
    """A unit with its clerk, one approved person, and another unit that has asked for them."""
    world = Unit()
    for user in (world.clerk, world.stranger):
        user.set_password(PASSWORD)
        user.save()
    world.approved = world.accepted()
    return world


@SIZES
def test_nothing_is_in_the_way_of_whom_the_register_knows(person, unit, size):
    own = individual(1, "乌日娜", CONTACT)
    holder = PersonAccount.objects.unscoped(reason="test").filter(pk=own.pk)
    holder.update(person=unit.approved.record.person, claimed_at=timezone.now(), linked_by="code")
    consent = Consent.objects.create(account=own, version=unit.version, group="skill")
    someone = person(size=size)
    looking = Looking(someone, size)
    someone.log_in("/login/", CONTACT, PASSWORD)
    for name, address in {
        "me_record": "/me/records/skilled/",
        "me_consent": f"/me/rights/consents/{consent.pk}/",
        "account_safety": "/account/",
        "account_address": "/account/address/",
    }.items():
        looking.at(name, address)
    page = looking.page
    page.fill("[name=address]", "没有")
    page.get_by_role("button", name="发送确认链接").click()
    page.wait_for_selector(".errors, .error")
    looking.at("account_address_wrong")
    page.fill("[name=address]", "new@example.cn")
    page.get_by_role("button", name="发送确认链接").click()
    page.wait_for_selector("[role=status], .notice")
    looking.at("account_address_sent")
    send_link(AddressRequest.objects.get().pk)
    looking.at("account_address_confirm", re.search(r"/account/address/\S+", outbox.outbox[-1].body)[0])
    assert looking.found == {}


@SIZES
def test_nothing_is_in_the_way_of_a_transfer_a_conflict_or_a_second_step(person, unit, size):
    transfer = ask(unit=unit.other, kind="01", number=number(1), name="乌日娜", by=unit.stranger)
    draft = unit.draft(2, "王磊")
    clerk = person(size=size)
    looking = Looking(clerk, size)
    clerk.log_in("/login/", "clerk", PASSWORD)
    page = looking.page
    page.wait_for_url("**/unit/**")
    looking.at("unit_transfer", unit.url("transfer", transfer.pk))
    page.get_by_role("button", name="不同意").click()
    page.wait_for_selector(".errors, .error")
    looking.at("unit_transfer_wrong")
    looking.at("unit_leave", unit.url("leave", unit.approved.pk))
    page.goto(unit.url("change", draft.pk))
    theirs = somebody(2, "王磊", skill={"current_trade": "钳工"})
    propose(version=unit.version, unit=unit.unit, raw=theirs, by=unit.typist, source="unit")
    page.fill("[name='skill.current_trade']", "电工")
    page.get_by_role("button", name="暂存", exact=True).click()
    page.wait_for_selector(".notice-error")
    looking.at("conflict")
    looking.at("second_step_set_up", "/account/code/set-up/")
    page.fill("[name=code]", app_code(page.inner_text("#secret")))
    page.keyboard.press("Enter")
    page.wait_for_url("**/account/recovery-codes/")
    looking.at("recovery_codes")
    assert looking.found == {}


@SIZES
def test_nothing_is_in_the_way_of_the_office_that_decides_a_transfer(person, unit, size):
    transfer = ask(unit=unit.other, kind="01", number=number(1), name="乌日娜", by=unit.stranger)
    Transfer.objects.filter(pk=transfer.pk).update(deadline=timezone.localdate() - timedelta(days=1))
    unit.boss.set_password(PASSWORD)
    unit.boss.save()
    boss = person(size=size)
    looking = Looking(boss, size)
    boss.log_in("/back/loginUI", "boss", PASSWORD)
    looking.at("office_transfers", "/back/transfers/")
    looking.at("office_transfer", f"/back/transfers/{transfer.pk}/")
    looking.page.get_by_role("button", name="不同意").click()
    looking.page.wait_for_selector(".error, .errorlist, .help-critical, .error-message")
    looking.at("office_transfer_wrong")
    assert looking.found == {}
