"""Dates as offices write them."""

from datetime import date

from django.utils.translation import gettext as _


def on_paper(day: date) -> str:
    """2026年11月23日; in English 2026-11-23."""
    return _("%(year)d年%(month)d月%(day)d日") % {"year": day.year, "month": day.month, "day": day.day}
