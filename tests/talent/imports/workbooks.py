"""Small workbooks, written part by part so that anything can be wrong with them."""

import io
import zipfile
from xml.sax.saxutils import escape

_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_RELATED = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_HEAD = '<?xml version="1.0" encoding="UTF-8"?>'


def workbook(*sheets, styles="", extra=(), states=(), packed=zipfile.ZIP_DEFLATED, **parts):
    """The bytes of an xlsx of sheets given as XML (see `sheet`).

    styles: number formats, by which style 1, 2, … of a cell is meant. extra: further (name, content).
    states: of the sheets, "" or "hidden". parts: content instead of the usual one, None for no such part.
    """
    names = [f"表{number}" for number in range(1, len(sheets) + 1)]
    contents = {
        "[Content_Types].xml": _content_types(len(sheets)),
        "_rels/.rels": _relations([("officeDocument", "xl/workbook.xml")]),
        "xl/workbook.xml": parts.get("workbook", _book(names, states)),
        "xl/_rels/workbook.xml.rels": _relations(
            [("worksheet", f"worksheets/sheet{number}.xml") for number in range(1, len(sheets) + 1)]
            + [("styles", "styles.xml")]
        ),
        "xl/styles.xml": parts.get("styles_part", _styles(styles)),
        **{f"xl/worksheets/sheet{number}.xml": xml for number, xml in enumerate(sheets, start=1)},
    }
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", packed) as archive:
        for name, content in [*contents.items(), *extra]:
            if content is not None:
                archive.writestr(name, content)
    return stream.getvalue()


def sheet(cells, merged=()):
    """A worksheet of {"A1": value}; a value is text, a number, (number, style), or XML of the whole cell."""
    rows = {}
    for place, value in cells.items():
        number = int("".join(filter(str.isdigit, place)))
        rows.setdefault(number, []).append(_cell(place, value))
    body = "".join(f'<row r="{number}">{"".join(row)}</row>' for number, row in sorted(rows.items()))
    joined = "".join(f'<mergeCell ref="{area}"/>' for area in merged)
    tail = f'<mergeCells count="{len(merged)}">{joined}</mergeCells>' if merged else ""
    return f'{_HEAD}<worksheet xmlns="{_MAIN}"><sheetData>{body}</sheetData>{tail}</worksheet>'


def table(*rows):
    """A worksheet of rows of text from A1 on; None leaves a cell out."""
    return sheet(
        {
            f"{chr(ord('A') + column)}{number}": text
            for number, row in enumerate(rows, start=1)
            for column, text in enumerate(row)
            if text is not None
        }
    )


def _cell(place, value):
    if isinstance(value, str):
        if value.startswith("<c"):
            return value
        return f'<c r="{place}" t="inlineStr"><is><t xml:space="preserve">{escape(value)}</t></is></c>'
    number, style = value if isinstance(value, tuple) else (value, 0)
    return f'<c r="{place}" s="{style}"><v>{number}</v></c>'


def _book(names, states):
    shown = dict(enumerate(states))
    sheets = "".join(
        f'<sheet name="{name}" sheetId="{at + 1}" state="{shown.get(at) or "visible"}" r:id="rId{at + 1}"/>'
        for at, name in enumerate(names)
    )
    return f'{_HEAD}<workbook xmlns="{_MAIN}" xmlns:r="{_RELATED}"><sheets>{sheets}</sheets></workbook>'


def _relations(targets):
    each = "".join(
        f'<Relationship Id="rId{number}" Type="{_RELATED}/{kind}" Target="{target}"/>'
        for number, (kind, target) in enumerate(targets, start=1)
    )
    return f'{_HEAD}<Relationships xmlns="{_PACKAGE}/relationships">{each}</Relationships>'


def _content_types(sheets):
    main = "application/vnd.openxmlformats-officedocument.spreadsheetml"
    parts = [("/xl/workbook.xml", "sheet.main"), ("/xl/styles.xml", "styles")]
    parts += [(f"/xl/worksheets/sheet{number}.xml", "worksheet") for number in range(1, sheets + 1)]
    each = "".join(f'<Override PartName="{name}" ContentType="{main}.{kind}+xml"/>' for name, kind in parts)
    rels = f'<Default Extension="rels" ContentType="{_PACKAGE.replace("http://", "application/vnd.")}+xml"/>'
    return f'{_HEAD}<Types xmlns="{_PACKAGE}/content-types">{rels}{each}</Types>'


def _styles(formats):
    """Style n has the n-th of the formats: the number of a built-in one, or the code of an own one."""
    own = "".join(
        f'<numFmt numFmtId="{200 + at}" formatCode="{escape(code, {chr(34): "&quot;"})}"/>'
        for at, code in enumerate(formats)
        if isinstance(code, str)
    )
    numbers = [0, *(200 + at if isinstance(code, str) else code for at, code in enumerate(formats))]
    xfs = "".join(f'<xf numFmtId="{number}" applyNumberFormat="1"/>' for number in numbers)
    return f'{_HEAD}<styleSheet xmlns="{_MAIN}"><numFmts>{own}</numFmts><cellXfs>{xfs}</cellXfs></styleSheet>'
