"""审核意见表: what every office said of a person's record, from the first change to the last."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.http import QueryDict
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from reports.printing.dates import on_paper
from reports.printing.documents import (
    Align,
    Orientation,
    SheetBox,
    SheetColumn,
    SheetDocument,
    SheetField,
    SheetGrid,
    SheetTable,
)
from reports.printing.issuing import Official
from reports.printing.sheets.base import NOTHING_ASKED, About, Identity, Sheet
from reports.printing.sheets.registration import RegistrationForm
from reports.printing.standing import address_in_force, in_draft, in_force, past_of
from reviews.inbox.service import Step, steps_of
from talent.categories.service import printed
from talent.orgs.enums import UNIT_ROLES, Role
from talent.orgs.service import Scope
from talent.records.models import Change
from talent.records.service import changes_visible_to


@dataclass(frozen=True, slots=True)
class History:
    """A record, told by its change that was asked for, and what was done to each of its changes."""

    change: Change
    steps: tuple[tuple[Change, Step], ...]


class ReviewOpinions(Sheet[History]):
    """For the same people as the registration form of the change; of drafts there is nothing to tell."""

    key = "opinions"
    title = gettext_lazy("审核意见表")
    about = About.CHANGE
    route = "opinions/<int:pk>/"
    action = "print_opinions"
    subject = "change"

    def find(self, scope: Scope, asked: QueryDict = NOTHING_ASKED, **place: Any) -> History | None:
        change = RegistrationForm().find(scope, asked, **place)
        if change is None:
            return None
        readers = scope.as_(*UNIT_ROLES, Role.HR_REVIEWER)
        all_of_it = changes_visible_to(readers).filter(record=change.record_id).select_related("version")
        steps = [(each, step) for each in all_of_it.order_by("id") for step in steps_of(each, readers)]
        return History(change, tuple(steps))

    def identity(self, subject: History) -> Identity:
        change = subject.change
        name = f"{slugify(change.category.key)}-opinions-{change.pk}"
        return Identity(str(change.pk), name, (change.unit_id,), {"record": change.record_id})

    def official(self, subject: History) -> Official | None:
        return RegistrationForm().official(subject.change)

    def document(self, subject: History, language: str) -> SheetDocument:
        change = subject.change
        date = _("　　　年　　月　　日")
        return SheetDocument(
            title=_("审核意见表"),
            head=tuple(filter(None, [in_force(change, self.key)])),
            tables=(
                SheetGrid(
                    (
                        SheetField(_("姓名"), change.full_name),
                        SheetField(_("类别"), printed(change.version, {}, language).title),
                        SheetField(_("状态"), str(change.get_state_display())),
                        SheetField(_("填报单位"), change.unit.name, width=3),
                    )
                ),
                _table(subject),
            ),
            boxes=(SheetBox(_("人力资源社会保障部门意见"), (_("(盖章)"), date)),),
            opening=_("基本情况"),
            whose=f"{change.full_name} · {change.unit.name}",
            orientation=Orientation.PORTRAIT,
            draft=in_draft(change),
            past=past_of(change),
            in_force=address_in_force(change, self.key),
            language=language,
            author=change.unit.name,
            as_of=max((step.at for _change, step in subject.steps), default=change.updated_at),
        )


def _table(found: History) -> SheetTable:
    numbers = list(dict.fromkeys(change.pk for change, _step in found.steps))
    columns = (
        SheetColumn(_("次"), 0.4, one_line=True),
        SheetColumn(_("审核机构"), 2),
        SheetColumn(_("结论"), 0.6),
        SheetColumn(_("审核意见"), 3, Align.LEFT),
        SheetColumn(_("审核人"), 0.8),
        SheetColumn(_("审核日期"), 1, one_line=True),
    )
    rows = tuple(
        (
            str(numbers.index(change.pk) + 1),
            step.decision.office.name if step.decision else "",
            str(step.decision.get_outcome_display()) if step.decision else _("意见"),
            "\n".join(_said(step)),
            step.by.name,
            on_paper(timezone.localtime(step.at).date()),
        )
        for change, step in found.steps
    )
    return SheetTable(columns, rows, blank_rows=0 if rows else 4, caption=_("审核经过"))


def _said(step: Step) -> Iterator[str]:
    """The opinion and each remark with its field; with what the collector answered."""
    if step.opinion:
        yield step.opinion
    for noted in step.remarks:
        remark = noted.remark
        yield f"{noted.label}{_('：')}{remark.text}" if noted.label else remark.text
        if remark.answer:
            yield _("说明：") + remark.answer
