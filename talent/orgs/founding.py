"""The first system administrator of an installation: everybody else gets an account from one who is there."""

from django.db import connection, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from talent.orgs.enums import Level, OrganisationKind, Role
from talent.orgs.models import Membership, Organisation, Region
from talent.security.models import User
from talent.security.service import one_time_password, record_event

_LOCK = 0x66_6F_75_6E_64  # one founder at a time: there is no row yet that could be locked


class NotFounded(Exception):
    """The step is not to be taken; the sentence says why and what to do."""


@transaction.atomic
def found(*, username: str, name: str, office_code: str = "", office_name: str = "") -> tuple[User, str]:
    """An account that administers those of the whole region, and its first password, to be replaced at once.

    The region's HR office is made from its unified social credit code and name where there is none yet.
    Raises NotFounded when somebody administers already, or the office is to be made and not described;
    ValidationError for a code that GB 32100 does not allow.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_LOCK])
    today = timezone.localdate()
    if Membership.objects.on(today).filter(role=Role.SYSTEM_ADMIN, user__is_active=True).exists():
        raise NotFounded(_("已有系统管理员：请由其在后台“账号”里新建账号并授权。"))
    if User.objects.filter(username=username).exists():
        raise NotFounded(_("用户名“%(username)s”已被使用，请换一个。") % {"username": username})
    office = _office(office_code, office_name)
    password = one_time_password()
    user = User.objects.create_user(
        username=username, name=name, password=password, must_change_password=True
    )
    Membership.objects.create(user=user, organisation=office, role=Role.SYSTEM_ADMIN, valid_from=today)
    record_event(by=None, action="found", subject="user", subject_id=user.pk, organisation_ids=[office.pk])
    return user, password


def _office(code: str, name: str) -> Organisation:
    region = Region.objects.filter(level=Level.REGION).first()
    if region is None:
        raise NotFounded(_("还没有载入地区：请先运行 manage.py setup。"))
    known = Organisation.objects.filter(
        kind=OrganisationKind.HR_DEPARTMENT, managing_region=region, is_active=True
    ).first()
    if known is not None:
        return known
    if not (code and name):
        raise NotFounded(_("还没有自治区人社部门：请加上 --office-code 信用代码 --office-name 名称。"))
    made = Organisation(
        code=code,
        name=name,
        kind=OrganisationKind.HR_DEPARTMENT,
        seat_region=region,
        managing_region=region,
    )
    made.full_clean()
    made.save()
    return made
