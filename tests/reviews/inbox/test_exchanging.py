"""The reviewer asks the collector or passes a change on, from its page; the collector answers on theirs."""

import pytest
from django.urls import reverse

from reviews.inbox.deciding import NotWaitingHere
from reviews.inbox.exchanging import ask, pass_on
from reviews.inbox.service import decide_many
from talent.orgs.service import scope_for
from talent.records.models import Forward, Question
from talent.records.service import answer_office, withdraw
from tests.contracts.world import member
from tests.reviews.inbox.desk import reread
from tests.reviews.inbox.pages import open_and_post, queue_rows, read, sealed_lock, text


@pytest.fixture
def officer(client, desks):
    client.force_login(desks.officer, backend="django.contrib.auth.backends.ModelBackend")
    return client


def page_of(change):
    return reverse("inbox:change", args=[change.pk])


def test_a_question_and_its_answer_stand_on_the_page_of_the_change(officer, desks):
    change = desks.at_banner()
    after = desks.at_banner(2)
    asked = open_and_post(officer, page_of(change), ask="", question="证书原件在哪里？")
    assert asked["Location"] == page_of(after)  # on to the next, as after a decision
    page = read(officer.get(page_of(change)))
    assert "证书原件在哪里？" in text(page.select_one("[aria-labelledby=questions]"))
    assert page.select_one("[name=question]") is None  # one at a time
    way = reverse("inbox:forward", args=[change.pk])
    assert page.select_one(f"a[href='{way}']") is None
    assert "请等答复后再转" in text(page.select_one(".decide"))

    answer_office(change=reread(change), text="在单位档案室", by=desks.clerk)

    page = read(officer.get(page_of(change)))
    told = text(page.select_one("[aria-labelledby=questions]"))
    assert all(each in told for each in ("已答复", "在单位档案室"))
    assert page.select_one(f"a[href='{way}']") is not None


def test_who_asks_and_wrote_more_stays_with_all_of_it(officer, desks):
    change, _after = desks.at_banner(), desks.at_banner(2)
    typed = {"opinion": "写了一半", "remark:identity.full_name": "请核对"}

    page = read(open_and_post(officer, page_of(change), ask="", question="证书呢？", **typed))

    kept = (
        page.select_one("#opinion").get_text(),
        page.select_one("[name='remark:identity.full_name']")["value"],
    )
    assert (Question._plain.get().text, kept) == ("证书呢？", ("写了一半", "请核对"))


def test_a_question_without_words_is_said_at_its_field_and_loses_nothing(officer, desks):
    change = desks.at_banner()

    answer = open_and_post(officer, page_of(change), ask="", question=" ", opinion="写了一半")

    page = read(answer)
    assert (answer.status_code, page.select_one(".notice-error a")["href"]) == (422, "#question")
    assert page.select_one("[name=opinion]").get_text() == "写了一半"
    assert Question._plain.count() == 0


@pytest.mark.parametrize("typed", ["假\u202e真", "响\x07铃", "长" * 501])
@pytest.mark.parametrize(
    ("deed", "place"),
    [
        ({"ask": ""}, "question"),
        ({"outcome": "returned"}, "opinion"),
        ({"outcome": "passed"}, "opinion"),
        ({"outcome": "returned"}, "remark:identity.full_name"),
    ],
)
def test_words_nobody_could_read_or_too_many_are_refused_and_kept(officer, desks, typed, deed, place):
    change = desks.at_banner()

    answer = open_and_post(officer, page_of(change), **deed, **{place: typed})

    page = read(answer)
    assert (answer.status_code, page.select_one(".notice-error a")["href"]) == (422, f"#{place}")
    box = page.select_one(f"[name='{place}']")
    assert (box.get("value") or box.get_text(), box["aria-invalid"]) == (typed, "true")
    assert (Question._plain.count(), reread(change).state) == (0, "waiting")


