"""Tells who has to decide on a definition that it waits, and who handed it in what became of it.

Wagtail sends its signals inside the transaction of the step: what is told is undone with it.
"""

from typing import Any

from django.db import transaction
from wagtail.models import TaskState, WorkflowState

from talent.categories.addresses import address_name
from talent.categories.editor.secondperson import deciders
from talent.categories.models import Category
from talent.categories.notices import PASSED, RETURNED, WAITING
from talent.notify.service import About, notify
from talent.security.models import User

#: What stands where nothing was remarked.
_NO_REMARK = "—"


@transaction.atomic
def tell_deciders(sender: type[TaskState], *, instance: TaskState, user: User | None, **named: Any) -> None:
    """Receives wagtail.signals.task_submitted: once each time that a definition is handed in."""
    category = instance.workflow_state.content_object
    if not isinstance(category, Category):
        return
    about = _about(category, f"{instance.pk}", author=user.name if user else "")
    notify(deciders(category) - _numbers(user), WAITING, about)


def tell_passed(sender: type[WorkflowState], *, instance: WorkflowState, user: User, **named: Any) -> None:
    """Receives wagtail.signals.workflow_approved."""
    _tell_outcome(PASSED, instance, user)


def tell_returned(sender: type[WorkflowState], *, instance: WorkflowState, user: User, **named: Any) -> None:
    """Receives wagtail.signals.workflow_rejected."""
    _tell_outcome(RETURNED, instance, user)


@transaction.atomic
def _tell_outcome(kind: str, state: WorkflowState, by: User | None) -> None:
    """Those who handed it in and wrote what was decided on; nobody is told of an own decision."""
    category = state.content_object
    if not isinstance(category, Category):
        return
    # The state at hand was read before the remark was written.
    task = TaskState.objects.select_related("revision__user").get(pk=state.current_task_state_id)
    told = _numbers(state.requested_by) | _numbers(task.revision.user if task.revision else None)
    remark = {"by": by.name if by else "", "remark": task.comment or _NO_REMARK}
    notify(told - _numbers(by), kind, _about(category, f"{task.pk}", **remark))


def _about(category: Category, event: str, **data: str) -> About:
    """The newest of a category takes the place of what was not read before."""
    names = {"category": category.label, "category_en": category.label_en}
    return About(
        event=event,
        data=names | data,
        place=address_name("edit"),
        arguments=(category.pk,),
        series=f"category.{category.pk}",
    )


def _numbers(user: User | None) -> set[int]:
    return {user.pk} if user else set()
