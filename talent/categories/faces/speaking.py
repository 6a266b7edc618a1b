"""A published version and its documents as they are shown, in the active language: each face of a version."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.utils.translation import get_language

from talent.categories import wording
from talent.categories.checked import not_asked, tables_of
from talent.categories.checking import following
from talent.categories.codes.tables import Tables
from talent.categories.definition import Group
from talent.categories.faces import dictionary as dictionaries
from talent.categories.faces import differing, presenting, privacy, querying, schemas
from talent.categories.faces.descriptions import (
    ColumnSpec,
    Differing,
    DimensionSpec,
    FilterSpec,
    Input,
    PrintedForm,
)
from talent.categories.faces.dictionary import DictionaryGroup, Now, Past
from talent.categories.faces.presenting import EntryForm
from talent.categories.faces.privacy import PrivacyGroup
from talent.categories.faces.published import earlier_paths, ended, first_seen, paths_in
from talent.categories.faces.querying import QueryFields
from talent.categories.fieldtypes import type_of
from talent.categories.models import CategoryVersion
from talent.categories.moves.movers import Mover
from talent.categories.problems import Problem
from talent.categories.unitfacts import UnitFacts
from talent.categories.versions import definition_of


def form_for(
    version: CategoryVersion,
    data: Mapping[str, Any],
    *,
    problems: Sequence[Problem] = (),
    remarks: Mapping[str, Sequence[str]] | None = None,
    blank_rows: Mapping[str, int] | None = None,
) -> EntryForm:
    """The entry form of typed or stored values in the active language."""
    return presenting.entry_form(
        definition_of(version),
        data,
        tables=tables_of(version),
        language=reader_language(),
        problems=problems,
        remarks=remarks,
        blank_rows=blank_rows,
    )


def inputs_of(version: CategoryVersion, paths: Iterable[str]) -> dict[str, Input]:
    """How a form asks for fields, by `group.key`, in the active language."""
    known, tables = definition_of(version).by_path, tables_of(version)
    return {path: type_of(known[path]).input(known[path], tables, reader_language()) for path in paths}


def in_reader_language(version: CategoryVersion, problems: Iterable[Problem]) -> list[Problem]:
    """The same problems with the names of fields in the active language; `form_for` does so itself."""
    found, definition = list(problems), definition_of(version)
    tables = tables_of(version) if any("kind" in each.given for each in found) else {}
    language = reader_language()
    return [
        wording.in_language(each, definition=definition, tables=tables, language=language) for each in found
    ]


def named_place(version: CategoryVersion, path: str) -> str:
    """The name of a field with its row, or of a group, in the active language; "" for no place of it."""
    return wording.place_name(definition_of(version), path, reader_language())


def row_name(group: Group, number: int) -> str:
    """The name of a row of a repeating group (from 1) in the active language."""
    return wording.row_name(group, number, reader_language())


def columns_for(version: CategoryVersion) -> list[ColumnSpec]:
    """Columns of the import template; headings are Chinese always, as offices exchange them."""
    return presenting.columns(
        definition_of(version), tables=tables_of(version), language="zh-hans", reader=reader_language()
    )


def difference(
    version: CategoryVersion,
    before: Mapping[str, Any],
    after: Mapping[str, Any],
    *,
    tables: Tables | None = None,
    follow_rows: bool = False,
) -> list[Differing]:
    """Field by field what a review looks at, in the active language.

    `follow_rows`: rows of a repeating group are found again wherever they stand; else they are compared place
    by place, as a form that is typed over them needs it.
    """
    tables = tables_of(version) if tables is None else tables
    definition, language = definition_of(version), reader_language()
    return differing.difference(
        definition, dict(before), dict(after), tables=tables, language=language, follow_rows=follow_rows
    )


def printed(
    version: CategoryVersion, document: Mapping[str, Any], language: str, *, unit: UnitFacts | None = None
) -> PrintedForm:
    """Every value as text for paper; with the `unit`, groups that are not asked for say so."""
    skipped = not_asked(version, document, unit=unit) if unit is not None else frozenset()
    return presenting.printed_form(
        definition_of(version), document, tables=tables_of(version), language=language, skipped=skipped
    )


def masked(version: CategoryVersion, document: Mapping[str, Any]) -> PrintedForm:
    """A document as text with every sensitive value masked, in the active language."""
    form, known = printed(version, document, reader_language()), definition_of(version).by_path
    return presenting.masked_form(form, known)


def shown(version: CategoryVersion, path: str, value: Any, *, tables: Tables) -> str:
    """A value of a field (`group.key`) in words of the active language; as it stands for an unknown field."""
    known = definition_of(version).by_path.get(path)
    return type_of(known).show(known, value, tables, reader_language()) if known else str(value)


def dimensions(version: CategoryVersion) -> list[DimensionSpec]:
    """The breaks of the statistics that a version offers."""
    return presenting.dimensions(definition_of(version), tables=tables_of(version))


def follows_from(version: CategoryVersion) -> Mapping[str, frozenset[str]]:
    """For each derived field of a version, by its path, the paths that its value is worked out from."""
    return following.follows_from(definition_of(version))


def filters(version: CategoryVersion) -> list[FilterSpec]:
    """The conditions that a query of this version offers, in the active language."""
    return presenting.filters(definition_of(version), tables=tables_of(version), language=reader_language())


def query_fields(mover: Mover) -> QueryFields:
    """What a query can ask of a category and show of it, over all published versions, in the active language.

    Of the mover to the version in force: it has read the versions, and moves what is in another form.
    """
    versions = mover.versions
    return querying.query_fields(
        mover.fields,
        {each.pk: definition_of(each) for each in versions},
        versions={each.number: each.pk for each in versions},
        tables=mover.tables,
        language=reader_language(),
    )


def public_schema(version: CategoryVersion) -> dict[str, Any]:
    """JSON Schema (2020-12) of a document, with the number and digest of the version; see schemas.py."""
    schema = schemas.document_schema(definition_of(version), tables=tables_of(version))
    return {**schema, "x-version": version.number, "x-digest": version.digest}


def dictionary(version: CategoryVersion, *, now: CategoryVersion | None = None) -> list[DictionaryGroup]:
    """The data dictionary in the active language. `now`: the version in force, where this is an older one."""
    return dictionaries.dictionary(
        definition_of(version),
        tables=tables_of(version),
        language=reader_language(),
        past=Past(first_seen(version), earlier_paths(version)),
        now=Now(definition_of(now), paths_in(now, version)) if now else None,
    )


def retired_fields(version: CategoryVersion) -> list[DictionaryGroup]:
    """The fields that earlier versions had and a version no longer has, as they were last, newest first."""
    gone = ended(version)
    known = CategoryVersion.objects.filter(category=version.category_id, number__in=gone)
    return [
        group
        for last in known.order_by("-number")
        for group in dictionaries.only(dictionary(last), gone[last.number], until=last.number)
    ]


def privacy_groups(version: CategoryVersion, *, tables: Tables | None = None) -> list[PrivacyGroup]:
    """What a version collects, when and why, in the active language. For a batch give the `tables` once."""
    tables = tables_of(version) if tables is None else tables
    return privacy.privacy_groups(definition_of(version), tables=tables, language=reader_language())


def reader_language() -> str:
    """The active language; the first one where none is."""
    return get_language() or "zh-hans"
