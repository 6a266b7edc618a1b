"""A queue narrowed to what came in with one list."""

from urllib.parse import parse_qsl, urlsplit

import pytest
from django.db import connection
from django.urls import reverse
from django.utils import timezone

from reviews.inbox.bulk.models import BulkItem, BulkRun
from reviews.inbox.filtering import QueueFilter
from reviews.inbox.queueing import page_of
from reviews.inbox.waiting import inbox_for
from talent.orgs.service import scope_for
from talent.records.models import Change, ImportRun
from tests.contracts.world import member
from tests.reviews.inbox.pages import queue_rows, read, text

QUEUE = "/back/review/"


@pytest.fixture
def brought(desks):
    """Two lists of the hospital, of which two people and one wait at the banner, beside one who was typed."""

    def run(name, unit):
        return ImportRun.objects.create(
            unit=unit, category_id=first.category_id, filename=name, by=desks.clerk
        )

    first, second, third, _typed = (desks.at_banner(serial) for serial in range(1, 5))
    spring, autumn = run("春.xlsx", desks.unit), run("秋.xlsx", desks.unit)
    run("无人待审.xlsx", desks.unit)
    Change._plain.filter(pk__in=[first.pk, second.pk]).update(source="import", import_run=spring)
    Change._plain.filter(pk=third.pk).update(source="import", import_run=autumn)
    return {"spring": (spring, [first.pk, second.pk]), "autumn": (autumn, [third.pk])}


@pytest.fixture
def officer(client, desks):
    client.force_login(desks.officer)
    return client


def test_the_lists_of_which_anybody_waits_are_offered_and_each_narrows_the_queue(officer, brought):
    plain, imported = (
        read(officer.get(QUEUE + query)) for query in ("?view=", "?source=import&checks=clean")
    )
    ways = {
        text(link): dict(parse_qsl(urlsplit(link["href"]).query)) for link in imported.select("p.units a")
    }
    asked = {"source": "import", "checks": "clean"}
    runs = [brought[each][0] for each in ("autumn", "spring")]
    assert ways == {f"{run} (示例医院)": {**asked, "run": str(run.pk)} for run in runs}
    assert plain.select("p.units a") == []
    narrowed = read(officer.get(f"{QUEUE}?run={runs[1].pk}"))
    assert (len(queue_rows(narrowed)), narrowed.select("p.units a")) == (2, [])
    assert text(narrowed.select_one("ul.conditions li")) == f"导入批次：{runs[1]} ✕ 去掉"
    assert narrowed.select_one("form.narrow-by input[name=run]")["value"] == str(runs[1].pk)


def test_a_list_of_a_unit_out_of_scope_is_not_told_of_and_narrows_nothing(desks, brought):
    far = scope_for(member("far", desks.sibling, "hr_reviewer"))
    run = str(brought["spring"][0].pk)
    asked = {
        name: QueueFilter({"run": run}, by=desks.officer, scope=scope).asked
        for name, scope in (("far", far), ("own", scope_for(desks.officer)))
    }
    assert asked == {"far": {}, "own": {"run": brought["spring"][0]}}


def test_all_of_a_list_is_chosen_together(officer, brought):
    run, expected = brought["spring"]
    address = officer.post(f"{QUEUE}?run={run.pk}", {"everything": ""})["Location"]
    chosen = BulkRun.objects.get()
    assert sorted(BulkItem._plain.filter(run=chosen).values_list("change", flat=True)) == expected
    assert chosen.query == f"run={run.pk}"
    assert str(run) in text(read(officer.get(address)).select_one("ul.conditions"))


def test_the_page_of_a_change_names_its_list_and_leads_to_the_others_of_it(officer, brought):
    run, (first, _second) = brought["spring"]
    page = read(officer.get(reverse("inbox:change", kwargs={"pk": first})))
    link = next(each for each in page.select("dl.facts a") if text(each) == "春.xlsx")
    assert link["href"] == f"{QUEUE}?run={run.pk}"


def test_a_page_of_a_list_at_any_depth_is_read_from_its_index_in_order(desks, brought):
    run, _expected = brought["spring"]
    form = QueueFilter({"run": str(run.pk)}, by=desks.officer, scope=scope_for(desks.officer))
    waiting = form.narrow(inbox_for(scope_for(desks.officer)).filter(waiting_office__in=[desks.banner.pk]))
    today = timezone.localdate()
    with connection.cursor() as cursor:
        # Of four rows the planner reads the table; of any number it has to find this way.
        cursor.execute("SET LOCAL enable_seqscan = off")
        cursor.execute("SET LOCAL enable_bitmapscan = off")
        plan = ahead_of(waiting, today).explain()
        cursor.execute("SELECT indexdef FROM pg_indexes WHERE indexname = 'records_change_import_run'")
        (index,) = cursor.fetchone()
    # Among four rows both indexes that have this order cost the same; the one of lists reads no others.
    assert "records_change_import_run" in plan or "records_change_queue" in plan
    assert "(waiting_office_id, import_run_id, deadline, id)" in index
    assert "ROW(deadline, id) > ROW(" in plan.replace("records_change.", "")
    assert "Sort" not in plan
    assert len(page_of(waiting, today=today, after=f"{today}_0", size=1).rows) == 1


def ahead_of(waiting, today):
    """The rows of a page behind a key, as `page_of` asks for them."""
    from reviews.inbox.queueing import _behind

    return waiting.filter(_behind(today, 0))[:51]
