"""Whose words stand in a draft: those of everybody who changed something since the last published version."""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from django.contrib.contenttypes.models import ContentType
from wagtail.models import Revision

from talent.categories.editor.typed import says_nothing, says_the_same
from talent.categories.models import Category
from talent.security.models import User

_PLAIN = ("key", "label", "label_en", "subject", "order", "light_for_villages", "light_for_individuals")
_STREAMS = ("groups", "rules", "moves")


def written_by(user: User, pks: Iterable[Any]) -> set[int]:
    """Those of the categories whose newest draft holds words of the user.

    Whoever saved what was there already has written nothing. A draft that was brought back to what is
    published begins anew: nothing that was written before stands in it.
    """
    return {category.pk for category, saved in _histories(pks) if _wrote(user.pk, category, saved)}


def writers_of(category: Category) -> set[int]:
    """Everybody whose words the newest draft of a category holds."""
    return {
        author
        for known, saved in _histories([category.pk])
        for author in {each.author for each in saved}
        if author is not None and _wrote(author, known, saved)
    }


def _histories(pks: Iterable[Any]) -> "Iterator[tuple[Category, list[_Saved]]]":
    """Each category with what was saved of it since it was published last."""
    categories = {str(each.pk): each for each in Category.objects.filter(pk__in=pks)}
    saved: dict[str, list[_Saved]] = {key: [] for key in categories}
    kind = ContentType.objects.get_for_model(Category)
    known = Revision.objects.filter(base_content_type=kind, object_id__in=categories).order_by("pk")
    for pk, key, author in known.values_list("pk", "object_id", "user_id"):
        if pk >= (categories[key].live_revision_id or 0):
            saved[key].append(_Saved(pk, author))
    yield from ((category, saved[key]) for key, category in categories.items())


@dataclass(frozen=True)
class _Saved:
    pk: int
    author: int | None


def _wrote(user: int, category: Category, saved: list[_Saved]) -> bool:
    """Read only where the user has saved something; the newest first, since what stands now is asked."""
    if user not in {each.author for each in saved if each.pk != category.live_revision_id}:
        return False
    contents = dict(Revision.objects.filter(pk__in=[each.pk for each in saved]).values_list("pk", "content"))
    steps = list(_steps(category, saved, contents))
    published = steps[0][1]
    for place, (author, before, after) in reversed(list(enumerate(steps))):
        if author == user and not _same(category, before, after):
            return not any(_same(category, published, later) for _, _, later in reversed(steps[place:]))
    return False


def _steps(
    category: Category, saved: list[_Saved], contents: dict[int, Any]
) -> Iterator[tuple[int | None, Any, Any]]:
    """Who made what of what; the first step starts from what is published, where anything is."""
    if saved[0].pk != category.live_revision_id:
        first = category.serializable_data() if category.live else None
        yield saved[0].author, first, contents[saved[0].pk]
    for before, after in pairwise(saved):
        yield after.author, contents[before.pk], contents[after.pk]


def _same(category: Category, before: Any, after: Any) -> bool:
    """Blocks may be written in several ways that mean the same, so the difference is looked at twice."""
    if before is None:
        return False
    return _words(category, before) == _words(category, after) or says_the_same(
        category.with_content_json(before), category.with_content_json(after)
    )


def _words(category: Category, content: dict[str, Any]) -> dict[str, Any]:
    """What was written, without the numbers of the blocks, what is empty, and moves that are done."""
    streams = {name: _without_numbers(json.loads(content[name] or "[]")) for name in _STREAMS}
    if content.get("current") != category.current_id:
        streams["moves"] = []
    return {name: content.get(name) for name in _PLAIN} | streams


def _without_numbers(value: Any) -> Any:
    if isinstance(value, dict):
        parts = {name: _without_numbers(each) for name, each in value.items() if name != "id"}
        return {name: each for name, each in parts.items() if not says_nothing(each)}
    return [_without_numbers(each) for each in value] if isinstance(value, list) else value
