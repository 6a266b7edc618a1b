"""A stream while it is being typed: each value as its block reads it, or nothing, with what is wrong."""

from collections.abc import Iterator, Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.functional import Promise
from django.utils.text import format_lazy
from django.utils.translation import gettext as _
from wagtail import blocks

from talent.categories.moves.blocks import plain_moves
from talent.categories.moves.stated import Move

Complaint = tuple[str, str]


def read_stream(stream: blocks.StreamValue, place: str) -> tuple[blocks.StreamValue, list[Complaint]]:
    """The same stream with every value read, and (place, sentence) for those that cannot be.

    A text that its block refuses stays, for it is still to be seen; anything else that it refuses is empty.
    What is missing is no complaint here.
    """
    complaints: list[Complaint] = []
    return _read(stream.stream_block, stream, place, complaints), complaints


def read_moves(stream: blocks.StreamValue) -> tuple[list[Move], list[Complaint]]:
    """The moves of a stream that say what they must, and what is wrong with the others."""
    read, complaints = read_stream(stream, _("衔接"))
    whole = []
    for number, child in enumerate(read, 1):
        if _says_all(child):
            whole.append(child)
        else:
            complaints.append((_("衔接 %(number)s") % {"number": number}, _("还没有写完。")))
    return list(plain_moves(whole)), complaints


def _says_all(child: Any) -> bool:
    parts = child.block.child_blocks.items()
    return all(
        child.value[name] for name, part in parts if isinstance(part, blocks.FieldBlock) and part.required
    )


def _read(block: blocks.Block, value: Any, place: str | Promise, complaints: list[Complaint]) -> Any:
    if isinstance(block, blocks.StreamBlock):
        items = [
            (child.block_type, _read(child.block, child.value, at, complaints), child.id)
            for child, at in zip(value, _places(place, [child.value for child in value]), strict=True)
        ]
        return blocks.StreamValue(block, items)
    if isinstance(block, blocks.ListBlock):
        pairs = zip(value, _places(place, value), strict=True)
        return block.normalize([_read(block.child_block, each, at, complaints) for each, at in pairs])
    if isinstance(block, blocks.StructBlock):
        return block.normalize(
            {
                name: _read(part, value[name], _part_place(place, part), complaints)
                for name, part in block.child_blocks.items()
            }
        )
    return _leaf(block, value, place, complaints)


def _leaf(block: blocks.Block, value: Any, place: str | Promise, complaints: list[Complaint]) -> Any:
    try:
        return block.clean(value)
    except ValidationError as refused:
        given = (each for each in refused.error_list if each.code != "required")
        complaints += [(str(place), str(text)) for each in given for text in each.messages]
    return value if isinstance(block, blocks.CharBlock) else None


def _part_place(place: str | Promise, part: blocks.Block) -> str | Promise:
    """Fields are named by their group and themselves, without a word between.

    The name is made when something is wrong: thousands of labels would be looked up for nothing.
    """
    return place if isinstance(part, blocks.StreamBlock) else format_lazy("{} {}", place, part.label)


def _places(place: str | Promise, values: Any) -> Iterator[str]:
    """A group is named by its key, a field by both keys, anything else by its number."""
    for number, value in enumerate(values, 1):
        key = value.get("key") if isinstance(value, Mapping) else None
        if not key:
            yield f"{place} {number}"
        else:
            yield key if "fields" in value else f"{place}.{key}"
