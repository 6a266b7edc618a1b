"""The pages on which a second person passes or sends back a definition."""

from typing import Any, cast

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from wagtail.admin import messages
from wagtail.models import TaskState
from wagtail.snippets.views import snippets

from talent.categories.compiling import NotCompiled
from talent.categories.editor.changing import changes_of
from talent.categories.editor.decided import say_decided
from talent.categories.editor.refusals import refusals
from talent.categories.editor.secondperson import withheld
from talent.categories.editor.versionpages import framed
from talent.categories.models import Category
from talent.security.models import User

#: Posted with the number of the revision that the decision was taken in sight of.
_SHOWN = "shown_revision"


class _OwnTask:
    """Wagtail looks a task up by its number alone: another object's in the address would be approved."""

    def get_task_state(self) -> Any:
        own = TaskState.objects.for_instance(self.object)  # type: ignore[attr-defined]  # reason: a mix-in
        waiting = own.filter(status=TaskState.STATUS_IN_PROGRESS)
        return get_object_or_404(waiting, pk=self.task_state_id).specific  # type: ignore[attr-defined]  # reason: a mix-in


class _ByAnother:
    """Whoever wrote a part of the draft is told so; Wagtail would say that something is not allowed."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        said = withheld(cast(User, request.user), self.object)  # type: ignore[attr-defined]  # reason: a mix-in
        if not said:
            answer: HttpResponse = super().dispatch(request, *args, **kwargs)  # type: ignore[misc]  # reason: a mix-in
            return answer
        messages.error(request, said)
        return _away(self, request)


class _Shown:
    """The step is taken in sight of what it would publish, and about that alone."""

    template_name = "categories/admin/workflow_action.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)  # type: ignore[misc]  # reason: a mix-in
        shown = self.task_state.revision  # type: ignore[attr-defined]  # reason: a mix-in
        given = {"changes": changes_of(shown.as_object()), "name": _SHOWN, "shown": shown.pk}
        return {**context, **given, "next": self.redirect_url}  # type: ignore[attr-defined]  # reason: the same


class CategoryWorkflowAction(_Shown, _ByAnother, _OwnTask, snippets.WorkflowActionView):
    """A page of its own, or a window above the page from which it is asked."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Read again under a lock: what is decided on cannot be saved anew meanwhile."""
        with transaction.atomic():
            Category.objects.select_for_update().filter(pk=self.object.pk).first()
            self.setup(request, *args, **kwargs)
            answer: HttpResponse = super().dispatch(request, *args, **kwargs)
            return answer

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """An approval publishes; what no longer compiles (a code list has gone) stays unapproved.

        Nor is anything decided that was not shown: what waits now is shown instead.
        """
        form = self.form_class(request.POST)
        if request.POST.get(_SHOWN) != str(self.task_state.revision_id):
            form.add_error(None, _refusal(request))
        if not form.is_valid():
            return self.render_modal_form(request, form)
        try:
            with transaction.atomic():
                answer: HttpResponse = super().post(request, *args, **kwargs)
            say_decided(request, self.object, self.action_name)
            return answer
        except NotCompiled as no:
            for each in refusals(self.task_state.revision.as_object(), no.complaints):
                messages.error(request, each.text)
        return _away(self, request)

    def render_modal_form(self, request: HttpRequest, form: Any) -> HttpResponse:
        """In a window what Wagtail's script reads, else the page; after a refusal it says why."""
        if _in_window(request):
            answer: HttpResponse = super().render_modal_form(request, form)
            return answer
        title = self.action_verbose_name or _("审核")
        context = framed(self.object, title) | self.get_context_data(form=form)
        status = 409 if form.is_bound else 200
        return render(request, "categories/admin/workflow_decision.html", context, status=status)


def _away(view: Any, request: HttpRequest) -> HttpResponse:
    """Back to where the step was asked for, with what there is to tell."""
    if not _in_window(request):
        return redirect(view.redirect_url)
    answer: HttpResponse = view.render_modal_json(request, {"step": "success", "redirect": view.redirect_url})
    return answer


def _in_window(request: HttpRequest) -> bool:
    return request.headers.get("x-requested-with") == "XMLHttpRequest"


def _refusal(request: HttpRequest) -> str:
    if _SHOWN in request.POST:
        return _("在您打开之后，内容又有了新的修改，本次没有审核。请核对下面的最新变化后再决定。")
    return _("请先核对下面的变化，再作决定。")


class CategoryCollectAction(_Shown, _ByAnother, _OwnTask, snippets.CollectWorkflowActionDataView):
    pass
