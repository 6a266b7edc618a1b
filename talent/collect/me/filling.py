"""An individual fills in their own: a new entry or a correction, saved, checked, handed in, withdrawn."""

from collections.abc import Sequence
from dataclasses import dataclass, fields
from functools import partial

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from talent.categories.enums import Subject
from talent.categories.service import (
    Cleaned,
    Problem,
    UnitFacts,
    definition_of,
    in_reader_language,
    named_place,
    printed,
)
from talent.collect.blocks import Layout
from talent.collect.layout import anchor
from talent.collect.me.access import Own, own_page
from talent.collect.me.autosaving import keep_own_typed, own_aside
from talent.collect.me.meeting import joined, own_clash, show_own_clash
from talent.collect.me.paper import OwnPaper, remarks_of
from talent.collect.me.sent import OwnSent, own_place, own_sent
from talent.collect.me.units import unit_asked
from talent.collect.me.wording import state_of
from talent.collect.merging import opened_with
from talent.collect.papers import version_in_force
from talent.collect.reading import Reading, reading_of
from talent.collect.receiving import take_in_by, takes_files
from talent.collect.scratching import (
    discard,
    finish,
    keep,
    new_sitting,
    number_in,
    offered,
    one_of,
    typed,
    typed_in,
)
from talent.collect.steps import answers_in, lock_in, step_of
from talent.collect.wording import category_name, language, refused_answer, unread
from talent.individuals.enums import EDITABLE, EntryState
from talent.individuals.models import SelfEntry
from talent.individuals.service import (
    asked_for,
    hand_in_agreed,
    keep_own,
    own_record,
    problems_of,
    save_entry,
    take_back,
)
from talent.records.service import BadWords, Conflict, NotAllowed, exchanges_of, unit_facts


@takes_files
@own_page
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest, own: Own, key: str) -> HttpResponse:
    """A new entry of a category, or a correction of the record in force; one that is under way is led to."""
    version = version_in_force(key, Subject.PEOPLE)
    begun = own.entries().filter(category=version.category_id, ends_consent=False)
    under_way = begun.exclude(state=EntryState.TAKEN).first()
    if under_way is not None and request.method != "POST":
        return redirect("me:entry", under_way.pk)
    record = own_record(own.account, version.category)
    if record is None and version.category.is_retired:
        raise Http404
    unit = record.unit if record else unit_asked(request)
    if unit is None:
        return redirect("me:unit", key)
    paper = OwnPaper(own, version, unit, base=record.approved if record else None)
    return _take(request, paper) if request.method == "POST" else _first(request, paper)


@takes_files
@own_page
@require_http_methods(["GET", "HEAD", "POST"])
def entry(request: HttpRequest, own: Own, pk: int) -> HttpResponse:
    """An entry: its form while it can be edited, else its page for reading with where it stands."""
    found = own.entry(pk)
    if found.state not in EDITABLE or found.unit is None:
        if request.method == "POST":
            if step_of(request.POST).do == "autosave":
                return _too_late(request, own, found)
            return _handed_in_already(request, own, found)
        return show_entry(request, found)
    paper = OwnPaper(own, found.version, found.unit, entry=found, base=found.base)
    return _take(request, paper) if request.method == "POST" else _first(request, paper)


def _too_late(request: HttpRequest, own: Own, found: SelfEntry) -> HttpResponse:
    """What another window is still typing on what was handed in is kept aside, for when it comes back."""
    if found.unit is None:
        raise Http404
    paper = OwnPaper(own, found.version, found.unit, entry=found, base=found.base)
    text = _("这份申报已经提交，不能再改；您填写的内容已另外留存 %(time)s")
    return own_aside(own_sent(request, paper, request.POST), text, conflict=True)


def _handed_in_already(request: HttpRequest, own: Own, found: SelfEntry) -> HttpResponse:
    """409: nothing is changed ; what was typed is kept aside, and offered when the form opens again."""
    reason = _("这份申报已经提交，不能再改；撤回后可以修改。")
    if found.unit is not None:
        sent = own_sent(request, OwnPaper(own, found.version, found.unit, entry=found), request.POST)
        if keep(own_place(sent.paper), sent.sitting, typed_in(sent.post)):
            reason += _("您填写的内容已另外留存，撤回或退回后打开这份申报就能找回。")
    return _refused(request, found, reason)


