"""What other parts may use of talent.categories. Every function takes a version, never an edited category."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.http import QueryDict
from django.utils.translation import get_language

from talent.categories import sensitive, wording
from talent.categories.attached import PORTRAIT, Attached, all_attached, clean_name, not_taken, size_text
from talent.categories.checking import cleaning
from talent.categories.checking.cleaning import Cleaned, check
from talent.categories.codes.lists import tables_for
from talent.categories.codes.loading import load_code_lists
from talent.categories.codes.needed import lists_read_by
from talent.categories.codes.tables import CodeEntry, CodeTable, Tables
from talent.categories.compiled import compiled_schema
from talent.categories.compiling import NotCompiled
from talent.categories.criteria import (
    Criterion,
    criterion_faults,
    criterion_in_words,
    criterion_spot,
)
from talent.categories.definition import Definition, Field, Group
from talent.categories.documents import rows_at
from talent.categories.editor.attributes import codes_named
from talent.categories.editor.composepage import compose_at
from talent.categories.editor.formulainput import CriterionInput
from talent.categories.editor.previewing import show_entry_forms_with
from talent.categories.editor.refusals import Refusal, refusals
from talent.categories.editor.reviewing import ensure_review
from talent.categories.enums import Accepts
from talent.categories.faces import dictionary as dictionaries
from talent.categories.faces import differing, presenting, privacy, querying, schemas
from talent.categories.faces.descriptions import (
    Choice,
    ColumnSpec,
    Condition,
    Differing,
    DifferingFile,
    DimensionSpec,
    FilterKind,
    FilterSpec,
    Input,
    PrintedField,
    PrintedForm,
    PrintedGroup,
    PrintedKind,
)
from talent.categories.faces.dictionary import DictionaryGroup, DictionaryRow, Now, Past
from talent.categories.faces.pairing import paired
from talent.categories.faces.presenting import EntryField, EntryForm, EntryRow, EntrySection
from talent.categories.faces.privacy import PrivacyField, PrivacyGroup
from talent.categories.faces.published import (
    earlier_paths,
    ended,
    first_seen,
    history,
    live_versions,
    paths_in,
    public_code_list,
    published_version,
    stamp,
)
from talent.categories.faces.querying import Asked, QueryField, QueryFields, Typed
from talent.categories.faces.schemas import KEYWORDS as SCHEMA_KEYWORDS
from talent.categories.faces.vocabulary import Column as HeadedColumn
from talent.categories.faces.vocabulary import Field as HeadedField
from talent.categories.faces.vocabulary import Meaning, Vocabulary
from talent.categories.faces.vocabulary import normal as normal_heading
from talent.categories.faces.vocabulary import plain as plain_heading
from talent.categories.fieldtypes import type_of
from talent.categories.fieldtypes.files import accepts_of, most_of
from talent.categories.identity_documents import IdentityNumber, check_digit, read_identity_number
from talent.categories.loading import load_categories
from talent.categories.models import Category, CategoryVersion
from talent.categories.moves.effects import Effects
from talent.categories.moves.lineages import UnionField
from talent.categories.moves.movers import Mover, draft_mover, origins_of, union_over
from talent.categories.moves.moving import Failure, Moved
from talent.categories.moves.routes import Plan, Route
from talent.categories.moves.stated import Move
from talent.categories.problems import SENTENCES, Problem, Refused
from talent.categories.unitfacts import UnitFacts
from talent.categories.versions import (
    NoLiveVersion,
    definition_of,
    definitions_of,
    live_version,
    publish_version,
    published_versions,
)
from talent.categories.wording import GONE

__all__ = [
    "GONE",
    "PORTRAIT",
    "SCHEMA_KEYWORDS",
    "SENTENCES",
    "Accepts",
    "Asked",
    "Attached",
    "Choice",
    "Cleaned",
    "CodeEntry",
    "CodeTable",
    "ColumnSpec",
    "Condition",
    "Criterion",
    "CriterionInput",
    "Definition",
    "DictionaryGroup",
    "DictionaryRow",
    "Differing",
    "DifferingFile",
    "DimensionSpec",
    "Effects",
    "EntryField",
    "EntryForm",
    "EntryRow",
    "EntrySection",
    "Failure",
    "Field",
    "FilterKind",
    "FilterSpec",
    "Group",
    "HeadedColumn",
    "HeadedField",
    "IdentityNumber",
    "Input",
    "Meaning",
    "Move",
    "Moved",
    "Mover",
    "NoLiveVersion",
    "NotCompiled",
    "Plan",
    "PrintedField",
    "PrintedForm",
    "PrintedGroup",
    "PrintedKind",
    "PrivacyField",
    "PrivacyGroup",
    "Problem",
    "QueryField",
    "QueryFields",
    "Refusal",
    "Refused",
    "Route",
    "Tables",
    "Typed",
    "UnionField",
    "UnitFacts",
    "Vocabulary",
    "accepts_of",
    "all_attached",
    "check_digit",
    "clean",
    "clean_name",
    "code_table",
    "code_tables",
    "codes_named",
    "columns_for",
    "compiled_schema",
    "compose_criterion",
    "criterion_faults",
    "criterion_in_words",
    "definition_of",
    "definitions_of",
    "dictionary",
    "difference",
    "dimensions",
    "draft_mover",
    "effects",
    "ensure_review",
    "filters",
    "form_for",
    "history",
    "in_reader_language",
    "inputs_of",
    "join",
    "keeps_codes",
    "live_version",
    "live_versions",
    "load_categories",
    "load_code_lists",
    "masked",
    "most_of",
    "moved",
    "named_place",
    "normal_heading",
    "not_asked",
    "not_taken",
    "origins_of",
    "paired",
    "plain_heading",
    "printed",
    "privacy_groups",
    "public_code_list",
    "public_schema",
    "publish_version",
    "published_version",
    "query_fields",
    "read_identity_number",
    "refusals",
    "retired_fields",
    "row_name",
    "rows_at",
    "show_entry_forms_with",
    "size_text",
    "split",
    "stamp",
    "tables_of",
    "union_of_versions",
]


def tables_of(*versions: CategoryVersion) -> Tables:
    """The code lists that versions read; fetch them once for a batch."""
    return tables_for(key for each in versions for key in lists_read_by(definition_of(each)))


def code_table(key: str) -> CodeTable:
    """One code list. Raises KeyError when there is none of that key."""
    return tables_for([key])[key]


def compose_criterion(data: QueryDict, definitions: Sequence[Definition]) -> dict[str, Any] | None:
    """Answers the page on which a condition over published definitions is chosen or typed, as the editor's
    own page is answered (editor/composepage.py); None for what it does not send.
    """
    return compose_at(data, criterion_spot(definitions))


def code_tables(keys: Iterable[str]) -> Tables:
    """Code lists by their keys, in two statements at most; one that does not exist is left out."""
    return tables_for(keys)


def clean(
    version: CategoryVersion,
    raw: Mapping[str, Any],
    *,
    unit: UnitFacts,
    tables: Tables | None = None,
    standing: Mapping[str, Any] | None = None,
) -> Cleaned:
    """The one check of a document. For a batch give the `tables` once.

    `standing`: the document that is being edited, whose codes stay good although they were retired since.
    """
    tables = tables or tables_of(version)
    return check(definition_of(version), raw, tables=tables, unit=unit, standing=standing)


def keeps_codes(version: CategoryVersion, document: Mapping[str, Any], *, tables: Tables) -> bool:
    """Whether codes stand in a document that nobody could choose anew: as `standing` it changes a check."""
    return cleaning.keeps_codes(definition_of(version), document, tables=tables)


def moved(document: Mapping[str, Any], *, of: CategoryVersion, to: CategoryVersion) -> Moved:
    """A document of one version of a category under another; for a batch keep one `Mover`.

    Values that cannot be converted are left out and named in `failures`.
    """
    return Moved(dict(document)) if of.pk == to.pk else Mover(to).move(document, of.pk)


def effects(
    before: Mapping[str, Any], after: Mapping[str, Any], *, of: CategoryVersion, mover: Mover
) -> Effects:
    """What the way of a mover did to a document of a version, in the active language.

    `after`: the document that it made.
    """
    return mover.effects(before, after, of.pk, _language())


def union_of_versions(category: Category) -> list[UnionField]:
    """Every field that any version of a category has, once, with its current path and label and its path in
    each version; those of the version in force first, in its order.
    """
    return union_over(published_versions(category.pk))


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
        language=_language(),
        problems=problems,
        remarks=remarks,
        blank_rows=blank_rows,
    )


def inputs_of(version: CategoryVersion, paths: Iterable[str]) -> dict[str, Input]:
    """How a form asks for fields, by `group.key`, in the active language."""
    known, tables = definition_of(version).by_path, tables_of(version)
    return {path: type_of(known[path]).input(known[path], tables, _language()) for path in paths}


def in_reader_language(version: CategoryVersion, problems: Iterable[Problem]) -> list[Problem]:
    """The same problems with the names of fields in the active language; `form_for` does so itself."""
    found, definition = list(problems), definition_of(version)
    tables = tables_of(version) if any("kind" in each.given for each in found) else {}
    return [
        wording.in_language(each, definition=definition, tables=tables, language=_language())
        for each in found
    ]


def named_place(version: CategoryVersion, path: str) -> str:
    """The name of a field with its row, or of a group, in the active language; "" for no place of it."""
    return wording.place_name(definition_of(version), path, _language())


def row_name(group: Group, number: int) -> str:
    """The name of a row of a repeating group (from 1) in the active language."""
    return wording.row_name(group, number, _language())


def columns_for(version: CategoryVersion) -> list[ColumnSpec]:
    """Columns of the import template; headings are Chinese always, as offices exchange them."""
    return presenting.columns(
        definition_of(version), tables=tables_of(version), language="zh-hans", reader=_language()
    )


def difference(
    version: CategoryVersion, before: Mapping[str, Any], after: Mapping[str, Any]
) -> list[Differing]:
    """Field by field what a review looks at, in the active language."""
    return differing.difference(
        definition_of(version), dict(before), dict(after), tables=tables_of(version), language=_language()
    )


def printed(
    version: CategoryVersion, document: Mapping[str, Any], language: str, *, unit: UnitFacts | None = None
) -> PrintedForm:
    """Every value as text for paper; with the `unit`, groups that are not asked for say so."""
    skipped = not_asked(version, document, unit=unit) if unit is not None else frozenset()
    return presenting.printed_form(
        definition_of(version), document, tables=tables_of(version), language=language, skipped=skipped
    )


def not_asked(version: CategoryVersion, document: Mapping[str, Any], *, unit: UnitFacts) -> frozenset[str]:
    """Keys of groups and paths of fields that a document is not asked for: nothing is missing there."""
    return cleaning.not_asked(definition_of(version), document, tables=tables_of(version), unit=unit)


def dimensions(version: CategoryVersion) -> list[DimensionSpec]:
    """The breaks of the statistics that a version offers."""
    return presenting.dimensions(definition_of(version), tables=tables_of(version))


def filters(version: CategoryVersion) -> list[FilterSpec]:
    """The conditions that a query of this version offers, in the active language."""
    return presenting.filters(definition_of(version), tables=tables_of(version), language=_language())


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
        language=_language(),
    )


def masked(version: CategoryVersion, document: Mapping[str, Any]) -> PrintedForm:
    """A document as text with every sensitive value masked, in the active language."""
    form, known = printed(version, document, _language()), definition_of(version).by_path
    return presenting.masked_form(form, known)


def public_schema(version: CategoryVersion) -> dict[str, Any]:
    """JSON Schema (2020-12) of a document, with the number and digest of the version; see schemas.py."""
    schema = schemas.document_schema(definition_of(version), tables=tables_of(version))
    return {**schema, "x-version": version.number, "x-digest": version.digest}


def dictionary(version: CategoryVersion, *, now: CategoryVersion | None = None) -> list[DictionaryGroup]:
    """The data dictionary in the active language. `now`: the version in force, where this is an older one."""
    return dictionaries.dictionary(
        definition_of(version),
        tables=tables_of(version),
        language=_language(),
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
    return privacy.privacy_groups(definition_of(version), tables=tables, language=_language())


def split(version: CategoryVersion, data: dict[str, Any]) -> tuple[dict[str, Any], dict[str, Any]]:
    """(open, secret) of a document; see sensitive.py."""
    return sensitive.split(definition_of(version), data)


def join(opened: dict[str, Any], secret: dict[str, Any]) -> dict[str, Any]:
    """The whole document again."""
    return sensitive.join(opened, secret)


def _language() -> str:
    return get_language() or "zh-hans"
