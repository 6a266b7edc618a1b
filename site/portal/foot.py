"""The facts at the foot of every page."""

from dataclasses import dataclass

from portal.models import HomePage, SiteFacts

#: Where the public looks a filing number up; the number must lead there.
_REGISTRIES = {"icp_number": "https://beian.miit.gov.cn/", "police_number": "https://beian.mps.gov.cn/"}


@dataclass(frozen=True)
class Fact:
    label: str
    text: str
    href: str


def facts() -> list[Fact]:
    """Every fact that editors of the home page have given, in the order of the page (one query)."""
    fields = SiteFacts._meta.local_fields
    given = HomePage.objects.values(*(field.name for field in fields)).first() or {}
    return [
        Fact(str(field.verbose_name), given[field.name], _REGISTRIES.get(field.name, ""))
        for field in fields
        if given.get(field.name)
    ]
