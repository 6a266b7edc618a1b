"""Answers the editor while conditions are chosen or formulas typed, about the form as it stands."""

from collections.abc import Iterator, Set
from typing import Any

from django.core.exceptions import ValidationError
from django.db import DataError
from django.http import Http404, HttpRequest, JsonResponse, QueryDict
from django.utils.translation import get_language
from django.views.decorators.http import require_POST

from talent.categories.editor.blocks import key_validator
from talent.categories.editor.choosing import NoRows, read_choosing
from talent.categories.editor.composing import JOINTS, Chosen, rows_of, written
from talent.categories.editor.drafting import draft_of
from talent.categories.editor.spots import PARTS, Spot
from talent.categories.editor.vocabulary import OPERATORS, OVERS, Vocabulary, arity, vocabulary
from talent.categories.formulas.formula import formula
from talent.categories.formulas.nodes import Literal, walk
from talent.categories.formulas.parsing import NotAFormula, parse
from talent.categories.formulas.wording import in_words
from talent.categories.models import Category

Answer = dict[str, Any]


@require_POST
def compose(request: HttpRequest) -> JsonResponse:
    """What a formula says at its place, and what it is in rows; or what rows are as a formula.

    Posted is the editor's form with `_group`, `_field` (not for a condition of the group itself), `_part`,
    and `_formula` or `_rows`; with `_vocabulary` the answer tells what can be chosen. Raises Http404 for
    those who may not change definitions.
    """
    if not request.user.has_perm("categories.change_category"):
        raise Http404
    try:
        spot, typed = _posted(request.POST)
        known = _known(request.POST, spot, typed)
        answer = _answer(request.POST, spot, known)
    except (_NotPosted, NoRows):
        return JsonResponse({}, status=400)
    return JsonResponse(answer | (_offered(known) if "_vocabulary" in request.POST else {}))


def compose_at(data: QueryDict, spot: Spot) -> Answer | None:
    """The same for a place in published definitions; None for what the page does not send."""
    groups = spot.definition.groups
    typed = {each.key for each in groups} | set(spot.definition.by_path)
    known = _known(data, spot, typed)
    try:
        answer = _answer(data, spot, known)
    except NoRows:
        return None
    return answer | (_offered(known) if "_vocabulary" in data else {})


class _NotPosted(ValueError):
    """Not what the editor's form sends."""


def _posted(data: QueryDict) -> tuple[Spot, Set[str]]:
    """The place of the formula in what is typed, and the keys that are really written there."""
    part = data.get("_part")
    if part not in PARTS or ("_field" not in data and part != "shown_if"):
        raise _NotPosted("no place")
    try:
        groups = Category.groups.field.stream_block.value_from_datadict(data, {}, "groups")
        typed = frozenset(_typed(groups))
        draft = draft_of(Category(groups=groups))
        tables = draft.tables()
    except (KeyError, ValueError, DataError) as broken:  # a part is missing, is no number, fits no column
        raise _NotPosted("no form of the editor") from broken
    return Spot(draft.definition, tables, data.get("_group", ""), data.get("_field"), part), typed


def _typed(groups: Any) -> Iterator[str]:
    for group in groups:
        key = group.value["key"]
        if not _is_key(key):
            continue
        yield key
        fields = (field.value["key"] for field in group.value["fields"])
        yield from (f"{key}.{each}" for each in fields if _is_key(each))


def _is_key(text: Any) -> bool:
    try:
        key_validator(text)
    except ValidationError:
        return False
    return True


def _known(data: QueryDict, spot: Spot, typed: Set[str]) -> Vocabulary:
    return vocabulary(spot, typed=typed, language=_language(), standing=_standing(data))


def _standing(data: QueryDict) -> frozenset[str]:
    """The texts of the formula, among them the codes that were chosen when it was written."""
    try:
        nodes = walk(parse(data.get("_formula", "")))
    except NotAFormula:
        return frozenset()
    return frozenset(
        each.value for each in nodes if isinstance(each, Literal) and isinstance(each.value, str)
    )


def _answer(data: QueryDict, spot: Spot, known: Vocabulary) -> Answer:
    rows = data.get("_rows")
    if rows is None:
        return _of_formula(data.get("_formula", "").strip(), spot, known)
    choosing = read_choosing(rows, known)
    answer = _of_formula(written(choosing.chosen, known), spot, known)
    own = [{"row": row, "text": text} for row, text in choosing.faults]
    return answer | {"faults": [*own, *answer["faults"]], "missing": choosing.missing}


def _of_formula(text: str, spot: Spot, known: Vocabulary) -> Answer:
    """`rows` is null for a formula that can only be typed."""
    empty: Answer = {"formula": text, "words": "", "faults": [], "missing": [], **_rows(Chosen(()))}
    if not text:
        return empty
    faults = [{"row": None, "text": each} for each in spot.faults(text)]
    try:
        words, chosen = in_words(formula(text).node, spot.place, _language()), rows_of(parse(text), known)
    except NotAFormula:
        words, chosen = "", None
    return empty | {"words": words, "faults": faults, **_rows(chosen)}


def _rows(chosen: Chosen | None) -> Answer:
    if chosen is None:
        return {"rows": None, "joint": JOINTS[0]}
    rows = [
        {"path": row.path, "over": row.over, "operator": row.operator, "values": row.values}
        for row in chosen.rows
    ]
    return {"rows": rows, "joint": chosen.joint}


def _offered(known: Vocabulary) -> Answer:
    sections = [
        {
            "label": section.label,
            "subjects": [
                {
                    "path": each.path,
                    "label": each.label,
                    "overs": [[over, str(OVERS.get(over, "")), each.kind(over)] for over in each.overs],
                    "choices": each.choices and [[choice.value, choice.label] for choice in each.choices],
                }
                for each in section.subjects
            ],
        }
        for section in known.sections
    ]
    operators = {
        kind: [[name, str(label), arity(name)] for name, label in offered.items()]
        for kind, offered in OPERATORS.items()
    }
    return {"sections": sections, "operators": operators}


def _language() -> str:
    return get_language() or "zh-hans"
