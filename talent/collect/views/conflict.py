"""The page for two who wrote at the same time: both versions, and a way on in which nothing is lost."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext as _

from talent.categories.models import CategoryVersion
from talent.categories.service import Differing, clean, definition_of, difference
from talent.collect.access import Desk
from talent.collect.merging import as_typed, merged, opened_with, read_opened
from talent.collect.opening import open_under
from talent.collect.papers import Paper, change_url
from talent.collect.posted import read
from talent.collect.steps import beside_fields
from talent.records.enums import EDITABLE, FINAL
from talent.records.models import Change
from talent.records.service import unit_facts


@dataclass(frozen=True)
class Clash:
    """What stands (`theirs`), and the same with what was changed in the form (`typed`: names and values).

    `resume`: address and further values of the form that goes on with both; None where nothing can be saved.
    """

    text: str
    version: CategoryVersion
    theirs: Mapping[str, Any]
    typed: Sequence[tuple[str, str]]
    theirs_url: str
    resume: tuple[str, Sequence[tuple[str, object]]] | None

    def differing(self, desk: Desk) -> list[Differing]:
        """Field by field, only what would be another value than the one that stands."""
        values: MultiValueDict[str, str] = MultiValueDict()
        for name, value in self.typed:
            values.appendlist(name, value)
        raw = read(definition_of(self.version), values).document
        mine = clean(self.version, raw, unit=unit_facts(desk.organisation)).data
        return [each for each in difference(self.version, self.theirs, mine) if each.kind != "same"]

    def hidden(self, post: QueryDict) -> Iterable[tuple[str, object]]:
        """Everything that the form which goes on is made of."""
        if self.resume is not None:
            yield from self.resume[1]
        yield "opened", opened_with(self.version, self.theirs)
        yield from self.typed
        yield from beside_fields(post, definition_of(self.version))


def show_clash(request: HttpRequest, desk: Desk, clash: Clash) -> HttpResponse:
    """409 with both versions; what stands goes along as hidden values with what was changed here."""
    context = {
        "desk": desk,
        "clash": clash,
        "differing": clash.differing(desk),
        "hidden": clash.hidden(request.POST),
    }
    return render(request, "collect/conflict.html", context, status=409)


def both(
    desk: Desk, version: CategoryVersion, standing: Mapping[str, Any], post: QueryDict
) -> list[tuple[str, str]]:
    """What stands with what was changed in a posted form, as names and values of the form."""
    raw = read(definition_of(version), post).document
    cleaned = clean(version, raw, unit=unit_facts(desk.organisation))
    opened = read_opened(post.get("opened") or "")
    whole = merged(definition_of(version), opened, standing=standing, raw=raw, cleaned=cleaned)
    return as_typed(version, whole)


def draft_clash(paper: Paper, change: Change, post: QueryDict) -> Clash:
    """`change` as it stands now against a form filled from an older state of it, or without seeing it."""
    # A draft goes on under the version it was begun with.
    version = change.version if change.state in EDITABLE else paper.version
    theirs = open_under(change, version=version, by=paper.desk.user).document
    return Clash(
        text=_text(paper, change),
        version=version,
        theirs=theirs,
        typed=both(paper.desk, version, theirs, post),
        theirs_url=change_url("change", change),
        resume=_resume(paper, change),
    )


def _text(paper: Paper, change: Change) -> str:
    named = {"name": change.full_name, "state": change.get_state_display()}
    if paper.change is None:
        return _("本单位已有“%(name)s”的本类别资料(%(state)s)，您填写的内容没有保存。") % named
    if change.state in EDITABLE:
        return _("“%(name)s”的资料在您打开之后又被保存过，您填写的内容还没有保存。") % named
    return _("在您填写期间，“%(name)s”的资料已变为“%(state)s”，现在不能修改，您填写的内容没有保存。") % named


def _resume(paper: Paper, change: Change) -> tuple[str, Sequence[tuple[str, object]]] | None:
    if change.state in EDITABLE:
        return change_url("change", change), [("lock", change.lock)]
    if change.state in FINAL:
        return paper.new_url, [("base", change.pk)]
    return None
