"""The viewsets of the admin in which definitions are edited and published."""

from typing import Any, ClassVar

from django.contrib.admin.utils import unquote
from django.db.models import Prefetch
from django.forms import RadioSelect
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import URLPattern, path, reverse_lazy
from django.utils.functional import cached_property
from django.utils.translation import get_language, gettext_lazy
from django_filters import ChoiceFilter
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.panels import ObjectList
from wagtail.admin.ui.tables import LiveStatusTagColumn
from wagtail.snippets.bulk_actions.delete import DeleteBulkAction
from wagtail.snippets.views import snippets

from talent.categories.addresses import is_number
from talent.categories.editor import versionpages
from talent.categories.editor.changespanel import ChangesPanel
from talent.categories.editor.composepage import compose
from talent.categories.editor.copypage import copy_category
from talent.categories.editor.editing import CategoryAdd, CategoryEdit, CategoryForm, waiting_states
from talent.categories.editor.historypages import (
    CategoryHistory,
    CategoryWorkflowHistory,
    CategoryWorkflowHistoryDetail,
)
from talent.categories.editor.livepreview import PreviewOnAdd, PreviewOnEdit
from talent.categories.editor.moderating import CategoryCollectAction, CategoryWorkflowAction
from talent.categories.editor.places import codes_at
from talent.categories.editor.retirepages import restore_category, retire_category
from talent.categories.models import Category, CategoryQuerySet

#: Large, and in no list.
_EDITED = ("groups", "rules", "moves")
#: Revisions that an address may name by a word.
_NAMED = frozenset({"live", "earliest", "latest"})


class _StatusColumn(LiveStatusTagColumn):
    """Whether a definition is in use, written, or retired; what is retired is in force and not offered."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.primary = lambda category: category.live and not category.is_retired


class CategoryFilter(WagtailFilterSet):
    """The list narrowed to what is in use, retired, or was never published."""

    state = ChoiceFilter(
        label=gettext_lazy("状态"),
        choices=[
            ("in_use", gettext_lazy("在用")),
            ("retired", gettext_lazy("已停用")),
            ("draft", gettext_lazy("从未发布")),
        ],
        widget=RadioSelect,
        empty_label=gettext_lazy("全部"),
        method="narrow",
    )

    class Meta:
        model = Category
        fields: ClassVar[list[str]] = []

    def narrow(self, found: CategoryQuerySet, name: str, value: str) -> CategoryQuerySet:
        if value == "in_use":
            return found.offered()
        return found.filter(is_retired=True) if value == "retired" else found.filter(current=None)


class CategoryIndex(snippets.IndexView):
    add_item_label = gettext_lazy("新建类别或登记表")

    @cached_property
    def columns(self) -> Any:
        """A reader of English is led by the English name; where there is none, by the Chinese one."""
        columns = super().columns
        if not (get_language() or "").startswith("en"):
            return columns
        select, _label, _label_en, *others = columns
        title = self._get_title_column("label_en")
        title.accessor = str
        return [select, title, self._get_custom_column("label"), *others]

    def get_base_queryset(self) -> Any:
        """With what each row says of its version and its moderation."""
        named = super().get_base_queryset().select_related("current__category")
        lean = named.defer(*_EDITED, "current__schema", *(f"current__category__{each}" for each in _EDITED))
        return lean.prefetch_related(
            Prefetch("workflow_states", queryset=waiting_states(), to_attr="_current_workflow_states")
        )


class CategoryCompare(snippets.RevisionsCompareView):
    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        """Raises Http404 for what can be the number of nothing; Wagtail would try to read it."""
        asked = [kwargs["pk"], kwargs["revision_id_a"], kwargs["revision_id_b"]]
        if not all(is_number(unquote(each)) for each in asked if each not in _NAMED):
            raise Http404
        super().setup(request, *args, **kwargs)


class CategoryBulkDelete(DeleteBulkAction):
    """Whoever may delete no category finds no page that names them, as none that names one."""

    models: ClassVar[list[type[Category]]] = [Category]

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not request.user.has_perm("categories.delete_category"):
            raise Http404
        answer: HttpResponse = super().dispatch(request, *args, **kwargs)
        return answer


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
        "label", "label_en", "key", "subject", "current", _StatusColumn(label=gettext_lazy("状态"))
    ]  # fmt: skip
    list_per_page = 50
    filterset_class = CategoryFilter
    # What is retired comes last.
    ordering: ClassVar[list[str]] = ["is_retired", "order", "key"]
    # Wagtail writes this word once, in the language in which the process started.
    breadcrumbs_items: ClassVar[list[Any]] = [
        {"url": reverse_lazy("wagtailadmin_home"), "label": gettext_lazy("首页")}
    ]
    edit_handler = ObjectList([ChangesPanel(), *Category.panels], base_form_class=CategoryForm)
    index_view_class = CategoryIndex
    add_view_class = CategoryAdd
    edit_view_class = CategoryEdit
    history_view_class = CategoryHistory
    workflow_history_view_class = CategoryWorkflowHistory
    workflow_history_detail_view_class = CategoryWorkflowHistoryDetail
    create_template_name = "categories/admin/create.html"
    edit_template_name = "categories/admin/edit.html"
    preview_on_add_view_class = PreviewOnAdd
    preview_on_edit_view_class = PreviewOnEdit
    unpublish_view_class = CategoryUnpublish
    revisions_compare_view_class = CategoryCompare
    workflow_action_view_class = CategoryWorkflowAction
    collect_workflow_action_data_view_class = CategoryCollectAction

    def register_chooser_viewset(self) -> None:
        """Nothing in the admin chooses a category; a chooser would name drafts to everybody there."""

    def get_urlpatterns(self) -> list[URLPattern]:
        return [
            *super().get_urlpatterns(),
            path("compose/", compose, name="compose"),
            path("codes/<int:pk>/", codes_at, name="codes_at"),
            path("changes/<int:pk>/", versionpages.changes, name="changes"),
            path("versions/<int:pk>/", versionpages.versions, name="versions"),
            path("copy/<int:pk>/", copy_category, name="copy"),
            path("retire/<int:pk>/", retire_category, name="retire"),
            path("restore/<int:pk>/", restore_category, name="restore"),
        ]
