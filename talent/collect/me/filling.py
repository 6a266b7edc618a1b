"""An individual fills in their own: a new entry or a correction, saved, checked, handed in, withdrawn."""

from dataclasses import dataclass

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from talent.categories.enums import Subject
from talent.categories.service import Problem, UnitFacts, definition_of, in_reader_language, printed
from talent.collect.layout import Layout, anchor
from talent.collect.me.access import Own, own_page
from talent.collect.me.paper import OwnPaper
from talent.collect.me.units import unit_asked
from talent.collect.me.wording import state_of
from talent.collect.papers import version_in_force
from talent.collect.posted import Posted, read
from talent.collect.reading import Reading, reading_of
from talent.collect.steps import Step, answers_in, lock_in, step_of
from talent.collect.wording import category_name, language, unread
from talent.individuals.enums import EDITABLE, EntryState
from talent.individuals.models import SelfEntry
from talent.individuals.service import (
    asked_for,
    hand_in_agreed,
    own_record,
    problems_of,
    save_entry,
    take_back,
)
from talent.records.service import Conflict, NotAllowed, unit_facts


@dataclass(frozen=True)
class _Sent:
    request: HttpRequest
    paper: OwnPaper
    step: Step
    posted: Posted
    lock: int


@own_page
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest, own: Own, key: str) -> HttpResponse:
    """A new entry of a category, or a correction of the record in force; one that is under way is led to."""
    version = version_in_force(key, Subject.PEOPLE)
    begun = own.entries().filter(category=version.category_id, ends_consent=False)
    under_way = begun.exclude(state=EntryState.TAKEN).first()
    if under_way is not None:
        return redirect("me:entry", under_way.pk)
    record = own_record(own.account, version.category)
    if record is None and version.category.is_retired:
        raise Http404
    unit = record.unit if record else unit_asked(request)
    if unit is None:
        return redirect("me:unit", key)
    paper = OwnPaper(own, version, unit, base=record.approved if record else None)
    return _take(request, paper) if request.method == "POST" else _first(request, paper)


@own_page
@require_http_methods(["GET", "HEAD", "POST"])
def entry(request: HttpRequest, own: Own, pk: int) -> HttpResponse:
    """An entry: its form while it can be edited, else its page for reading with where it stands."""
    found = own.entry(pk)
    if found.state not in EDITABLE or found.unit is None:
        if request.method == "POST":
            return _refused(request, found, _("这份申报已经提交，不能再改；撤回后可以修改。"))
        return _read(request, found)
    paper = OwnPaper(own, found.version, found.unit, entry=found, base=found.base)
    return _take(request, paper) if request.method == "POST" else _first(request, paper)


def _first(request: HttpRequest, paper: OwnPaper) -> HttpResponse:
    return _show(request, paper, paper.layout(paper.standing()), lock=paper.entry.lock if paper.entry else 0)


def _take(request: HttpRequest, paper: OwnPaper) -> HttpResponse:
    step = step_of(request.POST)
    removed = step.place if step.do == "remove" else ""
    posted = read(definition_of(paper.version), request.POST, removed=removed)
    sent = _Sent(request, paper, step, posted, lock_in(request.POST))
    if step.rewrites or posted.crowded:
        return _again(sent, (), 422 if posted.crowded else 200)
    try:
        cleaned, row = save_entry(
            account=paper.own.account,
            version=paper.version,
            raw=posted.document,
            unit=paper.unit,
            base=paper.base,
            entry=paper.entry,
            lock=sent.lock,
            answers=answers_in(request.POST),
        )
    except Conflict:
        text = _("这份申报已在别的窗口里修改或提交，您现在填写的还没有保存。请另开窗口核对后再试。")
        return _again(sent, (), 409, text)
    if row is None:
        wrong = [each for each in cleaned.problems if each in cleaned.invalid or each.path == _NAME]
        return _again(sent, wrong, 422)
    return _saved(sent, row)


_NAME = "identity.full_name"


def _saved(sent: _Sent, row: SelfEntry) -> HttpResponse:
    for sentence in unread(definition_of(sent.paper.version), sent.posted):
        messages.warning(sent.request, sentence)
    if sent.step.do == "check":
        return redirect("me:check", row.pk)
    messages.success(sent.request, _("已暂存，完整度 %(percent)s%%。") % {"percent": row.completeness})
    return redirect("me:entry", row.pk)


def _again(sent: _Sent, problems: object, status: int, notice: str = "") -> HttpResponse:
    """The same form with all that was typed."""
    paper = sent.paper
    cleaned = paper.check(sent.posted.document)
    found = tuple(problems) if isinstance(problems, (list, tuple)) else ()
    answers = answers_in(sent.request.POST)
    layout = paper.again(sent.posted, cleaned, sent.step, found, answers)
    return _show(sent.request, paper, layout, lock=sent.lock, notice=notice, status=status)


def _show(
    request: HttpRequest, paper: OwnPaper, layout: Layout, *, lock: int, notice: str = "", status: int = 200
) -> HttpResponse:
    context = {
        "paper": paper,
        "title": definition_of(paper.version).named(language()),
        "layout": layout,
        "lock": lock,
        "notice": notice,
    }
    return render(request, "collect/me/form.html", context, status=status)


def _read(request: HttpRequest, found: SelfEntry) -> HttpResponse:
    badge, label, text = state_of(found)
    context = {
        "entry": found,
        "title": category_name(found.category),
        "reading": _reading(found),
        "badge": badge,
        "label": label,
        "text": text,
        "can_withdraw": found.state == EntryState.HANDED_IN,
    }
    return render(request, "collect/me/entry.html", context)


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
    context = {
        "entry": found,
        "title": category_name(found.category),
        "reading": _reading(found),
        "edit": form,
        "blocking": _linked(form, worded),
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
