"""The attributes of fields, groups and rules in words: their names, and what stands in them."""

from collections.abc import Iterable, Mapping
from dataclasses import MISSING, dataclass, field, fields
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from wagtail import blocks

from talent.categories.codes.tables import CodeEntry, Tables
from talent.categories.definition import Definition, Field, Group, Option
from talent.categories.editor.blocks import FIELD_TYPE_NAMES, FieldBlock, GroupBlock
from talent.categories.enums import LightFor, Subject
from talent.categories.fieldtypes import REGISTRY
from talent.categories.formulas.formula import formula
from talent.categories.formulas.parsing import NotAFormula
from talent.categories.formulas.vetting import Place
from talent.categories.formulas.wording import in_words
from talent.categories.problems import Refused

FORMULAS = frozenset({"shown_if", "required_if", "derive"})
#: What of a new field is told, in this order; what is at its default is left out but for the first three.
TOLD = (
    *("type", "required", "sensitivity", "required_if", "shown_if", "code_list", "options", "open"),
    *("max_length", "minimum", "maximum", "pattern", "future", "accepts", "most", "default", "derive"),
    *("fixed", "filterable", "dimension", "in_template", "light", "copied", "width", "aliases"),
    *("exchange_code", "help", "help_en", "label_en"),
)
_ALWAYS = frozenset(TOLD[:3])
#: So many of a long list are named at once; the rest stands folded.
NAMED_AT_ONCE = 6
#: Names that differ from those in the form, which explain as well how to fill it in.
_NAMES: dict[str, str | Promise] = {
    "type": gettext_lazy("类型"),
    "sensitivity": gettext_lazy("敏感程度"),
    "width": gettext_lazy("打印宽度"),
    "code_list": gettext_lazy("代码表"),
    "path": gettext_lazy("字段"),
    "subject": gettext_lazy("对象"),
    "light_for": gettext_lazy("先看到简表"),
}
#: Words of values that no block of choices has.
_WORDS: dict[str, Mapping[Any, Any]] = {
    "type": FIELD_TYPE_NAMES,
    "subject": dict(Subject.choices),
    "light_for": dict(LightFor.choices),
}


@dataclass(frozen=True)
class Detail:
    """One line. `rest`: the whole of a list that it only begins; `code`: what it says, as it is written."""

    text: str
    rest: tuple[str, ...] = ()
    code: str = ""


@dataclass(frozen=True)
class Speaker:
    """Words what stands in one definition. `lists`: the names of code lists by key."""

    definition: Definition | None
    tables: Tables
    lists: Mapping[str, str] = field(default_factory=dict)

    def value(self, known: Field | Group | Definition, name: str) -> str:
        """What stands in an attribute, on one line."""
        value = getattr(known, name)
        if name in FORMULAS and value:
            return self.formula(value, known)
        if name == "code_list" and value:
            return self._list(value)
        if name == "default" and value and isinstance(known, Field):
            return self._default(known)
        return shown(value, name)

    def formula(self, text: str, known: object) -> str:
        """A formula as a sentence; one that cannot be read, as it is written."""
        groups = self.definition.by_key if self.definition else {}
        own = groups.get(known.group) if isinstance(known, Field) else None
        try:
            return in_words(formula(text).node, Place(groups, self.tables, own), language())
        except NotAFormula:
            return text

    def field(self, path: str) -> str:
        """A field by its name and path; one that is not there, by its path."""
        known = self.definition.by_path.get(path) if self.definition else None
        return named(known.named(language()), path) if known else path

    def group(self, key: str) -> str:
        known = self.definition.by_key.get(key) if self.definition else None
        return named(known.named(language()), key) if known else key

    def codes(self, codes: Iterable[str], known: Field | None) -> list[str]:
        """Codes of a field with their names, as far as its list has them."""
        return codes_named(codes, known, self.tables)

    def _list(self, key: str) -> str:
        name = named(self.lists[key], key) if key in self.lists else key
        entries = self.tables[key].entries if key in self.tables else ()
        if not entries:
            return name
        first = _("、").join(each.named(language()) for each in entries[:NAMED_AT_ONCE])
        given = {"list": name, "count": len(entries), "first": first}
        if len(entries) > NAMED_AT_ONCE:
            return _("%(list)s，%(count)s 项：%(first)s……") % given
        return _("%(list)s，%(count)s 项：%(first)s") % given

    def _default(self, known: Field) -> str:
        kind = REGISTRY.get(known.type)
        if kind is None or known.code_list not in ("", *self.tables):
            return known.default
        try:
            said = kind.show(known, kind.read(known, known.default, self.tables), self.tables, language())
        except Refused:  # it is still to be mended
            return known.default
        return said if said == known.default else f"{known.default} {said}"


def told(known: Field) -> list[str]:
    """The attributes of a new field in which something was decided."""
    return [name for name in TOLD if name in _ALWAYS or getattr(known, name) != _DEFAULTS[name]]


_DEFAULTS = {each.name: each.default for each in fields(Field) if each.default is not MISSING}


def named(label: str, code: str) -> str:
    return _("%(label)s(%(key)s)") % {"label": label, "key": code}


def codes_named(codes: Iterable[str], known: Field | None, tables: Tables) -> list[str]:
    """Codes of a field with their names in the reader's language, as far as its list has them."""
    if known is not None and known.code_list not in ("", *tables):
        return list(codes)
    options: Iterable[CodeEntry | Option] = known.options if known else ()
    if known is not None and known.code_list:
        options = tables[known.code_list].entries
    return named_codes(codes, options)


def named_codes(codes: Iterable[str], entries: Iterable[CodeEntry | Option]) -> list[str]:
    known = {each.code: each for each in entries}
    return [coded(known[code]) if code in known else code for code in codes]


def coded(entry: CodeEntry | Option) -> str:
    """“1 男”, in the language of the reader where it has a name in it."""
    english = language().startswith("en") and entry.label_en
    return f"{entry.code} {entry.label_en if english else entry.label}"


def listed(start: str, items: list[str]) -> Detail:
    """A line that names all, or the first of many with their number and the whole below."""
    if len(items) <= NAMED_AT_ONCE:
        return Detail(start + _("、").join(items))
    first = _("、").join(items[:NAMED_AT_ONCE])
    line = _("%(names)s 等，共 %(count)s 项") % {"names": first, "count": len(items)}
    return Detail(start + line, rest=tuple(items))


def label_in(block: type[blocks.StructBlock], name: str) -> str:
    """What an attribute is called."""
    known = block.base_blocks.get(name)
    return str(_NAMES.get(name) or (known.label if known is not None else name))


def label_of(known: object, name: str) -> str:
    """The same of what a definition holds: a field, a group, or the definition itself."""
    return label_in(FieldBlock if isinstance(known, Field) else GroupBlock, name)


def shown(value: Any, name: str = "") -> str:
    """A value that needs no definition to be understood."""
    if isinstance(value, bool):
        return _("是") if value else _("否")
    if value in (None, "", (), []):
        return _("(空)")
    if isinstance(value, Option):
        return coded(value)
    if isinstance(value, list | tuple):
        return _("、").join(shown(each, name) for each in value)
    return str(_words(name).get(value, value))


def _words(name: str) -> Mapping[Any, Any]:
    """The words of an attribute's values, where it has a closed list of them."""
    if name in _WORDS:
        return _WORDS[name]
    block = FieldBlock.base_blocks.get(name) or GroupBlock.base_blocks.get(name)
    return dict(block.field.choices) if isinstance(block, blocks.ChoiceBlock) else {}


def language() -> str:
    return get_language() or "zh-hans"
