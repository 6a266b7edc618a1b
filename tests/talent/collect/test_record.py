import pytest
from bs4 import BeautifulSoup

from talent.orgs.models import Membership
from talent.orgs.service import scope_for
from talent.records.models import Change
from talent.records.service import submit
from talent.security.models import AuditEvent
from tests.talent.collect.world import browser, number, person, posted


def soup(answer):
    return BeautifulSoup(answer.content, "html.parser")


def summary(answer):
    """Address and text of each line of the error summary."""
    return [(link["href"], link.text) for link in soup(answer).select(".errors a")]


def value(page, name):
    return page.find(id=name)["value"]


@pytest.fixture
def clerk(world):
    return browser(world.clerk)


def send(client, url, document=None, **more):
    return client.post(url, posted(document or {}, **more))


def test_the_form_of_a_new_person_has_every_group_and_what_follows_from_the_unit(world, clerk):
    page = soup(clerk.get(world.url("new", "skilled")))
    side = [link["href"] for link in page.select(".parts a")]
    assert side == [f"#{section['id']}" for section in page.select("section.group")]
    assert page.find(id="employment.unit").p.text == "示例设计院"
    assert page.select_one("[name='identity.id_type'] [selected]").text == "居民身份证"
    assert page.find("details", {"data-group": "education"}).has_attr("open") is False


def test_a_draft_is_kept_with_much_missing_and_opens_again(world, clerk):
    answer = send(
        clerk,
        world.url("new", "skilled"),
        {"identity": {"id_type": "01", "id_number": number(1), "full_name": "那仁"}},
    )
    change = Change.objects.visible_to(scope_for(world.clerk)).get()
    page = soup(clerk.get(answer.url))
    assert (answer.status_code, answer.url) == (302, world.url("change", change.pk))
    assert (change.state, change.source, change.created_by, change.full_name) == (
        "draft",
        "unit",
        world.clerk,
        "那仁",
    )
    assert value(page, "identity.id_number") == number(1)
    assert "已暂存" in page.find(role="status").text


def test_without_number_and_name_nothing_is_kept_and_the_typing_stays(world, clerk):
    typed = {
        "identity": {"id_number": "152502", "full_name": "  "},
        "contact": {"mobile": "1"},
        "skill": {"current_trade": "焊工"},
    }
    answer = send(clerk, world.url("new", "skilled"), typed, do="save")
    page = soup(answer)
    assert answer.status_code == 422
    assert [href for href, _ in summary(answer)] == [
        "#identity.id_number",
        "#identity.full_name",
        "#contact.mobile",
    ]
    assert [text for _, text in summary(answer)] == [each.text for each in page.select("form .error li")]
    assert page.find(id="contact.mobile")["aria-describedby"] == "contact.mobile-help contact.mobile-error"
    assert (value(page, "identity.id_number"), value(page, "skill.current_trade")) == ("152502", "焊工")
    assert page.select_one(".errors").has_attr("autofocus")
    assert world.changes() == []


def test_before_a_submission_everything_missing_is_named(world, clerk):
    answer = send(clerk, world.url("new", "skilled"), {"identity": {"full_name": "那仁"}}, do="check")
    assert {href for href, _ in summary(answer)} >= {"#identity.ethnic_group", "#skill.current_trade"}


def test_save_and_next_opens_an_empty_form(world, clerk):
    answer = send(clerk, world.url("new", "skilled"), person(), do="next")
    assert (answer.status_code, answer.url) == (302, world.url("new", "skilled"))
    assert world.changes() == [("乌日娜", "draft")]


def test_check_leads_to_the_page_of_all_answers(world, clerk):
    answer = send(clerk, world.url("new", "skilled"), person(), do="check")
    change = Change.objects.visible_to(scope_for(world.clerk)).get()
    assert (answer.status_code, answer.url) == (302, world.url("check", change.pk))


def test_the_same_again_is_told_and_changes_nothing(world, clerk):
    change = world.draft()
    answer = send(clerk, world.url("new", "skilled"), person(), do="save")
    assert answer.url == world.url("change", change.pk)
    assert "没有改动" in clerk.get(answer.url).text
    assert world.again(change).lock == change.lock


