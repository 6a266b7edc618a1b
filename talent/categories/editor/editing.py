"""Adding and editing definitions: what does not compile is refused, and nothing is overwritten in silence."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.loader import render_to_string
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, gettext_noop
from wagtail.admin import messages
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.ui.components import MediaContainer
from wagtail.admin.ui.side_panels import ChecksSidePanel
from wagtail.admin.utils import get_latest_str
from wagtail.admin.widgets.button import Button
from wagtail.models import Revision, TaskState, WorkflowState
from wagtail.snippets.views import snippets

from talent.categories.addresses import address, is_number
from talent.categories.compiling import NotCompiled
from talent.categories.editor.actionmenu import PlainActionMenu
from talent.categories.editor.changing import Changes, changes_from
from talent.categories.editor.decided import say_decided
from talent.categories.editor.linked import buttons_after_publishing, links_of
from talent.categories.editor.listchoice import offered_lists
from talent.categories.editor.places import draft_places, published_places
from talent.categories.editor.refusals import Refusal, refusals, refused_values
from talent.categories.editor.refusing import all_refusals
from talent.categories.editor.secondperson import has_colleague, withheld
from talent.categories.editor.twice import joined, keys_twice
from talent.categories.editor.typed import says_the_same, typed_in
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
#: Refused for what is written, not for who wrote meanwhile.
_STOPPED = frozenset({"validation_error", "not_compiled"})
_SAVED = gettext_lazy("“%(name)s”已存为草稿。")
#: What Wagtail says early to whoever is not alone. It is not so: our English stands in locale/en.
_NOT_ALONE = (
    gettext_noop("Proceeding will overwrite the changes made by %(user_name)s."),
    gettext_noop("Proceeding will overwrite the changes you made in that window."),
)
#: What the page asks of a category besides its own columns.
_SHOWN = ("current", "latest_revision__user", "live_revision__user")
#: There is one such state at most, and it is the newest.
_WAITING = frozenset({WorkflowState.STATUS_IN_PROGRESS, WorkflowState.STATUS_NEEDS_CHANGES})
#: Posted with the number of the revision that its author has seen and means to replace, and of that which was
#: opened at first: Wagtail's own field names the newest as soon as the page is shown again.
_SEEN, _OPENED = "seen_revision", "opened_revision"


class CategoryForm(WagtailAdminModelForm):
    """A published category keeps its key and its subject: records and sheets go by them."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.current_id:
            for name in {"key", "subject"} & self.fields.keys():
                self.fields[name].disabled = True

    def clean(self) -> Any:
        """No two fields of a group share a key; that is told beside whatever else is wrong with groups."""
        cleaned = super().clean()
        if "groups" in self.fields and (twice := keys_twice(typed_in(self))):
            known = self.errors.pop("groups").as_data() if "groups" in self.errors else []
            self.add_error("groups", joined(known[0], twice) if known else twice)
        return cleaned


