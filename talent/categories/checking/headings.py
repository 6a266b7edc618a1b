"""Whether a list that comes in is read as meant: nothing else is called as what tells who somebody is."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from talent.categories.checking.fillable import IDENTITY
from talent.categories.definition import Definition, Field
from talent.categories.enums import Subject
from talent.categories.faces.vocabulary import normal

Complaint = tuple[str, str]


def heading_complaints(definition: Definition) -> Iterator[Complaint]:
    """(place, sentence) of each column that goes by a name of the document's kind, its number or the name."""
    if definition.subject != Subject.PEOPLE:
        return
    taken: dict[str, Field] = {}
    who = [known for key in IDENTITY if (known := definition.by_path.get(f"identity.{key}"))]
    others = [known for known in definition.all_fields() if known not in who]
    for known in (*who, *(each for each in others if each.in_template and not each.fixed)):
        for word in _words(known):
            owner = taken.get(normal(word))
            if owner not in (None, known):
                given = {"word": word, "label": owner.label}
                yield (
                    known.path,
                    _("“%(word)s”已是“%(label)s”在导入表里的叫法，表头会认错，请改用别的名称或叫法。")
                    % given,
                )
        if known in who:
            taken |= {normal(word): known for word in _words(known)}


def _words(known: Field) -> Iterator[str]:
    """What heads its column. The name of a field with rows gives way to that of one without any."""
    if not known.repeat:
        yield from filter(None, (known.label, known.label_en))
    yield from known.aliases
