"""The tasks of a unit's year and how far each is. Pure: no query."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from talent.collect.overview import Overview
from talent.orgs.models import Organisation
from talent.records.enums import SheetState
from talent.records.service import owes_sheets

LABELS: dict[str, Promise] = {
    "done": gettext_lazy("已完成"),
    "doing": gettext_lazy("进行中"),
    "needed": gettext_lazy("需处理"),
    "blocked": gettext_lazy("暂不能开始"),
    "optional": gettext_lazy("可不办"),
}


@dataclass(frozen=True)
class Task:
    """`href` is "" where there is nothing to open yet."""

    title: str
    text: str
    state: str
    href: str

    @property
    def label(self) -> str:
        return str(LABELS[self.state])


def tasks(
    unit: Organisation,
    overview: Overview,
    sheets: Iterable[str],
    *,
    fills: bool,
    own_entries: int | None = None,
) -> list[Task]:
    """`sheets`: the state of each published sheet, "" for one not begun. Only who fills gets ways to fill.

    `own_entries`: how much of what individuals handed in waits; None where nobody ever handed anything in.
    """
    states = list(sheets)
    return [
        _facts(unit),
        *([_sheets(unit, states)] if states else []),
        _entry(unit, overview, fills=fills),
        *([_own_entries(unit, own_entries)] if own_entries is not None else []),
        _returned(unit, overview),
        _sending(unit, overview, fills=fills),
    ]


def missing_facts(unit: Organisation) -> list[str]:
    """The facts of a unit that its records take over and that are not there."""
    facts = {_("单位类型"): unit.unit_type, _("经济类型"): unit.ownership, _("所属行业"): unit.industry}
    absent = [label for label, value in facts.items() if not value]
    return [_("统一社会信用代码"), *absent] if unit.code_is_temporary else absent


def _facts(unit: Organisation) -> Task:
    missing = missing_facts(unit)
    text = (
        _("尚缺：%(facts)s") % {"facts": _("、").join(missing)}
        if missing
        else _("统一社会信用代码、行业、隶属关系")
    )
    href = reverse("collect:organisation", args=(unit.pk,))
    return Task(_("核对单位信息"), text, "needed" if missing else "done", href)


def _sheets(unit: Organisation, states: list[str]) -> Task:
    href = reverse("collect:sheets", args=(unit.pk,))
    if all(state == SheetState.SUBMITTED for state in states):
        return Task(_("负责人员登记表"), _("已报送，人员有变动时可以重新报送"), "done", href)
    state = "doing" if any(states) else "needed" if owes_sheets(unit) else "optional"
    if state == "optional":
        text = _("由各级人社部门和主管部门报送；本单位可不填")
        return Task(_("负责人员登记表"), text, state, href)
    return Task(_("负责人员登记表"), _("填写分管领导和技术专门负责同志，报送后打印"), state, href)


def _entry(unit: Organisation, overview: Overview, *, fills: bool) -> Task:
    href = reverse("collect:workspace", args=(unit.pk,)) + "#add" if fills else ""
    if not overview.total:
        return Task(_("录入人才信息"), _("还没有人员"), "needed", href)
    open_ones = overview.editable - overview.complete
    text = _("共 %(total)s 条，其中 %(open)s 条还有必填项未填") % {"total": overview.total, "open": open_ones}
    return Task(_("录入人才信息"), text, "doing" if open_ones else "done", href)


def _own_entries(unit: Organisation, waiting: int) -> Task:
    href = reverse("self_entries:list", args=(unit.pk,))
    if not waiting:
        return Task(_("个人申报"), _("没有等待核对的个人申报"), "done", href)
    text = ngettext("有 %(count)s 份个人申报等待核对", "有 %(count)s 份个人申报等待核对", waiting)
    return Task(_("个人申报"), text % {"count": waiting}, "needed", href)


def _returned(unit: Organisation, overview: Overview) -> Task:
    if count := overview.returned:
        href = reverse("collect:workspace", args=(unit.pk,)) + "?state=returned#list"
        return Task(_("处理退回记录"), _("%(count)s 条待修改") % {"count": count}, "needed", href)
    if overview.total == overview.editable:
        return Task(_("处理退回记录"), _("上报之后，退回的记录在这里处理"), "blocked", "")
    return Task(_("处理退回记录"), _("没有退回的记录"), "done", "")


def _sending(unit: Organisation, overview: Overview, *, fills: bool) -> Task:
    title, href = _("审核并上报"), reverse("collect:send_ready", args=(unit.pk,)) if fills else ""
    if overview.ready:
        text = ngettext("%(count)s 条可以上报", "%(count)s 条可以上报", overview.ready)
        return Task(title, text % {"count": overview.ready}, "doing", href)
    if not overview.total:
        return Task(title, _("还没有可以上报的人员"), "blocked", "")
    if overview.editable:
        return Task(title, _("；").join(_obstacles(overview)), "blocked", href)
    return Task(title, _("全部已上报"), "done", "")


def _obstacles(overview: Overview) -> list[str]:
    """Why nothing of what is with the collector can be submitted: each change stands under one reason."""
    incomplete, unanswered = overview.editable - overview.complete, overview.complete - overview.ready
    found = [
        (
            unanswered,
            ngettext("%(count)s 条审核意见还没有处理完", "%(count)s 条审核意见还没有处理完", unanswered),
        ),
        (incomplete, ngettext("%(count)s 条还有必填项未填", "%(count)s 条还有必填项未填", incomplete)),
    ]
    return [text % {"count": count} for count, text in found if count]
