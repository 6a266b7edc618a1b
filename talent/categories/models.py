"""Categories and their frozen versions; code lists."""

from typing import Any, ClassVar
from uuid import uuid4

from django.conf import settings
from django.contrib.contenttypes.fields import GenericRelation
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.fields import StreamField
from wagtail.models import DraftStateMixin, LockableMixin, PreviewableMixin, RevisionMixin, WorkflowMixin

from talent.categories.editor.blocks import GroupBlock, RuleBlock, key_validator
from talent.categories.editor.secondperson import SecondPersonTask
from talent.categories.enums import LightFor, ListState, Subject
from talent.categories.moves.blocks import MOVES


def _in_active_language(chinese: str, english: str) -> str:
    return english if english and (get_language() or "").startswith("en") else chinese


#: Written by publish_version and by retiring alone.
_STEPS = frozenset({"current", "is_retired"})


class CategoryQuerySet(models.QuerySet["Category"]):
    def published(self) -> "CategoryQuerySet":
        """With a version in force, whether people are still taken in or not."""
        return self.filter(current__isnull=False)

    def offered(self) -> "CategoryQuerySet":
        """Those into which somebody new may be taken."""
        return self.published().filter(is_retired=False)


class Category(PreviewableMixin, WorkflowMixin, DraftStateMixin, LockableMixin, RevisionMixin, models.Model):
    """What an administrator edits. Only `publish_version` reads its streams, and freezes a version."""

    key = models.CharField(_("代号"), max_length=40, unique=True, validators=[key_validator])
    label = models.CharField(_("名称"), max_length=60)
    label_en = models.CharField(_("英文名称"), max_length=100, blank=True)
    subject = models.CharField(_("对象"), max_length=10, choices=Subject, default=Subject.PEOPLE)
    order = models.PositiveSmallIntegerField(_("排序"), default=100)
    light_for_villages = models.BooleanField(_("嘎查村(居)委会先看到简表"), default=False)
    light_for_individuals = models.BooleanField(_("本人填写时先看到简表"), default=False)
    groups = StreamField([("group", GroupBlock())], verbose_name=_("分组与字段"), blank=True, collapsed=True)
    rules = StreamField([("rule", RuleBlock())], verbose_name=_("规则"), blank=True, collapsed=True)
    moves = StreamField(
        MOVES,
        verbose_name=_("与上一版本的衔接"),
        blank=True,
        help_text=_(
            "现行版本的字段改了代号、拆分、停用、换了类型或代码时，在这里写明原来的内容怎样带过来；发布后清空。"
        ),
    )
    current = models.ForeignKey(
        "CategoryVersion",
        verbose_name=_("现行版本"),
        null=True,
        blank=True,
        editable=False,
        on_delete=models.PROTECT,
        related_name="+",
    )
    is_retired = models.BooleanField(_("已停用"), default=False, editable=False)

    objects = CategoryQuerySet.as_manager()

    _revisions = GenericRelation("wagtailcore.Revision", related_query_name="category")
    workflow_states = GenericRelation(
        "wagtailcore.WorkflowState",
        content_type_field="base_content_type",
        object_id_field="object_id",
        related_query_name="category",
        for_concrete_model=False,
    )

    panels: ClassVar[list[Any]] = [
        MultiFieldPanel(
            [
                FieldPanel("label"),
                FieldPanel("label_en"),
                FieldPanel("key"),
                FieldPanel("subject"),
                FieldPanel("order"),
                FieldPanel("light_for_villages"),
                FieldPanel("light_for_individuals"),
            ],
            heading=_("类别"),
        ),
        FieldPanel("groups"),
        FieldPanel("rules"),
        FieldPanel("moves"),
    ]

    class Meta:
        verbose_name = _("类别与登记表")
        verbose_name_plural = _("类别与登记表")
        ordering: ClassVar[list[str]] = ["order", "key"]

    def __str__(self) -> str:
        return _in_active_language(self.label, self.label_en)

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Never writes what was in force or retired when this was read: it may be otherwise by now."""
        if self.pk is not None and kwargs.get("update_fields") is None and not kwargs.get("force_insert"):
            kwargs["update_fields"] = [
                field.name
                for field in self._meta.concrete_fields
                if not field.primary_key and field.name not in _STEPS
            ]
        super().save(*args, **kwargs)

    @property
    def light_for(self) -> tuple[LightFor, ...]:
        """Who sees the light form first; everybody can turn to the whole form."""
        said = {
            LightFor.VILLAGE_COMMITTEE: self.light_for_villages,
            LightFor.INDIVIDUAL: self.light_for_individuals,
        }
        return tuple(each for each, holds in said.items() if holds)

    @property
    def status_string(self) -> str:
        """In use or retired, and whether a draft is written or waits: the one vocabulary of all pages."""
        state = gettext("已停用") if self.is_retired else gettext("在用")
        draft = gettext("审核中") if self.workflow_in_progress else gettext("草稿")
        unfinished = self.workflow_in_progress or self.has_unpublished_changes or not self.live
        return " + ".join(word for word, holds in ((state, self.live), (draft, unfinished)) if holds)

    @property
    def revisions(self) -> Any:
        return self._revisions

    @property
    def scheduled_revision(self) -> Any:
        """No page offers to publish at a set time, so it is looked for only where one is given."""
        return super().scheduled_revision if self.go_live_at else None

    def get_latest_revision(self) -> Any:
        """It is a revision of this very object, which need not be read again for it."""
        found = super().get_latest_revision()
        if found is not None:
            found.content_object = self
        return found

    def get_workflow(self) -> Any:
        """Looked up once for each object that is read: one page asks for it five times."""
        if not hasattr(self, "_workflow"):
            self._workflow = super().get_workflow()
            if self._workflow:  # the carried one has one name in the database, and English in the catalogue
                self._workflow.name = gettext(self._workflow.name)
        return self._workflow

    def with_content_json(self, content: dict[str, Any]) -> "Category":
        """The definition of a revision; what is in force, or retired, is so now and not as it was then.

        Moves say how to follow the version of that day: after another publication they are no longer meant.
        """
        # Named there and not meant: what was in force or newest then would be looked up for nothing.
        named = dict.fromkeys({"current", "latest_revision", "live_revision"} & content.keys())
        restored: Category = super().with_content_json(content | named)
        if content.get("current") != self.current_id:
            restored.moves = []
        if Category.current.is_cached(self):
            restored.current = self.current
        restored.current_id = self.current_id
        restored.is_retired = self.is_retired
        return restored

    @property
    def preview_modes(self) -> Any:
        from talent.categories.editor.previewing import MODES  # it reads the models

        return list(MODES)

    @property
    def default_preview_size(self) -> str:
        """Two columns, and still to be read in a narrow panel."""
        return "tablet"

    def make_preview_request(
        self, original_request: Any = None, preview_mode: Any = None, extra_request_attrs: Any = None
    ) -> HttpResponse:
        """The page itself: a preview is for the same person in the same language, under the same policy."""
        from talent.categories.editor.previewing import preview  # it reads the models

        return HttpResponse(preview(self, preview_mode or ""))


class CategoryVersion(models.Model):
    """One published definition, frozen by a trigger. Records name the version they were checked by."""

    category = models.ForeignKey(
        Category, verbose_name=_("类别"), on_delete=models.PROTECT, related_name="versions"
    )
    number = models.PositiveIntegerField(_("版本号"))
    schema = models.JSONField(_("定义"))
    digest = models.CharField(_("摘要(SM3)"), max_length=64)
    published_at = models.DateTimeField(_("发布时间"), default=timezone.now)
    published_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("发布人"),
        null=True,
        on_delete=models.PROTECT,
        related_name="+",
    )

    class Meta:
        verbose_name = _("类别版本")
        verbose_name_plural = _("类别版本")
        ordering: ClassVar[list[str]] = ["category", "-number"]
        constraints = [
            models.UniqueConstraint(fields=["category", "number"], name="categories_version_number"),
            # What the composite foreign key of the version in force points at.
            models.UniqueConstraint(fields=["id", "category"], name="categories_version_and_category"),
        ]

    def __str__(self) -> str:
        return f"{self.category} v{self.number}"


class DefinitionReview(SecondPersonTask):
    """The one step between a written definition and its publication."""

    class Meta:
        verbose_name = _("定义审核")
        verbose_name_plural = _("定义审核")


class CodeList(models.Model):
    """A list of codes that fields choose from. `revision` grows with every change of it or its codes.

    `carried`: what the project itself last brought for its columns; where a column still has that, the next
    release may correct it, and what an administrator wrote stays.
    """

    key = models.CharField(_("代号"), max_length=40, unique=True, validators=[key_validator])
    name = models.CharField(_("名称"), max_length=60)
    name_en = models.CharField(_("英文名称"), max_length=100, blank=True)
    standard = models.CharField(_("依据"), max_length=120, blank=True)
    is_open = models.BooleanField(_("允许列表之外的内容"), default=False)
    state = models.CharField(
        _("状态"), max_length=10, choices=ListState, default=ListState.DRAFT, editable=False
    )
    revision = models.PositiveIntegerField(_("修订号"), default=1, editable=False)
    carried = models.JSONField(default=dict, editable=False)

    class Meta:
        verbose_name = _("代码表")
        verbose_name_plural = _("代码表")
        ordering: ClassVar[list[str]] = ["key"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(state__in=ListState.values), name="categories_codelist_state"
            )
        ]

    def __str__(self) -> str:
        return _in_active_language(self.name, self.name_en)

    @property
    def is_draft(self) -> bool:
        """Still being written: no definition that is published may use it."""
        return self.state == ListState.DRAFT


class Code(models.Model):
    """One code. `attributes` are columns of its own that the list gives it (level of a title, …).

    It can be chosen from `valid_from` to `valid_to`, both days included. `merged_into` took its place, and
    its words find that one. `carried`: as in CodeList.
    """

    code_list = models.ForeignKey(
        CodeList, verbose_name=_("代码表"), on_delete=models.CASCADE, related_name="codes"
    )
    code = models.CharField(_("代码"), max_length=20)
    label = models.CharField(_("名称"), max_length=120)
    label_en = models.CharField(_("英文名称"), max_length=160, blank=True)
    aliases = ArrayField(
        models.CharField(max_length=120), verbose_name=_("其他叫法"), default=list, blank=True
    )
    attributes = models.JSONField(_("属性"), default=dict, blank=True)
    exchange_code = models.CharField(_("交换代码"), max_length=40, blank=True)
    order = models.PositiveIntegerField(_("排序"), default=0)
    parent = models.ForeignKey(
        "self",
        verbose_name=_("上级代码"),
        null=True,
        blank=True,
        on_delete=models.RESTRICT,
        related_name="children",
    )
    is_heading = models.BooleanField(_("只作分组标题，不可选"), default=False)
    valid_from = models.DateField(_("有效期起"), null=True, blank=True)
    valid_to = models.DateField(_("有效期止"), null=True, blank=True)
    is_retired = models.BooleanField(_("已停用"), default=False)
    merged_into = models.ForeignKey(
        "self",
        verbose_name=_("并入代码"),
        null=True,
        blank=True,
        on_delete=models.RESTRICT,
        related_name="merged",
    )
    carried = models.JSONField(default=dict, editable=False)

    class Meta:
        verbose_name = _("代码")
        verbose_name_plural = _("代码")
        ordering: ClassVar[list[str]] = ["order", "code"]
        constraints = [
            models.UniqueConstraint(fields=["code_list", "code"], name="categories_code_in_list"),
            # What the composite foreign keys of the migration point at.
            models.UniqueConstraint(fields=["id", "code_list"], name="categories_code_and_list"),
            models.CheckConstraint(
                condition=models.Q(valid_to__gte=models.F("valid_from")), name="categories_code_dates"
            ),
            models.CheckConstraint(
                condition=models.Q(merged_into=None) | models.Q(is_retired=True),
                name="categories_code_merged_is_retired",
            ),
            models.CheckConstraint(
                condition=~models.Q(parent=models.F("id")) & ~models.Q(merged_into=models.F("id")),
                name="categories_code_not_its_own",
            ),
        ]
        indexes = [models.Index(fields=["code_list", "order", "code"], name="categories_code_listed")]

    def __str__(self) -> str:
        return _in_active_language(self.label, self.label_en)


class CodeImport(models.Model):
    """A file that somebody looks at before it is written into a list, sealed for this account.

    `revision`: that of the list when it was looked at.
    """

    key = models.UUIDField(default=uuid4, unique=True)
    code_list = models.ForeignKey(CodeList, on_delete=models.CASCADE, related_name="+")
    account = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    revision = models.PositiveIntegerField()
    sealed = models.BinaryField()
    made_at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("待写入的代码文件")
        verbose_name_plural = _("待写入的代码文件")
        constraints = [
            models.UniqueConstraint(fields=["code_list", "account"], name="categories_import_one_each")
        ]

    def __str__(self) -> str:
        return str(self.code_list)
