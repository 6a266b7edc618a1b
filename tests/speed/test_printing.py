"""Sheets as PDF against what plain ReportLab makes of the same data: Paragraph tables and its own QR code.

Both use the same font files, the same cores and files of as many forms. `BENCH_SIZE` forms a batch.
"""

import io
import os
import resource
import time
from concurrent.futures import ProcessPoolExecutor
from dataclasses import replace
from itertools import batched
from xml.sax.saxutils import escape

import pypdf
import pytest
from reportlab.graphics.barcode.qr import QrCodeWidget
from reportlab.graphics.shapes import Drawing
from reportlab.lib import colors
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.platypus import PageBreak, Paragraph, SimpleDocTemplate, Spacer, Table

from reports.printing.numbers import new_number
from reports.printing.pressing import MOST, press, processes, starting
from reports.printing.render import render_file, render_sheet
from reports.printing.typefaces import Role, typeface
from tests.reports.printing.forms import form
from tests.speed.measure import SIZE, compare

pytestmark = pytest.mark.slow

FORMS = min(SIZE, 10_000)
CORES = processes()
MM = 72 / 25.4


def official(number):
    """A filled-in form of one page with its number and code."""
    given = new_number()
    return replace(form(number), number=given, address=f"https://rencai.example.gov.cn/verify/{given}/")


def stock(documents):
    """What the user guide of ReportLab leads to."""
    file, story = io.BytesIO(), []
    body, label, title = (
        ParagraphStyle(role, fontName=typeface(role).name, fontSize=size, leading=1.3 * size, wordWrap="CJK")
        for role, size in ((Role.SONG, 10.5), (Role.HEI, 10.5), (Role.TITLE, 22))
    )
    for document in documents:
        story.append(Paragraph(escape(document.title), title))
        story += [Paragraph(escape(f"{line.label}：{line.value}"), body) for line in document.head]
        for table in document.tables:
            story += [Paragraph(escape(table.caption), label), Spacer(1, 6)]
            heads = [Paragraph(escape(column.label), label) for column in table.columns]
            rows = [[Paragraph(escape(text), body) for text in row] for row in table.rows]
            share = (A4[0] - 50 * MM) / sum(column.weight for column in table.columns)
            story.append(
                Table(
                    [heads, *rows],
                    colWidths=[column.weight * share for column in table.columns],
                    repeatRows=1,
                    style=[
                        ("GRID", (0, 0), (-1, -1), 0.6, colors.black),
                        ("BOX", (0, 0), (-1, -1), 1.2, colors.black),
                        ("FONTNAME", (0, 0), (-1, -1), body.fontName),
                        ("VALIGN", (0, 0), (-1, -1), "MIDDLE"),
                    ],
                )
            )
        story.append(Paragraph(escape(f"核验编号 {document.number}"), body))
        code = QrCodeWidget(document.address, barWidth=15 * MM, barHeight=15 * MM)
        story += [Drawing(15 * MM, 15 * MM, code), PageBreak()]
    margins = dict.fromkeys(("leftMargin", "rightMargin", "topMargin", "bottomMargin"), 25 * MM)
    SimpleDocTemplate(file, pagesize=A4, **margins).build(story)
    return file.getvalue()


def pages_of(pdf):
    return len(pypdf.PdfReader(io.BytesIO(pdf)).pages)


def test_a_single_form_against_plain_reportlab():
    document = official(1)
    assert document.tables[0].rows[0][1] in pypdf.PdfReader(
        io.BytesIO(render_sheet(document).pdf)
    ).pages[0].extract_text()  # fmt: skip
    numbers = iter(range(2, 10_000))
    line = compare(
        "single form as PDF",
        ours=lambda: render_sheet(official(next(numbers))),
        other=lambda: stock([official(next(numbers))]),
        rounds=25,
    )
    assert line["ratio"] >= 1.5


def test_a_batch_against_plain_reportlab_on_the_same_cores():
    forms = [official(number) for number in range(FORMS)]
    part = min(MOST, max(1, FORMS // CORES))
    with press("zh-hans", count=CORES) as ours, ProcessPoolExecutor(CORES, mp_context=starting()) as other:
        small = forms[: 2 * CORES]
        assert sum(pages_of(each.pdf) for each in ours([[form] for form in small])) == len(small)
        list(other.map(stock, [[form] for form in small]))  # both have started
        line = compare(
            f"batch of {FORMS} forms on {CORES} cores",
            ours=lambda: [len(each.pdf) for each in ours(batched(forms, part))],
            other=lambda: [len(each) for each in other.map(stock, list(batched(forms, part)))],
            rounds=1 if FORMS > 500 else 3,
        )
    print(f"{FORMS / line['ours']:.0f} forms a second, plain {FORMS / line['other']:.0f}")
    assert FORMS < 1000 or line["ratio"] >= 4


def test_the_memory_of_a_process_is_the_same_after_many_files():
    """Files of 250 from 100 forms up to all of them, in one process that is not replaced meanwhile."""
    with ProcessPoolExecutor(1, mp_context=starting()) as pool:
        measured = pool.submit(peaks, FORMS).result()
    began = time.strftime("%H:%M")
    print(f"\nmemory of a printing process ({began}, {os.cpu_count()} cores): " + ", ".join(
        f"{count} forms {peak} MB" for count, peak in measured.items()))  # fmt: skip
    assert max(measured.values()) < 1.3 * min(measured.values())


def peaks(count):
    """The most memory so far in MB, after 100, 1,000 … forms."""
    found, done = {}, 0
    while done < count:
        part = min(100 if not done else MOST, count - done)
        render_file([official(done + number) for number in range(part)])
        done += part
        if done in {100, 1100, 5100} or done == count:
            found[done] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    return found
