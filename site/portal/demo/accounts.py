"""One demonstration account for each role, in one place; passwords are made anew and shown once."""

from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.utils import timezone

from talent.orgs.enums import OrganisationKind, Role
from talent.orgs.models import Membership, Organisation
from talent.security.models import User
from talent.security.service import one_time_password, record_event

#: 锡林浩特市 in 锡林郭勒盟: a banner, its league and the region are all at hand.
BANNER, LEAGUE, REGION = 152502, 152500, 150000


@dataclass(frozen=True)
class Account:
    """Who logs in where; the organisation is the one that `find` meets."""

    username: str
    name: str
    roles: tuple[Role, ...]
    entrance: str
    find: dict[str, object]


@dataclass(frozen=True)
class Credential:
    username: str
    password: str
    entrance: str
    what: str
    code: str


def _unit(ending: str) -> dict[str, object]:
    return {"managing_region": BANNER, "name__contains": ending}


def _office(region: int) -> dict[str, object]:
    return {"managing_region": region, "kind": OrganisationKind.HR_DEPARTMENT}


_BOTH = (Role.COLLECTOR, Role.UNIT_REVIEWER)
_STAFF, _PORTAL = "/back/loginUI", "/login/"
ACCOUNTS = (
    Account("tianbao", "乌兰", (Role.COLLECTOR,), _PORTAL, _unit("人民医院")),
    Account("danwei", "王磊", (Role.UNIT_REVIEWER,), _PORTAL, _unit("人民医院")),
    Account("xiaodanwei", "苏日娜", (Role.COLLECTOR, Role.UNIT_REVIEWER), _PORTAL, _unit("能源")),
    Account("gacha", "巴图", (Role.COLLECTOR, Role.UNIT_REVIEWER), _PORTAL, _unit("嘎查")),
    Account("qixian", "李敏", (Role.HR_REVIEWER,), _STAFF, _office(BANNER)),
    Account("mengshi", "张静", (Role.HR_REVIEWER,), _STAFF, _office(LEAGUE)),
    Account("zizhiqu", "包慧", (Role.HR_REVIEWER, Role.ANALYST), _STAFF, _office(REGION)),
    Account("hangye", "陈丽", (Role.HR_REVIEWER, Role.ANALYST), _STAFF, {"name": "自治区卫生健康委员会"}),
    Account("leibie", "赵平", (Role.CATEGORY_ADMIN,), _STAFF, _office(REGION)),
    Account("leishen", "其木格", (Role.CATEGORY_ADMIN,), _STAFF, _office(REGION)),
    Account("xitong", "孙强", (Role.SYSTEM_ADMIN,), _STAFF, _office(REGION)),
    Account("shenji", "高娃", (Role.AUDIT_ADMIN,), _STAFF, _office(REGION)),
)


@transaction.atomic
def make_accounts() -> list[Credential]:
    """Create the accounts that are missing, give all of them new passwords and return these."""
    found = []
    for account in ACCOUNTS:
        organisation = Organisation.objects.filter(**account.find).order_by("pk").first()
        if organisation is None:
            raise LookupError(f"{account.username}: {account.find}")
        user = User.objects.filter(username=account.username).first() or User.objects.create_user(
            username=account.username, password=None, name=account.name
        )
        password = one_time_password()
        user.set_password(password)
        # A domain that receives no mail; confirmed, so that the demonstration shows what would go out.
        user.email = user.email or f"{account.username}@example.com"
        user.email_confirmed_at = user.email_confirmed_at or timezone.now()
        user.save()
        for role in account.roles:
            _grant(user, organisation, role)
        roles = "、".join(str(role.label) for role in account.roles)
        what = f"{organisation.name} {roles}"
        found.append(Credential(account.username, password, account.entrance, what, organisation.code))
    record_event(by=None, action="demo_passwords", subject="user", detail={"count": len(found)})
    return found


def _grant(user: User, organisation: Organisation, role: Role) -> None:
    Membership.objects.get_or_create(
        user=user, organisation=organisation, role=role, defaults={"valid_from": date(2026, 1, 1)}
    )
