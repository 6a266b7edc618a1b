import pytest
from bs4 import BeautifulSoup

from talent.records.service import accept, submit
from talent.security.models import AuditEvent
from tests.talent.collect.world import browser, person, posted


@pytest.fixture
def clerk(world):
    return browser(world.clerk)


@pytest.fixture
def typist(world):
    return browser(world.typist)


def trade(name, **groups):
    return person(skill={"current_trade": name}, **groups)


def soup(answer):
    return BeautifulSoup(answer.content, "html.parser")


def hidden(page):
    """Where the way on leads, with everything that goes along."""
    form = page.select_one("main form")
    values = {
        each["name"]: each["value"] for each in form.select("input") if each["name"] != "csrfmiddlewaretoken"
    }
    return form["action"], values


def lines(page):
    return [tuple(cell.text for cell in row.find_all(["th", "td"])) for row in page.select("main tbody tr")]


def test_two_who_save_the_same_draft_lose_nothing(world, clerk, typist):
    change = world.draft()
    url, lock = world.url("change", change.pk), change.lock
    theirs = trade("钳工", contact={"office_phone": "0479-8212345"})
    typist.post(url, posted(theirs, lock=lock))
    answer = clerk.post(url, posted(trade("电工"), lock=lock, do="check"))
    page = soup(answer)
    assert answer.status_code == 409
    assert lines(page) == [
        ("联系方式 · 办公电话", "0479-8212345", "—"),
        ("技能信息 · 现从事工种", "钳工", "电工"),
    ]
    assert world.again(change).data["skill"]["current_trade"] == "钳工"
    action, values = hidden(page)
    assert (action, values) == (url, {k: str(v) for k, v in posted(trade("电工"), lock=lock + 1).items()})

    resumed = soup(clerk.post(action, values | {"do": "resume"}))
    assert resumed.find(id="skill.current_trade")["value"] == "电工"
    assert resumed.find(id="skill.current_trade-theirs").text == "现存内容：钳工"
    assert resumed.find(id="contact.office_phone-theirs").text == "现存内容：0479-8212345"
    assert clerk.post(action, values).status_code == 302
    assert world.again(change).data["skill"]["current_trade"] == "电工"


@pytest.mark.parametrize("lock", ["", "x", "-1", "99"])
def test_a_form_without_a_true_lock_saves_nothing(world, clerk, lock):
    change = world.draft()
    answer = clerk.post(world.url("change", change.pk), posted(trade("电工"), lock=lock))
    assert (answer.status_code, world.again(change).lock) == (409, change.lock)


def test_answers_to_remarks_go_along(world, clerk):
    change = world.returned(("identity.full_name", "别字"))
    name = f"answer-{change.remarks.get().pk}"
    answer = clerk.post(world.url("change", change.pk), posted(trade("电工"), lock=0, **{name: "无误"}))
    assert hidden(soup(answer))[1][name] == "无误"


def test_what_was_submitted_meanwhile_is_shown_and_cannot_be_overwritten(world, clerk):
    change = world.draft()
    submit(change=change, by=world.typist)
    page = soup(clerk.post(world.url("change", change.pk), posted(trade("电工"), lock=change.lock)))
    assert lines(page) == [("技能信息 · 现从事工种", "焊工", "电工")]
    assert page.select("main form") == []
    assert page.select_one("main .actions a")["href"] == world.url("change", change.pk)


def test_a_new_form_never_writes_over_a_draft_that_stands(world, clerk):
    change = world.draft()
    answer = clerk.post(world.url("new", "skilled"), posted(trade("电工")))
    page = soup(answer)
    assert (answer.status_code, world.again(change).lock) == (409, change.lock)
    assert lines(page) == [("技能信息 · 现从事工种", "焊工", "电工")]
    action, values = hidden(page)
    assert (action, values["lock"]) == (world.url("change", change.pk), str(change.lock))
    assert clerk.post(action, values).status_code == 302
    assert (world.again(change).data["skill"], world.changes()) == (
        {"current_trade": "电工"},
        [("乌日娜", "draft")],
    )


def test_a_new_form_for_somebody_approved_goes_on_as_a_change_to_it(world, clerk):
    base = world.accepted()
    page = soup(clerk.post(world.url("new", "skilled"), posted(trade("电工"))))
    action, values = hidden(page)
    assert (action, values["base"], world.changes()) == (
        world.url("new", "skilled"),
        str(base.pk),
        [("乌日娜", "accepted")],
    )
    clerk.post(action, values)
    assert world.changes() == [("乌日娜", "accepted"), ("乌日娜", "draft")]


def test_a_change_to_something_that_was_replaced_meanwhile_is_shown_against_the_newest(world, clerk, typist):
    base = world.accepted()
    url = world.url("new", "skilled")
    typist.post(url, posted(trade("钳工"), base=base.pk))
    newest = submit(change=world.newest(), by=world.typist)
    for reviewer in (world.clerk, world.boss):
        newest = accept(change=newest, by=reviewer)
    page = soup(clerk.post(url, posted(trade("电工"), base=base.pk)))
    assert lines(page) == [("技能信息 · 现从事工种", "钳工", "电工")]
    assert hidden(page)[1]["base"] == str(newest.pk)


def test_reading_the_other_version_is_written_to_the_log(world, clerk):
    change = world.draft()
    clerk.post(world.url("change", change.pk), posted(trade("电工"), lock=0))
    assert (
        AuditEvent.objects.filter(action="read_sensitive", subject_id=str(change.pk), by=world.clerk).count()
        == 1
    )
