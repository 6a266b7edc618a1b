from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from talent.collect import scratching
from talent.collect.models import Scratch
from talent.records.service import submit
from talent.security.models import AuditEvent
from tests.talent.collect.test_record import send, soup, value
from tests.talent.collect.world import browser, number, person

SITTING = "sitting-0001"


@pytest.fixture
def clerk(world):
    return browser(world.clerk)


def autosave(client, url, document, **more):
    return send(client, url, document, do="autosave", autosaved="1", **{"sitting": SITTING, **more})


def events():
    found = AuditEvent.objects.filter(action__in=["autosave", "propose"]).order_by("pk")
    return list(found.values_list("action", flat=True))


def test_a_draft_saves_itself_with_one_event_for_the_whole_sitting(world, clerk):
    change = world.draft()
    before = events()
    url, state = world.url("change", change.pk), {"lock": change.lock}
    for trade in ("钳工", "电工"):
        document = person()
        document["skill"]["current_trade"] = trade
        answer = autosave(clerk, url, document, **state).json()
        state = {"lock": answer["lock"], "opened": answer["opened"]}
    assert answer["kept"] == "draft"
    assert "已自动保存" in answer["text"]
    assert world.again(change).document()["skill"]["current_trade"] == "电工"
    assert events() == [*before, "autosave"]
    assert soup(clerk.get(url)).select(".kept") == []


def test_a_draft_that_saves_itself_again_takes_ten_statements(world, clerk):
    change = world.draft()
    url, document = world.url("change", change.pk), person()
    state = {"lock": change.lock}
    for trade in ("钳工", "电工", "焊工"):
        document["skill"]["current_trade"] = trade
        with CaptureQueriesContext(connection) as asked:
            answer = autosave(clerk, url, document, **state).json()
        state = {"lock": answer["lock"], "opened": answer["opened"]}
    assert world.again(change).document()["skill"]["current_trade"] == "焊工"
    told = [each["sql"] for each in asked if not each["sql"].startswith(("SAVEPOINT", "RELEASE"))]
    assert len(told) == 8  # beside the beginning and the end of the transaction


def test_what_was_autosaved_goes_on_to_the_next_save_without_a_conflict(world, clerk):
    change = world.draft()
    url, document = world.url("change", change.pk), person()
    document["skill"]["current_trade"] = "钳工"
    answer = autosave(clerk, url, document, lock=change.lock).json()
    document["skill"]["current_trade"] = "电工"
    saved = send(clerk, url, document, do="save", lock=answer["lock"], opened=answer["opened"])
    assert (saved.status_code, world.again(change).document()["skill"]["current_trade"]) == (302, "电工")


def test_a_value_that_is_half_typed_keeps_everything_aside_and_the_draft_as_it_was(world, clerk):
    change = world.draft()
    url = world.url("change", change.pk)
    document = person(contact={"mobile": "138"})
    document["skill"]["current_trade"] = "钳工"
    answer = autosave(clerk, url, document, lock=change.lock).json()
    assert answer["kept"] == "aside"
    assert "手机号码" in answer["text"]
    assert world.again(change).document()["skill"]["current_trade"] == "焊工"
    link = soup(clerk.get(url)).select_one(".kept a")
    page = soup(clerk.get(link["href"]))
    assert (value(page, "contact.mobile"), value(page, "skill.current_trade")) == ("138", "钳工")
    assert page.select_one("form.generated").has_attr("data-typed")


def test_nothing_is_written_over_what_somebody_else_saved_meanwhile(world, clerk):
    change = world.draft()
    theirs = person()
    theirs["skill"]["current_trade"] = "钳工"
    typist, url = browser(world.typist), world.url("change", change.pk)
    send(typist, url, theirs, do="save", lock=change.lock)
    mine = person(contact={"mobile": "13800000001"})
    answer = autosave(clerk, url, mine, lock=change.lock).json()
    assert (answer["kept"], answer["conflict"]) == ("aside", True)
    assert "保存过这份资料" in answer["text"]
    standing = world.again(change).document()
    assert (standing["skill"]["current_trade"], "mobile" in standing["contact"]) == ("钳工", False)


def test_what_was_submitted_is_never_touched(world, clerk):
    change = submit(change=world.draft(), by=world.typist)
    document = person()
    document["skill"]["current_trade"] = "钳工"
    answer = autosave(clerk, world.url("change", change.pk), document, lock=change.lock).json()
    assert answer["kept"] == "aside"
    assert "待审" in answer["text"]
    assert world.again(change).document()["skill"]["current_trade"] == "焊工"


def test_somebody_new_is_kept_aside_until_the_first_save_and_registered_by_nobody(world, clerk):
    url = world.url("new", "skilled")
    answer = autosave(clerk, url, person())
    assert answer.json()["kept"] == "aside"
    assert world.changes() == []
    scratch = Scratch.objects.get()
    assert "乌日娜".encode() not in bytes(scratch.sealed)
    page = soup(clerk.get(url))
    assert page.select_one(".kept h2").text == "您上次没有保存的内容"
    again = soup(clerk.get(page.select_one(".kept a")["href"]))
    assert value(again, "identity.full_name") == "乌日娜"
    assert again.select_one("form.generated [name=sitting]")["value"] == SITTING


def test_what_is_kept_is_offered_to_its_own_account_alone(world, clerk):
    autosave(clerk, world.url("new", "skilled"), person())
    pk = Scratch.objects.get().pk
    for url in (world.url("new", "skilled"), f"{world.url('new', 'skilled')}?kept={pk}"):
        page = soup(browser(world.typist).get(url))
        assert (page.select(".kept"), value(page, "identity.full_name")) == ([], "")


def test_a_save_forgets_what_was_kept_and_a_late_request_of_the_sitting_keeps_nothing(world, clerk):
    url = world.url("new", "skilled")
    autosave(clerk, url, person())
    send(clerk, url, person(), do="next", sitting=SITTING, autosaved="1")
    late = autosave(clerk, url, person())
    assert (late.json()["kept"], late.json()["text"]) == ("", "")
    assert soup(clerk.get(url)).select(".kept") == []
    assert world.changes() == [("乌日娜", "draft")]


def test_what_is_kept_can_be_thrown_away(world, clerk):
    url = world.url("new", "skilled")
    autosave(clerk, url, person())
    answer = clerk.post(url, {"do": "discard", "kept": Scratch.objects.get().pk})
    assert (answer.url, Scratch.objects.count()) == (url, 0)


def test_two_windows_keep_both_what_is_typed_in_them(world, clerk):
    url = world.url("new", "skilled")
    autosave(clerk, url, {"identity": {"full_name": "甲"}})
    autosave(clerk, url, {"identity": {"full_name": "乙"}}, sitting="sitting-0002")
    links = [each["href"] for each in soup(clerk.get(url)).select(".kept a")]
    assert [value(soup(clerk.get(each)), "identity.full_name") for each in links] == ["乙", "甲"]


def test_an_account_has_so_many_scratches_at_most_and_old_ones_go(world, clerk):
    place = scratching.Place(world.clerk.pk, world.unit.pk, world.version.category_id, "form")
    for each in range(scratching.MOST + 3):
        scratching.keep(place, f"sitting-{each:04}", [("identity.id_number", number(1))])
    assert Scratch.objects.count() == scratching.MOST
    Scratch.objects.update(updated_at=timezone.now() - timedelta(days=scratching.KEPT_DAYS + 1))
    assert scratching.clean() == scratching.MOST
