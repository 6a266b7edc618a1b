"""Live versions, and the way from an edited category to a frozen version."""

import json
from collections.abc import Iterable
from typing import Any

from cryptography.hazmat.primitives.hashes import SM3, Hash
from django.db import transaction
from django.db.models import F

from talent.categories.blocks import plain_groups, plain_rules
from talent.categories.codelists import tables_for
from talent.categories.compiling import Raw, compile_definition
from talent.categories.definition import Definition, read_schema
from talent.categories.enums import ListState
from talent.categories.models import Category, CategoryVersion, CodeList
from talent.categories.signals import version_published
from talent.security.models import User
from talent.security.service import record_event


class NoLiveVersion(LookupError):
    """The category does not exist or was never published."""


def live_version(key: str) -> CategoryVersion:
    """The version in force of the category (or sheet) with this key. Raises NoLiveVersion."""
    version = CategoryVersion.objects.filter(category__key=key, category__current_id=F("pk")).first()
    if version is None:
        raise NoLiveVersion(key)
    return version


def definition_of(version: CategoryVersion) -> Definition:
    """The definition of a version; parsed once a process, since a version never changes."""
    known = _parsed.get((version.pk, version.digest))
    if known is None:
        known = _parsed[version.pk, version.digest] = read_schema(version.schema)
    return known


_parsed: dict[tuple[int, str], Definition] = {}


@transaction.atomic
def publish_version(*, category: Category, by: User | None) -> CategoryVersion:
    """Compile what stands in the category and make it the version in force.

    The same definition again gives the version in force back and changes nothing. Raises NotCompiled.
    """
    locked = Category.objects.select_for_update().get(pk=category.pk)
    schema = compile_category(category)
    digest = digest_of(schema)
    if locked.current is not None and locked.current.digest == digest:
        return locked.current
    last = locked.versions.order_by("-number").values_list("number", flat=True).first() or 0
    version = CategoryVersion.objects.create(
        category=locked, number=last + 1, schema=schema, digest=digest, published_by=by
    )
    Category.objects.filter(pk=locked.pk).update(current=version)
    category.current = version
    record_event(
        by=by,
        action="publish_version",
        subject="category",
        subject_id=locked.key,
        detail={"number": version.number, "digest": digest},
    )
    version_published.send(CategoryVersion, version=version)
    return version


def compile_category(category: Category) -> dict[str, Any]:
    """The schema of what stands in the category now. Raises NotCompiled."""
    return compile_parts(category, groups=plain_groups(category.groups), rules=plain_rules(category.rules))


def compile_parts(category: Category, *, groups: Iterable[Raw], rules: Iterable[Raw]) -> Raw:
    """The schema of a category with these plain groups and rules. Raises NotCompiled."""
    lists, groups = dict(CodeList.objects.values_list("key", "state")), list(groups)
    return compile_definition(
        key=category.key,
        subject=category.subject,
        label=category.label,
        label_en=category.label_en,
        groups=groups,
        rules=rules,
        code_lists={key for key, state in lists.items() if state == ListState.IN_USE},
        draft_lists={key for key, state in lists.items() if state == ListState.DRAFT},
        tables=tables_for({field.get("code_list") or "" for group in groups for field in group["fields"]}),
    )


def digest_of(schema: dict[str, Any]) -> str:
    """SM3 of the schema's canonical JSON, in hexadecimal."""
    hashed = Hash(SM3())
    hashed.update(json.dumps(schema, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode())
    return hashed.finalize().hex()
