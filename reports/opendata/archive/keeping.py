"""The archive of a release, made once and kept: by a job when it is published, else at the first question.

The same release gives the same bytes on every machine, so several of them need not share a folder.
"""

import fcntl
import hashlib
import io
import os
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from django.conf import settings

from reports.opendata.archive.contents import checksums, files
from reports.opendata.books import read_book
from reports.opendata.standing import Standing

#: Files in a zip have a day; this one says nothing of when it was made.
_MADE = (2026, 1, 1, 0, 0, 0)
_READABLE = 0o644 << 16


@dataclass(frozen=True)
class Archive:
    """A kept file, and the name that it is handed out under."""

    path: Path
    name: str
    size: int
    sha256: str


def kept_archive(standing: Standing) -> Archive:
    """The archive of a release; made now where this machine does not have it yet."""
    folder = Path(settings.OPEN_DATA_DIR) / "archives"
    path = folder / f"{standing.stamp}.zip"
    if not path.exists():
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        with _alone(folder / "making"):
            if not path.exists():
                _write(path, _made(standing))
    return _looked_at(path, f"inner-mongolia-talent-{standing.release.number}.zip")


@lru_cache(maxsize=64)
def _looked_at(path: Path, name: str) -> Archive:
    return Archive(path, name, path.stat().st_size, hashlib.sha256(path.read_bytes()).hexdigest())


def _made(standing: Standing) -> bytes:
    found = (
        [*files([read_book(each) for each in standing.tables.values()], standing.notes)]
        if standing.tables
        else []
    )
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for name, body in [*found, ("SHA256SUMS", checksums(found))]:
            entry = zipfile.ZipInfo(name, _MADE)
            entry.external_attr = _READABLE
            # Parquet is packed already.
            packed = zipfile.ZIP_STORED if name.endswith(".parquet") else zipfile.ZIP_DEFLATED
            archive.writestr(entry, body, packed)
    return stream.getvalue()


def _write(path: Path, body: bytes) -> None:
    """Whoever reads finds all of it or nothing."""
    unfinished = path.with_suffix(f".{os.getpid()}")
    unfinished.write_bytes(body)
    unfinished.replace(path)


@contextmanager
def _alone(file: Path) -> Iterator[None]:
    """Of all processes of this machine one makes the archive, the others wait for it."""
    with file.open("w") as handle:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield
