"""A template as a clerk fills it in: values typed into its cells, everything else as it came."""

import io
import zipfile
from xml.sax.saxutils import escape

from defusedxml import ElementTree

from talent.imports.blanks import as_workbook, blank_of
from talent.imports.lists import open_list

MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"


def parts_of(data):
    """name → content of every part of a workbook."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def part(data, name):
    """One part of a workbook as elements."""
    return ElementTree.fromstring(parts_of(data)[name])


def filled(data, rows):
    """The workbook with these rows of text under the headings of its first sheet; "" leaves a cell empty."""
    parts = parts_of(data)
    sheet = parts["xl/worksheets/sheet1.xml"].decode()
    typed = "".join(_row(number, row) for number, row in enumerate(rows, start=2))
    parts["xl/worksheets/sheet1.xml"] = sheet.replace("</sheetData>", f"{typed}</sheetData>").encode()
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return stream.getvalue()


def _row(number, texts):
    cells = "".join(
        f'<c r="{letters(place)}{number}" s="1" t="inlineStr"><is>'
        f'<t xml:space="preserve">{escape(text)}</t></is></c>'
        for place, text in enumerate(texts, start=1)
        if text
    )
    return f'<row r="{number}">{cells}</row>'


def letters(column):
    name = ""
    while column:
        column, rest = divmod(column - 1, 26)
        name = chr(ord("A") + rest) + name
    return name


def read_back(made, columns, documents):
    """The raw documents that come out of the template of a definition after these were typed into it.

    Of a repeating group its first row. Every field that a list can hold must have a column.
    """
    blank = blank_of(made, columns, {each.path for each in columns})
    assert [each.spec.path for each in blank.columns] == [each.path for each in columns]
    rows = [[_typed(document, each.spec) for each in blank.columns] for document in documents]
    found = open_list(io.BytesIO(filled(as_workbook(blank), rows)), "list.xlsx", columns)
    return [each.raw for each in found.rows]


def _typed(document, spec):
    group, _, key = spec.path.partition(".")
    content = document.get(group)
    row = (content or [{}])[0] if spec.repeat else (content or {})
    return row.get(key, "")
