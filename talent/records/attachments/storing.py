"""Sealed files on disk: whole or not at all, below one folder, under names that say nothing."""

import os
import re
import secrets
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from django.conf import settings

_NAME = re.compile("[0-9a-f]{32}")
_DRAFT = ".part"


class Missing(RuntimeError):
    """The file of an attachment is not in the folder, or is not what was written there."""


def write(content: bytes) -> str:
    """The name under which the content is kept from now on, also through a loss of power."""
    name = secrets.token_hex(16)
    path = _path(name)
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    draft = path.with_suffix(_DRAFT)
    handle = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        draft.rename(path)
    except BaseException:
        draft.unlink(missing_ok=True)
        raise
    _settle(path.parent)
    return name


def read(name: str) -> bytes:
    """The content. Raises Missing."""
    try:
        return _path(name).read_bytes()
    except OSError as lost:
        raise Missing(name) from lost


def remove(name: str) -> None:
    """Takes a file away; one that is away already is no error."""
    _path(name).unlink(missing_ok=True)


def older_than(seconds: int) -> Iterator[str]:
    """The names of whole and of half-written files that have lain here so long; half ones are taken away."""
    limit = time.time() - seconds
    for path in Path(settings.ATTACHMENT_DIR).glob("??/*"):
        with suppress(FileNotFoundError):
            if path.stat().st_mtime > limit:
                continue
        if path.suffix == _DRAFT:
            path.unlink(missing_ok=True)
        elif _NAME.fullmatch(path.name):
            yield path.name


def _path(name: str) -> Path:
    return Path(settings.ATTACHMENT_DIR) / name[:2] / name


def _settle(folder: Path) -> None:
    """Names as well as contents have to be on the disk."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
