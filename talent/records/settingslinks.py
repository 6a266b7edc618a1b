"""What else reviewing goes by is linked from the page of its settings; each part says what of its own."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.functional import Promise


@dataclass(frozen=True)
class Link:
    """`place`: the name of an address without arguments, open to whoever may change the settings."""

    label: str | Promise
    place: str

    @property
    def href(self) -> str:
        return reverse(self.place)


_links: list[Link] = []


def link_from_settings(label: str | Promise, place: str) -> None:
    """Links are shown in the order in which they were declared, each place once."""
    if all(each.place != place for each in _links):
        _links.append(Link(label, place))


def links_from_settings() -> list[Link]:
    return list(_links)
