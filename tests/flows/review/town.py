"""The organisations, accounts and documents of every story, as they stand in the register."""

from datetime import timedelta

from django.utils import timezone

from reports.stats.declared import shipped
from reports.stats.resolved import resolve
from talent.categories.service import live_version
from talent.orgs.models import Membership, Organisation
from talent.records.models import Change
from talent.security.models import User
from tests.flows.review.papers import DEPARTMENT, DUBIOUS, IMPOSSIBLE, UNITS
from tests.talent.records.register import number, organisation

CODES = {"banner": 152502, "sibling": 152522, "league": 152500, "afar": 150700, "region": 150000}
PEOPLE = (1, 2, 3)
#: Who reviews where: `both` fills in and reviews alone at A, `chief` at the banner and at the league.
STAFF = {
    "A": {"both"}, "B": {"second", "third"}, "C": {"fourth"},
    DEPARTMENT: {"expert"},
    "banner": {"boss", "chief"}, "sibling": {"there"}, "league": {"chief", "head"},
    "afar": {"far"}, "region": {"top"},
}  # fmt: skip
CLERKS = {"A": ("clerk", "both"), "B": ("second",), "C": ("fourth",)}
#: Who works at an office and does not review, unless in somebody's place.
AIDES = {"banner": ("aide",)}
EMPLOYED = {place: {*who, *CLERKS.get(place, ()), *AIDES.get(place, ())} for place, who in STAFF.items()}
ACCOUNTS = sorted(set().union(*EMPLOYED.values()))
#: What the checks find in these: an end before its start, something before the person was born.
_WORK = {
    DUBIOUS: [{"start": "2010-05", "end": "2001-02"}],
    IMPOSSIBLE: [{"start": "1931-04"}],
}


class Town:
    """The organisations and accounts; every story begins with them."""

    def __init__(self):
        kinds = {**dict.fromkeys(CODES, "hr_department"), DEPARTMENT: "industry_department"}
        self.places = {
            name: organisation(name, kind, CODES.get(name, CODES["region"]), **self._facts(name))
            for name, kind in kinds.items()
        }
        for name in UNITS:
            facts = {"industry": "M" if name == "A" else "B", "unit_type": "42", "ownership": "110"}
            self.places[name] = organisation(name, "unit", CODES["banner"], **facts)
        self.users = {name: User.objects.create_user(username=name, password=None) for name in ACCOUNTS}
        self.admin = User.objects.create_user(username="admin", password=None)
        self.reader = User.objects.create_user(username="reader", password=None)
        for user, role in ((self.admin, "system_admin"), (self.reader, "analyst")):
            Membership.objects.create(user=user, organisation=self.places["region"], role=role)
        for name in self.places:
            self.employ(name)
        self.version = live_version("skilled")
        #: The lattice of what is public.
        self.resolved = resolve(shipped())
        self.by_pk = {each.pk: name for name, each in self.places.items()}

    @staticmethod
    def _facts(name):
        return {"industries": ["M"]} if name == DEPARTMENT else {}

    def employ(self, name, since=timedelta(days=9)):
        """Those who work at a place, since a while ago."""
        role = "unit_reviewer" if name in UNITS else "hr_reviewer"
        grants = [(who, role) for who in STAFF[name]] + [(who, "collector") for who in CLERKS.get(name, ())]
        grants += [(who, "analyst") for who in AIDES.get(name, ())]
        for who, what in sorted(grants):
            Membership.objects.create(
                user=self.users[who], organisation=self.places[name], role=what,
                valid_from=timezone.localdate() - since,
            )  # fmt: skip

    def place(self, name):
        return Organisation.objects.get(pk=self.places[name].pk)


def document(serial, trade, senior, content):
    """Nobody is born in the month of another one: two of one name and month would be looked into."""
    raw = {
        "identity": {
            "id_type": "01",
            "id_number": number(serial, born=f"{1950 + serial % 47}0726"),
            "full_name": "乌日娜",
            "ethnic_group": "汉族",
        },
        "skill": {"current_trade": trade},
        "work": _WORK.get(content, []),
    }
    return {**raw, "honour_title": [{"title": "盟级技术能手"}]} if senior else raw


def stored(paper):
    return Change._plain.get(pk=paper.number)