def test_rows_are_added_without_scripts_and_nothing_is_lost(world, clerk):
    rows = [{"school": "甲"}, {"school": ""}, {"school": "乙", "education": "乱写"}]
    document = {"identity": {"full_name": "那仁"}, "education": rows, "declaration": {"truth_pledge": "0"}}
    answer = send(clerk, world.url("new", "skilled"), document, add="education", lock="0")
    page = soup(answer)
    schools = [
        each["value"]
        for each in page.select("[name^='education.'][name$='.school']")
        if "__row__" not in each["name"]
    ]
    assert (answer.status_code, schools) == (200, ["甲", "乙", "", ""])
    assert page.select_one("[name='education.1.education'] [selected]").text == "乱写"
    assert page.select_one("[name='declaration.truth_pledge'] [selected]")["value"] == "0"
    assert [each["name"] for each in page.select("form [autofocus]")] == ["education.3.start"]
    assert value(page, "identity.full_name") == "那仁"
    assert summary(answer) == []


def test_a_row_is_removed_without_scripts(world, clerk):
    rows = [{"school": "甲"}, {"school": "乙"}]
    page = soup(send(clerk, world.url("new", "skilled"), {"education": rows}, remove="education.0"))
    assert value(page, "education.0.school") == "乙"
    assert page.find(id="education.1.school") is None


def test_the_template_of_a_row_is_no_part_of_the_form(world, clerk):
    page = clerk.get(world.url("new", "skilled")).text
    inside = "".join(part.partition("</template>")[0] for part in page.split("<template>")[1:])
    assert 'name="education.__row__.school"' in inside
    assert page.count("__row__") == inside.count("__row__")


def test_too_many_rows_are_refused_and_told(world, clerk):
    rows = [{"school": f"{place}"} for place in range(101)]
    answer = send(clerk, world.url("new", "skilled"), person(education=rows))
    page = soup(answer)
    assert (answer.status_code, world.changes()) == (422, [])
    assert "最多 100 行" in page.find(role="status").text
    assert page.select("[name=add][value=education]") == []


def test_names_of_no_field_are_told_and_the_rest_is_saved(world, clerk):
    answer = send(clerk, world.url("new", "skilled"), person(removed_group={"x": "旧"}))
    assert world.changes() == [("乌日娜", "draft")]
    assert "removed_group.x" in clerk.get(answer.url).text


def test_a_wrong_word_in_a_list_stays_to_be_mended(world, clerk):
    document = person()
    document["identity"]["ethnic_group"] = "火星族"
    answer = send(clerk, world.url("new", "skilled"), document)
    assert summary(answer) == [("#identity.ethnic_group", "“民族”没有“火星族”这一项，请从列表中选择。")]
    assert soup(answer).select_one("[name='identity.ethnic_group'] [selected]").text == "火星族"


def test_a_draft_is_saved_over_by_who_saw_it_last(world, clerk):
    change = world.draft()
    document = person(contact={"office_phone": "0479-8212345"})
    answer = send(clerk, world.url("change", change.pk), document, lock=change.lock)
    assert answer.status_code == 302
    assert (world.again(change).data["contact"], world.again(change).lock) == (
        {"office_phone": "0479-8212345"},
        change.lock + 1,
    )


def test_a_draft_never_becomes_somebody_else(world, clerk):
    change = world.draft(1, "乌日娜")
    answer = send(clerk, world.url("change", change.pk), person(2, "那仁"), lock=change.lock)
    assert answer.status_code == 422
    assert [href for href, _ in summary(answer)] == ["#identity.id_number"]
    assert world.changes() == [("乌日娜", "draft")]


