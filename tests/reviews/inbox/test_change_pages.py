"""The page of a change at its fullest, at both desks: what it shows, and what it costs."""

import pytest

from reviews.inbox.models import Claim, Urging
from talent.records.models import Verification
from tests.contracts.world import member
from tests.reviews.inbox.desk import Desks, reread
from tests.reviews.inbox.fullest import Fullest
from tests.reviews.inbox.pages import open_and_post, read, text


@pytest.fixture(params=["banner", "unit"])
def fullest(request, client, db, settings, tmp_path):
    """The fullest change with more behind it, its address, and its reviewer logged in."""
    settings.ATTACHMENT_DIR = tmp_path / "attachments"
    desks = Desks()
    full = Fullest(desks, at=request.param)
    office = desks.banner if request.param == "banner" else desks.unit
    Urging._plain.create(change=full.change, office=office, above=desks.league, deadline="2026-11-03")
    for serial in range(2, 5):
        desks.at_banner(serial) if request.param == "banner" else desks.at_unit(serial)
    client.force_login(desks.officer if request.param == "banner" else desks.chief)
    desk = "/back/review/" if request.param == "banner" else f"/unit/{desks.unit.pk}/review/"
    client.get(desk)  # the groups follow the roles at the first visit
    full.address = f"{desk}{full.change.pk}/"
    return full


def test_the_fullest_page_shows_everything_within_25_statements(client, fullest, statements):
    with statements() as done:
        answer = client.get(fullest.address)
    page = read(answer)
    sections = ("answered", "checks", "differences", "history", "earlier", "others", "following")
    told = {name: page.select(f"[aria-labelledby={name}] :is(li, tr)") for name in sections}
    assert {name: bool(rows) for name, rows in told.items()} == dict.fromkeys(sections, True)
    assert text(page.select_one(".doubt")).startswith("存疑")
    assert "逾期催办" in text(page.select_one("[aria-labelledby=history]"))
    assert "已补拍内页并上传" in text(page.select_one("[aria-labelledby=questions]"))
    others = {text(each.select_one("p")).partition(" ·")[0] for each in told["others"]}
    assert (others, len(told["earlier"])) == (fullest.mine, 3)
    assert {each["href"] for each in page.select(".compared a.file")} != set()
    assert len(done()) <= 25


def row_kinds(rows):
    return [kind for row in rows for kind in row["class"] if kind != "line"]


def test_only_what_was_sent_back_or_changed_is_open_and_the_rest_is_folded(client, fullest):
    page = read(client.get(fullest.address))
    fold = page.select_one("details.unchanged")
    open_lines = [row for row in page.select("tr.line") if fold not in row.parents]
    sent_back = [row for row in open_lines if row.select(".said")]
    assert not fold.has_attr("open")
    assert fold.select("details[open], .said") == []
    assert len(sent_back) == 3  # of four remarks one is about the whole
    assert {*row_kinds(open_lines)} >= {"added", "changed", "removed"}


def test_a_warning_is_marked_as_verified_on_the_page_and_what_was_typed_stays(client, fullest):
    page = read(client.get(fullest.address))
    (button,) = page.select("button[name=verify]")
    typed = {"opinion": "再看一次", "remark:contact.mobile": "请核对", "verify": button["value"]}
    after = read(open_and_post(client, fullest.address, **typed))
    (done,) = Verification.objects.filter(change=fullest.change)
    assert (done.mark, done.office_id) == (button["value"], fullest.change.waiting_office_id)
    assert (after.select("button[name=verify]"), text(after.select_one("#opinion"))) == ([], "再看一次")
    assert after.select_one("[name='remark:contact.mobile']")["value"] == "请核对"
    assert "已核实" in text(after.select_one("[aria-labelledby=checks]"))
    assert reread(fullest.change).open_warnings == 0


def test_a_mark_that_is_found_no_more_is_told_and_loses_nothing(client, fullest):
    answer = open_and_post(client, fullest.address, verify="nothing", opinion="写了一半")
    told = read(answer)
    assert (answer.status_code, text(told.select_one("#opinion"))) == (409, "写了一半")
    assert "现在已查不到" in text(told.select_one(".notice-error"))
    assert not Verification.objects.exists()


def test_a_warning_is_not_verified_past_the_claim_of_a_colleague(client, fullest):
    page = read(client.get(fullest.address))
    mark = page.select_one("button[name=verify]")["value"]
    colleague = member("colleague", fullest.change.waiting_office, "collector")
    Claim._plain.filter(change=fullest.change).update(by=colleague)

    answer = open_and_post(client, fullest.address, verify=mark, opinion="写了一半")

    told = read(answer)
    assert (answer.status_code, text(told.select_one("#opinion"))) == (422, "写了一半")
    assert "请先接手或等其办完" in text(told.select_one(".notice-error"))
    assert (Verification.objects.exists(), reread(fullest.change).open_warnings) == (False, 1)


def test_enter_in_a_remark_decides_nothing(client, fullest):
    form = read(client.get(fullest.address))
    first = form.select_one("form#decision button, [form=decision]:is(button)")
    assert (first.has_attr("disabled"), first.get("name")) == (True, None)
