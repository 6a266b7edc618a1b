"""The facts at the foot of every page."""

from dataclasses import dataclass

from portal.models import FACTS, HomePage

#: Where the public looks a filing number up; the number must lead there.
_REGISTRIES = {"icp_number": "https://beian.miit.gov.cn/", "police_number": "https://beian.mps.gov.cn/"}


@dataclass(frozen=True)
class Fact:
    label: str
    text: str
    href: str


def facts() -> list[Fact]:
    """Every fact that editors of the home page have given, in the order of the page (one query)."""
    given = HomePage.objects.values(*FACTS).first() or {}
    return [
        Fact(str(HomePage._meta.get_field(name).verbose_name), given[name], _REGISTRIES.get(name, ""))
        for name in FACTS
        if given.get(name)
    ]
