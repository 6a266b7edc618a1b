"""The kinds of notification. The part that sends one declares it; this part knows what all have in common."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from django.utils.functional import Promise
from django.utils.translation import override

from talent.notify.enums import MailMode
from talent.orgs.enums import Role

type Words = str | Promise
#: The languages that texts are kept in; the first is the one that is always there.
LANGUAGES = ("zh-hans", "en")


@dataclass(frozen=True)
class Kind:
    """`subject` and `body` are the shipped texts with `{placeholders}`; `example` fills them in a preview.

    `roles`: who can receive it at all, and so is asked how; none for what individuals get, who hold no role.
    `follows`: the kind that says the same of one thing; of many it comes by mail as that one does, unasked.
    No placeholder holds a personal number.
    """

    key: str
    label: Words
    subject: Words
    body: Words
    placeholders: Mapping[str, Words]
    example: Mapping[str, str]
    mail: MailMode
    roles: frozenset[Role] = field(default_factory=lambda: frozenset(Role))
    follows: str = ""

    def reaches(self, roles: frozenset[Role]) -> bool:
        """Whether an account with these roles can receive it; individuals hold none."""
        return bool(self.roles & roles) if roles else not self.roles

    def shipped(self, language: str) -> tuple[str, str]:
        """Subject and body as they come with the project."""
        with override(language):
            return str(self.subject), str(self.body)


#: By key, in the order in which they were declared.
KINDS: dict[str, Kind] = {}


def declare(*kinds: Kind) -> None:
    """Make kinds known, at the start of the process."""
    KINDS.update((each.key, each) for each in kinds)
