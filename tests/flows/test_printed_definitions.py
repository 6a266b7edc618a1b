"""Any definition at all: each field stands once on its form, on paper and as a page, over nothing else."""

from dataclasses import replace
from itertools import count

import pytest
from bs4 import BeautifulSoup
from django.contrib.auth.models import AnonymousUser
from django.test import RequestFactory
from hypothesis import given, settings
from hypothesis import strategies as st

from reports.printing.definitions import sheet_document
from reports.printing.render import render_sheet
from reports.printing.sheets.registration import empty_form
from reports.printing.views import _page
from talent.categories.faces.presenting import printed_form
from talent.categories.fieldtypes import REGISTRY
from talent.categories.service import PrintedKind
from tests.reports.printing.placing import faults
from tests.reports.printing.samples import read, squeezed
from tests.talent.categories.definitions import TABLES, definition

pytestmark = pytest.mark.django_db

#: What stands behind the number of a label: none, brackets, no place to break at, Latin, far too long.
ENDINGS = (
    "",
    "(科室)",
    "（毕、结、肄业）",
    "ofqualification",
    "与在本单位从事专业技术工作的起止年月及证明人",
)
PLAIN = {
    "choice": {"code_list": "sex"},
    "multichoice": {"code_list": "sex"},
    "region": {"code_list": "sex"},
    "file": {"accepts": "documents"},
}


@st.composite
def forms(draw):
    """A form of one to four groups as it was filled in: every value and every label is like no other."""
    numbers, values = count(1), count(1)
    kinds = st.sampled_from([*sorted(REGISTRY), "photo"])
    sizes = st.integers(1, 4) | st.integers(1, 16)

    def field(kind):
        number = next(numbers)
        given = (
            {"type": "file", "accepts": "portrait"}
            if kind == "photo"
            else {"type": kind, **PLAIN.get(kind, {})}
        )
        label = f"栏{number:03}{draw(st.sampled_from(ENDINGS))}"
        return {"key": f"f{number}", "label": label, "width": draw(st.integers(1, 3)), **given}

    made = definition(
        *(
            (f"g{at}", draw(st.booleans()), [field(draw(kinds)) for _each in range(draw(sizes))])
            for at in range(draw(st.integers(1, 4)))
        )
    )
    form = printed_form(made, {}, tables=TABLES, language="zh-hans")
    lengths = st.sampled_from([1, 1, 2, 12])

    def value(known):
        return "" if known.kind is PrintedKind.PHOTO else f"值{next(values):04}" + "长" * draw(lengths)

    def filled(group):
        rows = draw(st.integers(0, 3)) if group.repeat else 1
        return replace(
            group, rows=tuple({each.key: value(each) for each in group.fields} for _row in range(rows))
        )

    return replace(form, groups=tuple(map(filled, form.groups)))


def proved_on_paper(form, document):
    """Labels of tables are repeated where a table goes on; every other text stands once."""
    pdf = render_sheet(document).pdf
    assert faults(pdf) == []
    pages = [page.text for page in read(pdf)]
    text = "".join(pages)
    for group in form.groups:
        for known in group.fields:
            counts = [page.count(squeezed(known.label)) for page in pages]
            assert max(counts) == 1, known
            assert group.repeat or sum(counts) == 1, known
            for row in group.rows:
                assert text.count(squeezed(row[known.key])) == 1 or not row[known.key], known


def proved_as_page(form, document):
    request = RequestFactory().get("/print/", {"as": "page"})
    request.user = AnonymousUser()
    article = BeautifulSoup(_page(request, document, "zh-hans").content, "html.parser").select_one("article")
    text = squeezed(article.get_text())
    wanted = [known.label for group in form.groups for known in group.fields]
    wanted += [each for group in form.groups for row in group.rows for each in row.values() if each]
    assert {each: text.count(squeezed(each)) for each in wanted} == dict.fromkeys(wanted, 1)


def proved(form):
    sheet = sheet_document(form, draft=True, language="zh-hans", author="示例", as_of=None)
    for document in (empty_form(form, "zh-hans"), sheet):
        proved_on_paper(form, document)
        proved_as_page(form, document)


@settings(max_examples=8)
@given(forms())
def test_every_field_of_any_definition_stands_once_on_its_form(form):
    proved(form)


@pytest.mark.slow
@settings(max_examples=150)
@given(forms())
def test_every_field_of_many_definitions_stands_once_on_its_form(form):
    proved(form)