def _first(request: HttpRequest, paper: OwnPaper) -> HttpResponse:
    scratch = one_of(own_place(paper), number_in(request.GET))
    if scratch is not None:
        messages.warning(request, _("这是您上次没有保存的内容，还没有存入申报。请核对后保存。"))
        return _again(own_sent(request, paper, typed(scratch)), (), 200)
    document = paper.standing()
    page = _Page(
        paper.layout(document),
        lock=paper.entry.lock if paper.entry else 0,
        opened=opened_with(paper.version, document),
        sitting=new_sitting(),
    )
    return _show(request, paper, page)


def _take(request: HttpRequest, paper: OwnPaper) -> HttpResponse:
    step = step_of(request.POST).do
    if step == "discard":
        discard(own_place(paper), number_in(request.POST))
        return redirect(paper.begin_url)
    if step == "autosave":
        return keep_own_typed(own_sent(request, paper, request.POST))
    account = paper.own.account
    take_in_by(partial(keep_own, account, unit=paper.unit), request, definition_of(paper.version))
    sent = own_sent(request, paper, request.POST)
    if sent.step.rewrites or sent.posted.crowded:
        return _again(sent, (), 422 if sent.posted.crowded else 200)
    try:
        return _answer(sent, *_save(sent))
    except BadWords as no:
        return _again(sent, (), 422, refused=no)
    except Conflict as clash:
        return _settle(sent, paper.own.entry(clash.args[0]))


def _save(sent: OwnSent) -> tuple[Cleaned, SelfEntry | None]:
    paper = sent.paper
    return save_entry(
        account=paper.own.account,
        version=paper.version,
        raw=sent.posted.document,
        unit=paper.unit,
        base=paper.base,
        entry=paper.entry,
        lock=sent.lock,
        answers=answers_in(sent.post),
    )


def _settle(sent: OwnSent, held: SelfEntry) -> HttpResponse:
    """Save what was typed on top of what another window saved; where both changed one field, show both."""
    if held.state not in EDITABLE:
        text = _("这份申报已在别的窗口里提交，您现在填写的还没有保存。请另开窗口核对后再试。")
        return _again(sent, (), 409, text)
    clash = own_clash(sent, held)
    if not clash.joins:
        return show_own_clash(sent, held, clash)
    both = joined(sent, held, clash)
    try:
        cleaned, row = _save(both)
    except BadWords as no:
        return _again(both, (), 422, refused=no)
    except Conflict as again:
        newest = sent.paper.own.entry(again.args[0])
        return show_own_clash(sent, newest, own_clash(sent, newest))
    if row is not None and (told := clash.told()):
        messages.info(sent.request, told)
    return _answer(both, cleaned, row)


_NAME = "identity.full_name"


def _answer(sent: OwnSent, cleaned: Cleaned, row: SelfEntry | None) -> HttpResponse:
    if row is None:
        wrong = [each for each in cleaned.problems if each in cleaned.invalid or each.path == _NAME]
        return _again(sent, wrong, 422)
    for sentence in unread(definition_of(sent.paper.version), sent.posted):
        messages.warning(sent.request, sentence)
    if sent.post.get("autosaved"):
        finish(own_place(sent.paper), sent.sitting)
    if sent.step.do == "check":
        return redirect("me:check", row.pk)
    messages.success(sent.request, _("已暂存，完整度 %(percent)s%%。") % {"percent": row.completeness})
    return redirect("me:entry", row.pk)


def _again(
    sent: OwnSent,
    problems: Sequence[Problem],
    status: int,
    notice: str = "",
    *,
    refused: BadWords | None = None,
) -> HttpResponse:
    """The same form with all that was typed. `refused`: the answer to a remark that cannot be taken."""
    cleaned = sent.paper.check(sent.posted.document)
    answers = answers_in(sent.post)
    layout = sent.paper.again(sent.posted, cleaned, sent.step, problems, answers, refused_answer(refused))
    page = _Page(layout, sent.lock, sent.opened, sent.sitting, autosaved="1", notice=notice)
    return _show(sent.request, sent.paper, page, status=status)


