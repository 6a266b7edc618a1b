"""What other parts may use of talent.security."""

from talent.security.audit import OutsideTransaction, record_event
from talent.security.cells import harmless_cell
from talent.security.factors import (
    count_wrong_code,
    forget_wrong_codes,
    has_second_factor,
    held_back,
    open_text,
    remove_second_factor,
    seal_text,
    use_once,
)
from talent.security.identity import blind_index
from talent.security.keys import add_statistics_key, keys
from talent.security.lockouts import (
    failures_from,
    free_again,
    is_locked_out,
    locked_addresses,
    locked_until,
    name_as_kept,
    release_lockout,
)
from talent.security.masking import mask
from talent.security.naming import NameField, legible, made_legible
from talent.security.passwords import one_time_password
from talent.security.policies import PROFILES, Profile, keep_password, older_than_the_limit
from talent.security.rownumbers import row_number
from talent.security.sealing import Unreadable, decrypt, decrypt_bytes, encrypt, encrypt_bytes, reseal
from talent.security.sessions import end_sessions
from talent.security.wording import ACTIONS, DETAILS, SUBJECTS, VALUES

__all__ = [
    "ACTIONS",
    "DETAILS",
    "PROFILES",
    "SUBJECTS",
    "VALUES",
    "NameField",
    "OutsideTransaction",
    "Profile",
    "Unreadable",
    "add_statistics_key",
    "blind_index",
    "count_wrong_code",
    "decrypt",
    "decrypt_bytes",
    "encrypt",
    "encrypt_bytes",
    "end_sessions",
    "failures_from",
    "forget_wrong_codes",
    "free_again",
    "harmless_cell",
    "has_second_factor",
    "held_back",
    "is_locked_out",
    "keep_password",
    "legible",
    "locked_addresses",
    "locked_until",
    "made_legible",
    "mask",
    "name_as_kept",
    "older_than_the_limit",
    "one_time_password",
    "open_text",
    "record_event",
    "release_lockout",
    "remove_second_factor",
    "reseal",
    "row_number",
    "seal_text",
    "statistics_keys",
    "use_once",
]


def statistics_keys() -> tuple[bytes, ...]:
    """The secrets of disclosure control, 32 bytes each, from the first to the newest; whoever has one can
    undo the noise of the releases that were made under it."""
    return keys().statistics
