"""Pages of the admin about releases: the list, one with what it would publish, its figures, its steps."""

from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from reports.stats.comparing import compared_with_another, public_texts
from reports.stats.differing import difference
from reports.stats.discarding import discard, draw_again
from reports.stats.enums import DRAFTS, ProposalState, ReleaseState, Step
from reports.stats.models import ProposedNote, Release, ReleaseCell, ReleaseNote, ReleaseTable
from reports.stats.note_pages import with_page
from reports.stats.pages import Question, ask, in_english, show, sure
from reports.stats.rekeying import first_under_its_key
from reports.stats.releasing import NotPossible, NotPublic, WrongKey, approve, draft, refusal_to_approve
from reports.stats.stumbling import last_attempt
from reports.stats.told import LEVELS, Asked, read_told
from reports.stats.withdrawing import newest_published, refusal_to_restore
from talent.categories.service import actor, for_administrators
from talent.security.service import row_number

PAGE = 30
_PEOPLE = tuple(
    f"secret__{did}" for did in ("by", "approved_by", "discarded_by", "withdrawn_by", "restored_by")
)
_STEPS = {"approve": approve, "discard": discard, "again": draw_again}


@require_safe
@for_administrators
def index(request: HttpRequest) -> HttpResponse:
    """Releases, the newest first by keyset; a draft stands on top."""
    before = row_number(request.GET.get("before", ""), digits=9)
    found = Release.objects.select_related(*_PEOPLE)
    if before is not None:
        found = found.filter(number__lt=before)
    rows = list(found[: PAGE + 1])
    context = {
        "rows": rows[:PAGE],
        "next_href": f"?before={rows[PAGE - 1].number}" if len(rows) > PAGE else "",
        "public": newest_published(),
        "proposed": _open_notes()[:PAGE],
        "may_draft": not Release.objects.filter(state__in=DRAFTS).exists(),
    }
    return show(request, "releases", _("统计发布"), context)


@require_POST
@for_administrators
def new(request: HttpRequest) -> HttpResponse:
    """Begin a draft; a job draws it."""
    try:
        begun = draft(by=actor(request))
    except NotPublic as refused:
        messages.error(request, _("没有起草：%(refused)s") % {"refused": refused})
        return HttpResponseRedirect(reverse("releases:tables"))
    except NotPossible as refused:
        messages.error(request, str(refused))
        return HttpResponseRedirect(reverse("releases:index"))
    except WrongKey:
        messages.error(request, _("统计密钥与往次发布的不同，不能发布。请把原来的密钥文件放回，再起草。"))
        return HttpResponseRedirect(reverse("releases:index"))
    return HttpResponseRedirect(reverse("releases:release", args=[begun.pk]))


@require_safe
@for_administrators
def release(request: HttpRequest, pk: int) -> HttpResponse:
    """One release: what it publishes, what it changes, who made it, what may be done with it."""
    found = _found(pk)
    secret, by = found.secret, actor(request)
    told = read_told(secret.summary, english=in_english())
    asked = _asked(request)
    context = {
        "release": found,
        "secret": secret,
        "step": Step(secret.step).label if secret.step else "",
        "failed": secret.step == Step.FAILED,
        "waits": secret.step == Step.RETRYING,
        "attempt": last_attempt(secret.summary),
        "refused": secret.summary.get("refused", ""),
        "is_draft": found.state in DRAFTS,
        "own": refusal_to_approve(by, found) if found.state == ReleaseState.READY else "",
        "outdated": found.state == ReleaseState.READY and compared_with_another(found),
        "new_key": first_under_its_key(found),
        "told": told,
        "asked": asked,
        "levels": told.by_level(asked),
        "choices": [(level.value, level.label) for level in LEVELS],
        "notes": ReleaseNote.objects.filter(release=found.number),
        "proposed": _open_notes().filter(release=found),
        "may_say": found.state == ReleaseState.PUBLISHED,
        "may_restore": found.state == ReleaseState.WITHDRAWN,
        "not_restore": refusal_to_restore(by, found) if found.state == ReleaseState.WITHDRAWN else "",
    }
    return show(request, "release", _title(found), context)


def _open_notes() -> QuerySet[ProposedNote]:
    waiting = ProposedNote.objects.filter(state=ProposalState.WAITING)
    return waiting.select_related("release", "by")


