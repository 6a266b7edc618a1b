"""Whether each stated move can be made: its paths, its types, its codes."""

from collections.abc import Iterable, Iterator, Sequence

from django.utils.translation import gettext as _

from talent.categories.codes.tables import Tables, table_of
from talent.categories.definition import Definition, Field
from talent.categories.enums import Accepts
from talent.categories.fieldtypes.files import accepts_of, most_of
from talent.categories.moves.stated import Move, renamed_groups

Complaint = tuple[str, str]
_CHOICES = frozenset({"choice", "multichoice", "region"})
_TEXTS = frozenset({"text", "longtext"})
#: Types that a part of a date can be taken from, and those that can hold it.
_DATES = {"year": {"date", "partial_date", "month"}, "month": {"date", "partial_date"}}
_HOLD = {"year": {"year", "integer", "text"}, "month": {"month", "partial_date", "text"}}


def move_faults(
    moves: Sequence[Move], old: Definition, new: Definition, tables: Tables
) -> Iterator[Complaint]:
    """What is wrong with single moves."""
    for move in moves:
        missing = list(_missing(move, old, new))
        yield from missing
        if not missing:
            yield from _CHECKS[move.kind](move, moves, old, new, tables)


def _missing(move: Move, old: Definition, new: Definition) -> Iterator[Complaint]:
    known, coming = {*old.by_path, *old.by_key}, {*new.by_path, *new.by_key}
    if move.leaves and move.leaves not in known:
        yield move.leaves, _("现行版本没有这个字段或分组。")
    for path in move.arrives:
        if path not in coming:
            yield path or _("衔接"), _("新的定义里没有启用的这个字段或分组。")


def _rename(
    move: Move, moves: Sequence[Move], old: Definition, new: Definition, tables: Tables
) -> Iterator[Complaint]:
    if len(move.to) != 1 or ("." in move.source) != ("." in move.to[0]):
        yield move.source, _("字段只能改为字段，分组只能改为分组，且只有一个。")
    elif "." in move.source:
        yield from _place(old.by_path[move.source], new.by_path[move.to[0]], moves)


def _place(source: Field, target: Field, moves: Iterable[Move]) -> Iterator[Complaint]:
    """Rows stay together: a value of a repeating group stays in its group, others never enter one."""
    home = renamed_groups(moves).get(source.group, source.group)
    if source.repeat != target.repeat or (source.repeat and target.group != home):
        yield target.path, _("可填多行的分组里的字段只能在本分组内改名或拆分，单行的字段也不能移进去。")


def _split(
    move: Move, moves: Sequence[Move], old: Definition, new: Definition, tables: Tables
) -> Iterator[Complaint]:
    source = old.by_path.get(move.source)
    targets = [new.by_path[path] for path in move.to if path in new.by_path]
    if source is None or len(targets) < max(len(move.to), 1) or bool(move.by) == bool(move.separator):
        yield move.source, _("拆分只用于字段：写明分隔符号和新字段，或者每个代码对应的新字段。")
        return
    for each in targets:
        yield from _place(source, each, moves)
    if move.separator:
        wrong = [each for each in (source, *targets) if each.type not in _TEXTS]
        yield from ((each.path, _("按分隔符号拆分只用于文本字段。")) for each in wrong)
        return
    yield from _by_codes(move, source, new, tables)


def _by_codes(move: Move, source: Field, new: Definition, tables: Tables) -> Iterator[Complaint]:
    if source.type not in _CHOICES:
        yield source.path, _("按代码拆分只用于选择类字段。")
    yield from _unlisted(source, move.by, tables)
    for code, path in move.by.items():
        target = new.by_path.get(path)
        if target is None or path not in move.to:
            yield path or code, _("新的定义里没有启用的这个字段或分组。")
        elif target.type != "bool":
            if target.type not in ("choice", "multichoice"):
                yield path, _("按代码拆出的字段须为“是/否”或选择类字段。")
            else:
                yield from _unlisted(target, [code], tables)


def _retire(
    move: Move, moves: Sequence[Move], old: Definition, new: Definition, tables: Tables
) -> Iterator[Complaint]:
    arriving = {path for each in moves for path in each.arrives}
    if move.path in {*new.by_path, *new.by_key} and move.path not in arriving:
        yield move.path, _("写明停用的字段或分组在新的定义里仍然启用，请取消启用或删去这条衔接。")


