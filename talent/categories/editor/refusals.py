"""What keeps a definition from being saved or published: the place in words, and the control to mend it at.

A control is named by its id in the form of the editor, which counts groups and fields as they stand.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.forms import BaseForm
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from wagtail import blocks
from wagtail.blocks.list_block import ListBlockValidationError
from wagtail.blocks.stream_block import StreamBlockValidationError
from wagtail.blocks.struct_block import StructBlockValidationError

from talent.categories.checking.places import nth_of, part_of
from talent.categories.editor.typed import typed_in
from talent.categories.models import Category

STREAMS = ("groups", "rules", "moves")
#: The id of the part of the form that holds a stream.
_PANEL = "panel-%s-section"
_NESTED = (StreamBlockValidationError, StructBlockValidationError, ListBlockValidationError)


@dataclass(frozen=True)
class Refusal:
    """`place`: group, field and attribute in words; `control`: the id of the input, "" without one."""

    place: str
    sentence: str
    control: str = ""

    @property
    def text(self) -> str:
        return _("%(place)s：%(sentence)s") % {"place": self.place, "sentence": self.sentence}


def refusals(category: Category, complaints: Iterable[tuple[str, str]]) -> list[Refusal]:
    """Complaints of compiling, placed in the category as its streams stand."""
    known = _Places(category)
    return [known.refusal(place, sentence) for place, sentence in complaints]


def refused_values(form: BaseForm) -> list[Refusal]:
    """What a posted form of the editor refuses, each at its control."""
    category = typed_in(form)
    found: list[Refusal] = []
    for name, errors in form.errors.as_data().items():
        label = str(form.fields[name].label) if name in form.fields else ""
        for error in errors:
            if name in STREAMS and isinstance(error, _NESTED):
                stream = getattr(category, name)
                found += _Walk(stream.stream_block, stream, error, name, ()).refusals()
            else:
                control = f"id_{name}" if label else ""
                found += [Refusal(label, text, control) for text in error.messages]
    return found


@dataclass(frozen=True)
class _Found:
    """Something with a path of its own: what it is called, and the block that stands at `at`."""

    words: tuple[str, ...]
    path: str
    at: str
    block: Any

    def refusal(self, part: str, sentence: str, label: str = "") -> Refusal:
        """`label`: what the attribute is called, where it is known by that alone."""
        parts = self.block.child_blocks
        part = part or next((name for name, each in parts.items() if label and str(each.label) == label), "")
        label = str(parts[part].label) if part in parts else label
        begun = sentence.startswith((f"{label}：", f"{label}:"))
        said = () if begun or not label else (label,)
        control = f"{self.at}-{part or next(iter(parts))}"
        return Refusal(_called((*self.words, *said), self.path), sentence, control)


class _Places:
    """Groups and fields of a category by their paths; of several with one path the one that is meant."""

    def __init__(self, category: Category) -> None:
        self._standing = category.current
        self._found: dict[str, _Found] = {}
        self._alike: dict[str, list[_Found]] = defaultdict(list)
        for place, group in enumerate(category.groups):
            words, at = (_named(group, place),), f"groups-{place}-value"
            key = str(group.value.get("key") or "")
            found = self._found[key] = _Found(words, key, at, group.block)
            self._alike[key].append(found)
            if not key:
                nameless = _("分组 %(number)s") % {"number": place + 1}
                self._found |= dict.fromkeys((nameless, f"group_{place + 1}"), found)
            self._fields(group.value["fields"], found)
        for pattern, rows in ((_("规则 %(number)s"), "rules"), (_("衔接 %(number)s"), "moves")):
            for place, child in enumerate(getattr(category, rows)):
                said = pattern % {"number": place + 1}
                self._found[said] = _Found((said,), "", f"{rows}-{place}-value", child.block)

    def _fields(self, fields: Any, group: _Found) -> None:
        for place, field in enumerate(fields):
            path = f"{group.path}.{field.value.get('key') or ''}"
            words, at = (*group.words, _named(field, place)), f"{group.at}-fields-{place}-value"
            self._found[path] = _Found(words, path, at, field.block)
            if field.value.get("enabled", True):  # one that is switched off is in nobody's way
                self._alike[path].append(self._found[path])

    def refusal(self, place: str, sentence: str) -> Refusal:
        if place in self._found:
            alike = self._alike[place]
            found = alike[nth_of(place)] if 0 <= nth_of(place) < len(alike) else self._found[place]
            return found.refusal(part_of(place), sentence)
        # Behind a path may stand the attribute's label; a path that was mistyped has spaces of its own.
        if path := max((each for each in self._found if place.startswith(f"{each} ")), key=len, default=""):
            return self._found[path].refusal("", sentence, place.removeprefix(path).strip())
        if place == _("类别"):
            return Refusal(place, sentence, "id_label")
        return self._given_up(place, sentence) or Refusal(place, sentence, _PANEL % "groups")

    def _given_up(self, place: str, sentence: str) -> Refusal | None:
        """A field of the version in force that stands here no more; a move has to say what becomes of it."""
        for group in self._standing.schema["groups"] if self._standing else ():
            for field in group["fields"]:
                if f"{group['key']}.{field['key']}" == place:
                    words = (_in_language(group), _in_language(field))
                    return Refusal(_called(words, place), sentence, _PANEL % "moves")
        return None


def _named(child: Any, place: int) -> str:
    """A group or a field by its name; anything else, or one without any name, by its number."""
    name = _in_language(child.value) if isinstance(child.value, Mapping) else ""
    return name or f"{child.block.label} {place + 1}"


def _in_language(value: Mapping[str, Any]) -> str:
    english = value.get("label_en") if (get_language() or "").startswith("en") else ""
    return str(english or value.get("label") or value.get("key") or "")


def _called(words: Iterable[str], path: str) -> str:
    said = " › ".join(words)
    return f"{said} ({path})" if path and path != said else said


@dataclass(frozen=True)
class _Walk:
    """One block with its error. `words`: what stands around it; `path`: the keys of group and field."""

    block: Any
    value: Any
    error: ValidationError
    at: str
    words: tuple[str, ...]
    path: str = ""

    def refusals(self) -> Iterator[Refusal]:
        place = _called(self.words, self.path)
        if not isinstance(self.error, _NESTED):
            yield from (Refusal(place, each, self.at) for each in self.error.messages)
            return
        whole = [each for one in self.error.non_block_errors.as_data() for each in one.messages]
        yield from (Refusal(place, each, self._first()) for each in whole)
        for step, error in sorted(self.error.block_errors.items(), key=self._order):
            yield from self._inner(step, error).refusals()

    def _first(self) -> str:
        """A whole group or field is mended at its first input."""
        if isinstance(self.block, blocks.StructBlock):
            return f"{self.at}-{next(iter(self.block.child_blocks))}"
        return self.at

    def _order(self, item: tuple[Any, ValidationError]) -> int:
        step = item[0]
        return list(self.block.child_blocks).index(step) if isinstance(step, str) else int(step)

    def _inner(self, step: Any, error: ValidationError) -> "_Walk":
        match self.block:
            case blocks.StructBlock():
                part = self.block.child_blocks[step]
                said = () if isinstance(part, blocks.StreamBlock) else (str(part.label),)
                return _Walk(
                    part, self.value[step], error, f"{self.at}-{step}", (*self.words, *said), self.path
                )
            case blocks.ListBlock():
                at, words = f"{self.at}-{step}-value", (*self.words, str(step + 1))
                return _Walk(self.block.child_block, self.value[step], error, at, words, self.path)
        child = self.value[step]
        key = (child.value.get("key") or "") if isinstance(child.value, Mapping) else ""
        path = ".".join(filter(None, (self.path, key)))
        words = (*self.words, _named(child, step))
        return _Walk(child.block, child.value, error, f"{self.at}-{step}-value", words, path)
