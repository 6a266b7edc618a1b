"""Pages in the admin, with what Wagtail leaves open in their moderation closed."""

from typing import Any

from django.shortcuts import get_object_or_404
from wagtail.admin.views.pages.workflow import CollectWorkflowActionDataView, WorkflowActionView
from wagtail.admin.viewsets.pages import PageViewSet
from wagtail.models import TaskState


class _OwnTask:
    """Wagtail looks a task up by its number alone: another page's in the address would be approved."""

    def get_task_state(self) -> Any:
        own = TaskState.objects.for_instance(self.object)  # type: ignore[attr-defined]  # reason: a mix-in
        waiting = own.filter(status=TaskState.STATUS_IN_PROGRESS)
        return get_object_or_404(waiting, pk=self.task_state_id).specific  # type: ignore[attr-defined]  # reason: a mix-in


class OwnWorkflowAction(_OwnTask, WorkflowActionView):
    pass


class OwnCollectAction(_OwnTask, CollectWorkflowActionDataView):
    pass


class SitePageViewSet(PageViewSet):
    """All pages."""

    workflow_action_view_class = OwnWorkflowAction
    collect_workflow_action_data_view_class = OwnCollectAction
