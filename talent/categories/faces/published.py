"""Finding what is published: the versions in force, the older ones, and the code lists that they name.

Published definitions are no secret. Drafts are, so nothing here looks at what stands in a category.
"""

import hashlib
import json

from django.db.models import F, QuerySet

from talent.categories.models import CategoryVersion, CodeList
from talent.categories.versions import NoLiveVersion, definition_of

_first_seen: dict[tuple[int, str], dict[str, int]] = {}


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


def history(version: CategoryVersion) -> list[CategoryVersion]:
    """All published versions of the same category without their schemas, the newest first."""
    every = CategoryVersion.objects.filter(category=version.category_id)
    return list(every.defer("schema").order_by("-number"))


def first_seen(version: CategoryVersion) -> dict[str, int]:
    """By path the number of the version since which a field is there without a gap, up to this version.

    Older versions never change, so it is worked out once a process.
    """
    known = _first_seen.get((version.pk, version.digest))
    if known is None:
        known = {}
        upto = CategoryVersion.objects.filter(category=version.category_id, number__lte=version.number)
        for each in upto.order_by("number").iterator():
            known = {path: known.get(path, each.number) for path in definition_of(each).by_path}
        _first_seen[version.pk, version.digest] = known
    return known


def public_code_list(key: str) -> CodeList | None:
    """The code list of this key where a published version names it, else None."""
    named = {"groups": [{"fields": [{"code_list": key}]}]}
    if not CategoryVersion.objects.filter(schema__contains=named).exists():
        return None
    return CodeList.objects.filter(key=key).first()


def stamp(version: CategoryVersion) -> str:
    """Another text whenever the public schema of the version is another one: by its digest and its lists."""
    lists = CodeList.objects.filter(key__in=definition_of(version).code_lists).order_by("key")
    text = json.dumps([version.digest, list(lists.values_list("key", "revision"))])
    return hashlib.blake2b(text.encode(), digest_size=16).hexdigest()
