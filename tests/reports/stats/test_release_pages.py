"""The pages on which releases are drafted, looked at, approved, withdrawn: as two administrators."""

from dataclasses import replace

import pytest
from django.urls import reverse
from django.utils.timezone import localdate

from reports.stats.declared import Declared, DeclaredDimension
from reports.stats.discarding import fail_draft
from reports.stats.models import Lattice, ProposedNote, Release, ReleaseNote
from reports.stats.releasing import JOB, draw_draft, release
from talent.jobs.models import Failure
from tests.reports.stats.declarations import table
from tests.reports.stats.population import approve
from tests.talent.records.register import account, organisation

pytestmark = pytest.mark.django_db


@pytest.fixture
def office():
    at = organisation("自治区人社厅", "hr_department", 150000)
    return [account(name, at, "category_admin") for name in ("maker", "second")]


def page(client, name, *arguments, **asked):
    return client.get(reverse(f"releases:{name}", args=arguments), asked)


def text(answer):
    return answer.content.decode()


def test_a_release_from_its_draft_to_its_withdrawal(client, register, office):
    maker, second = office
    approve(register, range(100, 160))
    client.force_login(maker)
    begun = client.post(reverse("releases:new"))
    draft = Release.objects.get()
    waiting = text(client.get(begun.url))
    draw_draft(draft.pk)
    own = text(page(client, "release", draft.pk))
    refused = client.post(reverse("releases:act", args=[draft.pk]), {"do": "approve"}, follow=True)
    client.force_login(second)
    home = text(client.get(reverse("wagtailadmin_home")))
    looked_at = text(page(client, "release", draft.pk))
    asked = text(page(client, "confirm", draft.pk))
    figures = text(page(client, "figures", draft.pk, "league_category", area="152500"))
    done = client.post(reverse("releases:act", args=[draft.pk]), {"do": "approve"}, follow=True)
    again = client.get(reverse("releases:confirm", args=[draft.pk]), follow=True)
    leaving = text(page(client, "say", draft.pk, "withdraw"))
    empty = client.post(reverse("releases:say", args=[draft.pk, "withdraw"]), {"text_zh": ""})
    words = {"text_zh": "重复计数", "text_en": "counted twice"}
    hidden = client.post(reverse("releases:say", args=[draft.pk, "withdraw"]), words | {"text_en": "a\x0bb"})
    gone = client.post(reverse("releases:say", args=[draft.pk, "withdraw"]), words, follow=True)
    after = text(page(client, "release", draft.pk))

    assert "后台正在计算草稿" in waiting
    assert ("批准并发布" in own, "须由另一位管理员批准" in own) == (False, True)
    assert "须由另一位管理员批准。可以办理的：second。" in text(refused)
    assert "待批准的统计发布" in home
    assert ("批准并发布" in looked_at, "各盟市各类别人才" in looked_at) == (True, True)
    assert ("第 1 号统计将立即向所有人公开" in asked, "确定发布" in asked) == (True, True)
    assert "公众现在还看不到任何统计数字" in asked
    assert "已经发布，公众现在看到的就是它" in text(done)
    assert 'href="/statistics/"' in text(done)
    assert "这份草稿已由他人办理" in text(again)
    assert "没有别的公开的发布" in leaving
    assert "已撤回第 1 号。现在没有公开的发布，公众只看到撤回的说明。" in text(gone)
    assert ("技能人才" in figures, "&lt;10" in figures) == (True, True)
    assert (empty.status_code, hidden.status_code) == (422, 422)
    assert "含有看不见的控制符" in text(hidden)
    assert ("重复计数" in after, "撤回发布" in after) == (True, False)
    assert Release.objects.get().state == "withdrawn"


def test_the_maker_is_not_asked_to_confirm_and_is_told_when_nobody_else_could(client, register):
    at = organisation("自治区人社厅", "hr_department", 150000)
    client.force_login(account("alone", at, "category_admin"))
    client.post(reverse("releases:new"))
    draft = Release.objects.get()
    draw_draft(draft.pk)

    answer = client.get(reverse("releases:confirm", args=[draft.pk]), follow=True)

    assert "现在没有别的类别管理员" in text(answer)
    assert "确定发布" not in text(answer)


