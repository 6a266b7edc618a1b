"""Many people at once, approved or on their way there."""

from reports.stats.models import ReleaseCell
from talent.categories.service import live_version
from talent.records.service import accept_many, propose_many, submit_many
from tests.talent.records.register import person

CATEGORIES = ("professional", "skilled", "management", "rural", "social")
#: What each category needs beside the identity to be submitted.
NEEDED = {
    "skilled": {"skill": {"current_trade": "焊工"}},
    "professional": {"title": [{"title_name": "主治医师"}]},
}


def draft(register, serials, *, key="skilled", **groups):
    """Changes of one person for each serial number."""
    raws = []
    for serial in serials:
        raw = person(serial, **groups)
        del raw["skill"]
        raws.append(NEEDED[key] | raw)
    proposals = propose_many(
        version=live_version(key), unit=register.unit, raws=raws, by=register.clerk, source="import"
    )
    return [proposal.change for proposal in proposals]


def waiting(register, serials, **asked):
    return submit_many(changes=draft(register, serials, **asked), by=register.clerk)


def at_banner(register, serials, **asked):
    return accept_many(changes=waiting(register, serials, **asked), by=register.checker)


def approve(register, serials, **asked):
    return accept_many(changes=at_banner(register, serials, **asked), by=register.boss)


def figures(release):
    """{(area, category or "total"): figure or mark} of a release."""
    return {
        (cell.area, cell.classes.get("category", "total")): cell.mark or cell.value
        for cell in ReleaseCell.objects.filter(table__release=release)
    }
