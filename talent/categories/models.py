"""Categories and their frozen versions; code lists."""

from typing import Any, ClassVar

from django.conf import settings
from django.contrib.contenttypes.fields import GenericRelation
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.fields import StreamField
from wagtail.models import DraftStateMixin, LockableMixin, RevisionMixin, WorkflowMixin

from talent.categories.blocks import GroupBlock, RuleBlock, key_validator
from talent.categories.enums import Subject
from talent.categories.moveblocks import MOVES


def _in_active_language(chinese: str, english: str) -> str:
    return english if english and (get_language() or "").startswith("en") else chinese


class Category(WorkflowMixin, DraftStateMixin, LockableMixin, RevisionMixin, models.Model):
    """What an administrator edits. Only `publish_version` reads its streams, and freezes a version."""

    key = models.CharField(_("代号"), max_length=40, unique=True, validators=[key_validator])
    label = models.CharField(_("名称"), max_length=60)
    label_en = models.CharField(_("英文名称"), max_length=100, blank=True)
    subject = models.CharField(_("对象"), max_length=10, choices=Subject, default=Subject.PEOPLE)
    order = models.PositiveSmallIntegerField(_("排序"), default=100)
    groups = StreamField([("group", GroupBlock())], verbose_name=_("分组与字段"), blank=True)
    rules = StreamField([("rule", RuleBlock())], verbose_name=_("规则"), blank=True)
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

    @property
    def revisions(self) -> Any:
        return self._revisions

    def with_content_json(self, content: dict[str, Any]) -> "Category":
        """The definition of a revision; the version in force is that of now, not of the day it was saved.

        Moves say how to follow the version of that day: after another publication they are no longer meant.
        """
        restored: Category = super().with_content_json(content)
        if content.get("current") != self.current_id:
            restored.moves = []
        restored.current_id = self.current_id
        return restored


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
        ]

    def __str__(self) -> str:
        return f"{self.category} v{self.number}"


class CodeList(models.Model):
    """A list of codes that fields choose from. `revision` grows with every change of it or its codes."""

    key = models.CharField(_("代号"), max_length=40, unique=True, validators=[key_validator])
    name = models.CharField(_("名称"), max_length=60)
    name_en = models.CharField(_("英文名称"), max_length=100, blank=True)
    standard = models.CharField(_("依据"), max_length=120, blank=True)
    is_open = models.BooleanField(_("允许列表之外的内容"), default=False)
    revision = models.PositiveIntegerField(_("修订号"), default=1, editable=False)

    class Meta:
        verbose_name = _("代码表")
        verbose_name_plural = _("代码表")
        ordering: ClassVar[list[str]] = ["key"]

    def __str__(self) -> str:
        return _in_active_language(self.name, self.name_en)


class Code(models.Model):
    """One code. `attributes` are columns of its own that the list gives it (level of a title, …)."""

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
    order = models.PositiveIntegerField(_("排序"), default=0)
    is_retired = models.BooleanField(_("已停用"), default=False)

    class Meta:
        verbose_name = _("代码")
        verbose_name_plural = _("代码")
        ordering: ClassVar[list[str]] = ["order", "code"]
        constraints = [models.UniqueConstraint(fields=["code_list", "code"], name="categories_code_in_list")]

    def __str__(self) -> str:
        return _in_active_language(self.label, self.label_en)
