"""Pages of a sheet as pictures for a preview: places and widths of the PDF, in the browser's fonts."""

from collections.abc import Iterator, Sequence

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from reports.printing.mongolian import UNITS
from reports.printing.pages import Page, Words

_PATHS = {"m": "M", "l": "L", "c": "C", "h": "Z"}
_FAMILIES = (("Serif", "serif"), ("Kai", "KaiTi, 楷体, serif"), ("Sans", "sans-serif"))


def sketch(pages: Sequence[Page]) -> SafeString:
    """Each page as one SVG."""
    return format_html_join("\n", "{}", ((_page(page, number),) for number, page in enumerate(pages, 1)))


def _page(page: Page, number: int) -> SafeString:
    return format_html(
        '<svg class="paper" role="img" aria-label="{}" viewBox="0 0 {} {}">{}{}{}{}{}</svg>',
        _("第 %(number)d 页") % {"number": number},
        round(page.width, 1),
        round(page.height, 1),
        format_html_join("", '<rect x="{}" y="{}" width="{}" height="{}" fill="#eee"/>', _bands(page)),
        format_html_join(
            "",
            '<line x1="{}" y1="{}" x2="{}" y2="{}" stroke="#000" stroke-width="{}"/>',
            (
                (*_at(page, each.x0, each.y0), *_at(page, each.x1, each.y1), each.weight)
                for each in page.strokes
            ),
        ),
        format_html_join(
            "",
            '<rect x="{}" y="{}" width="{}" height="{}" fill="none" stroke="#999"/>',
            (
                (round(left, 1), round(page.height - top, 1), picture.width, picture.height)
                for left, top, picture in page.pictures
            ),
        ),
        format_html_join(
            "", "{}", ((_words(page, each),) for each in page.words if each.line.runs and not each.hidden)
        ),
        format_html_join("", '<path transform="matrix({} {} {} {} {} {})" d="{}"/>', _columns(page)),
    )


def _bands(page: Page) -> Iterator[tuple[float, float, float, float]]:
    for left, bottom, width, height, _grey in page.bands:
        yield round(left, 1), round(page.height - bottom - height, 1), round(width, 1), round(height, 1)


def _columns(page: Page) -> Iterator[tuple[float, float, float, float, float, float, str]]:
    """The outlines of Mongolian, turned: along a column is down the page, and up from it is to the right."""
    for left, top, columns in page.uprights:
        scale = round(columns.size / UNITS, 5)
        for number, strip in enumerate(columns.strips):
            x, y = _at(page, left + columns.base_line(number), top)
            yield 0, scale, scale, 0, x, y, " ".join(_step(*each) for each in strip.outline)


def _step(step: str, numbers: tuple[float, ...]) -> str:
    return " ".join([_PATHS[step], *(f"{number:.0f}" for number in numbers)])


def _at(page: Page, x: float, y: float) -> tuple[float, float]:
    return round(x, 1), round(page.height - y, 1)


def _words(page: Page, words: Words) -> SafeString:
    """A line as wide as it will be: the browser draws it closer or wider where its fonts differ."""
    text = "".join(run.text for run in words.line.runs)
    face = words.line.runs[0].face
    family = next((name for key, name in _FAMILIES if key in face), "sans-serif")
    return format_html(
        '<text x="{}" y="{}" font-size="{}" font-family="{}" font-weight="{}" textLength="{}"'
        ' lengthAdjust="spacingAndGlyphs" xml:space="preserve">{}</text>',
        *_at(page, words.x, words.y),
        words.size,
        family,
        "bold" if "Black" in face else "normal",
        max(0.1, round(words.line.width, 1)),
        text,
    )
