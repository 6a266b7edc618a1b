"""A category that is no longer offered. What is stored of it stays: readable, reviewable and counted."""

from django.db import transaction

from talent.categories.models import Category
from talent.security.models import User
from talent.security.service import record_event


def retire(*, category: Category, by: User) -> None:
    """Nobody new is taken into the category any more. Once retired, nothing further happens."""
    _set(category, retired=True, by=by)


def restore(*, category: Category, by: User) -> None:
    """The category is offered again."""
    _set(category, retired=False, by=by)


@transaction.atomic
def _set(category: Category, *, retired: bool, by: User) -> None:
    held = Category.objects.select_for_update().defer("groups", "rules").get(pk=category.pk)
    if held.is_retired == retired:
        return
    Category.objects.filter(pk=held.pk).update(is_retired=retired)
    record_event(
        by=by,
        action="retire_category" if retired else "restore_category",
        subject="category",
        subject_id=held.key,
    )
