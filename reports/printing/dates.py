"""Dates as offices write them."""

from datetime import date

from django.utils.translation import get_language


def on_paper(day: date) -> str:
    """2026年11月23日; in English 2026-11-23, as fields of dates are shown."""
    if (get_language() or "").startswith("en"):
        return day.isoformat()
    return f"{day.year}年{day.month}月{day.day}日"
