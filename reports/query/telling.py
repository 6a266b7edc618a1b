"""The conditions of a query in words, for the head of a list that was made by it."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from reports.query.asking import Question
from reports.query.controls import Control, controls_of
from reports.query.places import Regions


def conditions_of(question: Question, regions: Regions) -> str:
    """What is asked for, one condition after the other; empty for everybody of a category."""
    return _("；").join(_told(question, regions))


def _told(question: Question, regions: Regions) -> Iterator[str]:
    names = {str(code): name for _head, group in regions.groups for code, name in group}
    places = (
        (_("姓名"), question.name),
        (_("单位"), question.unit),
        (_("地区"), names.get(question.region, question.region)),
    )
    yield from (_said(label, text) for label, text in places if text)
    for group in controls_of(question):
        yield from (_said(each.label, _value(each)) for each in group.controls if each.is_set)


def _said(label: str, text: str) -> str:
    return f"{label}{_('：')}{text}"


def _value(control: Control) -> str:
    chosen = [label for _value, label, is_chosen in control.choices if is_chosen]
    if chosen or control.value:
        return _("、").join(chosen) or control.value
    if control.low and control.high:
        return _("%(low)s 至 %(high)s") % {"low": control.low, "high": control.high}
    return (
        _("%(low)s 起") % {"low": control.low} if control.low else _("至 %(high)s") % {"high": control.high}
    )