def test_somebody_of_another_unit_is_told_neutrally_and_the_typing_stays(world, clerk):
    submit(change=world.draft(1, "乌日娜", unit=world.other, by=world.stranger), by=world.stranger)
    answer = send(clerk, world.url("new", "skilled"), person(1))
    assert answer.status_code == 409
    assert "该人员已由其他单位登记本类别，请在“人员调动”中申请调入" in answer.text
    assert "别的单位" not in answer.text
    assert value(soup(answer), "identity.id_number") == number(1)


def test_somebody_under_review_is_told_with_the_way_there(world, clerk):
    change = world.waiting()
    answer = send(
        clerk, world.url("new", "skilled"), person(1, "乌日娜", contact={"office_phone": "0479-8212345"})
    )
    page = soup(answer)
    assert (answer.status_code, world.changes()) == (409, [("乌日娜", "waiting")])
    assert page.select_one(".notice-error a")["href"] == world.url("change", change.pk)
    assert value(page, "contact.office_phone") == "0479-8212345"


def test_remarks_stand_beside_their_field_with_a_box_for_the_answer(world, clerk):
    change = world.returned(("skill.current_trade", "工种不符"), ("", "请补照片"))
    field, whole = change.remarks.all()
    page = soup(clerk.get(world.url("change", change.pk)))
    beside = page.find(id="skill.current_trade-remark")
    assert beside.strong.parent.text == "审核意见：工种不符"
    assert beside.input["name"] == f"answer-{field.pk}"
    assert page.find(id="loose-heading").parent.input["name"] == f"answer-{whole.pk}"
    assert [(link["href"], link.text) for link in page.select(".notice-error a")] == [
        (f"#remark-{field.pk}", "现从事工种：工种不符"),
        (f"#remark-{whole.pk}", "整体：请补照片"),
    ]


def test_a_remark_comes_after_the_field_it_is_about_and_its_answer_is_folded(world, clerk):
    change = world.returned(("skill.current_trade", "工种不符"))
    page = soup(clerk.get(world.url("change", change.pk)))
    field = page.find(id="skill.current_trade").parent
    assert [each.name for each in field.find_all(["label", "input"])] == ["label", "input", "label", "input"]
    assert [each.get("id") for each in field.find_all("input")] == [
        "skill.current_trade",
        f"answer-{change.remarks.get().pk}",
    ]
    folded = field.details
    assert (folded.summary.text, folded.has_attr("open")) == ("不改，说明理由", False)


def test_a_remark_on_a_row_is_named_with_its_row_on_every_page(world, clerk):
    schools = [{"school": "甲校"}, {"school": "乙校"}]
    document = person(education=schools)
    change = world.returned(("education.1.school", "校名不全"), document=document)
    shown = soup(clerk.get(world.url("change", change.pk))).select_one(".notice-error a").text
    checked = soup(clerk.get(world.url("check", change.pk))).select_one(".errors a").text
    assert shown == "学习经历 第 2 条 · 学校(单位)名称：校名不全"
    assert checked == f"审核意见还没有处理：{shown}"


def test_a_problem_in_a_row_is_listed_with_its_row_and_said_shortly_beside_the_field(world, clerk):
    schools = [{"school": "甲校"}, {"school": "乙校", "start": "昨天"}]
    answer = send(clerk, world.url("new", "skilled"), person(education=schools))
    page = soup(answer)
    sentence = "“入学时间”应写到月，例如 1985-07 或 1985年7月；现为“昨天”。"
    assert page.select_one(".errors a").text == f"学习经历 第 2 条：{sentence}"
    assert page.find(id="education.1.start-error").text.strip() == sentence


def test_a_second_change_of_a_record_leads_to_the_one_under_review(world, clerk):
    base = world.accepted()
    url = world.url("new", "skilled")
    clerk.post(url, posted(person(skill={"current_trade": "钳工"}), base=base.pk))
    draft = world.newest()
    begun = clerk.get(f"{url}?base={base.pk}", follow=True)
    submit(change=draft, by=world.clerk)
    waiting = clerk.get(f"{url}?base={base.pk}", follow=True)
    chains = [answer.redirect_chain for answer in (begun, waiting)]
    assert chains == [[(world.url("change", draft.pk), 302)]] * 2
    assert [soup(answer).select(".notice")[-1].text.strip() for answer in (begun, waiting)] == [
        "“乌日娜”的资料已有一份没有上报的变更，请在这里继续。",
        "“乌日娜”的变更正在审核，办结或撤回后才能再改。",
    ]


