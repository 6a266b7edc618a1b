"""People around two units, and values that make a person complete."""

from django.test import Client
from django.urls import reverse

from talent.categories.service import check_digit, live_version
from talent.orgs.models import Membership
from talent.orgs.service import scope_for
from talent.records.models import Change
from talent.records.service import FieldRemark, accept_many, propose, send_back, submit
from talent.security.models import User
from tests.factories import make_organisation

BANNER = 152502


def organisation(name, kind, **facts):
    return make_organisation(kind, BANNER, name=name, **facts)


def account(username, at, *roles):
    user = User.objects.create_user(username=username, password=None)
    for role in roles:
        Membership.objects.create(user=user, organisation=at, role=role)
    return user


def browser(user):
    client = Client()
    client.force_login(user)
    return client


def number(serial):
    """A valid identity number of somebody born on 1985-07-26."""
    body = f"15250219850726{serial:03}"
    return body + check_digit(body)


def person(serial=1, name="乌日娜", **groups):
    """Everything that a skilled worker needs to be submitted."""
    identity = {"id_type": "01", "id_number": number(serial), "full_name": name, "ethnic_group": "汉族"}
    return {"identity": identity, "skill": {"current_trade": "焊工"}, **groups}


def posted(document, **more):
    """A document as the names and values of its form."""
    values = dict(more)
    for group, content in document.items():
        if isinstance(content, list):
            for place, row in enumerate(content):
                values |= {f"{group}.{place}.{key}": value for key, value in row.items()}
        else:
            values |= {f"{group}.{key}": value for key, value in content.items()}
    return values


class World:
    """`clerk` fills and is the only reviewer of `unit`; `typist` only fills; `boss` is at the office."""

    def __init__(self):
        self.office = organisation("锡林浩特市人社局", "hr_department")
        self.unit = organisation("示例设计院", "unit", unit_type="42", ownership="110", industry="M")
        self.other = organisation("别的单位", "unit", unit_type="42", ownership="110", industry="B")
        self.clerk = account("clerk", self.unit, "collector", "unit_reviewer")
        self.typist = account("typist", self.unit, "collector")
        self.stranger = account("stranger", self.other, "collector", "unit_reviewer")
        self.boss = account("boss", self.office, "hr_reviewer")
        self.version = live_version("skilled")

    def url(self, name, *args, unit=None):
        return reverse(f"collect:{name}", args=((unit or self.unit).pk, *args))

    def draft(self, serial=1, name="乌日娜", *, unit=None, by=None, document=None):
        unit = unit or self.unit
        raw = document or person(serial, name)
        found = propose(version=self.version, unit=unit, raw=raw, by=by or self.typist, source="unit")
        return found.change

    def waiting(self, serial=1, name="乌日娜", document=None):
        """Passed by the unit itself, waiting at the office."""
        change = submit(change=self.draft(serial, name, by=self.clerk, document=document), by=self.clerk)
        return accept_many(changes=[change], by=self.clerk)[0]

    def returned(self, *remarks, serial=1, name="乌日娜", document=None):
        found = [FieldRemark(path, text) for path, text in remarks]
        waiting = self.waiting(serial, name, document)
        return send_back(change=waiting, by=self.boss, remarks=found)

    def accepted(self, serial=1, name="乌日娜"):
        return accept_many(changes=[self.waiting(serial, name)], by=self.boss)[0]

    def changes(self):
        """(name, state) of every change of the unit, oldest first."""
        found = Change.objects.visible_to(scope_for(self.clerk)).filter(unit=self.unit).order_by("pk")
        return list(found.values_list("full_name", "state"))

    def again(self, change):
        """A change as it stands now."""
        return Change.objects.unscoped(reason="test").get(pk=change.pk)

    def newest(self):
        return Change.objects.unscoped(reason="test").latest("pk")
