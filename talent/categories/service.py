"""What other parts may use of talent.categories. Every function takes a version, never an edited category."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.http import QueryDict

from talent.categories import sensitive
from talent.categories.administering import actor, administers, for_administrators
from talent.categories.attached import PORTRAIT, Attached, all_attached, clean_name, not_taken, size_text
from talent.categories.checked import clean, derived, keeps_codes, not_asked, tables_of
from talent.categories.checking.cleaning import Cleaned
from talent.categories.codes.lists import tables_for
from talent.categories.codes.loading import load_code_lists
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
from talent.categories.documents import field_path, rows_at
from talent.categories.editor.attributes import codes_named
from talent.categories.editor.composepage import compose_at
from talent.categories.editor.formulainput import CriterionInput
from talent.categories.editor.previewing import show_entry_forms_with
from talent.categories.editor.refusals import Refusal, refusals
from talent.categories.editor.reviewing import ensure_review
from talent.categories.enums import Accepts
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
from talent.categories.faces.dictionary import DictionaryGroup, DictionaryRow
from talent.categories.faces.pairing import paired
from talent.categories.faces.presenting import EntryField, EntryForm, EntryRow, EntrySection
from talent.categories.faces.privacy import PrivacyField, PrivacyGroup
from talent.categories.faces.published import (
    history,
    live_versions,
    public_code_list,
    public_code_lists,
    published_version,
    stamp,
)
from talent.categories.faces.querying import Asked, QueryField, QueryFields, Typed
from talent.categories.faces.schemas import KEYWORDS as SCHEMA_KEYWORDS
from talent.categories.faces.speaking import (
    columns_for,
    dictionary,
    difference,
    dimensions,
    filters,
    follows_from,
    form_for,
    in_reader_language,
    inputs_of,
    masked,
    named_place,
    printed,
    privacy_groups,
    public_schema,
    query_fields,
    reader_language,
    retired_fields,
    row_name,
    shown,
)
from talent.categories.faces.vocabulary import Column as HeadedColumn
from talent.categories.faces.vocabulary import Field as HeadedField
from talent.categories.faces.vocabulary import Meaning, Vocabulary
from talent.categories.faces.vocabulary import normal as normal_heading
from talent.categories.faces.vocabulary import plain as plain_heading
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
from talent.categories.outdated import criterion_outdated
from talent.categories.plaintext import plain_text
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
    "actor",
    "administers",
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
    "criterion_outdated",
    "definition_of",
    "definitions_of",
    "derived",
    "dictionary",
    "difference",
    "dimensions",
    "draft_mover",
    "effects",
    "ensure_review",
    "field_path",
    "filters",
    "follows_from",
    "for_administrators",
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
    "plain_text",
    "printed",
    "privacy_groups",
    "public_code_list",
    "public_code_lists",
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
    "shown",
    "size_text",
    "split",
    "stamp",
    "tables_of",
    "union_of_versions",
]


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
    return mover.effects(before, after, of.pk, reader_language())


def union_of_versions(category: Category) -> list[UnionField]:
    """Every field that any version of a category has, once, with its current path and label and its path in
    each version; those of the version in force first, in its order.
    """
    return union_over(published_versions(category.pk))


def split(version: CategoryVersion, data: dict[str, Any]) -> tuple[dict[str, Any], dict[str, Any]]:
    """(open, secret) of a document; see sensitive.py."""
    return sensitive.split(definition_of(version), data)


def join(opened: dict[str, Any], secret: dict[str, Any]) -> dict[str, Any]:
    """The whole document again."""
    return sensitive.join(opened, secret)