def _merge(
    move: Move, moves: Sequence[Move], old: Definition, new: Definition, tables: Tables
) -> Iterator[Complaint]:
    source, target = _before(move.path, moves, old), new.by_path.get(move.path)
    if source is None or target is None or not {source.type, target.type} <= _CHOICES:
        yield move.path, _("合并代码只用于现行版本已有的选择类字段。")
        return
    if not move.codes or move.into in move.codes:
        yield move.path, _("请写明并入的代码，其中不含并成的代码。")
    yield from _unlisted(source, move.codes, tables)
    yield from _unlisted(target, [move.into], tables, choosable=True)


def _convert(
    move: Move, moves: Sequence[Move], old: Definition, new: Definition, tables: Tables
) -> Iterator[Complaint]:
    source, target = _before(move.path, moves, old), new.by_path.get(move.path)
    if source is None or target is None:
        yield move.path, _("换算只用于现行版本已有的字段。")
    elif "file" in (source.type, target.type):
        yield move.path, _("附件不能换算成别的类型，别的内容也不能换算成附件。")
    elif move.rule == "codes":
        if not {source.type, target.type} <= _CHOICES or not move.table:
            yield move.path, _("代码对照只用于选择类字段，且须写明对照。")
            return
        yield from _unlisted(source, move.table, tables)
        yield from _unlisted(target, move.table.values(), tables, choosable=True)
    elif move.rule == "part" and (
        source.type not in _DATES.get(move.part, ()) or target.type not in _HOLD.get(move.part, ())
    ):
        yield move.path, _("只能从日期取年或年月，填入年份、年月或文本字段；请写明取哪一部分。")


def _before(path: str, moves: Iterable[Move], old: Definition) -> Field | None:
    """The field of the version in force that stands at a path of the new one."""
    for each in moves:
        if each.kind == "rename" and each.to == (path,):
            return old.by_path.get(each.source)
    group, _dot, key = path.partition(".")
    home = next((source for source, to in renamed_groups(moves).items() if to == group), group)
    return old.by_path.get(f"{home}.{key}")


def _unlisted(
    known: Field, codes: Iterable[str], tables: Tables, *, choosable: bool = False
) -> Iterator[Complaint]:
    if known.code_list and known.code_list not in tables:
        return
    entries = table_of(known, tables).by_code
    for code in dict.fromkeys(codes):
        if code not in entries or (choosable and not entries[code].choosable):
            yield (
                known.path,
                _("“%(label)s”的列表里没有可用的代码“%(code)s”。")
                % {
                    "label": known.label,
                    "code": code,
                },
            )


def fits(source: Field, target: Field, moves: Iterable[Move], tables: Tables) -> Iterator[Complaint]:
    """Whether values of a field can stand unconverted in the field that takes their place."""
    if source.type != target.type:
        yield (
            target.path,
            _("“%(label)s”的类型变了，请在“与上一版本的衔接”里写明怎样换算。") % {"label": target.label},
        )
    elif source.type == "file" and not _holds_all(source, target):
        yield (
            target.path,
            _("“%(label)s”收的附件种类或数量少了，已有的附件会放不下；请停用原字段，另设新字段。")
            % {"label": target.label},
        )
    elif source.code_list != target.code_list or bool(source.options) != bool(target.options):
        yield (
            target.path,
            _("“%(label)s”换了代码表，请在“与上一版本的衔接”里写明代码对照。") % {"label": target.label},
        )
    elif source.options and not source.code_list:
        merged = {code for each in moves if each.path == target.path for code in each.codes}
        kept = {option.code for option in target.options} | merged
        if gone := [option.label for option in source.options if option.code not in kept]:
            yield (
                target.path,
                _("“%(label)s”少了选项“%(names)s”，请在衔接里写明合并到哪一项。")
                % {
                    "label": target.label,
                    "names": _("、").join(gone),
                },
            )


def _holds_all(source: Field, target: Field) -> bool:
    """Whether whatever is attached to one field may be attached to the other."""
    kinds = [Accepts.PORTRAIT, Accepts.IMAGES, Accepts.DOCUMENTS]
    wide = [kinds.index(accepts_of(each)) for each in (source, target)]
    return wide[0] <= wide[1] and most_of(source) <= most_of(target)


_CHECKS = {
    "rename": _rename,
    "split": _split,
    "retire": _retire,
    "merge_codes": _merge,
    "convert": _convert,
}