class _Publishing:
    """Refuses what does not compile before it is published or handed to a moderator, and says where."""

    _not_compiled: Sequence[Refusal] = ()
    produced_error_code: str = ""
    produced_error_message: str | None = None

    def _get_action_menu(self) -> PlainActionMenu:
        given = {"view": self.view_name, "model": self.model}  # type: ignore[attr-defined]  # reason: a mix-in
        if self.view_name == "edit":  # type: ignore[attr-defined]  # reason: the same
            given = {"view": "edit", "instance": self.object, "locked_for_user": self.locked_for_user}  # type: ignore[attr-defined]  # reason: the same
        return PlainActionMenu(self.request, **given)  # type: ignore[attr-defined]  # reason: the same

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)  # type: ignore[misc]  # reason: a mix-in
        return context | {"offered_lists": offered_lists()}

    def get_success_message(self, instance: Any = None) -> str:
        saved = instance or self.object  # type: ignore[attr-defined]  # reason: a mix-in
        return str(_DONE.get(self.action, _SAVED)) % {"name": get_latest_str(saved)}  # type: ignore[attr-defined]  # reason: the same

    def get_success_buttons(self) -> list[Any]:
        buttons: list[Any] = super().get_success_buttons()  # type: ignore[misc]  # reason: a mix-in
        if self.action != "publish":  # type: ignore[attr-defined]  # reason: the same
            return buttons
        return [*buttons_after_publishing(self.object, self.request.user), *buttons]  # type: ignore[attr-defined]  # reason: the same

    def get_available_actions(self) -> list[str]:
        """With a colleague at hand nobody publishes alone, by whichever button it is asked."""
        actions: list[str] = super().get_available_actions()  # type: ignore[misc]  # reason: a mix-in
        together = has_colleague(self.request.user)  # type: ignore[attr-defined]  # reason: a mix-in
        return [each for each in actions if each != "publish" or not together]

    def get_side_panels(self) -> Any:
        """The checks of a web page's content are not for a definition."""
        panels = super().get_side_panels()  # type: ignore[misc]  # reason: a mix-in
        return MediaContainer([each for each in panels if not isinstance(each, ChecksSidePanel)])

    def form_invalid(self, form: Any) -> HttpResponse:
        """Each thing that is wrong with its place in words, which is also the way to its control."""
        stopped = self.produced_error_code in _STOPPED and not self.expects_json_response  # type: ignore[attr-defined]  # reason: a mix-in
        if stopped and (found := self._refused(form)):
            listed = render_to_string("categories/parts/refusals.html", {"refusals": found})
            said = messages.render(self.produced_error_message, None, detail=listed)
            messages.error(self.request, said)  # type: ignore[attr-defined]  # reason: the same
            self.produced_error_message = None
            form.refused = found
        answer: HttpResponse = super().form_invalid(form)  # type: ignore[misc]  # reason: the same
        return answer

    def _refused(self, form: Any) -> list[Refusal]:
        """What would stop the publication as well is told at once where that was asked for."""
        if not form.errors:
            return list(self._not_compiled)
        return all_refusals(form) if self._publishes else refused_values(form)

    def is_valid(self, form: Any) -> bool:
        if not super().is_valid(form):  # type: ignore[misc]  # reason: a mix-in
            return False
        if not self._publishes:
            return True
        try:
            compile_category(form.instance)
        except NotCompiled as no:
            self._not_compiled = refusals(form.instance, no.complaints)
            self.produced_error_code = "not_compiled"
            self.produced_error_message = (
                _("定义有误，没有提交审核。请按提示改正后再提交。")
                if self.action == "submit"  # type: ignore[attr-defined]  # reason: a mix-in
                else _("定义有误，没有发布。请按提示改正后再发布。")
            )
            return False
        return True

    @property
    def _publishes(self) -> bool:
        """Whether the step ends in a version; one that sends a definition back may be taken of any."""
        sent_back = getattr(self, "workflow_action", None) == "reject"
        return self.action in _PUBLISHING and not sent_back  # type: ignore[attr-defined]  # reason: a mix-in

    def form_valid(self, form: Any) -> HttpResponse:
        """The saved revision, its publication and the frozen version stand or fall together."""
        with transaction.atomic():
            answer: HttpResponse = super().form_valid(form)  # type: ignore[misc]  # reason: a mix-in
            return answer


def _read_once(category: Category, newest: Revision | None) -> None:
    """The newest revision is often the published one as well."""
    category.latest_revision = newest
    if newest and category.live_revision_id == newest.pk:
        category.live_revision = newest


class CategoryAdd(_Publishing, snippets.CreateView):
    page_title = gettext_lazy("新建类别或登记表")

    def get_page_subtitle(self) -> str:
        return ""

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """The last step is the page's own title; Wagtail joins “New” and the model's name with spaces."""
        return [*super().get_breadcrumbs_items()[:-1], {"url": "", "label": self.page_title}]


@dataclass(frozen=True)
class Clash:
    """Two who edited at once. `theirs` and `mine`: what each changed since `opened`."""

    opened: Revision | None
    saved: Revision
    theirs: Changes
    mine: Changes


def waiting_states() -> Any:
    """Where moderation stands, with all that a page asks of it."""
    return WorkflowState.objects.active().select_related("workflow", "current_task_state__task")


def _last_state(category: Category) -> WorkflowState | None:
    """The carried workflow and its task have one name in the database, and English in the catalogue."""
    whole = WorkflowState.objects.select_related("workflow", "current_task_state__task", "requested_by")
    last: WorkflowState | None = whole.for_instance(category).order_by("created_at").last()
    if last is None:
        return None
    last.content_object = category
    tasks = last.all_tasks_with_state() if last.status in _WAITING else []
    current = [last.current_task_state.task] if last.current_task_state else []
    for named in (last.workflow, *current, *tasks):
        named.name = _(named.name)
    if tasks:  # the page asks for them twice
        last.all_tasks_with_state = lambda: tasks
    return last


