"""A newer key of disclosure control: when there may be one, and whether a draft is the first under it.

It draws only what the gate opens, so no set of persons is drawn a second time by it, and its gates are secret
even where the old ones are not. What was published under an older key stays as it is (docs/decisions 0012).
"""

from datetime import timedelta

from django.db import connection, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from reports.stats.cellkeys import StatisticsKey
from reports.stats.enums import DRAFTS, NEVER_PUBLIC
from reports.stats.models import Release, SecretRelease
from reports.stats.releasing import LOCK, NotPossible
from talent.security.service import add_statistics_key, record_event, statistics_keys

#: Every newer key gives each standing figure another gate, so it stays rare.
SHORTEST_USE = timedelta(days=365)
#: An audit event holds so much of what a person wrote.
LONGEST_REASON = 200


@transaction.atomic
def renew_key(*, reason: str, known_to_others: bool) -> int:
    """Add a newer statistics key to the key file; the next draft is drawn by it, and so comes into force with
    the second person's approval. Returns its number. Raises NotPossible: while a draft waits, before the
    newest key was used, and within a year of its first use unless it is `known_to_others`."""
    with connection.cursor() as cursor:
        cursor.execute(LOCK)
    wanted = reason.strip()
    if not 0 < len(wanted) <= LONGEST_REASON:
        raise NotPossible(_("请写明原因，不超过 %(most)d 个字。") % {"most": LONGEST_REASON})
    _need_turn(known_to_others=known_to_others)
    number = len(statistics_keys()) + 1
    record_event(
        by=None,
        action="renew_statistics_key",
        subject="statistics_key",
        subject_id=number,
        detail={"reason": wanted},
    )
    # Last: what fails before leaves the file as it is.
    return add_statistics_key()


def _need_turn(*, known_to_others: bool) -> None:
    if Release.objects.filter(state__in=DRAFTS).exists():
        raise NotPossible(_("已有一份草稿。请先批准或放弃它。"))
    newest = StatisticsKey(*statistics_keys()).fingerprint
    under_it = Release.objects.filter(secret__key_fingerprint=newest).order_by("number").first()
    if under_it is None:
        raise NotPossible(_("现行的统计密钥还没有用于任何发布，不必更换。"))
    if not known_to_others and under_it.published_at > timezone.now() - SHORTEST_USE:
        raise NotPossible(
            _("现行的统计密钥启用不满一年，不能更换；密钥已为他人所知的，请加 --known-to-others。")
        )


def first_under_its_key(release: Release) -> bool:
    """Whether releases before it were published under another key and none under the same."""
    earlier = SecretRelease.objects.filter(release__number__lt=release.number)
    known = earlier.exclude(release__state__in=NEVER_PUBLIC)
    fingerprint = release.secret.key_fingerprint
    return known.exists() and not known.filter(key_fingerprint=fingerprint).exists()
