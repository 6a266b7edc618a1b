"""Files that individuals bring along: theirs alone until a unit takes the entry over that refers to them.

They are kept by `talent.records` for the unit of the entry; which entry refers to which of them stands here.
"""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db.models import Exists, OuterRef, Q, QuerySet, Sum
from django.utils import timezone

from talent.categories.models import CategoryVersion
from talent.categories.service import Attached, Cleaned, Refused, definition_of
from talent.individuals.enums import SEEN
from talent.individuals.models import EntryFile, PersonAccount, SelfEntry
from talent.orgs.enums import UNIT_ROLES
from talent.orgs.models import Organisation
from talent.orgs.service import Scope
from talent.records.models import Attachment, Change, TalentRecord
from talent.records.service import (
    Paper,
    Taken,
    follow_loose,
    keep,
    references,
    settled,
    take_away_unused,
)

_MEGABYTE = 1024 * 1024


def keep_own(account: PersonAccount, taken: Sequence[Taken], *, unit: Organisation) -> list[Attached]:
    """Keep files of an individual for a unit, loose until an entry that refers to them is saved.

    Raises Refused for what would make more than one account may have lying beside the records.
    """
    if taken and own_bytes(account) + sum(len(each.content) for each in taken) > settings.ATTACHMENT_MOST_OWN:
        limit = settings.ATTACHMENT_MOST_OWN // _MEGABYTE
        raise Refused("own_attachments", name=taken[-1].name, limit=limit)
    return keep(taken, unit=unit, by=account.user)


def own_bytes(account: PersonAccount) -> int:
    """How much an account brought along that belongs to no record yet."""
    return _own(account).aggregate(total=Sum("size"))["total"] or 0


def settled_own(
    account: PersonAccount, version: CategoryVersion, cleaned: Cleaned, base: Change | None
) -> Cleaned:
    """A document with each reference as its row says it: to own files, or those of the record it corrects."""
    paper = Paper(cleaned, base.record_id if base else None)
    (found,) = settled(definition_of(version), [paper], unit=None, by=account.user)
    return found


def hold(entry: SelfEntry, data: Mapping[str, Any]) -> None:
    """Note which files a saved entry refers to; own ones go where its unit is, the others become loose."""
    keys = {each.id for _, _, each in references(definition_of(entry.version), dict(data))}
    before = {str(each.attachment.key): each for each in _held_by(entry)}
    gone = [each for key, each in before.items() if key not in keys]
    EntryFile.objects.unscoped(reason="the entry that is saved").filter(
        pk__in=[each.pk for each in gone]
    ).delete()
    files = Attachment.objects.unscoped(reason="settled before").filter(key__in=keys)
    numbers = dict(files.values_list("key", "pk")) if keys else {}
    EntryFile.objects.bulk_create(
        EntryFile(entry=entry, attachment_id=number)
        for key, number in numbers.items()
        if str(key) not in before
    )
    _put_in_place(entry, [*numbers.values()], [each.attachment_id for each in gone])


def _held_by(entry: SelfEntry) -> QuerySet[EntryFile]:
    uses = EntryFile.objects.unscoped(reason="the entry that is saved")
    return uses.filter(entry=entry).select_related("attachment")


def _put_in_place(entry: SelfEntry, held: Sequence[int], gone: Sequence[int]) -> None:
    """The day after which nobody keeps a file that is not referred to begins with the last change."""
    if not (held or gone):
        return
    touched = Attachment.objects.unscoped(reason="settled before").filter(
        pk__in=[*held, *gone], loose_since__isnull=False
    )
    touched.update(loose_since=timezone.now())
    if entry.unit is not None and held:
        follow_loose(held, entry.unit)


def follow_entries(entries: Sequence[int], unit: Organisation) -> None:
    """The files of entries lie where the entries lie."""
    uses = EntryFile.objects.unscoped(reason="a unit merges").filter(entry__in=entries)
    follow_loose(uses.values_list("attachment", flat=True), unit)


def forget_files(account: PersonAccount) -> None:
    """End every reference of an account's entries, and take away what nobody else refers to; also what was
    brought along and never saved."""
    uses = EntryFile.objects.unscoped(reason="the account is erased").filter(entry__account=account)
    numbers = list(uses.values_list("attachment", flat=True))
    uses.delete()
    take_away_unused({*numbers, *_own(account).values_list("pk", flat=True)})


def forget_files_of(entries: Sequence[int]) -> None:
    """End every reference of these entries, and take away what nobody else refers to."""
    uses = EntryFile.objects.unscoped(reason="the entries are taken away").filter(entry__in=entries)
    numbers = set(uses.values_list("attachment", flat=True))
    uses.delete()
    take_away_unused(numbers)


def _own(account: PersonAccount) -> QuerySet[Attachment]:
    """What an account brought along that belongs to no record."""
    files = Attachment.objects.unscoped(reason="one's own account")
    return files.filter(created_by=account.user_id, record=None)


def held() -> QuerySet[Any, Any]:
    """The rows of all files to which entries refer."""
    return EntryFile.objects.unscoped(reason="what has to stay").values("attachment")


def seen(scope: Scope, key: UUID) -> Attachment | None:
    """A file that a unit finds in what was handed in to it, or that is one's own."""
    files = Attachment.objects.unscoped(reason="narrowed to what the scope reaches").filter(key=key)
    if scope.grants:
        at_units = EntryFile.objects.visible_to(scope.as_(*UNIT_ROLES)).filter(entry__state__in=SEEN)
        return files.filter(Exists(at_units.filter(attachment=OuterRef("pk")))).first()
    accounts = PersonAccount.objects.unscoped(reason="the account of the login itself")
    account = accounts.filter(user=scope.user_id, user__is_active=True, erased_at__isnull=True).first()
    return files.filter(_reached_by(account)).first() if account else None


def _reached_by(account: PersonAccount) -> Q:
    """What the account brought along, what its entries refer to, what stands in its records in force."""
    entries = EntryFile.objects.visible_to(Scope(account_id=account.pk)).filter(attachment=OuterRef("pk"))
    loose = Q(created_by=account.user_id, record=None)
    if account.person_id is None:
        return loose | Q(Exists(entries))
    own = TalentRecord.objects.visible_to(Scope(person_id=account.person_id))
    return loose | Q(Exists(entries)) | Q(uses__change__in=own.values("approved"))
