"""What administrators do to code lists: lock the list, change it, raise its revision, write one event.

A list is a draft until it is put in use. From then on its key and its codes stay, since records may hold
them: a code is retired or merged instead of deleted, and stays readable.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from talent.categories.codes.comparing import Comparison
from talent.categories.codes.lines import Line, complaints, line_of, lines_of, mark_of
from talent.categories.codes.writing import write_lines
from talent.categories.enums import ListState
from talent.categories.models import Code, CodeList
from talent.security.models import User
from talent.security.service import record_event

#: The columns of a code that are as its line has them.
_COLUMNS = (
    *("code", "label", "label_en", "exchange_code", "valid_from", "valid_to"),
    *("is_heading", "is_retired"),
)


class NotShaped(ValueError):
    """Refused; `complaints` are (attribute of Line or "", sentence) for the administrator."""

    def __init__(self, complaints: Sequence[tuple[str, str]]) -> None:
        super().__init__("; ".join(sentence for _name, sentence in complaints))
        self.complaints = list(complaints)


class ChangedMeanwhile(RuntimeError):
    """Somebody else changed the list or the code since it was read; nothing was written."""


def create_list(*, by: User, key: str, facts: dict[str, Any]) -> CodeList:
    """A new draft without codes. Raises NotShaped for a key that is taken."""
    try:
        with transaction.atomic():
            code_list = CodeList.objects.create(key=key, **facts)
            _record(code_list, by, "create_code_list", {})
    except IntegrityError:
        raise NotShaped([("key", _("已有代号为“%(key)s”的代码表，请换一个代号。") % {"key": key})]) from None
    return code_list


def edit_list(*, code_list: CodeList, by: User, facts: dict[str, Any]) -> CodeList:
    """Give a list new facts (name, name_en, standard, is_open; of a draft the key).

    `code_list` is as it was read. Raises ChangedMeanwhile when its facts changed since, and NotShaped.
    """
    with _shaping(code_list, by, "edit_code_list") as (held, detail):
        if any(getattr(held, name) != getattr(code_list, name) for name in facts):
            raise ChangedMeanwhile(held.key)
        if not held.is_draft and facts.get("key", held.key) != held.key:
            raise NotShaped([("key", _("代码表启用后，代号不能再改。"))])
        detail["changed"] = [name for name, value in facts.items() if getattr(held, name) != value]
        for name, value in facts.items():
            setattr(held, name, value)
    return held


def put_in_use(*, code_list: CodeList, by: User) -> CodeList:
    """From now on definitions may use a list, for good. Raises NotShaped for one without a code to choose."""
    with _shaping(code_list, by, "put_code_list_in_use") as (held, detail):
        detail["codes"] = held.codes.count()
        if not held.codes.filter(is_retired=False, is_heading=False).exists():
            raise NotShaped([("", _("代码表里还没有可选的代码，请先添加代码再启用。"))])
        held.state = ListState.IN_USE
    return held


def delete_draft(*, code_list: CodeList, by: User) -> None:
    """Take a draft away with its codes. Raises NotShaped for a list that is in use."""
    with transaction.atomic():
        held = CodeList.objects.select_for_update().get(pk=code_list.pk)
        _need_draft(held)
        _record(held, by, "delete_code_list", {"codes": held.codes.count()})
        held.delete()


def add_code(*, code_list: CodeList, by: User, line: Line) -> Code:
    """A new code, last in the order. Raises NotShaped."""
    with _shaping(code_list, by, "add_code", code=line.code) as (held, _detail):
        last = held.codes.aggregate(last=Max("order"))["last"] or 0
        code = Code(code_list=held, code=line.code, order=last + 1)
        _write(held, code, line)
    return code


def edit_code(*, code: Code, by: User, seen: str, line: Line) -> Code:
    """Give a code what `line` says.

    `seen`: the mark of how it stood when it was read. Raises ChangedMeanwhile, NotShaped.
    """
    with _shaping(code.code_list, by, "edit_code", code=code.code) as (held, detail):
        standing = _held_code(held, code)
        before = line_of(standing)
        if mark_of(before) != seen:
            raise ChangedMeanwhile(code.code)
        if line.code != standing.code and not held.is_draft:
            raise NotShaped([("code", _("代码表启用后，代码不能再改；可以另加一个代码，再把这个并入它。"))])
        detail["changed"] = [name for name in vars(line) if getattr(line, name) != getattr(before, name)]
        _write(held, standing, line)
    return standing


def retire(*, code: Code, by: User) -> None:
    """From now on nobody may choose a code anew; records keep it."""
    _rewrite(code, by, "retire_code", is_retired=True)


def reinstate(*, code: Code, by: User) -> None:
    """A retired or merged code can be chosen again, and its words are its own again."""
    _rewrite(code, by, "reinstate_code", is_retired=False, merged_into="")


def merge(*, code: Code, into: str, by: User) -> None:
    """Another code of the list takes the place of this one: who types a word of this one gets the other.

    Records keep this code and show its name until somebody edits the field. Raises NotShaped.
    """
    if not into:
        raise NotShaped([("merged_into", _("请写明并入哪个代码。"))])
    _rewrite(code, by, "merge_code", is_retired=True, merged_into=into)


def delete_code(*, code: Code, by: User) -> None:
    """Take a code out of a draft. Raises NotShaped for a list in use, or a code that others point at."""
    with _shaping(code.code_list, by, "delete_code", code=code.code) as (held, _detail):
        _need_draft(held)
        standing = _held_code(held, code)
        if standing.children.exists() or standing.merged.exists():
            raise NotShaped([("", _("还有代码以它为上级或并入了它，请先改那些代码。"))])
        standing.delete()


def apply_comparison(*, code_list: CodeList, by: User, revision: int, comparison: Comparison) -> CodeList:
    """Do what a preview showed. Raises ChangedMeanwhile when the list is not at its `revision` any more."""
    if comparison.faults:
        raise NotShaped([(fault.column, fault.text) for fault in comparison.faults])
    with _shaping(code_list, by, "import_codes", revision=revision) as (held, detail):
        detail |= {name: len(getattr(comparison, name)) for name in ("new", "changed", "gone")}
        _write_all(held, comparison)
    return held


@contextmanager
def _shaping(
    code_list: CodeList, by: User, action: str, *, revision: int | None = None, **detail: Any
) -> Iterator[tuple[CodeList, dict[str, Any]]]:
    """The locked list; what it is given is saved at the end with its revision and the event."""
    with transaction.atomic():
        held = CodeList.objects.select_for_update().get(pk=code_list.pk)
        if revision is not None and held.revision != revision:
            raise ChangedMeanwhile(held.key)
        yield held, detail
        held.revision += 1
        held.save()
        _record(held, by, action, detail)


def _record(code_list: CodeList, by: User, action: str, detail: dict[str, Any]) -> None:
    told = {**detail, "revision": code_list.revision}
    record_event(by=by, action=action, subject="code_list", subject_id=code_list.key, detail=told)


def _need_draft(code_list: CodeList) -> None:
    if not code_list.is_draft:
        raise NotShaped([("", _("代码表启用后，已有资料可能用到其中的代码，只能停用，不能删除。"))])


def _rewrite(code: Code, by: User, action: str, **changed: Any) -> None:
    detail = {"into": changed["merged_into"]} if changed.get("merged_into") else {}
    with _shaping(code.code_list, by, action, code=code.code, **detail) as (held, _detail):
        standing = _held_code(held, code)
        _write(held, standing, replace(line_of(standing), **changed))


def _held_code(held: CodeList, code: Code) -> Code:
    return held.codes.select_related("parent", "merged_into").get(pk=code.pk)


def _write(held: CodeList, code: Code, line: Line) -> None:
    """Save a code as a line says, unless something is wrong with it or with where it would stand."""
    others = lines_of(held)
    before = others.pop(code.code) if code.pk else None
    if line.code in others:
        raise NotShaped([("code", _("本表已有代码“%(code)s”，请换一个。") % {"code": line.code})])
    wrong = list(complaints(line, {**others, line.code: line}, before))
    if wrong:
        raise NotShaped(wrong)
    for name in _COLUMNS:
        setattr(code, name, getattr(line, name))
    code.aliases, code.attributes = list(line.aliases), dict(line.attributes)
    named = {each.code: each for each in held.codes.filter(code__in=[line.parent, line.merged_into])}
    code.parent, code.merged_into = named.get(line.parent), named.get(line.merged_into)
    code.save()


def _write_all(held: CodeList, comparison: Comparison) -> None:
    """The codes of the file in its order. Behind them stand, retired, those that it does not have."""
    if held.is_draft:
        held.codes.filter(code__in=[line.code for line in comparison.gone]).delete()
        write_lines(held, comparison.lines)
        return
    listed = {line.code for line in comparison.lines}
    behind = [replace(line, is_retired=True) for code, line in lines_of(held).items() if code not in listed]
    write_lines(held, [*comparison.lines, *behind])
