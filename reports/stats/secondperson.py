"""Who may be the second person of a step of the releases.

Nobody who made what it is about, who gave its maker role or account or has them from its maker, or who also
gives out roles: one person alone could be all of these.
"""

from collections.abc import Iterable

from django.db.models import Exists, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.translation import gettext as _

from reports.stats.enums import ProposalState, ReleaseState
from reports.stats.models import Lattice, ProposedNote, Release, SecretRelease
from talent.orgs.enums import Role
from talent.orgs.models import Membership
from talent.security.models import User

#: So many who can are named.
_MOST_NAMES = 5


def administrators() -> set[int]:
    """The accounts that draft and approve releases: those who administer categories."""
    return _holding(Role.CATEGORY_ADMIN)


def seconds(makers: Iterable[int]) -> list[User]:
    """Who may be the second person of what these accounts made, by name."""
    may = administrators() - _barred(set(makers))
    return list(User.objects.filter(pk__in=may).order_by("name", "pk"))


def refusal(by: User, makers: Iterable[int], *, own: str) -> str:
    """Why an administrator cannot be the second person of what these accounts made, and who can; "" where
    they can. `own`: how it is said to a maker."""
    made = set(makers)
    if by.pk not in _barred(made):
        return ""
    if by.pk in made:
        why = own
    elif by.pk in _holding(Role.SYSTEM_ADMIN):
        why = _(
            "您同时是系统管理员和类别管理员，这两种角色不能由一人兼任，因此不能办理。请另一位系统管理员结束其中一种。"
        )
    else:
        why = _("您和前一位办理人之间，有一人的角色或账号是另一人给的，须由与此无关的管理员办理。")
    return _with_names(why, [each.name for each in seconds(made)])


def makers(release: Release) -> set[int]:
    """Who made a draft: who began it; of one that a timetable began, who changed the declared tables since
    the newest published release, since nothing but that is chosen by anybody."""
    if release.secret.by_id is not None:
        return {release.secret.by_id}
    past = SecretRelease.objects.filter(release__state=ReleaseState.PUBLISHED).order_by("-release__number")
    newer = Lattice.objects.filter(number__gt=past.values_list("lattice", flat=True).first() or 0)
    return set(newer.exclude(by=None).order_by().values_list("by", flat=True).distinct())


def refusal_of_draft(by: User, release: Release) -> str:
    """Why an administrator cannot approve a draft, and who can; "" where they can."""
    if release.secret.by_id is None:
        own = _("这份草稿由定时任务起草，您改过其中的统计表方案，须由另一位管理员批准。")
    else:
        own = _("这份草稿是您起草的，须由另一位管理员批准。")
    return refusal(by, makers(release), own=own)


def drafts_for(by: User) -> QuerySet[Release]:
    """The drafts that this administrator may approve (refusal_of_draft), as a part of one statement."""
    bound = _bound_to(by)
    past = SecretRelease.objects.filter(release__state=ReleaseState.PUBLISHED).order_by("-release__number")
    seen = Coalesce(Subquery(past.values("lattice")[:1]), 0)
    chosen = Exists(Lattice.objects.order_by().filter(by__in=bound, number__gt=seen))
    waiting = Release.objects.filter(~_gives_roles(by), state=ReleaseState.READY)
    return waiting.exclude(secret__by__in=bound).filter(Q(secret__by__isnull=False) | ~chosen)


def proposals_for(by: User) -> QuerySet[ProposedNote]:
    """The corrections that this administrator may decide on, in the same way."""
    waiting = ProposedNote.objects.filter(~_gives_roles(by), state=ProposalState.WAITING)
    return waiting.exclude(by__in=_bound_to(by))


def _bound_to(by: User) -> QuerySet[User]:
    """Of whom this account is no second person: `_barred` the other way round, which says the same."""
    grants = Membership.objects.filter(role=Role.CATEGORY_ADMIN)
    givers = grants.filter(user=by, granted_by__isnull=False).values("granted_by")
    given = grants.filter(granted_by=by).values("user")
    one_person = Q(pk=by.pk) | Q(pk=by.created_by_id) | Q(created_by=by)
    return User.objects.order_by().filter(one_person | Q(pk__in=givers) | Q(pk__in=given))


def _gives_roles(by: User) -> Exists:
    grants = Membership.objects.on(timezone.localdate())
    return Exists(grants.filter(role=Role.SYSTEM_ADMIN, user=by))


def _holding(role: Role) -> set[int]:
    grants = Membership.objects.on(timezone.localdate())
    return set(grants.filter(role=role, user__is_active=True).values_list("user", flat=True))


def _barred(made: set[int]) -> set[int]:
    grants = Membership.objects.filter(role=Role.CATEGORY_ADMIN)
    bound = {
        *grants.filter(user__in=made).values_list("granted_by", flat=True),
        *grants.filter(granted_by__in=made).values_list("user", flat=True),
        # Who made an account knew its first password.
        *User.objects.filter(pk__in=made).values_list("created_by", flat=True),
        *User.objects.filter(created_by__in=made).values_list("pk", flat=True),
    }
    return made | {pk for pk in bound if pk is not None} | _holding(Role.SYSTEM_ADMIN)


def _with_names(why: str, names: list[str]) -> str:
    if not names:
        said = _("%(why)s现在没有别的类别管理员可以办理。请系统管理员给另一个账号“类别管理员”的角色。")
        return said % {"why": why}
    more = "…" if len(names) > _MOST_NAMES else ""
    said = _("%(why)s可以办理的：%(names)s。")
    return said % {"why": why, "names": "、".join(names[:_MOST_NAMES]) + more}
