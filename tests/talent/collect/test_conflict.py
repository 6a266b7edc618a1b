import pytest
from bs4 import BeautifulSoup
from django.utils.timezone import localtime

from talent.collect.merging import Opened, read_opened
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
    assert lines(page) == [("技能信息 · 现从事工种", "钳工", "电工")]
    assert world.again(change).data["skill"]["current_trade"] == "钳工"
    action, values = hidden(page)
    typed = posted(trade("电工", contact=theirs["contact"]), lock=lock + 1)
    assert (action, {name: values[name] for name in typed}) == (url, {k: str(v) for k, v in typed.items()})

    resumed = soup(clerk.post(action, values | {"do": "resume"}))
    assert "还没有保存" in resumed.select_one("main [role=status]").text
    assert resumed.find(id="skill.current_trade")["value"] == "电工"
    assert resumed.find(id="skill.current_trade-theirs").text == "现存内容：钳工"
    assert resumed.find(id="contact.office_phone")["value"] == "0479-8212345"
    assert resumed.find(id="contact.office_phone-theirs") is None
    assert clerk.post(action, values).status_code == 302
    assert world.again(change).data == {
        **world.again(change).data,
        "skill": {"current_trade": "电工"},
        "contact": theirs["contact"],
    }


def entered(page):
    """Every name and value of the form, as a browser would send it."""
    values = {}
    for each in page.select("form.generated :is(input, select, textarea)[name]"):
        if (
            each.find_parent("template")
            or each["name"] == "csrfmiddlewaretoken"
            or each.get("type") == "file"
        ):
            continue
        if each.name == "select":
            chosen = each.find("option", selected=True)
            values[each["name"]] = chosen.get("value", chosen.text) if chosen else ""
        elif each.get("type") != "checkbox" or each.has_attr("checked"):
            values[each["name"]] = each.text.removeprefix("\n") if each.name == "textarea" else each["value"]
    return values


def test_what_one_tab_saved_survives_another_that_was_opened_before(world, clerk):
    school = [{"school": "内蒙古大学"}]
    change = world.draft(document=person(contact={"email": "old@example.cn"}, education=school))
    url = world.url("change", change.pk)
    before = world.again(change).document()
    first, second = entered(soup(clerk.get(url))), entered(soup(clerk.get(url)))
    clerk.post(url, first | {"contact.office_phone": "0479-8212345"})
    answer = clerk.post(url, second | {"contact.email": "new@example.cn"}, follow=True)
    assert answer.redirect_chain == [(url, 302)]
    assert said(answer)[-2:] == ["已合并您在另一窗口保存的修改：办公电话。", "已暂存，完整度 45%。"]
    contact = {"office_phone": "0479-8212345", "email": "new@example.cn"}
    assert world.again(change).document() == before | {"contact": before["contact"] | contact}


def test_rows_that_both_tabs_added_stay_both_and_a_removed_one_stays_away(world, clerk):
    schools = [{"school": "甲校"}, {"school": "乙校"}]
    change = world.draft(document=person(education=schools))
    url = world.url("change", change.pk)
    first, second = entered(soup(clerk.get(url))), entered(soup(clerk.get(url)))
    clerk.post(url, first | {"education.2.school": "丙校"})
    gone = {name: text for name, text in second.items() if not name.startswith("education.0.")}
    answer = clerk.post(url, gone | {"education.2.school": "丁校"}, follow=True)
    assert said(answer)[-2] == "已合并您在另一窗口保存的修改：学习经历。"
    assert [row["school"] for row in world.again(change).document()["education"]] == ["乙校", "丙校", "丁校"]


def test_only_what_both_changed_is_asked_and_who_saved_is_named(world, clerk, typist):
    change = world.draft(document=person(contact={"email": "old@example.cn"}))
    url = world.url("change", change.pk)
    mine, theirs = entered(soup(clerk.get(url))), entered(soup(typist.get(url)))
    typist.post(url, theirs | {"contact.office_phone": "0479-8212345", "skill.current_trade": "钳工"})
    typed = {"contact.email": "new@example.cn", "skill.current_trade": "电工"}
    answer = clerk.post(url, mine | typed)
    page, saved_at = soup(answer), localtime(world.again(change).updated_at)
    assert answer.status_code == 409
    assert f"由typist于 {saved_at:%Y-%m-%d %H:%M} 保存过" in page.select_one(".notice-error").text
    assert lines(page) == [("技能信息 · 现从事工种", "钳工", "电工")]
    assert "只有对方改过，已保留：办公电话。" in page.select_one("main section").text
    action, values = hidden(page)
    clerk.post(action, values)
    assert world.again(change).document()["contact"] == {
        "office_phone": "0479-8212345",
        "email": "new@example.cn",
    }


def test_a_row_that_both_rewrote_is_asked(world, clerk, typist):
    change = world.draft(document=person(education=[{"school": "甲校"}]))
    url = world.url("change", change.pk)
    mine, theirs = entered(soup(clerk.get(url))), entered(soup(typist.get(url)))
    typist.post(url, theirs | {"education.0.school": "甲学校"})
    answer = clerk.post(url, mine | {"education.0.school": "甲大学"})
    assert answer.status_code == 409
    assert world.again(change).document()["education"] == [{"school": "甲学校"}]


def test_what_was_merged_but_cannot_be_saved_stands_in_the_form_with_its_reason(world, clerk, typist):
    change = world.draft()
    url = world.url("change", change.pk)
    mine, theirs = entered(soup(clerk.get(url))), entered(soup(typist.get(url)))
    typist.post(url, theirs | {"contact.office_phone": "0479-8212345"})
    answer = clerk.post(url, mine | {"contact.email": "没有"})
    page = soup(answer)
    again = entered(page)
    assert (answer.status_code, said(answer)) == (422, ["已合并typist保存的修改：办公电话。"])
    assert (again["contact.office_phone"], again["contact.email"]) == ("0479-8212345", "没有")
    assert clerk.post(url, again | {"contact.email": "new@example.cn"}).status_code == 302


def test_what_could_not_be_read_is_not_lost_and_no_value_can_be_read_from_the_form(world, clerk):
    change = world.draft()
    url = world.url("change", change.pk)
    typed = entered(soup(clerk.get(url)))
    clerk.post(url, typed)
    first = {"contact.office_phone": "0479-8212345", "contact.email": "a@example.cn"}
    clerk.post(url, typed | first)
    wrong = {"contact.email": "没有", "education.0.start": "昨天", "education.1.school": "甲校"}
    values = hidden(soup(clerk.post(url, typed | wrong)))[1]
    wanted = wrong | {"contact.office_phone": "0479-8212345"}
    assert {name: values.get(name) for name in wanted} == wanted
    marks = read_opened(typed["opened"])
    assert {len(mark) for mark in marks.fields.values()} == {16}
    assert read_opened(typed["opened"] + "x") == Opened()


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


def said(answer):
    return [each.text.strip() for each in soup(answer).select("main [role=status] .notice")]


def test_nothing_is_said_of_no_change_on_the_way_to_the_check_or_after_an_answer(world, clerk):
    change = world.returned(("identity.full_name", "别字"))
    url, name = world.url("change", change.pk), f"answer-{change.remarks.get().pk}"
    check, saved, answered = (
        clerk.post(url, posted(person(), lock=change.lock, **more), follow=True)
        for more in ({"do": "check"}, {}, {name: "无\0误"})
    )
    assert (said(check), said(saved)) == ([], ["没有改动。"])
    assert ["没有改动" in text for text in said(answered)] == [False]
    assert change.remarks.get().answer == "无误"