def test_another_name_for_a_number_under_review_is_said_to_its_own_unit_alone(world, clerk):
    world.waiting(name="乌日娜")
    url = world.url("new", "skilled")
    own = soup(send(clerk, url, person(name="乌日汗"))).select_one(".notice-error").text
    same = soup(send(clerk, url, person(name="乌日娜", skill={"current_trade": "钳工"}))).select_one(
        ".notice-error"
    )
    other_url = world.url("new", "skilled", unit=world.other)
    other = send(browser(world.stranger), other_url, person(name="乌日汗"))
    assert "该证件号码在本单位登记的姓名是“乌日娜”，与您填写的不同，请核对。" in own
    assert "登记的姓名" not in same.text
    assert (other.status_code, "乌日娜" in other.text) == (302, False)


def test_the_dot_of_a_name_is_kept_as_the_interpunct_and_a_latin_name_as_it_is(world, clerk):
    url = world.url("new", "skilled")
    send(clerk, url, person(1, "斯琴•图雅"))
    send(clerk, url, person(2, "J. Smith"))
    assert world.changes() == [("斯琴·图雅", "draft"), ("J. Smith", "draft")]


def test_answers_and_changes_settle_remarks(world, clerk):
    change = world.returned(
        ("skill.current_trade", "工种不符"), ("", "请补照片"), ("identity.full_name", "别字")
    )
    name = change.remarks.last()
    document = person()
    document["skill"]["current_trade"] = "钳工"
    send(
        clerk,
        world.url("change", change.pk),
        document,
        lock=change.lock,
        **{f"answer-{name.pk}": "与证件一致"},
    )
    settled = list(change.remarks.values_list("path", "answer", "acted_on"))
    assert settled == [
        ("skill.current_trade", "", True),
        ("", "", True),
        ("identity.full_name", "与证件一致", True),
    ]


def test_a_typed_answer_stays_when_the_form_comes_back(world, clerk):
    change = world.returned(("identity.full_name", "别字"))
    remark = change.remarks.get()
    answer = send(
        clerk,
        world.url("change", change.pk),
        person(),
        add="education",
        lock=change.lock,
        **{f"answer-{remark.pk}": "无误"},
    )
    assert value(soup(answer), f"answer-{remark.pk}") == "无误"


def test_an_answer_that_is_too_long_saves_nothing_and_everything_typed_stays(world, clerk):
    change = world.returned(("identity.full_name", "别字"))
    box = f"answer-{change.remarks.get().pk}"
    other = person(skill={"current_trade": "电工"})

    answer = send(
        clerk, world.url("change", change.pk), other, do="save", lock=change.lock, **{box: "长" * 501}
    )

    page = soup(answer)
    assert (answer.status_code, summary(answer)[0][0]) == (422, f"#{box}")
    assert (value(page, box), value(page, "skill.current_trade")) == ("长" * 501, "电工")
    assert world.again(change).lock == change.lock


def test_what_waits_is_read_in_full_with_an_event(world, clerk):
    change = world.waiting()
    answer = clerk.get(world.url("change", change.pk))
    event = AuditEvent.objects.latest("pk")
    assert number(1) in soup(answer).find("dl", class_="values").find_next(class_="values").text
    assert soup(answer).select("form.generated") == []
    assert (event.by, event.action, event.subject, event.subject_id, event.organisation_ids) == (
        world.clerk,
        "read_sensitive",
        "change",
        str(change.pk),
        [world.unit.pk],
    )


def test_lists_mask_the_number(world, clerk):
    world.draft()
    page = clerk.get(world.url("workspace")).text
    assert number(1) not in page
    assert number(1)[:6] + "*" * 8 + number(1)[-4:] in page