class CategoryEdit(_Publishing, snippets.EditView):
    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        """Wagtail reads the object twice."""
        self._found: Category | None = None
        super().setup(request, *args, **kwargs)

    def get_object(self, queryset: Any = None) -> Any:
        if self._found is None:
            self._found = self._read(queryset)
        return self._found

    def _read(self, queryset: Any) -> Category:
        """With what the page asks a dozen times, where it is only shown and so cannot change meanwhile."""
        if self.request.method != "GET":
            changed: Category = super().get_object(queryset)
            return changed
        found: Category = super().get_object(Category.objects.select_related(*_SHOWN))
        self._last_state = _last_state(found)
        waiting = [self._last_state] if self._last_state and self._last_state.status in _WAITING else []
        for each in (self.live_object, found):
            each._current_workflow_states = waiting
            _read_once(each, self.live_object.latest_revision)
        return found

    @cached_property
    def workflow_state(self) -> WorkflowState | None:
        """Where moderation stands, or stood last."""
        known: WorkflowState | None = (
            self._last_state if self.request.method == "GET" else super().workflow_state
        )
        return known

    @cached_property
    def workflow_tasks(self) -> list[Any]:
        """Looked up by Wagtail for a page that shows none of them."""
        return []

    def get_usage_url(self) -> None:
        """What uses a category is in no index, so there is nothing to count."""
        return

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Held until it is saved, so that of two who save at once the second sees the first."""
        with transaction.atomic():
            held = Category.objects.select_for_update().values_list("latest_revision_id", flat=True)
            if held.get(pk=self.object.pk) != self.object.latest_revision_id:
                self.setup(request, *args, **kwargs)
            answer: HttpResponse = super().post(request, *args, **kwargs)
            return answer

    def form_valid(self, form: Any) -> HttpResponse:
        return self._decide(form) if self.action == "workflow-action" else self._save(form)

    def _save(self, form: Any) -> HttpResponse:
        """What waits for a moderator is always what was saved last: Wagtail would have two decisions made."""
        with transaction.atomic():
            answer: HttpResponse = super().form_valid(form)
            waiting = TaskState.objects.for_instance(self.object).filter(status=TaskState.STATUS_IN_PROGRESS)
            waiting.update(revision=self.new_revision)
            return answer

    def _decide(self, form: Any) -> HttpResponse:
        """A decision is about what waits. Wagtail would first save it anew, as its moderator's own words.

        Whoever changed something has written a draft, which waits in its turn.
        """
        if not says_the_same(self.latest_revision.as_object(), form.instance):
            self.action = "edit"
            messages.warning(self.request, _("您改动了内容，所以只存了草稿，还没有审核。"))
            return self._save(form)
        with transaction.atomic():
            self.workflow_action_action()
        say_decided(self.request, self.object, self.workflow_action)
        return redirect(self.get_success_url())

    @cached_property
    def overtaken(self) -> bool:
        """Wagtail refuses an old page only when it saves by itself; a normal save would silently win.

        A decision has to name what was shown; a page that names nothing has shown nothing.
        """
        newest, posted = str(self.latest_revision.pk), self.request.POST
        unseen = self.action == "workflow-action" and posted.get("loaded_revision_id") != newest
        return (self.is_out_of_date or unseen) and posted.get(_SEEN) != newest

    @property
    def overwrite_revision(self) -> None:
        """What was saved stays as it is: a colleague may be about to decide on it."""
        return

    def is_valid(self, form: Any) -> bool:
        if self.overtaken:
            self.produced_error_code = "invalid_revision"
            self.produced_error_message = _(
                "在您打开之后，他人已保存了新的修改，本次没有保存。您写的内容都在下面，请对照双方的修改后再决定。"
            )
            return False
        return super().is_valid(form)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """A page shown again after a refusal stays as old as it was, or the next press would win."""
        context: dict[str, Any] = super().get_context_data(**kwargs)
        context["withheld"] = withheld(self.request.user, self.live_object)
        context["published_places"] = published_places(self.live_object)
        context["draft_places"] = draft_places(typed_in(context["form"]))
        if self.request.method != "POST":
            return context
        if self.is_out_of_date:
            context["loaded_revision_created_at"] = self.request.POST.get("loaded_revision_created_at", "")
        if self.overtaken:
            context |= {"clash": self._clash(), "seen": _SEEN, "opened": _OPENED}
        return context

    def _clash(self) -> Clash:
        """Without the revision that was opened, what was typed is compared with what is saved."""
        saved = self.latest_revision.as_object()
        given = self.request.POST.get(_OPENED) or self.request.POST.get("loaded_revision_id", "")
        opened = self.object.revisions.filter(pk=given).first() if is_number(given) else None
        base = opened.as_object() if opened else saved
        return Clash(
            opened, self.latest_revision, changes_from(base, saved), changes_from(base, typed_in(self.form))
        )

    def get_page_subtitle(self) -> str:
        """The name in the language of the reader; a revision keeps that of whoever saved it."""
        return str(self.object)

    @cached_property
    def header_more_buttons(self) -> list[Button]:
        linked = [Button.from_menu_item(each) for each in links_of(self.live_object, self.request.user)]
        return [*_buttons(self.live_object), *linked, *super().header_more_buttons]


def _buttons(category: Category) -> Iterable[Button]:
    retiring = ("restore", _("恢复使用"), "undo") if category.is_retired else ("retire", _("停用"), "cross")
    pages = (
        ("changes", _("与现行版本相比"), "resubmit"),
        ("versions", _("已发布的版本"), "list-ol"),
        ("copy", _("复制为新类别"), "copy"),
        *((retiring,) if category.current_id else ()),
    )
    for place, (page, label, icon) in enumerate(pages):
        yield Button(label, url=address(page, category), icon_name=icon, priority=place)
