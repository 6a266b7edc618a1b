"""People of every role around one unit, and its rows: what the scope matrix asks every address about."""

from datetime import timedelta
from functools import cached_property

from django.contrib.auth.hashers import make_password
from django.utils import timezone

from reports.printing.running import start_run
from reports.stats.models import ProposedNote, Release, ReleaseTable, SecretRelease
from reviews.inbox.bulk.preparing import prepare
from reviews.inbox.service import inbox_for
from reviews.spotchecks.service import Rule, start
from talent.categories.service import all_attached, check_digit, live_version
from talent.individuals.models import Consent, PersonAccount, SelfEntry
from talent.individuals.service import ask_erasure, hand_in, make_account, read_contact, save_entry
from talent.notify.models import Notification
from talent.orgs.models import Membership, Region
from talent.orgs.service import Details, apply, scope_for
from talent.records.service import (
    FieldRemark,
    Taken,
    accept,
    doubt,
    fill_sheet,
    keep,
    offer,
    propose,
    submit,
)
from talent.security.models import User
from tests.factories import make_organisation
from tests.talent.records.attachments.hostile import jpg

#: A banner, its league, the region; a sibling banner and another league.
BANNER, LEAGUE, REGION, SIBLING, OTHER_LEAGUE = 152502, 152500, 150000, 152522, 150400

PICTURE = jpg((30, 40))
NUMBERS = ("150781196405224042", "152502197206282979", "152531198303092460", "152321199209262954")


def organisation(name, kind, region, **fields):
    return make_organisation(kind, region, name=name, seat_region_id=BANNER, **fields)


def member(username, at, *roles, **dates):
    user = User.objects.create_user(username=username, password=None)
    for role in roles:
        Membership.objects.create(user=user, organisation=at, role=role, **dates)
    return user


def individual(number, mobile):
    """An account of an individual that nobody has claimed a record for."""
    return make_account(
        kind="01",
        number=number,
        name="苏和",
        contact=read_contact(mobile),
        password=make_password(None),
        notice="",
        notice_at=timezone.now().isoformat(),
    )


