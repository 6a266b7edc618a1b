"""Files that were looked at and not written yet. They wait on the server, sealed for whoever brought them.

A file within the limits would be too large for a form to carry it back. Nothing of the register changes by
it, so there is no event; of each account one file waits for each list, for a day.
"""

import zlib
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID, uuid4

from django.db import transaction
from django.utils import timezone

from talent.categories.models import CodeImport, CodeList
from talent.security.models import User
from talent.security.service import Unreadable, decrypt_bytes, encrypt_bytes

_WAITS = timedelta(days=1)
_TABLE, _COLUMN = "code_import", "sealed"


@dataclass(frozen=True)
class Waiting:
    """`revision`: that of the list when the preview was shown."""

    revision: int
    text: str


@transaction.atomic
def keep(*, code_list: CodeList, by: User, text: str) -> str:
    """Keep the text of a file in place of an earlier one; the key by which only `by` finds it again."""
    CodeImport.objects.filter(made_at__lt=timezone.now() - _WAITS).delete()
    packed = zlib.compress(text.encode())
    sealed = encrypt_bytes(table=_TABLE, column=_COLUMN, row_id=by.pk, content=packed)
    now = {"key": uuid4(), "revision": code_list.revision, "sealed": sealed, "made_at": timezone.now()}
    made, _new = CodeImport.objects.update_or_create(code_list=code_list, account=by, defaults=now)
    return str(made.key)


def kept(*, code_list: CodeList, by: User, key: str) -> Waiting | None:
    """The own file of this key for this list; None when it waits no longer."""
    try:
        own = CodeImport.objects.filter(code_list=code_list, account=by, key=UUID(key))
    except ValueError:
        return None
    row = own.filter(made_at__gte=timezone.now() - _WAITS).first()
    if row is None:
        return None
    try:
        packed = decrypt_bytes(table=_TABLE, column=_COLUMN, row_id=by.pk, blob=bytes(row.sealed))
    except Unreadable:
        return None
    return Waiting(row.revision, zlib.decompress(packed).decode())


def forget(*, code_list: CodeList, by: User) -> None:
    """Take the own file for a list away."""
    CodeImport.objects.filter(code_list=code_list, account=by).delete()
