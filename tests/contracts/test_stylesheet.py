"""The stylesheet: its colours read, and it stays small and plain."""

import re
from pathlib import Path

import pytest

import portal
from tests.site.portal.contrast import contrast

TEXT = (Path(portal.__file__).parent / "static/portal/portal.css").read_text(encoding="utf-8")
COLOURS = dict(re.findall(r"--([a-z-]+): (#[0-9a-f]{3,6})", TEXT.split("@media")[0]))
ON_GROUND = [
    *(
        (text, ground)
        for text in ("ink", "soft", "accent", "accent-deep", "good", "bad")
        for ground in ("card", "paper", "band")
    ),
    *((state, f"{state}-ground") for state in ("good", "busy", "bad", "wait", "rest")),
    *((text, ground) for text in ("ink", "soft") for ground in ("good-ground", "busy-ground")),
    ("on-brand", "brand"),
    ("on-accent", "accent"),
    ("on-accent", "accent-deep"),
    ("on-accent", "bad"),
    ("accent", "good-ground"),
]


@pytest.mark.parametrize(("text", "ground"), ON_GROUND)
def test_text_reads_on_its_ground(text, ground):
    assert contrast(COLOURS[text], COLOURS[ground]) >= 4.5


@pytest.mark.parametrize(
    ("shape", "ground"),
    [
        ("edge", "card"),
        ("wait", "card"),
        ("wait", "paper"),
        ("mark", "brand"),
        ("on-brand", "brand"),
        ("accent", "rest-ground"),
    ],
)
def test_edges_and_marks_stand_out(shape, ground):
    assert contrast(COLOURS[shape], COLOURS[ground]) >= 3


def test_every_custom_property_in_use_is_defined():
    assert set(re.findall(r"var\(--([a-z-]+)", TEXT)) <= set(re.findall(r"--([a-z-]+):", TEXT))


def test_nothing_is_set_in_italics_or_fetched_from_elsewhere():
    assert "italic" not in TEXT
    assert "url(" not in TEXT
    assert "@import" not in TEXT


def test_lines_are_set_for_chinese():
    assert "line-break: strict" in TEXT
    assert "text-autospace: normal" in TEXT
    assert "1rem/1.75 var(--sans)" in TEXT


def test_the_stylesheet_stays_small():
    assert len(TEXT.encode()) <= 12_000


def test_the_cover_of_a_tables_shadow_has_the_colour_of_the_ground_it_stands_on():
    scroll = next(line for line in TEXT.splitlines() if line.startswith(".scroll {"))
    assert (scroll.count("var(--ground)"), "var(--card)" in scroll) == (2, False)
    assert "--ground: var(--paper);" in TEXT
    assert ".card { --ground: var(--card);" in TEXT


def test_strong_contrast_is_stronger_than_the_usual_one():
    """The colours that a reader may switch to: 7 : 1, as WCAG's highest level asks."""
    strong = (Path(portal.__file__).parent / "static/portal/display.css").read_text(encoding="utf-8")
    colours = COLOURS | dict(re.findall(r"--([a-z-]+): (#[0-9a-f]{3,6})", strong))
    pairs = [*ON_GROUND, ("edge", "card"), ("line", "paper"), ("wait", "card"), ("mark", "brand")]
    assert {pair for pair in pairs if contrast(colours[pair[0]], colours[pair[1]]) < 7} == set()