def _to_discard(found: Release) -> Question:
    said = _("第 %(number)d 号的草稿还没有算成。放弃后什么都不留，发布号以后再用。")
    if found.state == ReleaseState.READY:
        said = _(
            "放弃第 %(number)d 号的草稿：不会公开，数字删除，不能恢复。发布号不再使用；草稿的数字有人看过，"
            "所以下次起草时，与它相差的人太少的数字照旧不变。"
        )
    number = {"number": found.number}
    return Question(
        title=_("放弃第 %(number)d 号的草稿") % number,
        says=said % number,
        button=_("确定放弃"),
        back=reverse("releases:release", args=[found.pk]),
        hidden={"do": "discard"},
    )


def _asked(request: HttpRequest) -> Asked:
    level = request.GET.get("level", "")
    words = request.GET.get("q", "").strip()[:100]
    return Asked(words, level if level in LEVELS else "", bool(request.GET.get("changed")))


@require_safe
@for_administrators
def confirm(request: HttpRequest, pk: int) -> HttpResponse:
    """What approving makes public, once more, before it cannot be taken back unseen."""
    found = _found(pk)
    if found.state != ReleaseState.READY:
        messages.error(request, _("这份草稿已由他人办理。"))
        return HttpResponseRedirect(reverse("releases:release", args=[pk]))
    if why := refusal_to_approve(actor(request), found):
        messages.error(request, why)
        return HttpResponseRedirect(reverse("releases:release", args=[pk]))
    told = read_told(found.secret.summary, english=in_english())
    context = {
        "release": found,
        "secret": found.secret,
        "told": told,
        "new_tables": [each.title for each in told.tables if each.new],
        "public": newest_published(),
    }
    return show(request, "confirm", _("批准并发布第 %(number)d 号") % {"number": found.number}, context)


@require_POST
@for_administrators
def act(request: HttpRequest, pk: int) -> HttpResponse:
    """Approve a draft, discard it, or have it drawn again (`do`); to discard is asked once more."""
    found, wanted = _found(pk), request.POST.get("do", "")
    if wanted not in _STEPS:
        raise Http404
    if wanted == "discard" and found.state in DRAFTS and not sure(request):
        return ask(request, _to_discard(found))
    try:
        _STEPS[wanted](release=found, by=actor(request))
    except NotPossible as refused:
        messages.error(request, str(refused))
        return HttpResponseRedirect(reverse("releases:index"))
    if wanted == "approve":
        said = _("第 %(number)d 号统计已经发布，公众现在看到的就是它。")
        messages.success(request, with_page(said % {"number": found.number}))
    elif wanted == "again":
        return HttpResponseRedirect(reverse("releases:release", args=[pk]))
    else:
        messages.success(request, _("已放弃第 %(number)d 号的草稿。") % {"number": found.number})
    return HttpResponseRedirect(reverse("releases:index"))


@require_safe
@for_administrators
def figures(request: HttpRequest, pk: int, key: str) -> HttpResponse:
    """The figures of one table in one area, as the public will read them."""
    found = _found(pk)
    table = get_object_or_404(ReleaseTable, release=found, key=key)
    areas = {each["code"]: each for each in table.areas}
    chosen = request.GET.get("area", "")
    area = areas.get(chosen) or table.areas[0]
    cells = list(ReleaseCell.objects.filter(table=table, area=int(area["code"])).order_by("pk"))
    last = found.secret.summary.get("last")
    before = public_texts(cells, last=last or 0) if found.state in DRAFTS else {}
    names = {(each["key"], code["code"]): _label(code) for each in table.dimensions for code in each["codes"]}
    context = {
        "release": found,
        "table": table,
        "areas": [(code, _label(each), each is area) for code, each in areas.items()],
        "dimensions": [_label(each) for each in table.dimensions],
        "compares": found.state in DRAFTS and last,
        "rows": [
            (
                [
                    names.get((each["key"], cell.classes.get(each["key"], "")), "")
                    for each in table.dimensions
                ],
                cell.mark or str(cell.value),
                before.get(cell.pk, "—"),
                difference(before.get(cell.pk), cell.mark or str(cell.value)),
            )
            for cell in cells
        ],
    }
    title = table.title_en if in_english() else table.title_zh
    return show(request, "figures", title, context)


def _found(pk: int) -> Release:
    return get_object_or_404(Release.objects.select_related(*_PEOPLE), pk=pk)


def _title(release: Release) -> str:
    if release.state in DRAFTS:
        return _("第 %(number)d 号发布的草稿") % {"number": release.number}
    if release.state == ReleaseState.DISCARDED:
        return _("第 %(number)d 号(已放弃的草稿)") % {"number": release.number}
    if release.state == ReleaseState.REFUSED:
        return _("第 %(number)d 号(不能公布的草稿)") % {"number": release.number}
    return _("第 %(number)d 号发布") % {"number": release.number}


def _label(each: dict[str, Any]) -> str:
    return str(each["label_en"] if in_english() else each["label_zh"])
