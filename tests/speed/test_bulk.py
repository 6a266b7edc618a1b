"""Many decisions at once against Wagtail's own workflow approving as many snippets, each side committed.

Ours: the chunks of a run as its job works them off, with facts, notices, decisions, ledger and audit. Theirs:
submitted snippets with drafts and revisions, each approved by its one task, which publishes it.
"""

import json
import time

import pytest
from django.apps import apps
from django.contrib.auth.models import Group, Permission
from django.contrib.contenttypes.models import ContentType
from django.db import connection, models
from django.utils import timezone
from wagtail.models import (
    DraftStateMixin,
    GroupApprovalTask,
    RevisionMixin,
    Workflow,
    WorkflowMixin,
    WorkflowTask,
)

from reports.stats.models import Fact
from reviews.inbox.bulk.models import BulkItem
from reviews.inbox.bulk.preparing import prepare
from reviews.inbox.bulk.running import CHUNK, start, work_to_the_end
from reviews.inbox.enums import Outcome
from reviews.inbox.models import Decision
from reviews.inbox.service import inbox_for
from talent.jobs.running import settle
from talent.orgs.service import scope_for
from talent.security.models import User
from tests.reviews.inbox.bulk.banner import Banner
from tests.speed.measure import RESULTS, SIZE

pytestmark = [
    pytest.mark.django_db(transaction=True, databases=["default", "public"]),
    pytest.mark.slow,
]
#: A snippet is as good as another: beyond so many their time is that of so many, taken as often.
MOST_SNIPPETS = 1000


@pytest.fixture
def snippets(owner_connection):
    """A snippet type of its own, with drafts, revisions and workflow, and nothing else; and its table."""

    class BenchedSnippet(WorkflowMixin, DraftStateMixin, RevisionMixin, models.Model):
        title = models.CharField(max_length=72)

        class Meta:
            app_label = "wagtailsnippets"

        def __str__(self):
            return self.title

    statements = []
    with connection.schema_editor(collect_sql=True) as editor:
        editor.create_model(BenchedSnippet)
        statements = list(editor.collected_sql)
    for statement in statements:
        owner_connection.execute(statement)
    login = connection.settings_dict["USER"]
    table = BenchedSnippet._meta.db_table
    owner_connection.execute(f'GRANT ALL ON {table} TO "{login}"')
    owner_connection.execute(f'GRANT USAGE ON SEQUENCE {table}_id_seq TO "{login}"')
    yield BenchedSnippet
    del apps.all_models["wagtailsnippets"]["benchedsnippet"]
    apps.clear_cache()
    ContentType.objects.clear_cache()


def submitted(model, count):
    """As many snippets, each sent to a workflow of one task; and who may approve them."""
    group = Group.objects.create(name="bench")
    kind = ContentType.objects.get_for_model(model)
    group.permissions.add(
        Permission.objects.create(codename="publish_benchedsnippet", name="bench", content_type=kind)
    )
    task = GroupApprovalTask.objects.create(name="bench")
    task.groups.add(group)
    workflow = Workflow.objects.create(name="bench")
    WorkflowTask.objects.create(workflow=workflow, task=task, sort_order=1)
    author = User.objects.create_user(username="author", password=None)
    approver = User.objects.create_user(username="approver", password=None)
    approver.groups.add(group)
    states = []
    for number in range(count):
        snippet = model(title=f"苏和{number}", live=False)
        snippet.save()
        snippet.save_revision(user=author)
        states.append(workflow.start(snippet, author))
    return states, approver


def approve_all(states, approver):
    began = time.perf_counter()
    for state in states:
        state.current_task_state.approve(user=approver)
    return time.perf_counter() - began


def test_a_run_against_wagtails_workflow(snippets, owner_connection):
    banner = Banner(SIZE)
    officer = banner.officers[0]
    for table in ("records_change", "records_talentrecord", "stats_fact"):
        owner_connection.execute(f"VACUUM ANALYZE {table}")
    settle()
    count = min(SIZE, MOST_SNIPPETS)
    states, approver = submitted(snippets, count)

    other = approve_all(states[: count // 2], approver)
    run = prepare(
        waiting=inbox_for(scope_for(officer)), by=officer, role="hr_reviewer", outcome=Outcome.PASSED
    ).run
    BulkItem._plain.filter(run=run, sampled=True).update(seen_at=timezone.now())
    began = time.perf_counter()
    start(run=run, by=officer)
    work_to_the_end(run.pk)
    ours = time.perf_counter() - began
    other += approve_all(states[count // 2 :], approver)

    assert (Decision._plain.count(), Fact.objects.count()) == (SIZE, SIZE)
    assert snippets.objects.filter(live=True).count() == count
    theirs = other / count
    line = {
        "name": "bulk review",
        "size": SIZE,
        "chunk": CHUNK,
        "snippets": count,
        "ours": ours,
        "other": theirs * SIZE,
        "ratio": theirs * SIZE / ours,
    }
    RESULTS.parent.mkdir(parents=True, exist_ok=True)
    with RESULTS.open("a") as file:
        file.write(json.dumps(line) + "\n")
    print(f"\nbulk review: ours {SIZE / ours:.0f} a second, Wagtail's workflow {1 / theirs:.1f} a second, "
          f"ratio {line['ratio']:.0f} at {SIZE} changes and {count} snippets")  # fmt: skip
