"""What must be true of an xlsx, which is a zip archive, before any parser sees it."""

import io
import zipfile
import zlib
from collections.abc import Iterable, Iterator

from django.utils.translation import gettext as _

from talent.imports.readers import limits
from talent.imports.readers.refusal import Unreadable

_CHUNK = limits.MIB
_PIECE = 64 * 1024
_LOCAL_HEADER = 30
_MACROS = ("vbaproject", "xl/macrosheets/", "xl/vbadata")
_LINKS = ("xl/externallinks/", "xl/connections.xml", "xl/querytables/")
_DECLARATIONS = (b"<!doctype", b"<!entity")
_LONGEST_DECLARATION = max(map(len, _DECLARATIONS))
_ENCRYPTED = 1


def check_archive(data: bytes) -> None:
    """Raises Unreadable for an archive that is damaged, hostile, or larger inside than limits.py allows."""
    members = _members(data)
    _check_names([member.filename.lower() for member in members])
    room = limits.INFLATED_BYTES
    for member in members:
        room -= _check_member(data, member, room)


def _members(data: bytes) -> list[zipfile.ZipInfo]:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            members = archive.infolist()
    except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError) as error:
        raise damaged() from error
    if len(members) > limits.MEMBERS:
        raise Unreadable(
            _(
                "文件内部的部件有 %(count)s 个，超过 %(limit)s 个。"
                "请删去图片、图表和多余的工作表，再另存为 .xlsx 后上传。"
            )
            % {"count": len(members), "limit": limits.MEMBERS}
        )
    return members


def damaged() -> Unreadable:
    """The refusal of a workbook that cannot be opened."""
    return Unreadable(_("文件已损坏，无法打开。请用 Excel 或 WPS 打开原表，重新另存为 .xlsx 后上传。"))


def _check_names(names: list[str]) -> None:
    if any(mark in name for name in names for mark in _MACROS):
        raise Unreadable(_("文件里有宏，为安全起见不能导入。请另存为不带宏的“Excel 工作簿(.xlsx)”后上传。"))
    if any(mark in name for name in names for mark in _LINKS):
        raise Unreadable(
            _(
                "文件链接了其他文件或数据源，不能导入。"
                "请在“数据—编辑链接”中断开链接(或全选后粘贴为数值)，保存后再上传。"
            )
        )
    if len(set(names)) < len(names):
        raise damaged()
    if "[content_types].xml" not in names or "xl/workbook.xml" not in names:
        raise Unreadable(_("文件不是 Excel 工作簿。请用 Excel 或 WPS 打开原表，另存为 .xlsx 后上传。"))


def _check_member(data: bytes, member: zipfile.ZipInfo, room: int) -> int:
    """The true inflated size of a part; what the archive says of it is not believed."""
    name = member.filename.lower()
    allowed = min(room, max(limits.RATIO_FREE_BYTES, limits.RATIO * member.compress_size))
    size, before = 0, b""
    for chunk in _inflate(data, member):
        size += len(chunk)
        if size > allowed:
            raise _too_large()
        if not name.startswith("xl/media/"):
            before = _check_xml(name, before, chunk)
    return size


def _too_large() -> Unreadable:
    return Unreadable(
        _(
            "文件展开后过大(上限 %(limit)s MB，且不超过压缩后的 %(ratio)s 倍)。"
            "请删去空白行列和多余格式，或拆成几个文件再上传。"
        )
        % {"limit": limits.INFLATED_BYTES // limits.MIB, "ratio": limits.RATIO}
    )


def _check_xml(name: str, before: bytes, chunk: bytes) -> bytes:
    """Refuse declarations in a chunk or over its border with the one before; returns its end for the next."""
    if not before and name.endswith((".xml", ".rels", ".vml")):
        _check_encoding(chunk)
    lowered = before + chunk.lower()
    if any(declaration in lowered for declaration in _DECLARATIONS):
        raise Unreadable(
            _("文件内部含有实体声明，为安全起见不能导入。请用 Excel 或 WPS 打开后另存为新的 .xlsx 再上传。")
        )
    return lowered[-_LONGEST_DECLARATION:]


def _check_encoding(start: bytes) -> None:
    # In UTF-16 a declaration would pass unseen below.
    if start.startswith((b"\xff\xfe", b"\xfe\xff")) or b"\x00" in start[:4]:
        raise Unreadable(
            _("文件内部的编码不常见，无法读取。请用 Excel 或 WPS 打开后另存为新的 .xlsx 再上传。")
        )


def _inflate(data: bytes, member: zipfile.ZipInfo) -> Iterator[bytes]:
    """The content of a part in chunks, read past the size that its header claims."""
    if member.flag_bits & _ENCRYPTED or member.compress_type not in (
        zipfile.ZIP_STORED,
        zipfile.ZIP_DEFLATED,
    ):
        raise damaged()
    start = member.header_offset + _LOCAL_HEADER
    lengths = data[start - 4 : start]
    start += int.from_bytes(lengths[:2], "little") + int.from_bytes(lengths[2:], "little")
    packed = memoryview(data)[start : start + member.compress_size]
    pieces = (bytes(packed[at : at + _PIECE]) for at in range(0, len(packed), _PIECE))
    if member.compress_type == zipfile.ZIP_STORED:
        yield from pieces
        return
    try:
        yield from _unpack(pieces)
    except zlib.error as error:
        raise damaged() from error


def _unpack(pieces: Iterable[bytes]) -> Iterator[bytes]:
    unpacker = zlib.decompressobj(-zlib.MAX_WBITS)
    for piece in pieces:
        while piece:
            yield unpacker.decompress(piece, _CHUNK)
            piece = unpacker.unconsumed_tail
    while chunk := unpacker.decompress(b"", _CHUNK):
        yield chunk
    if not unpacker.eof:
        raise damaged()
