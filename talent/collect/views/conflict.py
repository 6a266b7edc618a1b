"""The page for two who wrote at the same time: both versions, and a way on in which nothing is lost."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.utils.datastructures import MultiValueDict
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from talent.categories.models import CategoryVersion
from talent.categories.service import Differing, clean, definition_of, difference, named_place, row_name
from talent.collect.access import Desk
from talent.collect.merging import as_typed, merged, opened_with, read_opened
from talent.collect.opening import open_under
from talent.collect.papers import Paper, change_url
from talent.collect.posted import Posted, read
from talent.collect.steps import beside_fields
from talent.collect.touching import Touched, touched
from talent.records.enums import EDITABLE, FINAL
from talent.records.models import Change
from talent.records.service import unit_facts
from talent.security.models import User


@dataclass(frozen=True)
class Clash:
    """What stands (`theirs`), and the same with what was changed in the form (`typed`: names and values).

    `touched`: who changed what since the form was opened, where it says so; `saved_by`: who saved last.
    `resume`: address and further values of the form that goes on with both; None where nothing can be saved.
    """

    text: str
    version: CategoryVersion
    theirs: Mapping[str, Any]
    typed: Sequence[tuple[str, str]]
    theirs_url: str
    resume: tuple[str, Sequence[tuple[str, object]]] | None
    touched: Touched | None = None
    saved_by: str = ""

    @property
    def joins(self) -> bool:
        """Whether both can be saved as one: nobody has to choose between two values of one field."""
        return self.touched is not None and not self.touched.both

    def joined(self) -> Posted:
        """What stands with what was typed, as a form would post it."""
        values: MultiValueDict[str, str] = MultiValueDict()
        for name, value in self.typed:
            values.appendlist(name, value)
        return read(definition_of(self.version), values)

    def differing(self, desk: Desk) -> list[tuple[str, Differing]]:
        """With its name, each field between whose values somebody has to choose."""
        facts, typed = unit_facts(desk.organisation), self.joined().document
        mine = clean(self.version, typed, unit=facts, standing=self.theirs).data
        found = [each for each in difference(self.version, self.theirs, mine) if each.kind != "same"]
        return [
            (_named(self.version, each), each)
            for each in found
            if self.touched is None or self.touched.clashes(each.path)
        ]

    def theirs_alone(self) -> list[str]:
        """The names of what only somebody else changed."""
        known = self.touched or Touched()
        return [named_place(self.version, path) for path in known.theirs if path not in known.both]

    def told(self) -> str:
        """That both are saved as one, and what came from somebody else; "" where nothing did."""
        names = self.theirs_alone()
        said = {"who": self.saved_by or _("他人"), "names": _("、").join(names)}
        return _("已合并%(who)s保存的修改：%(names)s。") % said if names else ""

    def hidden(self, post: QueryDict) -> Iterable[tuple[str, object]]:
        """Everything that the form which goes on is made of."""
        if self.resume is not None:
            yield from self.resume[1]
        yield from ((name, post[name]) for name in ("sitting", "autosaved") if name in post)
        yield "opened", opened_with(self.version, self.theirs)
        yield from self.typed
        yield from beside_fields(post, definition_of(self.version))


def _named(version: CategoryVersion, each: Differing) -> str:
    group = definition_of(version).by_key[each.path.partition(".")[0]]
    place = each.group_label if each.row is None else row_name(group, each.row + 1)
    return f"{place} · {each.label}"


def show_clash(request: HttpRequest, desk: Desk, clash: Clash) -> HttpResponse:
    """409 with both versions; what stands goes along as hidden values with what was changed here."""
    context = {
        "desk": desk,
        "clash": clash,
        "differing": clash.differing(desk),
        "theirs_alone": clash.theirs_alone(),
        "hidden": clash.hidden(request.POST),
    }
    return render(request, "collect/conflict.html", context, status=409)


def both(
    desk: Desk, version: CategoryVersion, standing: Mapping[str, Any], post: QueryDict
) -> list[tuple[str, str]]:
    """What stands with what was changed in a posted form, as names and values of the form."""
    raw = read(definition_of(version), post).document
    cleaned = clean(version, raw, unit=unit_facts(desk.organisation), standing=standing)
    opened = read_opened(post.get("opened") or "")
    whole = merged(definition_of(version), opened, standing=standing, raw=raw, cleaned=cleaned)
    return as_typed(version, whole)


def touched_in(
    desk: Desk, version: CategoryVersion, standing: Mapping[str, Any], post: QueryDict
) -> Touched | None:
    """Who changed what since the posted form was opened; None for a form that does not say what it had."""
    opened = read_opened(post.get("opened") or "")
    if not opened.nonce:
        return None
    raw = read(definition_of(version), post).document
    cleaned = clean(version, raw, unit=unit_facts(desk.organisation))
    return touched(definition_of(version), opened, standing=standing, raw=raw, cleaned=cleaned)


def draft_clash(paper: Paper, change: Change, post: QueryDict) -> Clash:
    """`change` as it stands now against a form filled from an older state of it, or without seeing it."""
    # A draft goes on under the version it was begun with.
    version = change.version if change.state in EDITABLE else paper.version
    theirs = open_under(change, version=version, by=paper.desk.user).document
    seen = paper.change is not None and change.state in EDITABLE
    return Clash(
        text=_text(paper, change),
        version=version,
        theirs=theirs,
        typed=both(paper.desk, version, theirs, post),
        theirs_url=change_url("change", change),
        resume=_resume(paper, change),
        touched=touched_in(paper.desk, version, theirs, post) if seen else None,
        saved_by=name_of(change.updated_by, paper.desk),
    )


def name_of(user: User | None, desk: Desk) -> str:
    """Who saved, for the reader of a conflict; "" where nobody is known."""
    if user is None:
        return ""
    return _("您在另一窗口") if user == desk.user else user.name


def _text(paper: Paper, change: Change) -> str:
    named = {
        "name": change.full_name,
        "state": change.get_state_display(),
        "who": name_of(change.updated_by, paper.desk) or _("他人"),
        "at": f"{localtime(change.updated_at):%Y-%m-%d %H:%M}",
    }
    if paper.change is None:
        return _("本单位已有“%(name)s”的本类别资料(%(state)s)，您填写的内容没有保存。") % named
    if change.state in EDITABLE:
        return _("“%(name)s”的资料在您打开之后由%(who)s于 %(at)s 保存过，您填写的内容还没有保存。") % named
    return _("在您填写期间，“%(name)s”的资料已变为“%(state)s”，现在不能修改，您填写的内容没有保存。") % named


def _resume(paper: Paper, change: Change) -> tuple[str, Sequence[tuple[str, object]]] | None:
    if change.state in EDITABLE:
        return change_url("change", change), [("lock", change.lock)]
    if change.state in FINAL:
        return paper.new_url, [("base", change.pk)]
    return None
