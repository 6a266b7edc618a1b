"""What became of a change is told to the individual who filled it in: this part knows who that is.

What individuals handed in, and the codes given to them, go with a unit that becomes part of another.
"""

from collections.abc import Sequence

from django.dispatch import receiver

from talent.individuals.following import follow
from talent.individuals.telling import OWN, OWN_OF_DOUBTS, tell_asked, tell_of_doubt, tell_outcome
from talent.orgs.signals import organisations_changed
from talent.records.enums import Source
from talent.records.models import Change, Doubt, Question
from talent.records.signals import changes_decided, collector_asked, doubt_told


@receiver(changes_decided, dispatch_uid="individuals.tell_outcome")
def tell_individuals(sender: object, kind: str, changes: Sequence[Change], **more: object) -> None:
    own = [each for each in changes if each.source == Source.INDIVIDUAL]
    if kind in OWN and own:
        tell_outcome(kind, own)


@receiver(collector_asked, dispatch_uid="individuals.tell_asked")
def tell_of_question(sender: object, question: Question, change: Change, **more: object) -> None:
    if change.source == Source.INDIVIDUAL:
        tell_asked(question)


@receiver(doubt_told, dispatch_uid="individuals.tell_of_doubt")
def tell_of_own_doubt(sender: object, kind: str, doubt: Doubt, **more: object) -> None:
    tell_of_doubt(OWN_OF_DOUBTS[kind], doubt)


@receiver(organisations_changed, dispatch_uid="individuals.follow")
def follow_units(sender: object, merged: list[tuple[int, int]], **more: object) -> None:
    for unit, successor in merged:
        follow(unit, successor)
