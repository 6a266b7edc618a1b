"""A unit and its offices with their people, and changes that wait at them."""

from talent.categories.service import check_digit, live_version
from talent.records.models import Change
from talent.records.service import accept, propose, submit
from tests.contracts.world import BANNER, LEAGUE, REGION, SIBLING, member, organisation

WARNING = {
    "path": "title.0.obtained_on",
    "key": "below_minimum",
    "given": {"label": "取得时间", "limit": "1990"},
}


class Desks:
    """`clerk` fills, `chief` reviews for the unit, `officer` for the banner (also their user names)."""

    def __init__(self):
        self.banner, self.league, self.region, self.sibling = (
            organisation(f"{code}人社局", "hr_department", code) for code in (BANNER, LEAGUE, REGION, SIBLING)
        )
        self.unit = organisation("示例医院", "unit", BANNER, unit_type="21", industry="Q")
        self.neighbour = organisation("示例矿山", "unit", BANNER, unit_type="42", industry="B")
        self.clerk = member("clerk", self.unit, "collector")
        self.chief = member("chief", self.unit, "unit_reviewer")
        self.officer = member("officer", self.banner, "hr_reviewer")

    def draft(self, serial=1, *, by=None, name="苏和", unit=None, **groups):
        raw = {
            "identity": {"id_number": number(serial), "full_name": name, "ethnic_group": "蒙古族"},
            "title": [{"title_name": "主治医师"}],
            **groups,
        }
        return propose(
            version=live_version("professional"),
            unit=unit or self.unit,
            raw=raw,
            by=by or self.clerk,
            source="unit",
        ).change

    def at_unit(self, serial=1, *, by=None, **given):
        return submit(change=self.draft(serial, by=by, **given), by=by or self.clerk)

    def at_banner(self, serial=1, **given):
        return accept(change=self.at_unit(serial, **given), by=self.chief)

    def approved(self, serial=1, **given):
        return accept(change=self.at_banner(serial, **given), by=self.officer)


def number(serial):
    """A valid identity number, another for each serial below 480: nobody has the birth month of another."""
    body = f"152502{1960 + serial // 12}{serial % 12 + 1:02d}01{serial:03d}"
    return body + check_digit(body)


def warn(change):
    """Give a waiting change a warning, as the checks would."""
    Change._plain.filter(pk=change.pk).update(
        warnings=[WARNING],
        findings=[
            {
                "check": "rules",
                "path": WARNING["path"],
                "given": {"key": WARNING["key"], "given": WARNING["given"]},
            }
        ],
        warned=1,
        open_warnings=1,
    )
    return change


def reread(change):
    return Change._plain.get(pk=change.pk)