def test_a_draft_says_what_moves_and_one_without_changes_why(client, register, office):
    """37 people beside 30: the gate of one of these opens. Nobody beside them: nothing moves."""
    approve(register, range(100, 130))
    release(by=None)
    approve(register, range(130, 167))
    client.force_login(office[0])
    client.post(reverse("releases:new"))
    moved = Release.objects.first()
    draw_draft(moved.pk)
    first = text(page(client, "release", moved.pk))
    figures = text(page(client, "figures", moved.pk, "league_category", area="152500"))
    few = text(page(client, "release", moved.pk, level="banner"))
    client.force_login(office[1])
    client.post(reverse("releases:act", args=[moved.pk]), {"do": "approve"})
    client.post(reverse("releases:new"))
    same = Release.objects.first()
    draw_draft(same.pk)
    second = text(page(client, "release", same.pk))
    narrowed = text(page(client, "release", same.pk, changed="1"))

    why = "没有一个数字变动：要么没有人来去，要么来去的人还太少，不足以重新显示。"
    by = moved.secret.summary["tables"][0]["largest"]
    assert (why in first, "锡林郭勒盟 · 技能人才" in first or "内蒙古自治区" in first) == (False, True)
    assert f"+{int(by['now']) - int(by['before'])}" in first
    assert (">上次</th>" in figures, ">+" in figures) == (True, True)
    assert "没有这样的表" in few
    assert (why in second, "没有这样的表" in narrowed) == (True, True)


def test_what_may_not_be_public_any_more_is_said_where_it_can_be_mended(client, office):
    """Declared before the rule that a field carries one dimension."""
    one = DeclaredDimension("st_a", "状态甲", "Status", ("employment.person_status",))
    twice = Declared((one, replace(one, key="st_b", label_zh="状态乙")), (table("t", "region", "st_a"),))
    Lattice.objects.create(number=1, content=twice.as_json(), note="")
    client.force_login(office[0])

    answer = client.post(reverse("releases:new"), follow=True)

    assert answer.redirect_chain == [(reverse("releases:tables"), 302)]
    assert "没有起草：字段“人员状态”只能有一个公开维度" in text(answer)
    assert "这个方案不能公布，请先改好" in text(answer)
    assert not Release.objects.exists()


def test_a_discarded_draft_says_by_whom_and_when_and_shows_no_figure(client, register, office):
    approve(register, range(100, 160))
    client.force_login(office[0])
    client.post(reverse("releases:new"))
    draft = Release.objects.get()
    draw_draft(draft.pk)

    act = reverse("releases:act", args=[draft.pk])
    question = text(client.post(act, {"do": "discard"}))
    kept = Release.objects.get().state
    done = client.post(act, {"do": "discard", "sure": "1"}, follow=True)
    after = text(page(client, "release", draft.pk))
    asked = client.get(reverse("releases:confirm", args=[draft.pk]), follow=True)

    day = localdate().isoformat()
    assert ("放弃第 1 号的草稿：不会公开" in question, "确定放弃" in question, kept) == (True, True, "ready")
    assert "已放弃第 1 号的草稿" in text(done)
    assert ("已放弃" in text(done), f"maker {day}" in text(done)) == (True, True)
    assert f"第 1 号的草稿由 maker 于 {day} 放弃，没有公开，数字已删除。" in after
    assert ["各盟市各类别人才" in after, "批准并发布" in after, "放弃草稿" in after] == [False] * 3
    assert "这份草稿已由他人办理" in text(asked)
    assert page(client, "figures", draft.pk, "league_category").status_code == 404
    assert "起草新的发布" in text(page(client, "index"))


def test_a_draft_by_tables_that_changed_says_so_and_offers_no_approval(client, office):
    client.force_login(office[0])
    client.post(reverse("releases:new"))
    draft = Release.objects.get()
    draw_draft(draft.pk)
    Lattice.objects.create(number=1, content=Declared().as_json(), note="取消统计表 league_category")
    client.force_login(office[1])

    looked_at = text(page(client, "release", draft.pk))
    asked = client.get(reverse("releases:confirm", args=[draft.pk]), follow=True)

    why = "后来方案改过(第 1 版：取消统计表 league_category)，不能批准。请放弃这份草稿，再起草一份。"
    assert (why in looked_at, "批准并发布" in looked_at, "放弃草稿" in looked_at) == (True, False, True)
    assert (why in text(asked), "确定发布" in text(asked)) == (True, False)


def test_a_draft_whose_job_failed_says_so_and_is_drawn_again_from_its_page(client, office):
    client.force_login(office[0])
    begun = client.post(reverse("releases:new"))
    draft = Release.objects.get()
    fail_draft(Failure(job=1, task=JOB, arguments={"release": draft.pk}, attempts=8))
    failed, listed = text(client.get(begun.url)), text(page(client, "index"))
    again = client.post(reverse("releases:act", args=[draft.pk]), {"do": "again"})
    waiting = text(client.get(again.url))
    twice = client.post(reverse("releases:act", args=[draft.pk]), {"do": "again"}, follow=True)

    assert ("草稿几次都没有算成" in failed, "再算一次" in failed, "放弃草稿" in failed) == (True, True, True)
    assert ("计算失败" in listed, "正在计算" in listed) == (True, False)
    assert ("后台正在计算草稿" in waiting, "再算一次" in waiting) == (True, False)
    assert "这份草稿已由他人办理" in text(twice)


