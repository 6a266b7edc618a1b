"""Secret keys live in one file outside the database, so that a dump of the database opens nothing."""

import json
import os
import secrets
import stat
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

_BLOB_KEY_BYTES = 16
_HMAC_KEY_BYTES = 32


@dataclass(frozen=True)
class Keys:
    """Data keys by number (the largest one seals, all of them open), those of disclosure control from the
    first to the newest, and the one of the blind index."""

    data: dict[int, bytes]
    blind_index: bytes
    statistics: tuple[bytes, ...]

    @property
    def current(self) -> int:
        return max(self.data)


def keys() -> Keys:
    """The keys of the file named by settings.TALENT_KEY_FILE.

    Raises ImproperlyConfigured when the file is missing (unless TALENT_KEY_FILE_CREATE), readable by
    others, or not whole. A file that was written anew is read anew.
    """
    given = settings.TALENT_KEY_FILE
    try:
        written = os.stat(given).st_mtime_ns
    except FileNotFoundError:
        written = 0
    return _load(given, written)


@lru_cache(maxsize=4)
def _load(given: str | Path, _written: int) -> Keys:
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
        if not data:
            raise ValueError("no data key")
        return Keys(
            data=data,
            blind_index=_key(raw["blind_index"], _HMAC_KEY_BYTES),
            statistics=tuple(_key(text, _HMAC_KEY_BYTES) for text in _numbered(raw["statistics"])),
        )
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise ImproperlyConfigured(f"TALENT_KEY_FILE: {path} is not a whole key file") from error


def _numbered(found: str | dict[str, str]) -> list[str]:
    """The keys of disclosure control in order: one by itself, or some by number, of which none may lack."""
    if isinstance(found, str):
        return [found]
    return [found[str(number)] for number in range(1, max(len(found), 1) + 1)]


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
        "statistics": secrets.token_hex(_HMAC_KEY_BYTES),
        "blind_index": secrets.token_hex(_HMAC_KEY_BYTES),
    }
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = _written_beside(path, content)
    try:
        # link() refuses to replace: the first process wins and the others read its keys.
        os.link(draft, path)
    except FileExistsError:
        pass
    finally:
        draft.unlink()


def add_statistics_key() -> int:
    """Put a fresh newest key of disclosure control into the file, beside all that stands there; returns its
    number. Whoever calls sees to it that no other does at the same time. Raises OSError where the file may
    not be replaced."""
    standing = keys()  # checks the file as a whole before it is written anew
    path = Path(settings.TALENT_KEY_FILE)
    content = json.loads(path.read_text())
    number = len(standing.statistics) + 1
    numbered = {str(place): key.hex() for place, key in enumerate(standing.statistics, start=1)}
    content["statistics"] = {**numbered, str(number): secrets.token_hex(_HMAC_KEY_BYTES)}
    draft = _written_beside(path, content)
    try:
        draft.replace(path)
    finally:
        draft.unlink(missing_ok=True)
    return number


def _written_beside(path: Path, content: dict[str, Any]) -> Path:
    """A whole file for its owner alone, on the disk for good, to be put in the place of `path`."""
    draft = path.with_name(f"{path.name}.{os.getpid()}.{secrets.token_hex(4)}")
    handle = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o400)
    with os.fdopen(handle, "w") as file:
        json.dump(content, file)
        file.flush()
        os.fsync(file.fileno())  # what is sealed with a key that a power cut took away stays sealed
    return draft
