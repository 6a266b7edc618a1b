"""A block that is drawn when it is opened: a hundred fields with all their settings are too many to draw.

Until then, and as long as nothing in it is changed, its form state travels as one value, `<prefix>-json`; the
script that draws it stands in static/categories/folding.js.
"""

import json
from collections.abc import Iterator, Mapping
from typing import Any

from django import forms
from django.core.exceptions import SuspiciousOperation
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext_lazy
from wagtail import blocks
from wagtail.admin.telepath import register
from wagtail.blocks.struct_block import StructBlockAdapter

_SCRIPTS = ("folding", "previewmode", "previewplace", "finding", "moves")
SCRIPTS = forms.Media(
    js=[f"categories/{name}.js" for name in _SCRIPTS], css={"all": ["categories/editor.css"]}
)
#: What heads the panel of something that has neither a name nor a key yet.
_NAMELESS = gettext_lazy("(还没有名称)")


class FoldedBlock(blocks.StructBlock):
    """A StructBlock for streams whose panels begin collapsed. None of its parts may be named `json`."""

    @property
    def unasked(self) -> Mapping[str, Any]:
        """Parts that are not shown as long as nothing but this state stands in them."""
        return {}

    def value_from_datadict(self, data: Any, files: Any, prefix: str) -> Any:
        name = _json(prefix)
        if name not in data:
            return super().value_from_datadict(data, files, prefix)
        return super().value_from_datadict(_posted(self, _state(data[name]), prefix), files, prefix)


class FoldedBlockAdapter(StructBlockAdapter):
    js_constructor = "talent.categories.FoldedBlock"

    def js_args(self, block: FoldedBlock) -> list[Any]:
        name, parts, meta = super().js_args(block)
        return [name, parts, {**meta, "nameless": _NAMELESS, "unasked": dict(block.unasked)}]

    @property
    def media(self) -> forms.Media:
        return super().media + SCRIPTS


class NamedBlock(blocks.StructBlock):
    """A StructBlock with a key and names in two languages: headed by the reader's, copied under a new key."""


class NamedBlockAdapter(StructBlockAdapter):
    js_constructor = "talent.categories.NamedBlock"

    def js_args(self, block: NamedBlock) -> list[Any]:
        name, parts, meta = super().js_args(block)
        return [name, parts, {**meta, "nameless": _NAMELESS}]

    @property
    def media(self) -> forms.Media:
        return super().media + SCRIPTS


register(FoldedBlockAdapter(), FoldedBlock)
register(NamedBlockAdapter(), NamedBlock)


def _json(prefix: str) -> str:
    return f"{prefix}-json"


def _state(text: str) -> Any:
    try:
        return json.loads(text)
    except (ValueError, RecursionError) as broken:
        raise SuspiciousOperation("a folded block that is no JSON") from broken


def _posted(block: blocks.Block, state: Any, prefix: str) -> MultiValueDict[str, str]:
    """What the block's own inputs would send if they had been drawn with this state."""
    data: MultiValueDict[str, str] = MultiValueDict()
    for name, value in _inputs(block, state, prefix):
        data.appendlist(name, value)
    return data


def _inputs(block: blocks.Block, state: Any, prefix: str) -> Iterator[tuple[str, str]]:
    if isinstance(block, blocks.StructBlock):
        known = _shaped(state, Mapping)
        for name, part in block.child_blocks.items():
            yield from _inputs(part, known.get(name), f"{prefix}-{name}")
    elif isinstance(block, blocks.ListBlock | blocks.StreamBlock):
        yield from _sequence(block, _shaped([] if state is None else state, list), prefix)
    else:
        values = state if isinstance(state, list) else [state]
        yield from ((prefix, "on" if value is True else str(value)) for value in values if _is_sent(value))


def _is_sent(value: Any) -> bool:
    """A box without a tick sends nothing."""
    return value is not None and value is not False


def _sequence(
    block: blocks.ListBlock | blocks.StreamBlock, items: list[Any], prefix: str
) -> Iterator[tuple[str, str]]:
    yield f"{prefix}-count", str(len(items))
    for place, item in enumerate(items):
        known, at = _shaped(item, Mapping), f"{prefix}-{place}"
        yield from ((f"{at}-deleted", ""), (f"{at}-order", str(place)), (f"{at}-id", known.get("id") or ""))
        child = getattr(block, "child_block", None)
        if child is None:  # a stream: each of its items says its type
            yield f"{at}-type", str(known.get("type", ""))
            child = block.child_blocks.get(known.get("type"))
        if child is not None:
            yield from _inputs(child, known.get("value"), f"{at}-value")


def _shaped(state: Any, shape: type) -> Any:
    if not isinstance(state, shape):
        raise SuspiciousOperation("a folded block of another shape")
    return state
