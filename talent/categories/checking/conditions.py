"""Whether the formulas of a definition can be published: each by itself, and all of them in a round."""

from collections.abc import Iterator
from itertools import pairwise

from django.utils.translation import gettext as _

from talent.categories.checking.places import At
from talent.categories.checking.settling import Circular, settling_order
from talent.categories.codes.tables import Tables
from talent.categories.definition import Definition, Group
from talent.categories.formulas.formula import formula
from talent.categories.formulas.named import NAMED
from talent.categories.formulas.nodes import RESERVED
from talent.categories.formulas.parsing import NotAFormula
from talent.categories.formulas.vetting import ANY, TRUTH, Place, vet

Complaint = tuple[str, str]


def formula_complaints(definition: Definition, tables: Tables) -> Iterator[Complaint]:
    """(place, sentence) of every fault. `tables`: the lists whose codes are to be known."""
    faulty = False
    for group in definition.groups:
        if group.key in RESERVED or group.key in NAMED:
            yield (
                At(group.key, "key"),
                _("“%(key)s”在公式里另有所指，请改用另一个分组代号。") % {"key": group.key},
            )
    for place, part, text, wanted, own in _formulas(definition):
        for sentence in faults_of(text, wanted, Place(definition.by_key, tables, own)):
            faulty = True
            given = {"label": _names()[part], "sentence": sentence}
            yield At(place, part), _("%(label)s：%(sentence)s") % given
    if not faulty:
        yield from rounds(definition)


def _formulas(definition: Definition) -> Iterator[tuple[str, str, str, str, Group | None]]:
    """(place, which attribute it is, text, kind of its value, the group whose row it sees)."""
    for group in definition.groups:
        if group.shown_if:
            yield group.key, "shown_if", group.shown_if, TRUTH, None
        for known in group.fields:
            texts = (
                ("derive", known.derive, ANY),
                ("shown_if", known.shown_if, TRUTH),
                ("required_if", known.required_if, TRUTH),
            )
            # In a single group `this` is the group itself: a formula may be moved between both kinds.
            yield from ((known.path, part, text, kind, group) for part, text, kind in texts if text)


def _names() -> dict[str, str]:
    return {"derive": _("自动推算"), "shown_if": _("显示条件"), "required_if": _("必填条件")}


def faults_of(text: str, wanted: str, place: Place) -> Iterator[str]:
    """One sentence for each fault of a formula by itself; `wanted`: the kind of value it has to give."""
    try:
        node = formula(text).node
    except NotAFormula as no:
        yield str(no)
        return
    yield from dict.fromkeys(vet(node, place, wanted=wanted))


def rounds(definition: Definition) -> Iterator[Complaint]:
    """Formulas that wait for each other, at the first of them. Raises NotAFormula for one that is none."""
    try:
        settling_order(definition)
    except Circular as circular:
        path = " → ".join(circular.paths)
        yield _waiting(definition, circular), _("公式互相等待，永远算不出来：%(path)s。") % {"path": path}


def _waiting(definition: Definition, circular: Circular) -> At:
    """The first formula of a round that waits for what comes next in it; a field also waits for its group."""
    for path, other in pairwise(circular.paths):
        group, known = definition.by_key[path.partition(".")[0]], definition.by_path.get(path)
        for part in ("derive", "shown_if") if known else ("shown_if",):
            text = getattr(known or group, part)
            if text and other in formula(text).mentions(group.key):
                return At(path, part)
    return At(circular.paths[0])
