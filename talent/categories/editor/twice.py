"""Two fields of one group with one key: refused in the form, at the one that has to take another."""

from collections.abc import Iterator, Mapping
from typing import Any

from django.core.exceptions import ValidationError
from wagtail.blocks import StreamBlockValidationError, StructBlockValidationError, StructValue

from talent.categories.checking.keys import Keyed, clashes, fields_in, published_in, taken_key
from talent.categories.models import Category


def keys_twice(category: Category) -> StreamBlockValidationError | None:
    """What is wrong with the groups of a category as it was typed; None where each key is used once."""
    published = published_in(category.current.schema if category.current else None)
    errors = {}
    for place, group in enumerate(category.groups):
        if found := dict(_of_group(group.value, published.get(group.value.get("key") or ""))):
            errors[place] = StructBlockValidationError({"fields": StreamBlockValidationError(found)})
    return StreamBlockValidationError(errors) if errors else None


def _of_group(group: StructValue, published: Keyed | None) -> Iterator[tuple[int, ValidationError]]:
    fields = [{**child.value, "type": child.block_type} for child in group["fields"]]
    for each in clashes(fields, fields_in(published)):
        key, keeper = fields[each.place]["key"], fields[each.keeper]
        named = {"group": group.get("label") or group.get("key"), "field": keeper.get("label") or key}
        said = ValidationError(taken_key(key, free=each.free, **named))
        yield each.place, StructBlockValidationError({"key": said})


def joined(one: Any, other: Any) -> Any:
    """Both errors of one block in one; where both are about the same input, the first."""
    if type(one) is not type(other) or not hasattr(one, "block_errors"):
        return one
    errors: Mapping[Any, Any] = one.block_errors
    inner = {
        **other.block_errors,
        **{
            step: joined(error, other.block_errors[step]) if step in other.block_errors else error
            for step, error in errors.items()
        },
    }
    return type(one)(block_errors=inner, non_block_errors=one.non_block_errors)
