"""Whether what a definition asks for can be filled in: who somebody is, limits, defaults, fixed values."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from talent.categories.checking.places import At
from talent.categories.codes.tables import Tables
from talent.categories.definition import Definition, Field
from talent.categories.enums import Subject
from talent.categories.fieldtypes import REGISTRY
from talent.categories.problems import Problem, Refused

Complaint = tuple[str, str]
#: By these a person is found again, in whichever category: the type of each is the same everywhere.
IDENTITY = {"id_type": "choice", "id_number": "id_number", "full_name": "name"}
_KINDS_OF_DOCUMENT = "identity_doc_type"


def fillable_complaints(definition: Definition, tables: Tables) -> Iterator[Complaint]:
    """(place, sentence) of whatever nobody could fill in. `tables`: the lists that defaults are read by."""
    if definition.subject == Subject.PEOPLE:
        yield from _identity(definition)
    for known in definition.all_fields():
        yield from ((At(known.path, "minimum"), sentence) for sentence in _limits(known))
        if known.fixed and not (known.derive or known.default):
            yield (
                At(known.path, "derive"),
                _("“只取推算值，不可手填”的字段要写自动推算或默认值，否则永远是空的。"),
            )
        yield from ((At(known.path, "default"), sentence) for sentence in _default(known, tables))


def _identity(definition: Definition) -> Iterator[Complaint]:
    group = definition.by_key.get("identity")
    if group is None or group.repeat:  # refused with the place where it is missing
        return
    if group.shown_if:
        yield At(group.key, "shown_if"), _("这一组用来识别本人，每个人都要填，请清空它的显示条件。")
    for known in (group.by_key[key] for key in IDENTITY if key in group.by_key):
        yield from ((known.path, sentence) for sentence in _who(known))


def _who(known: Field) -> Iterator[str]:
    said = {"label": known.label, "type": REGISTRY[IDENTITY[known.key]].label, "list": _KINDS_OF_DOCUMENT}
    if known.type != IDENTITY[known.key]:
        yield _("“%(label)s”用来识别本人，类型须为“%(type)s”，请改回。") % said
    elif known.key == "id_type" and (known.code_list != _KINDS_OF_DOCUMENT or known.open):
        yield _("“%(label)s”须用代码表“%(list)s”，不收列表之外的内容，请改回。") % said
    if known.shown_if or known.required_if:
        yield _("“%(label)s”用来识别本人，每个人都要填，请清空显示条件和必填条件。") % said
    if known.derive or known.fixed or (known.default and known.key != "id_type"):
        yield (
            _("“%(label)s”用来识别本人，须由人填写，请清空自动推算、默认值和“只取推算值，不可手填”。") % said
        )


def _limits(known: Field) -> Iterator[str]:
    if known.minimum is None:
        return
    if known.maximum is not None and known.minimum > known.maximum:
        yield _("“最小值或最少字数”大于“最大值”，什么都填不进去，请改正其中一项。")
    if known.max_length is not None and known.minimum > known.max_length:
        yield _("“最小值或最少字数”大于“最多字数”，什么都填不进去，请改正其中一项。")


def _default(known: Field, tables: Tables) -> Iterator[str]:
    """A default is read as if it had been typed; where its list is not at hand, nothing is said."""
    unknown = known.type not in REGISTRY or known.type == "file"
    if not known.default or unknown or (known.code_list and known.code_list not in tables):
        return
    try:
        REGISTRY[known.type].read(known, known.default, tables)
    except Refused as no:
        problem = Problem(known.path, no.key, {"label": known.label, **no.given})
        yield _("默认值填不进去，请改正或清空：%(sentence)s") % {"sentence": problem.text}
