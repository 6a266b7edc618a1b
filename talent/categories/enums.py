"""Closed lists of a definition."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Subject(models.TextChoices):
    """Whom a definition describes: a category of people, or a sheet that an organisation fills in."""

    PEOPLE = "people", _("人才类别")
    SHEET = "sheet", _("机构填报的表")


class LightFor(models.TextChoices):
    """Who sees the light form of a category first."""

    VILLAGE_COMMITTEE = "village_committee", _("嘎查村(居)委会")
    INDIVIDUAL = "individual", _("本人")


class ListState(models.TextChoices):
    """A list is written as a draft and then put in use, for good: from then on records may hold its codes."""

    DRAFT = "draft", _("草稿")
    IN_USE = "in_use", _("使用中")


class Required(models.TextChoices):
    """Two strengths: old lists lack much, and what lacks it must still come in."""

    SUBMIT = "submit", _("上报必填")
    COMPLETE = "complete", _("应填，计入完整度")
    OPTIONAL = "optional", _("选填")


class Sensitivity(models.TextChoices):
    PUBLIC_AGGREGATE = "public-aggregate", _("可汇总公开")
    INTERNAL = "internal", _("内部")
    SENSITIVE = "sensitive", _("敏感，加密保存")


class Accepts(models.TextChoices):
    """What may be attached to a field for files."""

    PORTRAIT = "portrait", _("证件照(295×413)")
    IMAGES = "images", _("图片(JPG、PNG)")
    DOCUMENTS = "documents", _("图片或 PDF")


class LegalBasis(models.TextChoices):
    """PIPL art. 13: the register rests on a statutory duty; consent only where it really is the basis."""

    STATUTORY_DUTY = "statutory_duty", _("履行法定职责")
    CONSENT = "consent", _("本人同意")


class Severity(models.TextChoices):
    BLOCK = "block", _("不通过")
    WARN = "warn", _("提醒")


class ConvertRule(models.TextChoices):
    """How a value gets from one type, or one code list, to another."""

    AS_WRITTEN = "as_written", _("按原来显示的文字重新读入")
    CODES = "codes", _("按代码对照表")
    PART = "part", _("取日期的一部分")


class DatePart(models.TextChoices):
    YEAR = "year", _("年")
    MONTH = "month", _("年月")
