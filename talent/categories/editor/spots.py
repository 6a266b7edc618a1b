"""Where a formula stands in a draft of a definition, and what would be wrong with a formula there."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from talent.categories.checking.conditions import faults_of, rounds
from talent.categories.codes.tables import Tables
from talent.categories.definition import Definition, Field, Group
from talent.categories.formulas.parsing import NotAFormula
from talent.categories.formulas.vetting import ANY, TRUTH, Place

#: Attributes that hold a formula, and the kind of value that each has to give.
PARTS = {"shown_if": TRUTH, "required_if": TRUTH, "derive": ANY}


@dataclass(frozen=True)
class Spot:
    """The attribute `part` of the field with the key `field`, or of the group itself (None).

    Either key may be empty while nobody has written it; then the formula belongs to nothing so far.
    """

    definition: Definition
    tables: Tables
    group: str
    field: str | None
    part: str

    @property
    def own(self) -> Group | None:
        """The group whose row a formula here sees; a group's own condition sees no row."""
        return None if self.field is None else self.definition.by_key.get(self.group)

    @property
    def place(self) -> Place:
        return Place(self.definition.by_key, self.tables, self.own)

    def faults(self, text: str) -> list[str]:
        """What is wrong with this text here; with nothing wrong in itself, whether it waits for itself."""
        found = list(faults_of(text, PARTS[self.part], self.place))
        return found or list(self._rounds(text))

    def _rounds(self, text: str) -> Iterator[str]:
        try:
            yield from (sentence for _place, sentence in rounds(self._with(text)))
        except NotAFormula:  # another formula is half typed, which is said where it stands
            return

    def _with(self, text: str) -> Definition:
        groups = tuple(
            self._changed(group, text) if group.key == self.group else group
            for group in self.definition.groups
        )
        return replace(self.definition, groups=groups)

    def _changed(self, group: Group, text: str) -> Group:
        if self.field is None:
            return replace(group, shown_if=text)
        return replace(group, fields=tuple(self._settled(known, text) for known in group.fields))

    def _settled(self, known: Field, text: str) -> Field:
        if known.key != self.field:
            return known
        match self.part:
            case "shown_if":
                return replace(known, shown_if=text)
            case "derive":
                return replace(known, derive=text)
        return replace(known, required_if=text)
