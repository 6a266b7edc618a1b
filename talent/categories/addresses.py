"""The addresses of the editor's pages."""

from django.urls import reverse

from talent.categories.models import Category

_NAMES = "wagtailsnippets_categories_category"
#: As many as fit any number of a row or of a version; Python reads no more than some thousand.
_DIGITS = 9


def address(page: str, category: Category | None = None) -> str:
    """Of a page about a category (edit, changes, versions, copy, retire, restore …), or of the list."""
    return reverse(address_name(page), args=[category.pk] if category else [])


def address_name(page: str) -> str:
    """By which such an address can be looked up later."""
    return f"{_NAMES}:{page}"


def is_number(text: str) -> bool:
    """Whether a text from an address or a form can be the number of anything stored."""
    return text.isascii() and text.isdecimal() and len(text) <= _DIGITS
