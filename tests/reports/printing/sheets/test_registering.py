"""A sheet is one class; registered it has an address, and what is not whole is refused by name."""

import pytest
from django.urls import reverse

from reports.printing.documents import SheetDocument
from reports.printing.sheets import SHEETS, About, Identity, Sheet, Unregistered, register, sheet_of


def answers(*left_out):
    """A class body with everything that a sheet says but these."""
    whole = {
        "key": "poster",
        "title": "海报",
        "about": About.OFFICE,
        "route": "posters/",
        "action": "print_sheet",
        "subject": "sheet",
        "find": lambda self, scope, asked=None, **place: None,
        "identity": lambda self, subject: Identity("1", "poster"),
        "document": lambda self, subject, language: SheetDocument(title="海报"),
    }
    return {name: answer for name, answer in whole.items() if name not in left_out}


@pytest.fixture(autouse=True)
def registry():
    """The registry as it was, after the test."""
    before = dict(SHEETS)
    yield
    SHEETS.clear()
    SHEETS.update(before)


def test_a_whole_sheet_is_registered_and_prints():
    register(type("Poster", (Sheet,), answers()))
    assert sheet_of("poster").rendered(None, "zh-hans").pdf.startswith(b"%PDF")


@pytest.mark.parametrize("word", list(answers()))
def test_a_sheet_that_lacks_something_is_refused_and_what_it_lacks_is_named(word):
    with pytest.raises(Unregistered, match=rf"^Poster\.{word}: ") as refused:
        register(type("Poster", (Sheet,), answers(word)))
    assert (refused.value.lacking, "poster" in SHEETS) == (word, False)


@pytest.mark.parametrize("taken", [{"key": "change"}, {"route": "changes/<int:pk>/"}])
def test_a_key_or_an_address_is_given_once(taken):
    with pytest.raises(Unregistered, match="is taken"):
        register(type("Poster", (Sheet,), answers() | taken))


def test_every_registered_sheet_has_its_address_under_print():
    assert reverse("printing:change", kwargs={"pk": 3}) == "/print/changes/3/"
    assert {sheet.key: sheet.route.endswith("/") for sheet in SHEETS.values()} == dict.fromkeys(SHEETS, True)
