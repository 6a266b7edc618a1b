"""The way from a written definition to its publication: through the hands of another administrator."""

from django.contrib.auth.models import Group
from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from wagtail.models import Workflow, WorkflowContentType, WorkflowTask

from talent.categories.models import Category, DefinitionReview
from talent.orgs.enums import Role
from talent.orgs.service import group_name

_NAME = "定义审核"


@transaction.atomic
def ensure_review() -> None:
    """Have definitions reviewed by the category administrators; safe to repeat, part of `setup`.

    Belongs after `ensure_role_groups`.
    """
    task, _ = DefinitionReview.objects.get_or_create(name=_NAME)
    task.groups.set([Group.objects.get(name=group_name(Role.CATEGORY_ADMIN))])
    flow, _ = Workflow.objects.get_or_create(name=_NAME)
    WorkflowTask.objects.get_or_create(workflow=flow, task=task)
    kind = ContentType.objects.get_for_model(Category)
    WorkflowContentType.objects.get_or_create(content_type=kind, defaults={"workflow": flow})
