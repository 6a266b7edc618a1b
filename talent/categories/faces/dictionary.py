"""The data dictionary: every field of a published version in words, for people who exchange data."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, fields, replace

from django.utils.translation import gettext as _

from talent.categories.codes.tables import Tables
from talent.categories.definition import Definition, Field, Group, Option
from talent.categories.enums import LegalBasis, Required, Sensitivity
from talent.categories.faces.asking import in_reader_words, required_when, shown_when
from talent.categories.fieldtypes import FieldType, type_of
from talent.categories.fieldtypes.files import accepts_of
from talent.categories.formulas.named import spelled_out
from talent.categories.formulas.vetting import Place
from talent.categories.problems import Refused


@dataclass(frozen=True)
class Earlier:
    """A path under which a field stood from one version to another."""

    path: str
    first: int
    last: int

    @property
    def words(self) -> str:
        """The path with its versions, in the active language."""
        if self.first == self.last:
            return _("%(path)s(第 %(first)s 版)") % vars(self)
        return _("%(path)s(第 %(first)s 至 %(last)s 版)") % vars(self)


@dataclass(frozen=True)
class DictionaryRow:
    """One field. `since`: the first version that has it, under whichever of its `earlier` paths.

    `formula`: by what its value is worked out, in the language of formulas; "" where it is typed.
    `fate`: what became of it in the version in force. `until`: of a retired one the last version that has it.
    """

    path: str
    key: str
    label: str
    label_en: str
    type_label: str
    required: str
    limits: tuple[str, ...]
    code_list: str
    options: tuple[Option, ...]
    is_open: bool
    conditions: tuple[str, ...]
    formula: str
    exchange_code: str
    sensitivity: str
    sensitivity_label: str
    dimension: bool
    filterable: bool
    since: int
    fate: str = ""
    earlier: tuple[Earlier, ...] = ()
    until: int | None = None


@dataclass(frozen=True)
class DictionaryGroup:
    key: str
    label: str
    label_en: str
    repeat: bool
    purpose: str
    purpose_en: str
    legal_basis: str
    rows: tuple[DictionaryRow, ...]


@dataclass(frozen=True)
class Past:
    """By path: the first version of each field, and where it stood before."""

    since: Mapping[str, int]
    earlier: Mapping[str, tuple[Earlier, ...]] = field(default_factory=dict)


@dataclass(frozen=True)
class Now:
    """The definition in force, and by path of an older one where its fields stand now."""

    definition: Definition
    paths: Mapping[str, str]


def only(
    groups: Iterable[DictionaryGroup], paths: Collection[str], *, until: int
) -> Iterator[DictionaryGroup]:
    """Of a dictionary the fields of these paths, as those that ended with a version."""
    for group in groups:
        rows = tuple(replace(each, until=until) for each in group.rows if each.path in paths)
        if rows:
            yield replace(group, rows=rows)


def dictionary(
    definition: Definition,
    *,
    tables: Tables,
    language: str,
    past: Past,
    now: Now | None = None,
) -> list[DictionaryGroup]:
    """Group by group in the words of the active language. `now`: the definition in force, of an old one."""
    return [
        DictionaryGroup(
            key=group.key,
            label=group.label,
            label_en=group.label_en,
            repeat=group.repeat,
            purpose=group.purpose,
            purpose_en=group.purpose_en,
            legal_basis=str(LegalBasis(group.legal_basis).label),
            rows=tuple(_rows(Place(definition.by_key, tables, group), group, language, past, now)),
        )
        for group in definition.groups
    ]


def _rows(place: Place, group: Group, language: str, past: Past, now: Now | None) -> Iterator[DictionaryRow]:
    tables = place.tables
    for known in group.fields:
        kind = type_of(known)
        yield DictionaryRow(
            path=known.path,
            key=known.key,
            label=known.label,
            label_en=known.label_en,
            type_label=str(kind.label),
            required=str(Required(known.required).label),
            limits=limits_of(known, tables),
            code_list=known.code_list,
            options=() if known.code_list else known.options,
            is_open=kind.needs_table and _is_open(known, tables),
            conditions=(
                *shown_when(group.shown_if, place, language),
                *shown_when(known.shown_if, place, language),
                *required_when(known, place, language),
                *_conditions(known, kind, place, language),
            ),
            formula=spelled_out(known.derive),
            exchange_code=known.exchange_code,
            sensitivity=known.sensitivity,
            sensitivity_label=str(Sensitivity(known.sensitivity).label),
            dimension=known.dimension,
            filterable=known.filterable,
            since=past.since[known.path],
            fate=fate_of(known, now) if now else "",
            earlier=past.earlier.get(known.path, ()),
        )


def _is_open(known: Field, tables: Tables) -> bool:
    return known.open or (bool(known.code_list) and tables[known.code_list].is_open)


def limits_of(known: Field, tables: Tables) -> tuple[str, ...]:
    """The limits of a value in words, those of the type among them: as the JSON Schema states them."""
    schema = type_of(known).json_schema(known, tables)
    words = {
        "minLength": _("至少 %(limit)s 字"),
        "maxLength": _("最多 %(limit)s 字"),
        "minimum": _("不小于 %(limit)s"),
        "x-minimum": _("不小于 %(limit)s"),
        "maximum": _("不大于 %(limit)s"),
        "x-maximum": _("不大于 %(limit)s"),
        "maxItems": _("最多 %(limit)s 个"),
        "x-pattern": _("格式 %(limit)s"),
    }
    said = {name: sentence for name, sentence in words.items() if name in schema}
    if schema.get("minLength") == 1:
        del said["minLength"]  # every value that is there has at least one
    found = tuple(sentence % {"limit": schema[name]} for name, sentence in said.items())
    return found if type_of(known).in_lists else (str(accepts_of(known).label), *found)


def _conditions(known: Field, kind: FieldType, place: Place, language: str) -> Iterator[str]:
    """What happens to the field by itself."""
    if known.derive:
        said = _("自动得出，不手填：%(words)s") if known.fixed else _("可自动得出：%(words)s")
        yield said % {"words": in_reader_words(known.derive, place, language)}
    elif known.fixed:
        yield _("自动得出，不手填")
    if known.default:
        yield _("默认“%(value)s”") % {"value": _default(known, kind, place.tables, language)}


def _default(known: Field, kind: FieldType, tables: Tables, language: str) -> str:
    try:
        return kind.show(known, kind.read(known, known.default, tables), tables, language)
    except Refused:  # a code that was retired since
        return known.default


def fate_of(known: Field, now: Now) -> str:
    """What became of a field of an older version: gone, as it was, or what of it is different."""
    later = now.definition.by_path.get(now.paths.get(known.path, ""))
    if later is None:
        return _("已不再收集")
    names = _aspects()
    said = [_("代号(现为 %(path)s)") % {"path": later.path}] if later.path != known.path else []
    attributes = (each.name for each in fields(Field) if each.name not in ("key", "group"))
    said += [names.get(name, _("其他")) for name in attributes if _differs(known, later, name)]
    return _("已改：%(aspects)s") % {"aspects": _("、").join(dict.fromkeys(said))} if said else _("未变")


def _differs(known: Field, later: Field, attribute: str) -> bool:
    return bool(getattr(known, attribute) != getattr(later, attribute))


def _aspects() -> dict[str, str]:
    """Attributes in the words of the dictionary's columns; the others are not told apart."""
    return {
        "type": _("类型"),
        **dict.fromkeys(("label", "label_en"), _("名称")),
        **dict.fromkeys(("help", "help_en"), _("填写说明")),
        "required": _("必填程度"),
        "sensitivity": _("敏感程度"),
        **dict.fromkeys(("code_list", "options", "open"), _("代码表或选项")),
        **dict.fromkeys(("max_length", "minimum", "maximum", "pattern", "accepts", "most"), _("限制")),
        **dict.fromkeys(("derive", "fixed", "default", "shown_if", "required_if"), _("条件与推算")),
        "repeat": _("可填多行"),
        "exchange_code": _("交换代码"),
        "dimension": _("统计分组"),
        "filterable": _("查询条件"),
    }
