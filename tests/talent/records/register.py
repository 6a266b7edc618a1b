"""A unit with its clerk and reviewer, a neighbour, and the office of their banner; and people to register."""

from talent.categories.service import check_digit, live_version
from talent.orgs.models import Membership
from talent.records.models import Change, Person, TalentRecord
from talent.records.service import accept, propose, propose_many, submit
from talent.security.models import AuditEvent, User
from tests.factories import make_organisation

BANNER, LEAGUE, SIBLING, REGION_CODE = 152502, 152500, 152522, 150000


def organisation(name, kind, region=BANNER, **facts):
    return make_organisation(kind, region, name=name, **facts)


def account(username, at=None, *roles, **dates):
    user = User.objects.create_user(username=username, password=None)
    for role in roles:
        Membership.objects.create(user=user, organisation=at, role=role, **dates)
    return user


def number(serial, born="19850726"):
    """A valid identity number."""
    body = f"152502{born}{serial:03}"
    return body + check_digit(body)


def person(serial=1, name="乌日娜", **groups):
    """All that a skilled worker needs to be submitted."""
    identity = {"id_type": "01", "id_number": number(serial), "full_name": name, "ethnic_group": "汉族"}
    return {"identity": identity, "skill": {"current_trade": "焊工"}, **groups}


def nameless(serial=1):
    """A document without the name of its person."""
    raw = person(serial)
    del raw["identity"]["full_name"]
    return raw


def incomplete(serial=1, name="乌日娜"):
    """Somebody whom a draft can hold and nobody can submit."""
    raw = person(serial, name)
    del raw["identity"]["ethnic_group"]
    return raw


class Register:
    """`clerk` fills for `unit`, `checker` reviews there; `boss` and `chief` review at the banner's office."""

    def __init__(self):
        facts = {"unit_type": "42", "ownership": "110"}
        self.office = organisation("锡林浩特市人社局", "hr_department")
        self.unit = organisation("示例设计院", "unit", industry="M", **facts)
        self.other = organisation("示例矿山", "unit", industry="B", **facts)
        self.clerk = account("clerk", self.unit, "collector")
        self.checker = account("checker", self.unit, "unit_reviewer")
        self.neighbour = account("neighbour", self.other, "collector", "unit_reviewer")
        self.boss = account("boss", self.office, "hr_reviewer")
        self.chief = account("chief", self.office, "hr_reviewer")
        self.version = live_version("skilled")

    def propose(self, raw, *, unit=None, by=None, **edited):
        return propose(
            version=self.version,
            unit=unit or self.unit,
            raw=raw,
            by=by or self.clerk,
            source="unit",
            **edited,
        )

    def propose_many(self, *raws, unit=None):
        return propose_many(
            version=self.version, unit=unit or self.unit, raws=raws, by=self.clerk, source="import"
        )

    def draft(self, serial=1, name="乌日娜", **asked):
        return self.propose(person(serial, name), **asked).change

    def waiting(self, serial=1, name="乌日娜"):
        """Waiting at its unit."""
        return submit(change=self.draft(serial, name), by=self.clerk)

    def at_banner(self, serial=1, name="乌日娜"):
        return accept(change=self.waiting(serial, name), by=self.checker)

    def approved(self, serial=1, name="乌日娜"):
        return accept(change=self.at_banner(serial, name), by=self.boss)


def changes():
    """(name, state) of every change, oldest first."""
    return list(Change.objects.unscoped(reason="test").order_by("pk").values_list("full_name", "state"))


def again(change):
    """A change as it stands now."""
    return Change.objects.unscoped(reason="test").get(pk=change.pk)


def counts():
    """How many people, records and changes there are."""
    return tuple(model.objects.unscoped(reason="test").count() for model in (Person, TalentRecord, Change))


def events(*, after=0):
    """(action, account) of each audit event about changes, oldest first."""
    found = AuditEvent.objects.filter(subject="change", pk__gt=after).order_by("pk")
    return list(found.values_list("action", "by__username"))
