"""The addresses of the editor's pages."""

from django.urls import reverse

from talent.categories.models import Category

_NAMES = "wagtailsnippets_categories_category"


def address(page: str, category: Category | None = None) -> str:
    """Of a page about a category (edit, changes, versions, copy, retire, restore …), or of the list."""
    return reverse(f"{_NAMES}:{page}", args=[category.pk] if category else [])