def test_something_approved_is_changed_on_top_of_what_stands(world, clerk):
    base = world.accepted()
    link = soup(clerk.get(world.url("change", base.pk))).select_one("a.button")["href"]
    page = soup(clerk.get(link))
    assert (value(page, "identity.id_number"), page.select_one("form.generated [name=base]")["value"]) == (
        number(1),
        str(base.pk),
    )
    document = person()
    document["skill"]["current_trade"] = "钳工"
    send(clerk, world.url("new", "skilled"), document, base=base.pk)
    assert world.changes() == [("乌日娜", "accepted"), ("乌日娜", "draft")]
    assert soup(clerk.get(world.url("change", base.pk))).select("a.button:not(.plain)") == []


def test_a_change_on_top_of_somebody_never_becomes_somebody_else(world, clerk):
    base = world.accepted()
    answer = send(clerk, world.url("new", "skilled"), person(2, "那仁"), base=base.pk)
    assert (answer.status_code, world.changes()) == (422, [("乌日娜", "accepted")])


@pytest.mark.parametrize("base", ["x", "999999", "9" * 30, "-1"])
def test_a_base_that_is_none_is_not_found(world, clerk, base):
    assert clerk.get(world.url("new", "skilled"), {"base": base}).status_code == 404


def test_only_decided_changes_of_the_own_unit_are_a_base(world, clerk):
    foreign = world.draft(1, unit=world.other, by=world.stranger)
    own = world.draft(2)
    answers = [
        clerk.get(world.url("new", "skilled"), {"base": each.pk}).status_code for each in (foreign, own)
    ]
    assert answers == [404, 404]


def test_what_is_no_category_of_people_has_no_form(world, clerk):
    keys = ("responsible_person", "nothing")
    assert [clerk.get(world.url("new", key)).status_code for key in keys] == [404, 404]


def test_another_unit_finds_nothing_and_does_nothing(world):
    change = world.draft()
    stranger = browser(world.stranger)
    addresses = [
        world.url("change", change.pk),
        world.url("change", change.pk, unit=world.other),
        world.url("new", "skilled"),
    ]
    answers = [send(stranger, each, person(2, "那仁"), lock=change.lock).status_code for each in addresses]
    assert answers == [404, 404, 404]
    assert world.changes() == [("乌日娜", "draft")]


def test_a_reviewer_who_does_not_fill_reads_only(world):
    Membership.objects.filter(user=world.clerk, role="collector").delete()
    change, reviewer = world.draft(), browser(world.clerk)
    page = soup(reviewer.get(world.url("change", change.pk)))
    buttons = [each.text for each in page.select("a.button")]
    prints = [text for each in ("打印登记表", "打印审核意见表") for text in (each, f"网页版：{each}")]
    assert (page.select("form.generated"), buttons) == ([], prints)
    assert reviewer.post(world.url("change", change.pk), {"lock": change.lock}).status_code == 404
    assert reviewer.get(world.url("new", "skilled")).status_code == 404


def test_a_draft_that_was_submitted_meanwhile_is_not_written(world, clerk):
    change = world.draft()
    submit(change=change, by=world.typist)
    answer = send(
        clerk, world.url("change", change.pk), person(skill={"current_trade": "钳工"}), lock=change.lock
    )
    assert (answer.status_code, world.changes()) == (409, [("乌日娜", "waiting")])


def test_a_number_held_by_another_unit_is_saved_under_another_name_as_one_that_nobody_has(world):
    world.waiting(1, "乌日娜")
    neighbour, url = browser(world.stranger), world.url("new", "skilled", unit=world.other)
    answers = [neighbour.post(url, posted(person(serial, "王磊")), follow=True) for serial in (1, 2)]
    shown = [
        (each.status_code, len(each.redirect_chain), soup(each).find(role="status").text) for each in answers
    ]
    assert shown[0] == shown[1]
    assert "已暂存" in shown[0][2]
    told = neighbour.post(url, posted(person(1, "乌日娜")))
    assert (told.status_code, "已由其他单位登记本类别" in told.text) == (409, True)
