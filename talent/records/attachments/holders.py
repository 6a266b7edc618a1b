"""Parts above in which rows refer to files as well: such files stay, and whoever sees the row sees them.

They say so when they are loaded; this part knows nothing else of them.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from talent.orgs.service import Scope
from talent.records.models import Attachment


@dataclass(frozen=True)
class Holder:
    """`held`: the numbers of the rows of files that are referred to; `seen`: the file of a number as far as a
    scope reaches it there."""

    held: Callable[[], QuerySet[Any, Any]]
    seen: Callable[[Scope, UUID], Attachment | None]


_HOLDERS: list[Holder] = []


def hold_files_with(holder: Holder) -> None:
    """From now on this is one of those who hold files."""
    _HOLDERS.append(holder)


def unheld(files: QuerySet[Attachment]) -> QuerySet[Attachment]:
    """Those of the files that no part above refers to."""
    for each in _HOLDERS:
        files = files.exclude(pk__in=each.held())
    return files


def seen_above(scope: Scope, key: UUID) -> Attachment | None:
    """The file of this number as far as the scope reaches it in a part above, else None."""
    return next((found for each in _HOLDERS if (found := each.seen(scope, key)) is not None), None)
