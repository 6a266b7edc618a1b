"""Secret keys live in one file outside the database, so that a dump of the database opens nothing."""

import json
import os
import secrets
import stat
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

PURPOSES = ("statistics", "blind_index")
_BLOB_KEY_BYTES = 16
_HMAC_KEY_BYTES = 32


@dataclass(frozen=True)
class Keys:
    """Data keys by number (the largest one seals, all of them open) and one key for each other purpose."""

    data: dict[int, bytes]
    blind_index: bytes
    statistics: bytes

    @property
    def current(self) -> int:
        return max(self.data)


def keys() -> Keys:
    """The keys of the file named by settings.TALENT_KEY_FILE.

    Raises ImproperlyConfigured when the file is missing (unless TALENT_KEY_FILE_CREATE), readable by
    others, or not whole.
    """
    return _load(settings.TALENT_KEY_FILE)


@lru_cache(maxsize=4)
def _load(given: str | Path) -> Keys:
    path = Path(given)
    if not path.exists():
        if not settings.TALENT_KEY_FILE_CREATE:
            raise ImproperlyConfigured(f"TALENT_KEY_FILE: no such file: {path}")
        create_key_file(path)
    if stat.S_IMODE(path.stat().st_mode) & 0o077:
        raise ImproperlyConfigured(f"TALENT_KEY_FILE: {path} must not be readable by others (chmod 0400)")
    return _parse(path)


def _parse(path: Path) -> Keys:
    try:
        raw = json.loads(path.read_text())
        data = {int(number): _key(text, _BLOB_KEY_BYTES) for number, text in raw["data"].items()}
        others = {purpose: _key(raw[purpose], _HMAC_KEY_BYTES) for purpose in PURPOSES}
        if not data:
            raise ValueError("no data key")
        return Keys(data=data, **others)
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise ImproperlyConfigured(f"TALENT_KEY_FILE: {path} is not a whole key file") from error


def _key(text: str, length: int) -> bytes:
    """A key that was cut short would still index and seal, and be guessed."""
    key = bytes.fromhex(text)
    if len(key) != length:
        raise ValueError(f"{len(key)} bytes instead of {length}")
    return key


def create_key_file(path: Path) -> None:
    """Write fresh random keys with mode 0400; two processes at once end with one and the same file."""
    content = {
        "data": {"1": secrets.token_hex(_BLOB_KEY_BYTES)},
        **{purpose: secrets.token_hex(_HMAC_KEY_BYTES) for purpose in PURPOSES},
    }
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_name(f"{path.name}.{os.getpid()}.{secrets.token_hex(4)}")
    handle = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o400)
    with os.fdopen(handle, "w") as file:
        json.dump(content, file)
        file.flush()
        os.fsync(file.fileno())  # what is sealed with a key that a power cut took away stays sealed
    try:
        # link() refuses to replace: the first process wins and the others read its keys.
        os.link(draft, path)
    except FileExistsError:
        pass
    finally:
        draft.unlink()