@dataclass(frozen=True)
class _Page:
    """`autosaved`: something of the sitting may be kept aside, so that its last save forgets it."""

    layout: Layout
    lock: int
    opened: str
    sitting: str
    autosaved: str = ""
    notice: str = ""


def _show(request: HttpRequest, paper: OwnPaper, page: _Page, *, status: int = 200) -> HttpResponse:
    context = {
        "paper": paper,
        "title": definition_of(paper.version).named(language()),
        **{each.name: getattr(page, each.name) for each in fields(page)},
        "typed": bool(page.autosaved),
        "kept": [] if page.autosaved else offered(own_place(paper)),
        "begin_url": paper.begin_url,
    }
    return render(request, "collect/me/form.html", context, status=status)


def show_entry(
    request: HttpRequest, found: SelfEntry, *, problem: str = "", answer: str = ""
) -> HttpResponse:
    """An entry that is read: where it stands, and what an office asks about it. `answer`: what was typed."""
    badge, label, text = state_of(found)
    change = found.change
    context = {
        "entry": found,
        "title": category_name(found.category),
        "reading": _reading(found),
        "badge": badge,
        "label": label,
        "text": text,
        "can_withdraw": found.state == EntryState.HANDED_IN,
        "exchanges": exchanges_of(change) if change and change.submitted_at else None,
        "answer_href": reverse("me:answer", args=[found.pk]),
        "problem": problem,
        "problems": [("#answer", problem)],
        "typed": answer,
    }
    return render(request, "collect/me/entry.html", context, status=422 if problem else 200)


@own_page
@require_http_methods(["GET", "HEAD", "POST"])
def check(request: HttpRequest, own: Own, pk: int) -> HttpResponse:
    """All answers before they are handed in; POST hands in exactly what was shown."""
    found = own.entry(pk)
    if request.method == "POST":
        return _hand_in(request, own, found)
    if found.state not in EDITABLE:
        return redirect("me:entry", pk)
    form = redirect("me:entry", pk)["Location"]
    worded = in_reader_language(found.version, problems_of(found))
    said = [(each, named_place(found.version, each.path), ("", "")) for each in remarks_of(found)]
    context = {
        "entry": found,
        "title": category_name(found.category),
        "reading": _reading(found),
        "edit": form,
        "blocking": _linked(form, worded),
        "remarks": [(each, label) for each, label, _values in said if not each.acted_on],
        "said": said,
        "asked": asked_for(own.account, found, language()),
    }
    return render(request, "collect/me/check.html", context)


def _reading(found: SelfEntry) -> Reading:
    unit = unit_facts(found.unit) if found.unit is not None else UnitFacts()
    return reading_of(printed(found.version, found.document(), language(), unit=unit))


def _linked(form: str, problems: list[Problem]) -> list[tuple[str, str]]:
    return [(form + anchor(each.path), each.located) for each in problems]


def _hand_in(request: HttpRequest, own: Own, found: SelfEntry) -> HttpResponse:
    try:
        done = hand_in_agreed(
            entry=found,
            account=own.account,
            lock=lock_in(request.POST),
            ticked=request.POST.getlist("agree"),
            language=language(),
        )
    except Conflict:
        return _refused(request, found, _("这份申报在您核对之后又有修改或已经提交，请重新核对。"))
    except NotAllowed as refusal:
        return _refused(request, found, str(refusal.reason))
    unit = done.unit.name if done.unit else ""
    messages.success(request, _("已提交，由“%(unit)s”核对。结果会在这里和消息里告诉您。") % {"unit": unit})
    return redirect("me:home")


@own_page
@require_POST
def withdraw(request: HttpRequest, own: Own, pk: int) -> HttpResponse:
    """Take an entry back before the unit has dealt with it."""
    found = own.entry(pk)
    try:
        take_back(entry=found, account=own.account)
    except NotAllowed as refusal:
        return _refused(request, found, str(refusal.reason))
    messages.success(request, _("已撤回，可以修改后再提交。"))
    return redirect("me:entry", pk)


def _refused(request: HttpRequest, found: SelfEntry, reason: str) -> HttpResponse:
    """409: the step is not possible now, nothing was done, and why."""
    return render(request, "collect/me/refused.html", {"entry": found, "reason": reason}, status=409)
