"""Finding accounts, and what an individual may read: their own and nothing else."""

from django.contrib.auth.models import AnonymousUser

from talent.individuals.contacts import Contact
from talent.individuals.models import PersonAccount
from talent.orgs.service import NOTHING, Scope
from talent.security.models import User


def account_of(user: User | AnonymousUser) -> PersonAccount | None:
    """The individual's account behind a login; None for everybody else, and once it was erased."""
    if not isinstance(user, User) or not user.is_active:
        return None
    own = PersonAccount.objects.unscoped(reason="the account of the login itself")
    return own.select_related("user").filter(user=user, erased_at__isnull=True).first()


def account_by_contact(contact: Contact) -> PersonAccount | None:
    """The account that can be reached so."""
    known = PersonAccount.objects.unscoped(reason="the contact is the name of its login")
    return known.select_related("user").filter(contact_index=contact.index).first()


def own_scope(account: PersonAccount) -> Scope:
    """What is one's own: the account with its entries, and the claimed person with the records."""
    if account.erased_at is not None:
        return NOTHING
    return Scope(account.user_id, (), account_id=account.pk, person_id=account.person_id)