class World:
    """`personas` by name; `unit` with a draft, changes waiting at it and its banner, an approved one."""

    def __init__(self):
        self.offices = {
            region: organisation(f"{region}人社局", "hr_department", region)
            for region in (BANNER, LEAGUE, REGION, SIBLING, OTHER_LEAGUE)
        }
        system = organisation("卫健委", "admin_department", REGION)
        self.unit = organisation(
            "示例医院", "unit", BANNER, unit_type="21", industry="Q", administrative_department=system
        )
        self.neighbour = organisation("示例矿山", "unit", BANNER, unit_type="42", industry="B")
        self.further = organisation("示例学校", "unit", BANNER, unit_type="21", industry="P")
        self.personas = self._personas(system)
        self.area = Region.objects.create(
            code=152571,
            name="乌拉盖管理区",
            parent_id=LEAGUE,
            reporting_parent_id=LEAGUE,
            level="banner",
            valid_from=timezone.localdate(),
            is_area=True,
        )
        self._rows()
        self._individuals()
        self.drafted = self._drafted()

    def _personas(self, system):
        office = self.offices
        health = organisation("卫生行业部门", "industry_department", REGION, industries=["Q"])
        mining = organisation("能源行业部门", "industry_department", REGION, industries=["B"])
        past = {"valid_from": timezone.localdate() - timedelta(days=9)}
        past["valid_to"] = timezone.localdate() - timedelta(days=1)
        people = {
            "collector": (self.unit, "collector"),
            "unit_reviewer": (self.unit, "unit_reviewer"),
            "neighbour": (self.neighbour, "collector", "unit_reviewer"),
            "banner": (office[BANNER], "hr_reviewer"),
            "sibling": (office[SIBLING], "hr_reviewer"),
            "league": (office[LEAGUE], "hr_reviewer"),
            "other_league": (office[OTHER_LEAGUE], "hr_reviewer"),
            "region": (office[REGION], "hr_reviewer"),
            "analyst": (office[REGION], "analyst"),
            "industry": (health, "analyst"),
            "other_industry": (mining, "analyst"),
            "system": (system, "analyst"),
            "category_admin": (office[REGION], "category_admin"),
            "system_admin": (office[REGION], "system_admin"),
            "audit_admin": (office[REGION], "audit_admin"),
        }
        found = {name: member(name, at, *roles) for name, (at, *roles) in people.items()}
        found["expired"] = member("expired", office[BANNER], "hr_reviewer", **past)
        found["nobody"] = User.objects.create_user(username="nobody", password=None)
        return {"visitor": None, **found}

    def _drafted(self):
        """A draft of statistics that nobody has approved."""
        drafted = Release.objects.create(number=1, as_of=timezone.localdate())
        SecretRelease.objects.create(release=drafted, key_fingerprint="0" * 16)
        area = {"code": "150000", "level": "region", "label_zh": "内蒙古自治区", "label_en": "Inner Mongolia"}
        titles = {"title_zh": "各盟市各类别人才", "title_en": "Talent by league and category"}
        ReleaseTable.objects.create(
            release=drafted, key="league_category", level="league", areas=[area], dimensions=[], **titles
        )
        self.proposed = ProposedNote.objects.create(
            release=drafted, text_zh="待批准的说明", by=User.objects.get(username="nobody")
        )
        return drafted

    def _rows(self):
        collector, reviewer = self.personas["collector"], self.personas["unit_reviewer"]
        self.draft, self.at_unit, self.at_banner, self.approved = (
            self._propose(number, collector) for number in NUMBERS
        )
        (self.draft_photo,) = all_attached(self.draft.document()["identity"]["photo"])
        (self.photo,) = all_attached(self.approved.document()["identity"]["photo"])
        for change in (self.at_unit, self.at_banner, self.approved):
            submit(change=change, by=collector)
        for change in (self.at_banner, self.approved):
            accept(change=change, by=reviewer)
        accept(change=self.approved, by=self.personas["banner"])
        self.unit_run, self.run = self._run("unit_reviewer"), self._run("banner", role="hr_reviewer")
        self.leaving = offer(
            change=self.approved, to_unit=self.further, day=timezone.localdate(), by=collector
        )
        self.application, _code = apply(self._application(), address="10.0.0.1")
        self.told = Notification.objects.get(recipient=collector)
        self.sheet = fill_sheet(
            version=live_version("responsible_person"),
            organisation=self.unit,
            raw={"row": [{"full_name": "苏和"}]},
            by=collector,
            hand_in=False,
        ).entry

    def _run(self, persona, role="unit_reviewer"):
        """What somebody prepared to pass together."""
        by = self.personas[persona]
        return prepare(waiting=inbox_for(scope_for(by)), by=by, role=role, outcome="passed").run

    @cached_property
    def print_run(self):
        """A batch that a unit's reviewer ordered."""
        by = self.personas["unit_reviewer"]
        return start_run(by=by, unit=self.unit, asked="category=professional", language="zh-hans")

    @cached_property
    def spot_item(self):
        """What the banner's office drew: the approved record."""
        return self._drawn(self.offices[BANNER], "banner")

    @cached_property
    def unit_spot_item(self):
        """The same, drawn by the unit itself."""
        return self._drawn(self.unit, "unit_reviewer")

    def _drawn(self, office, persona):
        rule = Rule(record=self.approved.record_id)
        check = start(office=office, by=self.personas[persona], rule=rule, size=1)
        return check.items.unscoped(reason="test").get()

    @cached_property
    def doubted(self):
        """Another record of the unit, which the league's office and before it nobody found doubtful."""
        return self._doubted("15250219800101901", self.offices[LEAGUE], "league")

    @cached_property
    def unit_doubted(self):
        """One that the unit itself found doubtful: by a reviewer who had no part in it."""
        keeper = member("keeper", self.unit, "unit_reviewer")
        self.personas["keeper"] = keeper
        found = self._doubted("15250219800101902", self.unit, "keeper")
        del self.personas["keeper"]
        return found

    def _doubted(self, body, office, persona):
        change = self._propose(body + check_digit(body), self.personas["collector"])
        submit(change=change, by=self.personas["collector"])
        accept(change=change, by=self.personas["unit_reviewer"])
        seen = accept(change=change, by=self.personas["banner"])
        return doubt(
            record=seen.record,
            seen=seen,
            by=self.personas[persona],
            office=office,
            remarks=[FieldRemark("", "请核对")],
        )

    def _application(self):
        place = Region.objects.get(pk=BANNER)
        return Details(
            **{
                "code": "",
                "name": "新设医院",
                "kind": "unit",
                "unit_type": "21",
                "ownership": "",
                "industry": "Q",
            },
            **{"seat_region": place, "managing_region": place, "reason": ""},
            **{"administrative_department": None, "administrative_department_typed": ""},
            **{"industry_department": None, "industry_department_typed": ""},
            **{"contact_name": "苏和", "phone": "0479-8223456", "email": ""},
        )

    def _individuals(self):
        """Two people with accounts: one whose record is approved and who fills in more, one with nothing."""
        person = self.approved.record.person
        own, stranger = individual(NUMBERS[3], "13800138000"), individual(NUMBERS[0], "13900139000")
        accounts = PersonAccount.objects.unscoped(reason="test")
        accounts.filter(pk=own.pk).update(person=person, claimed_at=timezone.now(), linked_by="code")
        self.personas |= {"individual": own.user, "stranger": stranger.user}
        own = accounts.select_related("user").get(pk=own.pk)
        self.own_draft, self.handed_in = (self._entry(own, key) for key in ("skilled", "social"))
        self.handed_in = self._hand_in(own)
        self.consent = Consent.objects.create(
            account=own, version=live_version("professional"), group="contact"
        )
        self.erasure = ask_erasure(account=own, reason="")

    def _entry(self, account, key):
        raw = {"identity": {"full_name": "苏和", "ethnic_group": "蒙古族"}}
        return save_entry(account=account, version=live_version(key), raw=raw, unit=self.unit)[1]

    def _hand_in(self, account):
        entries = SelfEntry.objects.unscoped(reason="test").filter(pk=self.handed_in.pk)
        entries.update(blocking=[])
        return hand_in(entry=self.handed_in, account=account, lock=self.handed_in.lock)

    def _propose(self, number, by):
        (photo,) = keep([Taken("jpg", "照片.jpg", PICTURE)], unit=self.unit, by=by)
        who = {"id_number": number, "full_name": "苏和", "ethnic_group": "蒙古族"}
        raw = {
            "identity": {**who, "photo": [photo.value()]},
            "title": [{"title_name": "主治医师"}],
        }
        version = live_version("professional")
        return propose(version=version, unit=self.unit, raw=raw, by=by, source="unit").change
