"""The page for two who wrote at the same time: both versions, and a way on in which nothing is lost."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from talent.categories.models import CategoryVersion
from talent.categories.service import Differing, difference
from talent.collect.access import Desk
from talent.collect.opening import open_change
from talent.collect.papers import Paper, change_url
from talent.collect.steps import typed_in
from talent.records.enums import EDITABLE, FINAL
from talent.records.models import Change


@dataclass(frozen=True)
class Clash:
    """What stands (`theirs`) and what was typed (`mine`, as far as it could be read).

    `resume`: address and further values of the form that goes on with mine; None where nothing can be saved.
    """

    text: str
    version: CategoryVersion
    theirs: Mapping[str, Any]
    mine: Mapping[str, Any]
    theirs_url: str
    resume: tuple[str, Sequence[tuple[str, object]]] | None

    def differing(self) -> list[Differing]:
        """Field by field, only what is not the same."""
        return [each for each in difference(self.version, self.theirs, self.mine) if each.kind != "same"]


def show_clash(request: HttpRequest, desk: Desk, clash: Clash) -> HttpResponse:
    """409 with both versions; what was typed goes along as hidden values."""
    context = {"desk": desk, "clash": clash, "differing": clash.differing(), "typed": typed_in(request.POST)}
    return render(request, "collect/conflict.html", context, status=409)


def draft_clash(paper: Paper, change: Change, mine: Mapping[str, Any]) -> Clash:
    """`change` as it stands now against a form filled from an older state of it, or without seeing it."""
    return Clash(
        text=_text(paper, change),
        version=paper.version,
        theirs=open_change(change, by=paper.desk.user),
        mine=mine,
        theirs_url=change_url("change", change),
        resume=_resume(paper, change),
    )


def _text(paper: Paper, change: Change) -> str:
    named = {"name": change.full_name, "state": change.get_state_display()}
    if paper.change is None:
        return _("本单位已有“%(name)s”的本类别资料(%(state)s)，您填写的内容没有保存。") % named
    if change.state in EDITABLE:
        return _("在您填写期间，“%(name)s”的资料已被他人修改，您填写的内容还没有保存。") % named
    return _("在您填写期间，“%(name)s”的资料已变为“%(state)s”，现在不能修改，您填写的内容没有保存。") % named


def _resume(paper: Paper, change: Change) -> tuple[str, Sequence[tuple[str, object]]] | None:
    if change.state in EDITABLE:
        return change_url("change", change), [("lock", change.lock)]
    if change.state in FINAL:
        return paper.new_url, [("base", change.pk)]
    return None
