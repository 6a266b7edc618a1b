"""The files of a batch as one zip, made while it is sent: at no time are two of them in the memory."""

import io
import zipfile
from collections.abc import Iterable, Iterator


class _Sent(io.RawIOBase):
    """Where the zip is written to: what was written is taken away again and again."""

    def __init__(self) -> None:
        self._written: list[bytes] = []

    def writable(self) -> bool:
        return True

    def write(self, data: object) -> int:
        piece = bytes(data)  # type: ignore[call-overload]  # reason: any buffer, which object does not say
        self._written.append(piece)
        return len(piece)

    def taken(self) -> bytes:
        pieces, self._written = self._written, []
        return b"".join(pieces)


def zipped(files: Iterable[tuple[str, bytes]]) -> Iterator[bytes]:
    """The bytes of a zip of (name, content); contents are stored as they are, since PDF is compressed."""
    sent = _Sent()
    with zipfile.ZipFile(sent, "w", zipfile.ZIP_STORED) as archive:
        for name, content in files:
            archive.writestr(name, content)
            yield sent.taken()
    yield sent.taken()
