"""What other parts may use of talent.security."""

from talent.security.audit import OutsideTransaction, record_event
from talent.security.cells import harmless_cell
from talent.security.identity import blind_index
from talent.security.keys import keys
from talent.security.masking import mask
from talent.security.passwords import one_time_password
from talent.security.sealing import Unreadable, decrypt, encrypt, reseal
from talent.security.wording import ACTIONS, DETAILS, SUBJECTS, VALUES

__all__ = [
    "ACTIONS",
    "DETAILS",
    "SUBJECTS",
    "VALUES",
    "OutsideTransaction",
    "Unreadable",
    "blind_index",
    "decrypt",
    "encrypt",
    "harmless_cell",
    "mask",
    "one_time_password",
    "record_event",
    "reseal",
    "statistics_key",
]


def statistics_key() -> bytes:
    """The 32 secret bytes of disclosure control; whoever has them can undo the noise of every release."""
    return keys().statistics
