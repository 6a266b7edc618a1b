"""The pages on which a second person passes or sends back a definition."""

from typing import Any

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from wagtail.admin import messages
from wagtail.models import TaskState
from wagtail.snippets.views import snippets

from talent.categories.compiling import NotCompiled
from talent.categories.editor.changing import changes_of
from talent.categories.editor.editing import sentences


class _OwnTask:
    """Wagtail looks a task up by its number alone: another object's in the address would be approved."""

    def get_task_state(self) -> Any:
        own = TaskState.objects.for_instance(self.object)  # type: ignore[attr-defined]  # reason: a mix-in
        waiting = own.filter(status=TaskState.STATUS_IN_PROGRESS)
        return get_object_or_404(waiting, pk=self.task_state_id).specific  # type: ignore[attr-defined]  # reason: a mix-in


class _Shown:
    """The step is taken in sight of what it would publish."""

    template_name = "categories/admin/workflow_action.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)  # type: ignore[misc]  # reason: a mix-in
        waiting = self.task_state.revision.as_object()  # type: ignore[attr-defined]  # reason: a mix-in
        return {**context, "changes": changes_of(waiting)}


class CategoryWorkflowAction(_Shown, _OwnTask, snippets.WorkflowActionView):
    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """An approval publishes; what no longer compiles (a code list has gone) stays unapproved."""
        try:
            with transaction.atomic():
                return super().post(request, *args, **kwargs)
        except NotCompiled as no:
            for sentence in sentences(no):
                messages.error(request, sentence)
        if request.headers.get("x-requested-with") != "XMLHttpRequest":
            return redirect(self.redirect_url)
        return self.render_modal_json(request, {"step": "success", "redirect": self.redirect_url})


class CategoryCollectAction(_Shown, _OwnTask, snippets.CollectWorkflowActionDataView):
    pass
