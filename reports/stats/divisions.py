"""The divisions that tables count by, for everybody: their levels, parents and days. No secret, no person."""

from dataclasses import dataclass
from datetime import date

from talent.orgs.models import Region


@dataclass(frozen=True, slots=True)
class Division:
    """A division of GB/T 2260, or a management area; `parent` by code, "" for the whole region."""

    code: str
    level: str
    label_zh: str
    label_en: str
    parent: str
    valid_from: date | None
    valid_to: date | None
    is_management_area: bool
    successor: str


def divisions() -> list[Division]:
    """All of them, those of earlier days too, by code."""
    return [
        Division(
            str(each.code),
            each.level,
            each.name,
            each.named("en"),
            str(each.parent_id or ""),
            each.valid_from,
            each.valid_to,
            each.is_area,
            str(each.successor_id or ""),
        )
        for each in Region.objects.order_by("code")
    ]
