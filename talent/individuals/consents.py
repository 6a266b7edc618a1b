"""Consent, where it is the basis of a group of fields: asked for when the values are handed in, and ended."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from talent.categories.enums import LegalBasis
from talent.categories.models import Category, CategoryVersion
from talent.categories.service import Group, definition_of
from talent.individuals.entries import hand_in, lock_account, own_entries, own_record, restate, separate_entry
from talent.individuals.enums import EntryState
from talent.individuals.models import Consent, PersonAccount, SelfEntry
from talent.records.service import NotAllowed, carried
from talent.security.service import record_event


@dataclass(frozen=True)
class Asked:
    """What has to be agreed to: a group, or (`sensitive`) the sensitive values in it, asked apart."""

    group: str
    label: str
    sensitive: bool

    @property
    def mark(self) -> str:
        """The name under which a form ticks it."""
        return f"{self.group}-sensitive" if self.sensitive else self.group


def asked_for(account: PersonAccount, entry: SelfEntry, language: str) -> list[Asked]:
    """What an entry holds that rests on consent and that the account has not agreed to under its version."""
    document = entry.document()
    given = set(given_consents(account).filter(version=entry.version_id).values_list("group", "sensitive"))
    return [
        Asked(group.key, group.named(language), sensitive)
        for group in _resting_on_consent(entry.version)
        for sensitive in (False, True)
        if _holds(group, document, sensitive=sensitive) and (group.key, sensitive) not in given
    ]


def given_consents(account: PersonAccount) -> QuerySet[Consent]:
    """What an account agrees to now."""
    return Consent.objects.filter(account=account, withdrawn_at__isnull=True)


def agree(*, account: PersonAccount, entry: SelfEntry, ticked: Sequence[str], language: str) -> None:
    """Keep what was ticked. Raises NotAllowed where an entry holds what nobody agreed to."""
    asked = asked_for(account, entry, language)
    missing = [each.label for each in asked if each.mark not in ticked]
    if missing:
        told = _("这些内容须经您同意才能提交：%(labels)s。不同意的，请返回删去。")
        raise NotAllowed(entry.pk, told % {"labels": _("、").join(dict.fromkeys(missing))})
    for each in asked:
        Consent.objects.create(
            account=account, version=entry.version, group=each.group, sensitive=each.sensitive
        )
        _record(account, "give_consent", each.group)


@transaction.atomic
def hand_in_agreed(
    *, entry: SelfEntry, account: PersonAccount, lock: int, ticked: Sequence[str], language: str
) -> SelfEntry:
    """Hand an entry in with what was agreed to for it. Raises NotAllowed, Conflict."""
    agree(account=account, entry=entry, ticked=ticked, language=language)
    return hand_in(entry=entry, account=account, lock=lock)


@transaction.atomic
def withdraw_consent(*, account: PersonAccount, consent: Consent) -> None:
    """End an agreement, for every version of the category. What was not taken over yet loses the values at
    once; of the record in force an entry asks the unit to take them away."""
    lock_account(account)
    category = consent.version.category
    given_consents(account).filter(
        version__category=category, group=consent.group, sensitive=consent.sensitive
    ).update(withdrawn_at=timezone.now())
    for entry in own_entries(account).filter(category=category).exclude(state=EntryState.TAKEN):
        restate(entry, without(entry.version, entry.document(), consent))
    _ask_removal(account, category, consent)
    _record(account, "withdraw_consent", consent.group)


def _ask_removal(account: PersonAccount, category: Category, consent: Consent) -> None:
    record = own_record(account, category)
    if record is None or record.approved is None:
        return
    version = record.approved.version
    document = carried(record.approved, to=version).document
    left = without(version, document, consent)
    if left != document:
        separate_entry(account=account, record=record, document=left)


def without(version: CategoryVersion, document: Mapping[str, Any], consent: Consent) -> dict[str, Any]:
    """A document without the values that rested on an agreement: of a group, or its sensitive ones."""
    group = definition_of(version).by_key.get(consent.group)
    if group is None or consent.group not in document:
        return dict(document)
    gone = {each.key for each in group.fields if each.is_sensitive or not consent.sensitive}
    kept = document[consent.group]
    left = [_rest(row, gone) for row in kept] if isinstance(kept, list) else _rest(kept, gone)
    if isinstance(left, list):
        left = [row for row in left if row]
    return {**document, consent.group: left}


def hidden_groups(account: PersonAccount, version: CategoryVersion) -> frozenset[str]:
    """The groups that are no longer shown: somebody agreed to them once and does no more."""
    ended = Consent.objects.filter(account=account, version__category=version.category_id, sensitive=False)
    now = set(ended.filter(withdrawn_at__isnull=True).values_list("group", flat=True))
    return frozenset(ended.exclude(group__in=now).values_list("group", flat=True))


def _rest(row: Mapping[str, Any], gone: set[str]) -> dict[str, Any]:
    return {key: value for key, value in row.items() if key not in gone}


def _resting_on_consent(version: CategoryVersion) -> list[Group]:
    return [each for each in definition_of(version).groups if each.legal_basis == LegalBasis.CONSENT]


def _holds(group: Group, document: Mapping[str, Any], *, sensitive: bool) -> bool:
    content = document.get(group.key) or {}
    rows = content if isinstance(content, list) else [content]
    keys = {each.key for each in group.fields if each.is_sensitive or not sensitive}
    return any(row.get(key) is not None for row in rows for key in keys)


def _record(account: PersonAccount, action: str, group: str) -> None:
    record_event(
        by=account.user, action=action, subject="individual", subject_id=account.pk, detail={"group": group}
    )
