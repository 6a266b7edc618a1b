"""Files as people and attackers send them, made here: nothing hostile is kept beside the tests."""

import io
import struct
import zipfile
import zlib

from PIL import Image
from pypdf import PdfWriter
from pypdf.generic import ArrayObject, DictionaryObject, NameObject, NumberObject, TextStringObject

LATITUDE = 43.9436


def picture(kind="JPEG", size=(640, 480), colour=(180, 40, 40), **saved):
    target = io.BytesIO()
    Image.new("RGB", size, colour).save(target, kind, **saved)
    return target.getvalue()


def jpg(size=(640, 480), **saved):
    return picture("JPEG", size, **saved)


def png(size=(64, 48)):
    return picture("PNG", size)


def with_position(size=(640, 480), orientation=6):
    """A JPEG that says where it was taken, by which camera, and that it lies on its side."""
    exif = Image.Exif()
    exif[0x0112] = orientation
    exif[0x010F] = "SecretCamera"
    exif.get_ifd(0x8825).update({1: "N", 2: (43.0, 56.0, 37.0), 3: "E", 4: (116.0, 5.0, 9.0)})
    return jpg(size, exif=exif, comment=b"SecretComment")


def zipped():
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        archive.writestr("evil.txt", "SecretPayload")
    return target.getvalue()


def bomb(width=60_000, height=60_000):
    """A PNG of a few bytes that says it is 3.6 thousand million pixels."""

    def chunk(name, content):
        return (
            struct.pack(">I", len(content)) + name + content + struct.pack(">I", zlib.crc32(name + content))
        )

    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", head)
        + chunk(b"IDAT", zlib.compress(b"\0" * 1000))
        + chunk(b"IEND", b"")
    )


def pdf(change=lambda writer: None):
    writer = PdfWriter()
    writer.add_blank_page(200, 200)
    writer.add_metadata({"/Author": "SecretAuthor"})
    change(writer)
    target = io.BytesIO()
    writer.write(target)
    return target.getvalue()


def active(writer):
    """Scripts, a program to be started, another file inside, a form, a link that acts."""
    writer.add_attachment("evil.exe", b"SecretPayload")
    script = {
        NameObject("/S"): NameObject("/JavaScript"),
        NameObject("/JS"): TextStringObject("SecretScript"),
    }
    named = ArrayObject([TextStringObject("x"), DictionaryObject(script)])
    names = DictionaryObject({NameObject("/Names"): named})
    writer.root_object["/Names"].get_object()[NameObject("/JavaScript")] = names
    launch = {
        NameObject("/S"): NameObject("/Launch"),
        NameObject("/F"): TextStringObject("cmd.exe SecretProgram"),
    }
    writer.root_object[NameObject("/OpenAction")] = DictionaryObject(launch)
    page = writer.pages[0]
    page[NameObject("/AA")] = DictionaryObject({NameObject("/O"): DictionaryObject(launch)})
    link = {
        NameObject("/Type"): NameObject("/Annot"),
        NameObject("/Subtype"): NameObject("/Link"),
        NameObject("/Rect"): ArrayObject([NumberObject(each) for each in (0, 0, 50, 50)]),
        NameObject("/A"): DictionaryObject(launch),
    }
    carried = {**link, NameObject("/Subtype"): NameObject("/FileAttachment")}
    page[NameObject("/Annots")] = ArrayObject([DictionaryObject(link), DictionaryObject(carried)])


def locked():
    return pdf(lambda writer: writer.encrypt("owner", algorithm="RC4-128"))


def inflating():
    """A PDF whose object stream says a few bytes and holds hundreds of megabytes."""
    stream = zlib.compress(b" " * (300 * 1024 * 1024), 9)
    objects = (
        b"%%PDF-1.5\n1 0 obj\n<< /Type /ObjStm /N 1 /First 4 /Filter /FlateDecode /Length %d >>\nstream\n"
    )
    body = objects % len(stream) + stream + b"\nendstream\nendobj\n"
    rows = b"\x00\x00\x00\x00\x01\x00\x09\x00\x02\x00\x01\x00\x02\x00\x01\x01"
    table = b"2 0 obj\n<< /Type /XRef /W [1 2 1] /Size 4 /Root 3 0 R /Length %d >>\nstream\n" % len(rows)
    end = body + table + rows + b"\nendstream\nendobj\nstartxref\n%d\n%%%%EOF" % len(body)
    return end
