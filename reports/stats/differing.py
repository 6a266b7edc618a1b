"""What became of a figure, in words: a colour alone would tell it only to some."""

from django.utils.translation import gettext as _

from reports.stats.disclosure import IMPOSSIBLE


def difference(before: str | None, now: str) -> str:
    """Between two shown figures (`Shown.text`); None where the figure is not public."""
    if before is None:
        return _("首次出现") if now.isdecimal() else "—"
    if before == now:
        return _("不变")
    if before.isdecimal() and now.isdecimal():
        by = int(now) - int(before)
        return f"+{by}" if by > 0 else f"−{-by}"
    if IMPOSSIBLE.mark in (before, now):
        return _("改为不会出现") if now == IMPOSSIBLE.mark else _("以前不会出现")
    return _("开始显示") if now.isdecimal() else _("转为隐去")
