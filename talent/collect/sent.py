"""A form that came in, with all that says on what it was filled in."""

from dataclasses import dataclass

from django.http import HttpRequest, QueryDict

from talent.categories.service import Cleaned, clean, definition_of
from talent.collect.enums import Kind
from talent.collect.papers import Paper
from talent.collect.posted import Posted, read
from talent.collect.scratching import Place, sitting_in
from talent.collect.steps import Step, lock_in, step_of
from talent.records.service import unit_facts


@dataclass(frozen=True)
class Sent:
    """`post`: names and values as they came; `lock` and `opened` say on what it was filled in, `sitting`
    since when."""

    request: HttpRequest
    post: QueryDict
    paper: Paper
    step: Step
    posted: Posted
    lock: int
    opened: str
    sitting: str

    def clean(self) -> Cleaned:
        known = self.paper.change or self.paper.base
        return clean(
            self.paper.version,
            self.posted.document,
            unit=unit_facts(self.paper.desk.organisation),
            standing=known.document() if known is not None else None,
        )


def sent_in(request: HttpRequest, paper: Paper, post: QueryDict) -> Sent:
    """Read a posted form of a paper, or what was kept of one."""
    step = step_of(post)
    removed = step.place if step.do == "remove" else ""
    posted = read(definition_of(paper.version), post, removed=removed)
    opened = post.get("opened", "")
    return Sent(request, post, paper, step, posted, lock_in(post), opened, sitting_in(post))


def place_of(paper: Paper) -> Place:
    """Where what is typed in the form of a paper is kept until it is saved."""
    desk = paper.desk
    return Place(desk.user.pk, desk.organisation.pk, paper.version.category_id, Kind.FORM, paper.about_id)
