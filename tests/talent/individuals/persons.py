"""Individuals with accounts, and what they type."""

from django.contrib.auth.hashers import make_password
from django.test import Client
from django.utils import timezone

from talent.individuals.models import ContactCode, PersonAccount, SelfEntry
from talent.individuals.service import hand_in, make_account, own_entries, read_contact, save_entry
from tests.talent.collect.world import World, number

PASSWORD = "骑着马儿过草原-2026"
MOBILE = "13800138000"


def individual(serial=1, name="乌日娜", contact=MOBILE, password=PASSWORD):
    """An account with a verified contact, as registering makes it."""
    return make_account(
        kind="01",
        number=number(serial),
        name=name,
        contact=read_contact(contact),
        password=make_password(password),
        notice="skilled.1",
        notice_at=timezone.now().isoformat(),
    )


def browser(account):
    client = Client()
    client.force_login(account.user, backend="django.contrib.auth.backends.ModelBackend")
    return client


def typed(**groups):
    """All that a skilled worker types of themselves for a submission."""
    return {
        "identity": {"full_name": "乌日娜", "ethnic_group": "汉族"},
        "skill": {"current_trade": "焊工"},
        **groups,
    }


class Pasture(World):
    """The world of units, with one individual beside it who has no record yet."""

    def __init__(self):
        super().__init__()
        self.account = individual()

    def entry(self, account=None, *, unit=None, raw=None, **more):
        """A draft of an individual for the unit."""
        return save_entry(
            account=account or self.account,
            version=self.version,
            raw=raw or typed(),
            unit=unit or self.unit,
            **more,
        )[1]

    def handed_in(self, account=None, **more):
        account = account or self.account
        entry = self.entry(account, **more)
        return hand_in(entry=entry, account=account, lock=entry.lock)


def entries(account):
    """(state, unit's name) of all that an account filled in, oldest first."""
    found = own_entries(PersonAccount.objects.unscoped(reason="test").get(pk=account.pk))
    return list(found.order_by("pk").values_list("state", "unit__name"))


def entry_again(entry):
    return SelfEntry.objects.unscoped(reason="test").get(pk=entry.pk)


def account_again(account):
    return PersonAccount.objects.unscoped(reason="test").get(pk=account.pk)


def newest_code():
    """The newest code as it went out, and its row."""
    from talent.individuals.codes import opened

    row = ContactCode.objects.latest("pk")
    return opened(row)["code"], row
