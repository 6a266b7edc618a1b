"""Program: a PDF from standard input, its pages without anything active to standard output.

Run by papers.py. It limits itself before it reads, knows nothing of the site, and says by its exit code why a
file is not taken.
"""

import resource
import sys
from collections.abc import Iterator
from io import BytesIO
from typing import Any

LOCKED, DAMAGED, TOO_MUCH = 10, 11, 12
_MEMORY, _SECONDS = 768 * 1024 * 1024, 20
#: What acts, leads out of the file, carries another file, or tells who made it. `/A` is any action.
_ACTIVE = (
    *(
        "/A",
        "/AA",
        "/PA",
        "/OpenAction",
        "/JS",
        "/JavaScript",
        "/Names",
        "/EmbeddedFiles",
        "/EF",
        "/AF",
        "/RF",
    ),
    *("/XFA", "/RichMediaContent", "/RichMediaSettings", "/Ref", "/OPI", "/Metadata", "/PieceInfo"),
)
#: Annotations that play, run or carry something; stamps and signatures stay as they look.
_ACTING = {"/FileAttachment", "/Movie", "/Sound", "/Screen", "/RichMedia", "/3D", "/Popup", "/TrapNet"}


def rewrite(content: bytes) -> bytes:
    """The pages as a new file. Raises PermissionError for a locked one, any other error for a broken one."""
    from pypdf import PdfReader, PdfWriter

    reader = PdfReader(BytesIO(content), strict=False)
    if reader.is_encrypted:
        raise PermissionError
    writer = PdfWriter()
    for page in reader.pages:
        writer.add_page(page)
    if not writer.pages:
        raise ValueError("no pages")
    writer.metadata = None
    for each in _everything(writer):
        _quieten(each)
    target = BytesIO()
    writer.write(target)
    return target.getvalue()


def _everything(writer: Any) -> Iterator[Any]:
    """Every dictionary that the pages lead to, each once."""
    from pypdf.generic import ArrayObject, DictionaryObject, IndirectObject

    seen: set[int] = set()
    waiting: list[Any] = [writer.root_object]
    while waiting:
        each = waiting.pop()
        if isinstance(each, IndirectObject):
            if each.idnum in seen:
                continue
            seen.add(each.idnum)
            each = each.get_object()
        if isinstance(each, DictionaryObject):
            yield each
            waiting += each.values()
        elif isinstance(each, ArrayObject):
            waiting += each


def _quieten(known: Any) -> None:
    from pypdf.generic import ArrayObject, NameObject, StreamObject

    for name in _ACTIVE:
        if name in known:
            del known[name]
    if known.get("/Type") == "/Filespec":
        known.clear()
    if isinstance(known, StreamObject):
        known.pop("/F", None)  # the content of a stream may stand in a file elsewhere
        if known.get("/Filter") in ("/DCTDecode", ["/DCTDecode"]):
            known._data = without_notes(known._data)
    if "/Annots" in known:
        marks = known["/Annots"].get_object()
        calm = [each for each in marks if each.get_object().get("/Subtype") not in _ACTING]
        known[NameObject("/Annots")] = ArrayObject(calm)


def without_notes(jpeg: bytes) -> bytes:
    """A JPEG without the segments in which cameras write where and by whom; as it is when it has none."""
    kept, place = bytearray(jpeg[:2]), 2
    while jpeg[place : place + 1] == b"\xff" and jpeg[place + 1] not in (0xDA, 0xD9):
        mark, size = jpeg[place + 1], int.from_bytes(jpeg[place + 2 : place + 4])
        if size < 2:
            return jpeg
        # APP0 and APP14 say how the colours are meant.
        if not (0xE1 <= mark <= 0xEF and mark != 0xEE) and mark != 0xFE:
            kept += jpeg[place : place + 2 + size]
        place += 2 + size
    return bytes(kept) + jpeg[place:]


def main() -> int:
    """Writes the new file and returns 0, or the code of a refusal."""
    resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, _MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (_SECONDS, _SECONDS))
    try:
        found = rewrite(sys.stdin.buffer.read())
    except (MemoryError, RecursionError):
        return TOO_MUCH
    except PermissionError:
        return LOCKED
    except Exception as broken:  # whatever the parser stumbles over: the file is not whole
        return TOO_MUCH if type(broken).__name__ == "LimitReachedError" else DAMAGED
    sys.stdout.buffer.write(found)
    return 0


if __name__ == "__main__":
    sys.exit(main())