def test_while_a_draft_waits_no_other_is_begun(client, office):
    client.force_login(office[0])
    client.post(reverse("releases:new"))

    again = client.post(reverse("releases:new"), follow=True)

    assert "已有一份草稿" in text(again)
    assert "起草新的发布" not in text(page(client, "index"))


def test_another_key_is_said_and_nothing_begun(client, office, settings, tmp_path):
    release(by=None)
    settings.TALENT_KEY_FILE = tmp_path / "other-keys.json"
    client.force_login(office[0])

    answer = client.post(reverse("releases:new"), follow=True)

    assert "统计密钥与往次发布的不同" in text(answer)
    assert Release.objects.count() == 1


def test_no_true_count_stands_on_the_pages_of_a_draft(client, register, office):
    """47 and 36 people, of whom no figure is a true one: none is a multiple of five."""
    approve(register, range(100, 147))
    approve(register, range(150, 186), key="professional")
    client.force_login(office[0])
    client.post(reverse("releases:new"))
    draft = Release.objects.get()
    draw_draft(draft.pk)

    pages = [
        text(page(client, "release", draft.pk)),
        *(text(page(client, "figures", draft.pk, "league_category", area=area)) for area in (150000, 152500)),
    ]

    for true in ("47", "36", "83"):
        assert not any(f">{true}<" in each for each in pages)


def test_what_does_not_exist_is_not_found(client, office):
    client.force_login(office[0])
    made = release(by=None)

    asked = [
        ("act", [made.pk], {"do": "paint"}),
        ("say", [made.pk, "paint"], {}),
        ("act", [999], {"do": "discard"}),
    ]

    assert [
        client.post(reverse(f"releases:{name}", args=given), data).status_code for name, given, data in asked
    ] == [
        404,
        404,
        404,
    ]
    assert page(client, "figures", made.pk, "nothing").status_code == 404


def test_a_correction_is_written_by_one_and_passed_or_refused_by_the_other(client, register, office):
    writer, second = office
    new = release(by=None)
    client.force_login(writer)
    words = {"text_zh": "包头市的数字偏低", "text_en": "Baotou is low"}
    asked = client.post(reverse("releases:say", args=[new.pk, "correct"]), words, follow=True)
    client.post(reverse("releases:say", args=[new.pk, "correct"]), words | {"text_zh": "第二条"})
    later, first = ProposedNote.objects.all()
    own = text(page(client, "note", first.pk))
    client.force_login(second)
    home = text(client.get(reverse("wagtailadmin_home")))
    listed = text(page(client, "index"))
    looked_at = text(page(client, "note", first.pk))
    passed = client.post(reverse("releases:note", args=[first.pk]), {"do": "pass"}, follow=True)
    bare = client.post(reverse("releases:note", args=[later.pk]), {"do": "refuse", "reason": ""})
    client.post(reverse("releases:note", args=[later.pk]), {"do": "refuse", "reason": "没有错"})
    refused = text(page(client, "note", later.pk))

    assert "另一位管理员批准后，公众才看到" in text(asked)
    assert ("收回这条说明" in own, "批准并公开" in own) == (True, False)
    assert ("待批准的更正说明" in home, "包头市的数字偏低" in listed) == (True, True)
    assert ("批准并公开" in looked_at, "收回这条说明" in looked_at) == (True, False)
    assert "写在第 1 号的数字旁边" in text(passed)
    assert (bare.status_code, "没有错" in refused, "批准并公开" in refused) == (422, True, False)
    assert list(ReleaseNote.objects.values_list("text_zh", flat=True)) == ["包头市的数字偏低"]
    assert client.post(reverse("releases:note", args=[later.pk]), {"do": "x"}).status_code == 404


def test_who_withdrew_a_release_is_not_offered_to_restore_it_and_the_other_is(client, register, office):
    first, second = office
    new = release(by=None)
    client.force_login(first)
    asked = text(page(client, "say", new.pk, "withdraw"))
    client.post(reverse("releases:say", args=[new.pk, "withdraw"]), {"text_zh": "重复计数"})
    own = [text(page(client, "release", new.pk)), text(page(client, "say", new.pk, "restore"))]
    client.force_login(second)
    other = text(page(client, "release", new.pk))
    back = client.post(
        reverse("releases:say", args=[new.pk, "restore"]), {"text_zh": "没有重复"}, follow=True
    )

    assert "撤回由一人决定，立即生效" in asked
    assert ["这次发布是您撤回的，须由另一位管理员恢复公开" in each for each in own] == [True, True]
    assert ["say/restore" in each for each in (own[0], other)] == [False, True]
    assert "已恢复公开，公众又看到它的数字" in text(back)
    assert Release.objects.get().state == "published"
