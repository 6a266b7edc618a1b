"""A stream while it is being typed: each value as its block reads it, or nothing, with what is wrong."""

from collections.abc import Iterator, Mapping
from typing import Any

from django.core.exceptions import ValidationError
from wagtail import blocks

Complaint = tuple[str, str]


def read_stream(stream: blocks.StreamValue, place: str) -> tuple[blocks.StreamValue, list[Complaint]]:
    """The same stream with every value read, and (place, sentence) for those that cannot be.

    A text that its block refuses stays, for it is still to be seen; anything else that it refuses is empty.
    What is missing is no complaint here.
    """
    complaints: list[Complaint] = []
    return _read(stream.stream_block, stream, place, complaints), complaints


def _read(
    block: blocks.Block, value: Any, place: str, complaints: list[Complaint], *, part: bool = False
) -> Any:
    """`part`: the block is one of those that the struct at `place` is made of."""
    if not isinstance(block, blocks.StreamBlock | blocks.ListBlock | blocks.StructBlock):
        return _leaf(block, value, place, complaints, part=part)
    if part:
        place = _part_place(place, block)
    if isinstance(block, blocks.StreamBlock):
        items = [
            (child.block_type, _read(child.block, child.value, at, complaints), child.id)
            for child, at in zip(value, _places(place, [child.value for child in value]), strict=True)
        ]
        return blocks.StreamValue(block, items)
    if isinstance(block, blocks.ListBlock):
        pairs = zip(value, _places(place, value), strict=True)
        return block.normalize([_read(block.child_block, each, at, complaints) for each, at in pairs])
    return block.normalize(
        {
            name: _read(each, value[name], place, complaints, part=True)
            for name, each in block.child_blocks.items()
        }
    )


def _leaf(block: blocks.Block, value: Any, place: str, complaints: list[Complaint], *, part: bool) -> Any:
    try:
        return block.clean(value)
    except ValidationError as refused:
        # Its name is looked up only here: of the thousands of values of a definition most are in order.
        at = _part_place(place, block) if part else place
        given = (each for each in refused.error_list if each.code != "required")
        complaints += [(at, str(text)) for each in given for text in each.messages]
    return value if isinstance(block, blocks.CharBlock) else None


def _part_place(place: str, part: blocks.Block) -> str:
    """Fields are named by their group and themselves, without a word between."""
    return place if isinstance(part, blocks.StreamBlock) else f"{place} {part.label}"


def _places(place: str, values: Any) -> Iterator[str]:
    """A group is named by its key, a field by both keys, anything else by its number."""
    for number, value in enumerate(values, 1):
        key = value.get("key") if isinstance(value, Mapping) else None
        if not key:
            yield f"{place} {number}"
        else:
            yield key if "fields" in value else f"{place}.{key}"
