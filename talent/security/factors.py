"""The second step of logging in, as it is kept: one authenticator app and recovery codes an account.

The library's rows, read and locked here, so that what happens with them holds over all processes.
"""

import time
from typing import Any

from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value, yield_hotp_counters_from_time
from django.conf import settings
from django.db import transaction

from talent.security.models import User
from talent.security.sealing import decrypt, encrypt

#: So many wrong codes in a row, from whatever addresses, hold the second step back for as long as a lock-out.
#: Only who knows the password gets to this step, so nobody else can hold an account back.
MOST_WRONG = 20
_SEALED = {"table": "mfa_authenticator", "column": "data", "row_id": 0}  # the library tells of no row


def seal_text(text: str) -> str:
    """A secret of the second step as it may be kept, as hexadecimal text."""
    return encrypt(**_SEALED, values={"text": text}).hex()  # type: ignore[arg-type]  # reason: one dict of two types


def open_text(sealed: str) -> str:
    """Raises Unreadable for a text that `seal_text` did not make."""
    return str(decrypt(**_SEALED, blob=bytes.fromhex(sealed))["text"])  # type: ignore[arg-type]  # reason: the same


def has_second_factor(user: User) -> bool:
    return Authenticator.objects.filter(user=user, type=Authenticator.Type.TOTP).exists()


def remove_second_factor(user: User) -> bool:
    """Take the app and the recovery codes away; whether there were any."""
    return bool(Authenticator.objects.filter(user=user).delete()[0])


@transaction.atomic
def use_once(authenticator: Authenticator, code: str) -> bool:
    """Whether this correct code of an app was not used before; it is used now.

    The library remembers used codes in a cache, which each process has for itself.
    """
    held = Authenticator.objects.select_for_update().get(pk=authenticator.pk)
    secret = open_text(held.data["secret"])
    typed = "".join(code.split())
    counters = [at for at in yield_hotp_counters_from_time() if _code(secret, at) == typed]
    if not counters or counters[-1] <= held.data.get("used", 0):
        return False
    _keep(held, used=counters[-1], wrong=0)
    return True


def _code(secret: str, counter: int) -> str:
    return str(format_hotp_value(hotp_value(secret, counter)))


def _keep(held: Authenticator, **values: Any) -> None:
    held.data = {**held.data, **values}
    held.save(update_fields=["data"])


@transaction.atomic
def count_wrong_code(user: User) -> None:
    for held in Authenticator.objects.select_for_update().filter(user=user, type=Authenticator.Type.TOTP):
        _keep(held, wrong=held.data.get("wrong", 0) + 1, wrong_at=time.time())


@transaction.atomic
def forget_wrong_codes(user: User) -> None:
    for held in Authenticator.objects.select_for_update().filter(user=user, type=Authenticator.Type.TOTP):
        _keep(held, wrong=0)


def held_back(user: User) -> bool:
    """Whether too many wrong codes were tried in a row, and lately."""
    held = Authenticator.objects.filter(user=user, type=Authenticator.Type.TOTP).first()
    if held is None or held.data.get("wrong", 0) < MOST_WRONG:
        return False
    return bool(time.time() - held.data["wrong_at"] < settings.AXES_COOLOFF_TIME.total_seconds())
