"""A form of an individual that came in, with all that says on what it was filled in."""

from dataclasses import dataclass

from django.http import HttpRequest, QueryDict

from talent.categories.service import definition_of
from talent.collect.enums import Kind
from talent.collect.me.paper import OwnPaper
from talent.collect.posted import Posted, read
from talent.collect.scratching import Place, sitting_in
from talent.collect.steps import Step, lock_in, step_of


@dataclass(frozen=True)
class OwnSent:
    """`post`: names and values as they came; `lock` and `opened` say on what it was filled in, `sitting`
    since when."""

    request: HttpRequest
    post: QueryDict
    paper: OwnPaper
    step: Step
    posted: Posted
    lock: int
    opened: str
    sitting: str


def own_sent(request: HttpRequest, paper: OwnPaper, post: QueryDict) -> OwnSent:
    """Read a posted form of a paper, or what was kept of one."""
    step = step_of(post)
    removed = step.place if step.do == "remove" else ""
    posted = read(definition_of(paper.version), post, removed=removed)
    opened = post.get("opened") or ""
    return OwnSent(request, post, paper, step, posted, lock_in(post), opened, sitting_in(post))


def own_place(paper: OwnPaper) -> Place:
    """Where what is typed is kept until it is saved; there is one form of a category at a time."""
    about = paper.base.pk if paper.base else None
    return Place(paper.own.account.user_id, paper.unit.pk, paper.version.category_id, Kind.OWN, about)