def test_the_queue_is_narrowed_to_what_was_asked_or_answered(officer, desks):
    _plain, asked, answered = (desks.at_banner(serial, name=f"人{serial}") for serial in (1, 3, 5))
    for change in (asked, answered):
        ask(change=change, by=desks.officer, scope=scope_for(desks.officer), lock=change.lock, text="问")
    answer_office(change=reread(answered), text="答", by=desks.clerk)

    found = {
        wanted: [
            row[0] for row in queue_rows(read(officer.get(reverse("inbox:queue"), {"question": wanted})))
        ]
        for wanted in ("", "asked", "answered")
    }

    assert found["asked"] == ["人3 已询问"]
    assert found["answered"] == ["人5 已答复"]
    assert sorted(found[""]) == ["人1", "人3 已询问", "人5 已答复"]


def test_what_waits_for_an_answer_does_not_pass_in_a_batch(desks):
    change, scope = desks.at_banner(), scope_for(desks.officer)
    ask(change=change, by=desks.officer, scope=scope, lock=change.lock, text="问")
    held = reread(change)

    results = decide_many(locks={held.pk: held.lock}, by=desks.officer, scope=scope)

    assert (results[held.pk].why, reread(held).state) == ("asked", "waiting")


def test_what_waits_elsewhere_or_was_changed_is_neither_asked_about_nor_passed_on(desks):
    change, here = desks.at_banner(), scope_for(desks.officer)
    other = scope_for(member("sibling", desks.sibling, "hr_reviewer"))
    for scope, lock in ((other, change.lock), (here, change.lock - 1)):
        with pytest.raises(NotWaitingHere):
            ask(change=change, by=desks.officer, scope=scope, lock=lock, text="问")
        with pytest.raises(NotWaitingHere):
            pass_on(change=change, by=desks.officer, scope=scope, lock=lock, to=desks.league.pk, reason="转")

    assert (Question._plain.count(), Forward._plain.count()) == (0, 0)


def test_a_change_goes_to_the_office_above_and_its_way_stands_on_the_page_there(officer, desks, client):
    head = member("head", desks.league, "hr_reviewer")
    change, after = desks.at_banner(), desks.at_banner(2)
    address = reverse("inbox:forward", args=[change.pk])
    assert read(officer.get(page_of(change))).select_one(f"a[href='{address}']")
    form = read(officer.get(address))
    assert [each["value"] for each in form.select("[name=to]")] == [str(desks.league.pk)]

    sent = officer.post(address, {"lock": sealed_lock(form), "to": desks.league.pk, "reason": "须上级核实"})

    assert sent["Location"] == page_of(after)
    assert officer.get(page_of(change)).status_code == 404
    client.force_login(head, backend="django.contrib.auth.backends.ModelBackend")
    told = text(read(client.get(page_of(change))).select_one("[aria-labelledby=forwards]"))
    assert all(each in told for each in (desks.banner.name, desks.league.name, "须上级核实"))


@pytest.mark.parametrize(
    ("posted", "place"),
    [
        ({"reason": "转"}, "#to"),
        ({"to": "{league}", "reason": " "}, "#reason"),
        ({"to": "{league}", "reason": "长" * 201}, "#reason"),
    ],
)
def test_a_way_without_office_or_reason_or_with_too_many_words_is_said_at_its_field(
    officer, desks, posted, place
):
    member("head", desks.league, "hr_reviewer")
    change = desks.at_banner()
    address = reverse("inbox:forward", args=[change.pk])
    given = {name: value.format(league=desks.league.pk) for name, value in posted.items()}

    answer = officer.post(address, {"lock": sealed_lock(read(officer.get(address))), **given})

    page = read(answer)
    assert (answer.status_code, page.select_one(".notice-error a")["href"]) == (422, place)
    assert page.select_one("#reason").get_text() == posted["reason"].strip()
    assert Forward._plain.count() == 0


