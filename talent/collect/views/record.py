"""The form of one person: a new one, a draft, or a change to something decided."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from talent.categories.service import Cleaned, Problem, definition_of, difference
from talent.collect.access import Desk, at_desk
from talent.collect.blocks import Beside, Layout
from talent.collect.further import further
from talent.collect.layout import lay_out, lay_out_again
from talent.collect.lightness import has_light_form, light_at, light_query
from talent.collect.merging import opened_with, read_opened
from talent.collect.newest import is_here, successor_of
from talent.collect.papers import Begun, Paper, at_path, change_url, draft_paper, held_paper, new_paper
from talent.collect.receiving import take_in, takes_files
from talent.collect.relevance import relevance
from talent.collect.saving import AlreadyThere, save_draft, save_new
from talent.collect.scratching import discard, finish, new_sitting, number_in, offered, one_of, typed
from talent.collect.sent import Sent, place_of, sent_in
from talent.collect.steps import answers_in, step_of
from talent.collect.updated import updated
from talent.collect.views.autosaving import keep_typed
from talent.collect.views.conflict import Clash, draft_clash, show_clash
from talent.collect.views.detail import open_change_of, show_change
from talent.collect.wording import NOT_YET_SAVED, language, refused_answer, told_in_place, unread
from talent.orgs.enums import Role
from talent.records.enums import EDITABLE
from talent.records.models import Change, Remark
from talent.records.service import BadWords, Conflict, Proposal, followed, told_doubt

#: Without these nobody can be found again, so that not even a draft is kept (records.proposing).
_NEEDED_FOR_DRAFT = frozenset({"identity.id_type", "identity.id_number", "identity.full_name"})


@takes_files
@at_desk(Role.COLLECTOR)
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest, desk: Desk, key: str) -> HttpResponse:
    """The form for a new person, which may begin with something that stands (see papers.Begun)."""
    given = request.POST if request.method == "POST" else request.GET
    paper = new_paper(desk, key, Begun.read(given.dict()), typed=request.method == "POST")
    if request.method == "POST":
        return _take(request, paper)
    under_way = open_change_of(desk, paper.base)
    if under_way is not None:
        return _to_that(request, under_way)
    return (paper.base and _elsewhere(request, paper, paper.base)) or _show_first(request, paper)


def _elsewhere(request: HttpRequest, paper: Paper, base: Change) -> HttpResponse | None:
    """Away from an older change, on which no correction could be saved; None for the newest one."""
    newer = successor_of(paper.desk, base)
    if newer is not None:
        messages.info(
            request, _("您打开的是“%(name)s”较早的资料，已换成最新的一份。") % {"name": newer.full_name}
        )
        return redirect(f"{paper.new_url}?base={newer.pk}")
    if is_here(paper.desk, base):
        return None
    messages.warning(request, _("“%(name)s”已不归本单位，这份资料只供查阅。") % {"name": base.full_name})
    return redirect(change_url("change", base))


def _to_that(request: HttpRequest, under_way: Change) -> HttpResponse:
    """A second change of the same record cannot be begun: lead to the first, and say why."""
    text = (
        _("“%(name)s”的资料已有一份没有上报的变更，请在这里继续。")
        if under_way.state in EDITABLE
        else _("“%(name)s”的变更正在审核，办结或撤回后才能再改。")
    )
    messages.warning(request, text % {"name": under_way.full_name})
    return redirect(change_url("change", under_way))


@takes_files
@at_desk()
@require_http_methods(["GET", "HEAD", "POST"])
def change(request: HttpRequest, desk: Desk, pk: int) -> HttpResponse:
    """A change: its form while it can be edited, else its page for reading."""
    if request.method == "POST":
        if not desk.fills:
            raise Http404
        if step_of(request.POST).do == "autosave":
            return _by_itself(request, desk, pk)
        return _take(request, draft_paper(desk, pk))
    paper = draft_paper(desk, pk)
    if paper.change is not None and not (paper.editable and desk.fills):
        return show_change(request, desk, paper.change)
    return _show_first(request, paper)


@transaction.atomic
def _by_itself(request: HttpRequest, desk: Desk, pk: int) -> HttpResponse:
    """What is typed in a draft is saved over it: read once, held, and written."""
    return keep_typed(sent_in(request, held_paper(desk, pk), request.POST))


def _show_first(request: HttpRequest, paper: Paper) -> HttpResponse:
    scratch = one_of(place_of(paper), number_in(request.GET))
    if scratch is not None:
        return _go_on(request, paper, typed(scratch))
    document = paper.standing.document
    relevant = relevance(paper.version, document, paper.desk.organisation)
    beside = Beside(remarks=_remarks(paper), taken_over=paper.taken_over, relevant=relevant)
    layout = lay_out(
        paper.version,
        document,
        problems=told_in_place(paper.standing.failures),
        beside=beside,
        light=light_at(request, paper.desk.organisation, paper.version),
    )
    opened = opened_with(paper.version, document)
    lock = paper.change.lock if paper.change else 0
    return _show(request, paper, layout, lock=lock, opened=opened, sitting=new_sitting())


def _go_on(request: HttpRequest, paper: Paper, values: QueryDict) -> HttpResponse:
    """The form with what its reader typed before and did not save, on the state that it was typed on."""
    messages.warning(request, _("这是您上次没有保存的内容，还没有存入资料。请核对后保存。"))
    sent = sent_in(request, paper, values)
    return _again(sent, sent.clean())


def _take(request: HttpRequest, paper: Paper) -> HttpResponse:
    step = step_of(request.POST).do
    if step == "discard":
        discard(place_of(paper), number_in(request.POST))
        return redirect(paper.url + light_query(request))
    if step == "autosave":
        return keep_typed(sent_in(request, paper, request.POST))
    take_in(request, definition_of(paper.version), unit=paper.desk.organisation, by=paper.desk.user)
    sent = sent_in(request, paper, request.POST)
    if sent.step.rewrites:
        return _again(sent, sent.clean())
    if sent.posted.crowded:
        return _again(sent, sent.clean(), status=422)
    try:
        proposal = _save(sent)
    except BadWords as no:
        return _again(sent, sent.clean(), refused=no, status=422)
    except (Conflict, AlreadyThere) as clash:
        return _settle(sent, paper.desk.change(clash.args[0]))
    return _answer(sent, proposal)


def _settle(sent: Sent, standing: Change) -> HttpResponse:
    """Save what was typed on top of what somebody else saved; where both changed one field, show both."""
    clash = draft_clash(sent.paper, standing, sent.post)
    if not clash.joins:
        return show_clash(sent.request, sent.paper.desk, clash)
    joined = _joined(sent, standing, clash)
    try:
        proposal = _save(joined)
    except BadWords as no:
        return _again(joined, joined.clean(), refused=no, status=422)
    except Conflict as again:
        newest = draft_clash(sent.paper, sent.paper.desk.change(again.args[0]), sent.post)
        return show_clash(sent.request, sent.paper.desk, newest)
    if told := clash.told():
        messages.info(sent.request, told)
    return _answer(joined, proposal)


def _joined(sent: Sent, standing: Change, clash: Clash) -> Sent:
    """The form as if it had been filled in on what stands now."""
    return replace(
        sent,
        paper=replace(sent.paper, change=standing),
        posted=replace(clash.joined(), unknown=sent.posted.unknown),
        lock=standing.lock,
        opened=opened_with(clash.version, clash.theirs),
    )


def _save(sent: Sent) -> Proposal:
    paper, raw, by = sent.paper, sent.posted.document, sent.paper.desk.user
    if paper.change is None:
        unit = paper.desk.organisation
        return save_new(version=paper.version, unit=unit, raw=raw, by=by, base=paper.base)
    answers = answers_in(sent.post)
    return save_draft(change=paper.change, raw=raw, by=by, lock=sent.lock, answers=answers)


def _answer(sent: Sent, proposal: Proposal) -> HttpResponse:
    if proposal.kind == "refused":
        return _again(sent, proposal.cleaned, problems=_shown_problems(sent, proposal), status=422)
    if proposal.kind == "elsewhere":
        text = _("该人员已由其他单位登记本类别，请在“人员调动”中申请调入。您填写的内容没有保存。")
        return _again(sent, proposal.cleaned, notice=text, status=409)
    if proposal.kind == "waiting":
        text = _("该人员的变更正在审核，办结或撤回后才能再改。您填写的内容没有保存。")
        if proposal.other_name:
            named = {"name": proposal.other_name}
            text += _("该证件号码在本单位登记的姓名是“%(name)s”，与您填写的不同，请核对。") % named
        return _again(sent, proposal.cleaned, notice=text, instead=proposal.change, status=409)
    return _onward(sent, proposal)


def _shown_problems(sent: Sent, proposal: Proposal) -> tuple[Problem, ...]:
    """All before a submission; for a draft only what keeps it from being saved."""
    if sent.step.do == "check":
        return proposal.cleaned.problems
    return tuple(
        problem
        for problem in proposal.cleaned.problems
        if problem in proposal.cleaned.invalid or problem.path in _NEEDED_FOR_DRAFT
    )


def _onward(sent: Sent, proposal: Proposal) -> HttpResponse:
    change = proposal.change
    if change is None:
        raise RuntimeError(proposal.kind)
    for sentence in unread(definition_of(sent.paper.version), sent.posted):
        messages.warning(sent.request, sentence)
    answered = any(answers_in(sent.post).values())
    if sent.step.do == "check":
        pass  # the page of the check says how it stands
    elif proposal.kind == "same" and not answered:
        messages.info(sent.request, _("没有改动。"))
    else:
        messages.success(sent.request, _("已暂存，完整度 %(percent)s%%。") % {"percent": change.completeness})
    if sent.post.get("autosaved"):
        finish(place_of(sent.paper), sent.sitting)
    query = light_query(sent.request)
    if sent.step.do == "next":
        return redirect(_next_url(sent, change, query))
    if sent.step.do == "check" and change.state in EDITABLE:
        return redirect(change_url("check", change))
    return redirect(change_url("change", change) + query)


def _next_url(sent: Sent, change: Change, query: str) -> str:
    """The form for somebody else, begun with the same colleague where that was wanted again."""
    wanted = sent.post.get("copy_on") and (sent.paper.colleague or change)
    if not wanted:
        return sent.paper.new_url + query
    return f"{sent.paper.new_url}{query}{'&' if query else '?'}copy={wanted.pk}"


def _again(
    sent: Sent,
    cleaned: Cleaned,
    *,
    problems: tuple[Problem, ...] = (),
    notice: str = "",
    instead: Change | None = None,
    refused: BadWords | None = None,
    status: int = 200,
) -> HttpResponse:
    """The same form with all that was typed. `instead`: a change to look at in its place; `refused`: the
    answer to a remark that cannot be taken."""
    paper = sent.paper
    theirs = _theirs(paper, cleaned) if sent.step.do == "resume" else {}
    answers = answers_in(sent.post)
    beside = Beside(
        _remarks(paper, typed=cleaned.data),
        answers,
        theirs,
        taken_over=_left_alone(sent, cleaned),
        relevant=relevance(paper.version, cleaned.data, paper.desk.organisation),
        refused=refused_answer(refused),
    )
    light = light_at(sent.request, paper.desk.organisation, paper.version)
    layout = lay_out_again(
        paper.version, sent.posted, cleaned, sent.step, problems=problems, beside=beside, light=light
    )
    for sentence in unread(definition_of(paper.version), sent.posted):
        messages.warning(sent.request, sentence)
    if sent.step.do == "resume":
        messages.warning(sent.request, NOT_YET_SAVED)
    return _show(
        sent.request,
        paper,
        layout,
        lock=sent.lock,
        opened=sent.opened,
        sitting=sent.sitting,
        typed=True,
        notice=notice,
        instead=instead,
        status=status,
    )


def _left_alone(sent: Sent, cleaned: Cleaned) -> tuple[str, ...]:
    """What the form began with and nobody changed in it since."""
    begun = sent.paper.taken_over
    if not begun:
        return ()
    opened = read_opened(sent.opened)
    return tuple(path for path in begun if opened.kept(path, at_path(cleaned.data, path)))


def _theirs(paper: Paper, cleaned: Cleaned) -> dict[str, str]:
    """What stands where it differs from what was typed, as text by field."""
    if paper.change is None and paper.base is None:
        return {}
    found = difference(paper.version, paper.standing.document, cleaned.data)
    return {each.path: each.before for each in found if each.kind != "same"}


def _remarks(paper: Paper, *, typed: Mapping[str, Any] | None = None) -> list[Remark]:
    """What reviewers said, each at its field; in what was `typed` a row may stand elsewhere."""
    remarks = list(paper.change.remarks.all()) if paper.change is not None else []
    if typed is not None and remarks:
        follow = followed(paper.standing.document, typed)
        for each in remarks:
            each.path = follow(each.path)
    return remarks


def _show(
    request: HttpRequest,
    paper: Paper,
    layout: Layout,
    *,
    lock: int,
    opened: str,
    sitting: str,
    typed: bool = False,
    notice: str = "",
    instead: Change | None = None,
    status: int = 200,
) -> HttpResponse:
    context = {
        "desk": paper.desk,
        "paper": paper,
        "title": definition_of(paper.version).named(language()),
        "layout": layout,
        "left_out": paper.standing.failures if paper.older else (),
        "updated": updated(paper),
        "upload": reverse("collect:attach", args=(paper.desk.organisation.pk,)),
        "lock": lock,
        "opened": opened,
        "sitting": sitting,
        "typed": typed,
        "autosaved": "1" if typed else "",
        "kept": [] if typed else offered(place_of(paper)),
        "url": paper.url + light_query(request),
        **further(paper.desk, paper.change),
        **(told_doubt(paper.change) if paper.change else {}),
        "light_offered": has_light_form(paper.version),
        "notice": notice,
        "instead": change_url("change", instead) if instead is not None else "",
    }
    return render(request, "collect/record.html", context, status=status)
