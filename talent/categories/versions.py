"""Live versions, and the way from an edited category to a frozen version."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from cryptography.hazmat.primitives.hashes import SM3, Hash
from django.db import transaction
from django.db.models import F, QuerySet

from talent.categories.checking.places import part_of
from talent.categories.codes.lists import tables_for
from talent.categories.codes.tables import Tables
from talent.categories.compiling import NotCompiled, Raw, compile_definition
from talent.categories.definition import Definition, read_schema
from talent.categories.editor.blocks import plain_groups, plain_rules
from talent.categories.models import Category, CategoryVersion
from talent.categories.moves.blocks import plain_moves
from talent.categories.moves.continuity import Following, complaints, retirements
from talent.categories.moves.merged import merged_codes, with_merged
from talent.categories.moves.sealed import sealed_paths
from talent.categories.moves.stated import Move, read_move, written
from talent.categories.signals import version_published
from talent.security.models import User
from talent.security.service import record_event


class NoLiveVersion(LookupError):
    """The category does not exist or was never published."""


def live_version(key: str) -> CategoryVersion:
    """The version in force of the category (or sheet) with this key. Raises NoLiveVersion."""
    live = CategoryVersion.objects.filter(category__key=key, category__current_id=F("pk"))
    # Whoever asks for a version asks about its category next; what is edited there is large and not needed.
    lean = live.select_related("category").defer("category__groups", "category__rules", "category__moves")
    version = lean.first()
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


def published_versions(category_id: int) -> list[CategoryVersion]:
    """All versions of a category, oldest first, as `with_schemas` gives them."""
    return with_schemas(CategoryVersion.objects.filter(category_id=category_id).order_by("number"))


def with_schemas(versions: QuerySet[CategoryVersion]) -> list[CategoryVersion]:
    """Versions ready for `definition_of` and `moves_of`: in two statements however many there are, since only
    the schemas that this process has not read are fetched."""
    found = list(versions.defer("schema"))
    unread = [each.pk for each in found if not _is_read(each)]
    schemas = dict(CategoryVersion.objects.filter(pk__in=unread).values_list("pk", "schema"))
    for each in found:
        if each.pk in schemas:
            each.schema = schemas[each.pk]
    return found


def definitions_of(version_ids: Iterable[int]) -> dict[int, Definition]:
    """The definitions of versions by their ids: in two statements however many there are, one once this
    process has read them."""
    found = list(CategoryVersion.objects.filter(pk__in=set(version_ids)).defer("schema"))
    unread = [each.pk for each in found if (each.pk, each.digest) not in _parsed]
    schemas = (
        dict(CategoryVersion.objects.filter(pk__in=unread).values_list("pk", "schema")) if unread else {}
    )
    for each in found:
        if each.pk in schemas:
            each.schema = schemas[each.pk]
    return {each.pk: definition_of(each) for each in found}


def _is_read(version: CategoryVersion) -> bool:
    key = (version.pk, version.digest)
    return key in _parsed and key in _moves


@transaction.atomic
def publish_version(*, category: Category, by: User | None) -> CategoryVersion:
    """Compile what stands in the category and make it the version in force.

    The same definition again gives the version in force back and changes nothing. The stated moves go into
    the version and are then emptied: they say how it follows the one before. Raises NotCompiled.
    """
    locked = Category.objects.select_for_update().get(pk=category.pk)
    category.current = locked.current
    schema = compile_category(category)
    digest = digest_of(schema)
    if locked.current is not None and locked.current.digest == digest:
        return locked.current
    last = locked.versions.order_by("-number").values_list("number", flat=True).first() or 0
    version = CategoryVersion.objects.create(
        category=locked, number=last + 1, schema=schema, digest=digest, published_by=by
    )
    Category.objects.filter(pk=locked.pk).update(current=version, moves=[])
    category.current, category.moves = version, []
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
    """The schema of what stands in the category now, with its moves; that of the version in force where
    nothing is different and no move is stated. Raises NotCompiled.
    """
    return compile_among(category, published_versions(category.pk) if category.pk else []).schema


@dataclass(frozen=True)
class Compiled:
    """A schema with the code lists of its definition and of all versions before it."""

    schema: dict[str, Any]
    tables: Tables


def compile_among(category: Category, versions: Sequence[CategoryVersion]) -> Compiled:
    """The same where the versions of the category are read already."""
    groups, history = list(plain_groups(category.groups)), _history(versions)
    tables = tables_for(lists_of(groups).union(*(definition.code_lists for definition, _ in history)))
    schema, own = _compiled(category, groups, tables)
    moves = all_moves(category, groups, plain_moves(category.moves))
    found = [*own, *beside(own, _refusals(category, schema, moves, history, tables))]
    if found:
        raise NotCompiled(list(dict.fromkeys(found)), schema)
    if category.current is None:
        return Compiled(schema, tables)
    merged = merged_codes([*history, (read_schema(schema), moves)])
    schema = with_merged(schema, merged) | {"from": category.current.number}
    schema |= {"moves": [written(each) for each in moves]} if moves else {}
    standing = category.current.schema
    return Compiled(standing if _says_the_same(schema, standing) else schema, tables)


def _compiled(category: Category, groups: list[Raw], tables: Tables) -> tuple[Raw, list[tuple[str, str]]]:
    """The schema by itself, and what is wrong with it."""
    try:
        return compile_parts(category, groups=groups, rules=plain_rules(category.rules), tables=tables), []
    except NotCompiled as no:
        return no.schema, no.complaints


def beside(own: Sequence[tuple[str, str]], following: Sequence[tuple[str, str]]) -> Sequence[tuple[str, str]]:
    """Of what keeps a definition from following, what is no consequence of its own faults.

    What is wrong by itself is mended first, and of two with one key it is not certain which one follows.
    """
    if any(part_of(place) == "key" for place, _sentence in own):
        return ()
    named = {str(place) for place, _sentence in own}
    return [(place, sentence) for place, sentence in following if place not in named]


def compile_parts(
    category: Category, *, groups: Iterable[Raw], rules: Iterable[Raw], tables: Tables | None = None
) -> Raw:
    """The schema of a category with these plain groups and rules, by itself. Raises NotCompiled.

    `tables`: the lists of its fields, where they were read already.
    """
    groups = list(groups)
    known = tables_for(lists_of(groups)) if tables is None else tables
    return compile_definition(
        key=category.key,
        subject=category.subject,
        label=category.label,
        label_en=category.label_en,
        groups=groups,
        rules=rules,
        code_lists={key for key, table in known.items() if table.in_use},
        draft_lists={key for key, table in known.items() if not table.in_use},
        light_for=category.light_for,
        tables=known,
        standing=category.current.schema if category.current else None,
    )


def lists_of(groups: Iterable[Raw]) -> frozenset[str]:
    """The keys of the lists that plain groups name."""
    return frozenset(
        field["code_list"] for group in groups for field in group["fields"] if field.get("code_list")
    )


def refused_to_follow(
    category: Category, schema: Raw, moves: Sequence[Move], tables: Tables | None = None
) -> list[tuple[str, str]]:
    """(place, sentence), each once, of what keeps a schema from following the version in force by moves.

    `tables`: the lists of both, where they were read already.
    """
    history = _history(published_versions(category.pk) if category.pk else [])
    if tables is None:
        old = definition_of(category.current) if category.current else None
        tables = tables_for(read_schema(schema).code_lists | (old.code_lists if old else frozenset()))
    return _refusals(category, schema, moves, history, tables)


_History = Sequence[tuple[Definition, Sequence[Move]]]


def _history(versions: Iterable[CategoryVersion]) -> _History:
    """Each published version, oldest first, with the moves by which it follows the one before."""
    return [(definition_of(each), moves_of(each)) for each in versions]


def _refusals(
    category: Category, schema: Raw, moves: Sequence[Move], history: _History, tables: Tables
) -> list[tuple[str, str]]:
    """The same where what was published is read already."""
    merged = merged_codes([*history, (read_schema(schema), moves)])
    new = read_schema(with_merged(schema, merged))
    old = definition_of(category.current) if category.current else None
    earlier = [definition for definition, _moves in history]
    following = Following(new, old, moves, earlier, tables, sealed_paths(history), merged)
    return list(dict.fromkeys(complaints(following)))


def all_moves(category: Category, groups: Iterable[Raw], moves: Iterable[Move]) -> list[Move]:
    """The stated moves, and those that are said by switching a field off."""
    stated = list(moves)
    if category.current is None:
        return stated
    off = [
        f"{group['key']}.{each['key']}" for group in groups for each in group["fields"] if not each["enabled"]
    ]
    return [*stated, *retirements(definition_of(category.current), off, stated)]


def _says_the_same(schema: dict[str, Any], standing: dict[str, Any]) -> bool:
    """Whether nothing but the way it follows another version is different, and no move is stated."""
    aside = {"from": None, "moves": None}
    return "moves" not in schema and {**schema, **aside} == {**standing, **aside}


def moves_of(version: CategoryVersion) -> tuple[Move, ...]:
    """The moves by which a version follows the one before; none for a first version."""
    known = _moves.get((version.pk, version.digest))
    if known is None:
        raw: Iterable[dict[str, Any]] = version.schema.get("moves", ())
        known = _moves[version.pk, version.digest] = tuple(read_move(each) for each in raw)
    return known


_moves: dict[tuple[int, str], tuple[Move, ...]] = {}


def digest_of(schema: dict[str, Any]) -> str:
    """SM3 of the schema's canonical JSON, in hexadecimal."""
    hashed = Hash(SM3())
    hashed.update(json.dumps(schema, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode())
    return hashed.finalize().hex()
