"""A further category that begins as another one stands."""

from django.db import transaction

from talent.categories.models import Category
from talent.security.models import User
from talent.security.service import record_event


@transaction.atomic
def copy_of(*, source: Category, key: str, label: str, label_en: str, by: User) -> Category:
    """A draft with the groups and rules of the newest draft of `source`; nothing of it is published.

    Raises IntegrityError when a category has the key already.
    """
    drafted = source.get_latest_revision_as_object()
    made = Category(
        key=key,
        label=label,
        label_en=label_en,
        subject=drafted.subject,
        order=drafted.order,
        light_for_villages=drafted.light_for_villages,
        light_for_individuals=drafted.light_for_individuals,
        groups=drafted.groups,
        rules=drafted.rules,
        live=False,
    )
    made.save()
    made.save_revision(user=by, log_action="wagtail.create")
    record_event(
        by=by, action="copy_category", subject="category", subject_id=key, detail={"copied_from": source.key}
    )
    return made
