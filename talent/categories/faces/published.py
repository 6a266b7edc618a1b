"""Finding what is published: the versions in force, the older ones, and the code lists that they name.

Published definitions are no secret. Drafts are, so nothing here looks at what stands in a category.
"""

import hashlib
import json

from django.db.models import F, QuerySet

from talent.categories.faces.dictionary import Earlier
from talent.categories.faces.schemas import KEYWORDS
from talent.categories.models import CategoryVersion, CodeList
from talent.categories.moves.lineages import UnionField
from talent.categories.moves.movers import union_over
from talent.categories.versions import NoLiveVersion, definition_of

_until: dict[tuple[int, str], list[UnionField]] = {}


def _versions() -> QuerySet[CategoryVersion]:
    whole = CategoryVersion.objects.select_related("category")
    return whole.defer("category__groups", "category__rules")


def live_versions() -> list[CategoryVersion]:
    """Every version in force, in the order of the categories."""
    return list(_versions().filter(category__current_id=F("pk")).order_by("category__order", "category__key"))


def published_version(key: str, number: int | None = None) -> CategoryVersion:
    """The version in force, or the one of that number. Raises NoLiveVersion where none is in force."""
    wanted = {"category__current_id": F("pk")} if number is None else {"number": number}
    found = _versions().filter(category__key=key, category__current__isnull=False, **wanted).first()
    if found is None:
        raise NoLiveVersion(key)
    return found


def history(
    version: CategoryVersion, *, most: int, below: int | None = None, above: int | None = None
) -> list[CategoryVersion]:
    """Published versions of the same category without their schemas, the newest first, `most` at most.

    `below`: those right below a number; `above`: those right above one.
    """
    every = CategoryVersion.objects.filter(category=version.category_id).defer("schema")
    if above is not None:
        return list(every.filter(number__gt=above).order_by("number")[:most])[::-1]
    some = every if below is None else every.filter(number__lt=below)
    return list(some.order_by("-number")[:most])


def first_seen(version: CategoryVersion) -> dict[str, int]:
    """By path the number of the version since which a field is there without a gap, under whatever path."""
    return {each.path: _runs(each, version.number)[0] for each in _fields_until(version) if each.in_force}


def earlier_paths(version: CategoryVersion) -> dict[str, tuple[Earlier, ...]]:
    """By path the paths under which a field stood before, oldest first; without those that never moved."""
    found = {each.path: _former(each, version.number) for each in _fields_until(version) if each.in_force}
    return {path: former for path, former in found.items() if former}


def ended(version: CategoryVersion) -> dict[int, frozenset[str]]:
    """By the number of the last version that had them, the paths of the fields retired until this version."""
    found: dict[int, set[str]] = {}
    for each in _fields_until(version):
        if not each.in_force:
            found.setdefault(max(each.paths), set()).add(each.path)
    return {number: frozenset(found[number]) for number in sorted(found, reverse=True)}


def paths_in(now: CategoryVersion, version: CategoryVersion) -> dict[str, str]:
    """By path of a version the path of the same field in a later one; what that has dropped is left out."""
    union = _fields_until(now)
    return {
        each.paths[version.number]: each.paths[now.number]
        for each in union
        if version.number in each.paths and now.number in each.paths
    }


def _fields_until(version: CategoryVersion) -> list[UnionField]:
    """Every field up to a version. Older versions never change, so it is worked out once a process."""
    known = _until.get((version.pk, version.digest))
    if known is None:
        upto = CategoryVersion.objects.filter(category=version.category_id, number__lte=version.number)
        known = _until[version.pk, version.digest] = union_over(upto.order_by("number").iterator())
    return known


def _runs(known: UnionField, last: int) -> range:
    """The numbers of the versions without a gap, up to `last`, that have the field."""
    first = last
    while first - 1 in known.paths:
        first -= 1
    return range(first, last + 1)


def _former(known: UnionField, last: int) -> tuple[Earlier, ...]:
    found: list[Earlier] = []
    for number in _runs(known, last):
        path = known.paths[number]
        if found and found[-1].path == path:
            found[-1] = Earlier(path, found[-1].first, number)
        else:
            found.append(Earlier(path, number, number))
    return tuple(found[:-1])


def public_code_list(key: str) -> CodeList | None:
    """The code list of this key where a published version names it, else None."""
    named = {"groups": [{"fields": [{"code_list": key}]}]}
    if not CategoryVersion.objects.filter(schema__contains=named).exists():
        return None
    return CodeList.objects.filter(key=key).first()


def public_code_lists() -> list[CodeList]:
    """The lists that definitions in force choose from, by their keys."""
    named = {key for version in live_versions() for key in definition_of(version).code_lists}
    return list(CodeList.objects.filter(key__in=named).order_by("key"))


def stamp(version: CategoryVersion) -> str:
    """Another text whenever the public schema of the version is another one: by its digest, its lists, and
    the keywords that this release describes it with.
    """
    lists = CodeList.objects.filter(key__in=definition_of(version).code_lists).order_by("key")
    text = json.dumps([version.digest, sorted(KEYWORDS), list(lists.values_list("key", "revision"))])
    return hashlib.blake2b(text.encode(), digest_size=16).hexdigest()