def test_a_reason_is_kept_where_the_change_was_withdrawn_meanwhile(officer, desks):
    member("head", desks.league, "hr_reviewer")
    change = desks.at_banner()
    address = reverse("inbox:forward", args=[change.pk])
    lock = sealed_lock(read(officer.get(address)))
    withdraw(change=reread(change), by=desks.clerk)

    answer = officer.post(address, {"lock": lock, "to": desks.league.pk, "reason": "须上级核实"})

    assert (answer.status_code, Forward._plain.count()) == (409, 0)
    assert "须上级核实" in text(read(answer).select_one("[aria-labelledby=typed]"))


def test_to_an_office_that_may_not_have_it_nothing_goes(officer, desks):
    member("head", desks.league, "hr_reviewer")
    change = desks.at_banner()
    address = reverse("inbox:forward", args=[change.pk])
    lock = sealed_lock(read(officer.get(address)))

    answer = officer.post(address, {"lock": lock, "to": desks.sibling.pk, "reason": "转"})

    assert (answer.status_code, reread(change).waiting_office_id) == (422, desks.banner.pk)


def test_a_unit_asks_its_own_clerk_and_passes_nothing_on(client, desks):
    client.force_login(desks.chief)
    change = desks.at_unit()
    address = reverse("unit_review:change", args=[desks.unit.pk, change.pk])
    page = read(client.get(address))
    assert (page.select_one("[name=question]") is not None, "转其他机构办理" in text(page)) == (True, False)

    open_and_post(client, address, ask="", question="哪一年入职？")

    assert Question._plain.get().office_id == desks.unit.pk


def test_the_clerk_is_led_from_the_workspace_to_the_question_and_answers_it(client, desks):
    change = desks.at_banner()
    ask(change=change, by=desks.officer, scope=scope_for(desks.officer), lock=change.lock, text="证书呢？")
    client.force_login(desks.clerk)
    here = reverse("collect:change", args=[desks.unit.pk, change.pk])
    workspace = read(client.get(reverse("collect:workspace", args=[desks.unit.pk])))
    assert workspace.select_one("[aria-labelledby=asked-heading] a")["href"] == f"{here}#questions"
    form = read(client.get(here)).select_one("#questions form")

    empty = client.post(form["action"], {"answer": " "})
    assert (empty.status_code, text(read(empty).select_one("#answer-error"))) == (422, "请填写答复。")
    long = client.post(form["action"], {"answer": "长" * 1001})
    assert (long.status_code, read(long).select_one("#answer").get_text()) == (422, "长" * 1001)
    sent = client.post(form["action"], {"answer": "在档案室"})

    assert (sent["Location"], Question._plain.get().answer) == (here, "在档案室")
    assert "在档案室" in text(read(client.get(here)).select_one("#questions"))


def test_an_answer_that_comes_too_late_is_refused_with_the_reason(client, desks):
    change = desks.at_banner()
    ask(change=change, by=desks.officer, scope=scope_for(desks.officer), lock=change.lock, text="证书呢？")
    withdraw(change=reread(change), by=desks.clerk)
    client.force_login(desks.clerk)

    answer = client.post(reverse("collect:answer", args=[desks.unit.pk, change.pk]), {"answer": "晚了"})

    assert answer.status_code == 409
    assert "不用再答复" in answer.content.decode()
    assert "晚了" in text(read(answer).select_one("[aria-labelledby=typed]"))
    assert Question._plain.get().answer == ""


def test_another_unit_answers_nothing(client, desks):
    change = desks.at_banner()
    ask(change=change, by=desks.officer, scope=scope_for(desks.officer), lock=change.lock, text="证书呢？")
    client.force_login(member("other", desks.neighbour, "collector"))
    foreign = [reverse("collect:answer", args=[at.pk, change.pk]) for at in (desks.unit, desks.neighbour)]

    assert [client.post(address, {"answer": "假"}).status_code for address in foreign] == [404, 404]
    assert Question._plain.get().answer == ""
