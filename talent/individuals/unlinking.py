"""A unit ends the link between an account and one of its people: it was given to the wrong one."""

from django.db import transaction
from django.utils.translation import gettext as _

from talent.individuals.entries import own_entries
from talent.individuals.files import forget_files_of
from talent.individuals.linking import cut, linked_at
from talent.individuals.models import PersonAccount, Unlinking
from talent.individuals.notices import UNLINKED
from talent.individuals.signals import contents_erased
from talent.notify.service import About, notify
from talent.orgs.models import Organisation
from talent.records.models import Person
from talent.records.service import NotAllowed, words
from talent.security.models import User
from talent.security.service import record_event


@transaction.atomic
def unlink(*, person: Person, unit: Organisation, by: User, reason: str) -> Unlinking:
    """Part an account from the record of a person whom the unit holds; its holder is told, with the reason.

    What the account took out of the record to correct it goes as well; what it typed of itself stays.
    Raises NotAllowed without a reason, and where no account is linked that concerns the unit.
    """
    accounts = PersonAccount.objects.unscoped(reason="the account of a person of the unit")
    held = accounts.select_for_update(of=("self",)).select_related("user").filter(person=person).first()
    if held is None or linked_at(person, unit) is None:
        raise NotAllowed(0, _("没有账号与此人关联，可能已由他人解除。"))
    if not (said := words(0, reason, label=_("理由"))):
        raise NotAllowed(0, _("请写明解除关联的理由，账号的持有人会看到。"))
    _forget_corrections(held, person)
    cut(held)
    held.save(update_fields=["person", "claimed_at", "linked_by", "linked_unit"])
    made = Unlinking.objects.create(account=held, person=person, unit=unit, reason=said, by=by)
    record_event(
        by=by,
        action="unlink_account",
        subject="individual",
        subject_id=held.pk,
        organisation_id=unit.pk,
    )
    notify([held.user_id], UNLINKED, About(str(made.pk), {"unit": unit.name}, place="me:home"))
    return made


def _forget_corrections(account: PersonAccount, person: Person) -> None:
    """Entries that began with the record hold a copy of it, and so may what is being typed."""
    copies = own_entries(account).filter(base__record__person=person)
    numbers = list(copies.order_by("pk").values_list("pk", flat=True))
    contents_erased.send(PersonAccount, change_ids=[], entry_ids=numbers, user_ids=[account.user_id])
    forget_files_of(numbers)
    copies.delete()
