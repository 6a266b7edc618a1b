"""Pages of the admin in which definitions are edited and published."""

from typing import Any, ClassVar

from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse_lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin import messages
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.panels import ObjectList
from wagtail.admin.ui.tables import LiveStatusTagColumn
from wagtail.admin.utils import get_latest_str
from wagtail.models import TaskState
from wagtail.snippets.views import snippets

from talent.categories.compiling import NotCompiled
from talent.categories.models import Category
from talent.categories.versions import compile_category

#: What ends, at once or after a moderator, in a published version.
_PUBLISHING = frozenset({"publish", "submit", "restart-workflow", "workflow-action"})
#: Wagtail has these sentences in no Chinese, and a definition is never published at a set time.
_DONE = {
    "publish": gettext_lazy("“%(name)s”已保存并发布。"),
    "submit": gettext_lazy("“%(name)s”已提交审核。"),
    "restart-workflow": gettext_lazy("“%(name)s”的审核已重新开始。"),
    "cancel-workflow": gettext_lazy("“%(name)s”的审核已取消。"),
}
_SAVED = gettext_lazy("“%(name)s”已存为草稿。")


class CategoryForm(WagtailAdminModelForm):
    """A published category keeps its key and its subject: records and sheets go by them."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.current_id:
            for name in {"key", "subject"} & self.fields.keys():
                self.fields[name].disabled = True


class _Publishing:
    """Refuses what does not compile before it is published or handed to a moderator, and says where."""

    def get_success_message(self, instance: Any = None) -> str:
        saved = instance or self.object  # type: ignore[attr-defined]  # reason: a mix-in
        return str(_DONE.get(self.action, _SAVED)) % {"name": get_latest_str(saved)}  # type: ignore[attr-defined]  # reason: the same

    def is_valid(self, form: Any) -> bool:
        if not super().is_valid(form):  # type: ignore[misc]  # reason: a mix-in
            return False
        if self.action not in _PUBLISHING:  # type: ignore[attr-defined]  # reason: a mix-in
            return True
        try:
            compile_category(form.instance)
        except NotCompiled as no:
            for sentence in _sentences(no):
                form.add_error(None, sentence)
            self.produced_error_code = "not_compiled"
            self.produced_error_message = _("定义有误，没有发布。请按提示改正后再发布。")
            return False
        return True

    def form_valid(self, form: Any) -> HttpResponse:
        """The saved revision, its publication and the frozen version stand or fall together."""
        with transaction.atomic():
            answer: HttpResponse = super().form_valid(form)  # type: ignore[misc]  # reason: a mix-in
            return answer


def _sentences(no: NotCompiled) -> list[str]:
    return [
        _("%(place)s：%(sentence)s") % {"place": place, "sentence": said} for place, said in no.complaints
    ]


class CategoryIndex(snippets.IndexView):
    add_item_label = gettext_lazy("新建类别或登记表")


class CategoryAdd(_Publishing, snippets.CreateView):
    page_title = gettext_lazy("新建类别或登记表")

    def get_page_subtitle(self) -> str:
        return ""

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """The last step is the page's own title; Wagtail joins “New” and the model's name with spaces."""
        return [*super().get_breadcrumbs_items()[:-1], {"url": "", "label": self.page_title}]


class CategoryEdit(_Publishing, snippets.EditView):
    def is_valid(self, form: Any) -> bool:
        """Wagtail refuses an old page only when it saves by itself; a normal save would silently win."""
        if self.is_out_of_date:
            self.produced_error_code = "invalid_revision"
            self.produced_error_message = _(
                "在您打开之后，他人已保存了新的修改。本次没有保存，请在新窗口打开最新内容，核对后再改。"
            )
            return False
        return super().is_valid(form)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """A page shown again after a refusal stays as old as it was, or the next press would win."""
        context: dict[str, Any] = super().get_context_data(**kwargs)
        if self.request.method == "POST" and self.is_out_of_date:
            context["loaded_revision_created_at"] = self.request.POST["loaded_revision_created_at"]
        return context


class _OwnTask:
    """Wagtail looks a task up by its number alone: another object's in the address would be approved."""

    def get_task_state(self) -> Any:
        own = TaskState.objects.for_instance(self.object)  # type: ignore[attr-defined]  # reason: a mix-in
        waiting = own.filter(status=TaskState.STATUS_IN_PROGRESS)
        return get_object_or_404(waiting, pk=self.task_state_id).specific  # type: ignore[attr-defined]  # reason: a mix-in


class CategoryWorkflowAction(_OwnTask, snippets.WorkflowActionView):
    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """An approval publishes; what no longer compiles (a code list has gone) stays unapproved."""
        try:
            with transaction.atomic():
                return super().post(request, *args, **kwargs)
        except NotCompiled as no:
            for sentence in _sentences(no):
                messages.error(request, sentence)
        if request.headers.get("x-requested-with") != "XMLHttpRequest":
            return redirect(self.redirect_url)
        return self.render_modal_json(request, {"step": "success", "redirect": self.redirect_url})


class CategoryCollectAction(_OwnTask, snippets.CollectWorkflowActionDataView):
    pass


class CategoryUnpublish(snippets.UnpublishView):
    """A version in force cannot be taken back, only followed by another: records name it."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        raise Http404


class CategoryViewSet(snippets.SnippetViewSet):
    """Categories and sheets: drafts, history, moderation; publishing freezes a version."""

    model = Category
    icon = "form"
    menu_label = gettext_lazy("类别与登记表")
    menu_order = 300
    add_to_admin_menu = True
    copy_view_enabled = False
    # Millions of records point at a category: counting its references took 130 s and 900 MiB.
    add_to_reference_index = False
    list_display: ClassVar[list[Any]] = [
        "label", "label_en", "key", "subject", "current", LiveStatusTagColumn(label=gettext_lazy("状态"))
    ]  # fmt: skip
    ordering: ClassVar[list[str]] = ["order", "key"]
    # Wagtail writes this word once, in the language in which the process started.
    breadcrumbs_items: ClassVar[list[Any]] = [
        {"url": reverse_lazy("wagtailadmin_home"), "label": gettext_lazy("首页")}
    ]
    edit_handler = ObjectList(Category.panels, base_form_class=CategoryForm)
    index_view_class = CategoryIndex
    add_view_class = CategoryAdd
    edit_view_class = CategoryEdit
    unpublish_view_class = CategoryUnpublish
    workflow_action_view_class = CategoryWorkflowAction
    collect_workflow_action_data_view_class = CategoryCollectAction
