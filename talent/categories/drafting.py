"""What can be shown of a definition while it is being typed, and what is still wrong with it, by place."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from wagtail import blocks

from talent.categories.blocks import plain_groups, plain_rules
from talent.categories.codetables import CodeTable, Tables
from talent.categories.compiling import NotCompiled, Raw
from talent.categories.definition import Definition, read_schema
from talent.categories.models import Category
from talent.categories.neededlists import tables_needed
from talent.categories.versions import compile_parts

Complaint = tuple[str, str]
#: A missing key or name is told once, with the stand-in that is shown in its place.
_SAID_BY_STAND_IN = frozenset({"required"})


@dataclass(frozen=True)
class Draft:
    """A definition to look at. `complaints` are (place, sentence); with any it cannot be published."""

    definition: Definition
    complaints: tuple[Complaint, ...]

    def tables(self) -> Tables:
        """The code lists it reads; a list that does not exist is empty."""
        found = tables_needed(self.definition)
        return found | {key: CodeTable(key, ()) for key in self.definition.code_lists - found.keys()}


def draft_of(category: Category) -> Draft:
    """What stands in an unsaved category, whatever it lacks. Never raises for what was typed."""
    complaints: list[Complaint] = []
    groups = [
        _with_names(each, place, complaints) for place, each in enumerate(plain_groups(category.groups), 1)
    ]
    chosen = [rule for rule in category.rules if rule.value["rule"]]
    try:
        schema = compile_parts(category, groups=groups, rules=plain_rules(chosen))
    except NotCompiled as no:
        schema = no.schema
        complaints += no.complaints
    complaints += _typed_wrong(category)
    return Draft(read_schema(schema), tuple(dict.fromkeys(complaints)))


def _with_names(group: Raw, place: int, complaints: list[Complaint]) -> Raw:
    """The group with a key and a name for itself and each of its fields."""
    named = _named(group, f"group_{place}", _("分组 %(number)s") % {"number": place}, complaints)
    key = named["key"]
    named["fields"] = [
        _named(field, f"field_{number}", _field_place(key, number), complaints)
        for number, field in enumerate(group["fields"], 1)
        if field["enabled"]
    ]
    return named


def _field_place(group: str, number: int) -> str:
    return _("%(group)s 第 %(number)s 个字段") % {"group": group, "number": number}


def _named(raw: Raw, key: str, place: str, complaints: list[Complaint]) -> Raw:
    if not raw["key"]:
        complaints.append((place, _("还没有写代号。")))
    if not raw["label"]:
        complaints.append((place, _("还没有写名称。")))
    return {**raw, "key": raw["key"] or key, "label": raw["label"] or raw["key"] or place}


def _typed_wrong(category: Category) -> Iterator[Complaint]:
    """What the blocks themselves refuse: a key of other characters, a text that is too long."""
    for name in ("groups", "rules"):
        stream = getattr(category, name)
        try:
            stream.stream_block.clean(stream)
        except blocks.StreamBlockValidationError as error:
            yield from _told(error, stream, str(category._meta.get_field(name).verbose_name))


def _told(error: ValidationError, value: Any, place: str) -> Iterator[Complaint]:
    """Each sentence in the tree of errors, with the keys of the blocks that lead to it."""
    if isinstance(error, blocks.StructBlockValidationError):
        for name, inner in error.block_errors.items():
            part = value.block.child_blocks[name]
            yield from _told(inner, value[name], place if _is_list(part) else f"{place} {part.label}")
    elif isinstance(error, blocks.StreamBlockValidationError | blocks.ListBlockValidationError):
        for number, inner in error.block_errors.items():
            yield from _told(inner, _child(value, number), _within(place, value, number))
        if len(value):  # that it is empty is said by the compiler, in words of this part
            yield from ((place, sentence) for sentence in _sentences(error.non_block_errors.as_data()))
    else:
        yield from ((place, sentence) for sentence in _sentences(error.error_list))


def _sentences(errors: Iterable[ValidationError]) -> Iterator[str]:
    yield from (str(text) for each in errors if each.code not in _SAID_BY_STAND_IN for text in each.messages)


def _is_list(block: blocks.Block) -> bool:
    return isinstance(block, blocks.StreamBlock | blocks.ListBlock)


def _child(value: Any, number: int) -> Any:
    """The value of an item of a stream, or of a list, whose items have no block around them."""
    return getattr(value[number], "value", value[number])


def _within(place: str, value: Any, number: int) -> str:
    """A field is named by its keys (group.field), anything else by its number."""
    child = _child(value, number)
    known = child.get("key") if isinstance(child, blocks.StructValue) else None
    if not known:
        return f"{place} {number + 1}"
    return known if value.stream_block.child_blocks.keys() == {"group"} else f"{place}.{known}"
