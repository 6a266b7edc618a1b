"""axe-core run over a page: WCAG 2.2 AA and best practice; and whether the page keeps to its window."""

import hashlib
from pathlib import Path

AXE = Path(__file__).parent / "axe" / "axe.min.js"
SHA256 = "e9e5863c33a874f09bc01acd9234b7e3c871479f5eef8802fa582544465e6d01"
# What a bar that stays covers is a matter of scrolling, and so of chance: here it stands at its place.
UNSTICK = """() => [...document.querySelectorAll('*')]
    .filter(each => getComputedStyle(each).position === 'sticky')
    .map(each => [each, each.style.position, each.style.position = 'relative'])"""
STICK = "moved => moved.forEach(([each, before]) => { each.style.position = before })"
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


def findings(page):
    """What axe-core finds on a page as it stands: rule, address of the element, what is wrong."""
    source = AXE.read_text(encoding="utf-8")
    assert hashlib.sha256(source.encode()).hexdigest() == SHA256
    page.evaluate(source)
    moved = page.evaluate_handle(UNSTICK)
    found = page.evaluate(
        "tags => axe.run(document, {runOnly: {type: 'tag', values: tags}, resultTypes: ['violations']})", TAGS
    )
    page.evaluate(STICK, moved)
    return [
        f"{each['id']}: {' '.join(node['target'])}: {node['failureSummary']}"
        for each in found["violations"]
        for node in each["nodes"]
    ]


def fits(page):
    """Whether nothing is cut at the side: nobody has to scroll two ways (WCAG 1.4.10)."""
    return page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
