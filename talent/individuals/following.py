"""What is between an individual and a unit when the unit becomes part of another one."""

from django.utils import timezone

from talent.individuals.enums import EntryState
from talent.individuals.files import follow_entries
from talent.individuals.models import Invitation, SelfEntry
from talent.orgs.models import Organisation


def follow(unit: int, successor: int) -> None:
    """Entries that are not taken over yet lie at the successor's desk, and its people know of the codes.

    Of two open invitations of one person the successor's own stands.
    """
    entries = SelfEntry.objects.unscoped(reason="a unit merges").filter(unit=unit)
    waiting = entries.exclude(state=EntryState.TAKEN)
    follow_entries(list(waiting.values_list("pk", flat=True)), Organisation.objects.get(pk=successor))
    waiting.update(unit=successor)
    codes = Invitation.objects.filter(used_at=None, revoked_at=None)
    known = codes.filter(unit=successor).values("person")
    codes.filter(unit=unit, person__in=known).update(revoked_at=timezone.now())
    codes.filter(unit=unit).update(unit=successor)
