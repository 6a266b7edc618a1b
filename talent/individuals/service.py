"""What other parts may use of talent.individuals."""

from talent.individuals.codes import MINUTES, send_code
from talent.individuals.consents import (
    Asked,
    asked_for,
    given_consents,
    hand_in_agreed,
    hidden_groups,
    withdraw_consent,
)
from talent.individuals.contacts import Contact, read_contact
from talent.individuals.delivery import Provider, provider, reachable
from talent.individuals.entries import (
    checked,
    hand_in,
    is_acted_on,
    own_entries,
    own_record,
    problems_of,
    save_entry,
    take_back,
    with_own_number,
)
from talent.individuals.erasing import ask_erasure, decide_erasure
from talent.individuals.exporting import export, note_export, own_records
from talent.individuals.files import keep_own
from talent.individuals.inviting import (
    DAYS,
    Invited,
    claim,
    claims_again_at,
    invite,
    open_invitations,
    revoke,
)
from talent.individuals.linking import (
    Holder,
    holder_of,
    linked_account,
    linked_at,
    masked,
    masked_number,
    stands,
)
from talent.individuals.lookups import Look, looks_at
from talent.individuals.registering import (
    Newcomer,
    begin_registration,
    begin_reset,
    finish_registration,
    finish_reset,
    make_account,
    notice_in_force,
    too_young,
)
from talent.individuals.seeking import account_by_contact, account_of, own_scope
from talent.individuals.taking import (
    Standing,
    entries_at,
    return_entry,
    standing_for,
    standing_of,
    take_over,
)
from talent.individuals.underway import changes_under_review, entries_of_others
from talent.individuals.units import search_units, takes_individuals
from talent.individuals.unlinking import unlink

__all__ = [
    "DAYS",
    "MINUTES",
    "Asked",
    "Contact",
    "Holder",
    "Invited",
    "Look",
    "Newcomer",
    "Provider",
    "Standing",
    "account_by_contact",
    "account_of",
    "ask_erasure",
    "asked_for",
    "begin_registration",
    "begin_reset",
    "changes_under_review",
    "checked",
    "claim",
    "claims_again_at",
    "decide_erasure",
    "entries_at",
    "entries_of_others",
    "export",
    "finish_registration",
    "finish_reset",
    "given_consents",
    "hand_in",
    "hand_in_agreed",
    "hidden_groups",
    "holder_of",
    "invite",
    "is_acted_on",
    "keep_own",
    "linked_account",
    "linked_at",
    "looks_at",
    "make_account",
    "masked",
    "masked_number",
    "note_export",
    "notice_in_force",
    "open_invitations",
    "own_entries",
    "own_record",
    "own_records",
    "own_scope",
    "problems_of",
    "provider",
    "reachable",
    "read_contact",
    "return_entry",
    "revoke",
    "save_entry",
    "search_units",
    "send_code",
    "standing_for",
    "standing_of",
    "stands",
    "take_back",
    "take_over",
    "takes_individuals",
    "too_young",
    "unlink",
    "with_own_number",
    "withdraw_consent",
]
