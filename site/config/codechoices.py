"""Hands the code lists down to the part of organisations, which stands below the lists."""

from django.utils.translation import get_language

from talent.categories.service import code_table
from talent.orgs.service import Offered


def offered(key: str) -> list[Offered]:
    """The codes of a list in the active language, in its order."""
    language = get_language() or ""
    return [Offered(entry.code, entry.named(language), entry.choosable) for entry in code_table(key).entries]
