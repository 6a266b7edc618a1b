"""Preset reasons: picked where they fit, edited by category administrators, kept as they were said."""

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import translation

from reviews.inbox.models import Decision, Reason
from reviews.inbox.reasons import reasons_in_use, save_reason
from talent.security.models import AuditEvent
from tests.contracts.world import BANNER, REGION, member, organisation
from tests.reviews.inbox.pages import open_and_post, read

BACKEND = "django.contrib.auth.backends.ModelBackend"


@pytest.fixture
def writer(client, desks):
    client.force_login(member("leibie", desks.region, "category_admin"), backend=BACKEND)
    return client


def test_the_reasons_of_the_field_are_there_from_the_start_in_both_languages(db):
    known = ("附件缺失或有误", "照片不合要求", "号码填写有误", "单位名称有误")
    assert reasons_in_use().at_fields == known
    assert reasons_in_use().for_returning == (*known, "逾期")
    assert reasons_in_use().for_rejecting == ("逾期", "不符合本类别的入库条件")
    assert reasons_in_use().for_both == ("逾期",)
    assert reasons_in_use().only_returning == known
    assert reasons_in_use().only_rejecting == ("不符合本类别的入库条件",)
    with translation.override("en"):
        assert reasons_in_use().at_fields[0] == "Attachment missing or wrong"


def test_what_is_retired_is_offered_no_more_and_stays_where_it_was_said(client, desks):
    client.force_login(desks.officer, backend=BACKEND)
    change = desks.at_banner()
    open_and_post(
        client,
        reverse("inbox:change", args=[change.pk]),
        outcome="returned",
        preset="照片不合要求",
        opinion="太暗",
    )
    reason = Reason.objects.get(text="照片不合要求")
    reason.is_retired, reason.text = True, "照片不合格"
    save_reason(reason=reason, by=desks.officer)

    assert "照片不合要求" not in reasons_in_use().for_returning
    assert Decision._plain.get(outcome="returned").opinion == "照片不合要求；太暗"
    assert change.remarks.get().text == "照片不合要求；太暗"


def test_a_picked_reason_alone_is_reason_enough(client, desks):
    client.force_login(desks.officer, backend=BACKEND)
    change = desks.at_banner()

    answer = open_and_post(
        client, reverse("inbox:change", args=[change.pk]), outcome="returned", preset="逾期", opinion=""
    )

    assert (answer.status_code, change.remarks.get().text) == (302, "逾期")


def test_the_page_of_a_change_offers_each_reason_where_it_fits(client, desks):
    client.force_login(desks.officer, backend=BACKEND)
    Reason.objects.filter(text="逾期").update(for_returning=False)

    page = read(client.get(reverse("inbox:change", args=[desks.at_banner().pk])))

    groups = [
        [each.get_text() for each in group.select("option")] for group in page.select("#preset optgroup")
    ]
    assert groups == [
        ["附件缺失或有误", "照片不合要求", "号码填写有误", "单位名称有误"],
        ["逾期", "不符合本类别的入库条件"],
    ]
    assert [each["value"] for each in page.select("datalist#reasons option")] == groups[0]


def test_a_category_administrator_adds_and_changes_reasons(writer):
    given = {"text": "证书已过期", "text_en": "Certificate expired", "place": 1, "at_fields": "on"}
    assert writer.post(reverse("review_reasons:new"), given)["Location"] == reverse("review_reasons:index")
    made = Reason.objects.get(text="证书已过期")
    assert reasons_in_use().at_fields[0] == "证书已过期"

    writer.post(reverse("review_reasons:edit", args=[made.pk]), {**given, "is_retired": "on"})

    assert "证书已过期" not in reasons_in_use().at_fields
    assert AuditEvent.objects.filter(action="save_reason", subject_id=str(made.pk)).count() == 2
    assert "已停用" in read(writer.get(reverse("review_reasons:index"))).get_text()


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ({"text": "没有用处", "place": 1}, "请至少选一种用处"),
        ({"text": "逾期", "place": 1, "at_fields": "on"}, "已经有这一条"),
        ({"text": "", "place": 1, "at_fields": "on"}, "必需字段"),
    ],
)
def test_a_reason_that_cannot_be_used_is_said_and_not_kept(writer, given, told):
    count = Reason.objects.count()

    answer = writer.post(reverse("review_reasons:new"), given)

    assert (answer.status_code, Reason.objects.count()) == (422, count)
    said = read(answer).select(".w-field__errors, .help-critical")
    assert told in "".join(each.get_text() for each in said)


def test_the_database_keeps_no_reason_without_a_use(db):
    with pytest.raises(IntegrityError, match="inbox_reason_has_a_use"), transaction.atomic():
        Reason.objects.create(text="无", at_fields=False, for_returning=False)


@pytest.mark.parametrize(("at", "opens"), [(REGION, True), (BANNER, False)])
def test_who_sets_the_rules_of_the_region_finds_the_reasons_from_there_and_back(client, db, at, opens):
    admin = member("setter", organisation("人社厅", "hr_department", at), "system_admin")
    client.force_login(admin, backend=BACKEND)
    index, settings = reverse("review_reasons:index"), reverse("review_settings:index")
    answers = client.get(settings), client.get(index)
    assert [each.status_code for each in answers] == ([200, 200] if opens else [404, 404])
    assert not opens or [
        bool(read(answer).select(f"a[href='{href}']"))
        for answer, href in zip(answers, (index, settings), strict=True)
    ] == [True, True]
