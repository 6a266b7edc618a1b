"""Wagtail publishes a draft; this freezes it in the same transaction, whichever way the draft came."""

from typing import Any

from wagtail.log_actions import get_active_log_context
from wagtail.models import Revision

from talent.categories.models import Category
from talent.categories.versions import publish_version


def freeze_version(sender: type[Category], *, instance: Category, revision: Revision, **named: Any) -> None:
    """Receives wagtail.signals.published. `by` is whoever acts in this request, else the draft's author.

    Raises NotCompiled, which undoes the publication.
    """
    if instance.live:  # a publication set for later is announced at once, and again when it happens
        publish_version(category=instance, by=get_active_log_context().user or revision.user)
