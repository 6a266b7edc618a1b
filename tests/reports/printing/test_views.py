import io
from datetime import timedelta

import pdfplumber
import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from django.utils import timezone

from talent.categories.service import live_version
from talent.orgs.models import Membership, Organisation
from talent.records.enums import SheetState
from talent.records.models import SheetEntry
from talent.records.service import fill_sheet, submit
from talent.security.models import AuditEvent, User
from tests.talent.collect.world import World, browser, number

pytestmark = pytest.mark.django_db

ROW = {"no": "1", "role": "分管领导", "full_name": "斯琴·图雅", "post": "副局长"}
ROW |= {"office_phone": "0479-8000001", "mobile": "13000000001"}
HEAD = {"filled_by": "刘𠅤", "phone": "0479-8000003", "filled_on": "2026-11-23"}


def office(region, kind="hr_department", **fields):
    return Organisation.objects.create(
        code=f"T{region}{Organisation.objects.count():06d}",
        code_is_temporary=True,
        name=f"{region}人社局",
        kind=kind,
        seat_region_id=152502,
        managing_region_id=region,
        **fields,
    )


def member(organisation, role, **dates):
    user = User.objects.create_user(username=f"user{User.objects.count()}", password=None)
    Membership.objects.create(user=user, organisation=organisation, role=role, **dates)
    return user


@pytest.fixture
def banner():
    """The office of 锡林浩特市 with its sheet handed in."""
    found = office(152502)
    sheet = fill_sheet(
        version=live_version("responsible_person"),
        organisation=found,
        raw={"row": [ROW], "sheet": HEAD},
        by=None,
        hand_in=True,
    )
    assert sheet.entry is not None
    return found


def address(organisation):
    return f"/print/sheets/responsible_person/{organisation.pk}/"


def test_the_own_office_gets_its_sheet_with_numbers_in_full_and_an_audit_event(client, banner):
    user = member(banner, "hr_reviewer")
    client.force_login(user)
    answer = client.get(address(banner))
    with pdfplumber.open(io.BytesIO(answer.content)) as pdf:
        text = "".join(page.extract_text() for page in pdf.pages)
    assert answer["Content-Type"] == "application/pdf"
    assert answer["Cache-Control"] == "no-store"
    assert [each for each in ("13000000001", "刘𠅤", "152502人社局") if each not in text] == []
    event = AuditEvent.objects.get(action="print_sheet")
    assert (event.by, event.organisation_ids) == (user, [banner.pk])


def test_a_reviewer_of_the_league_above_reads_it_too(client, banner):
    client.force_login(member(office(152500), "hr_reviewer"))
    assert client.get(address(banner)).status_code == 200


@pytest.mark.parametrize(
    ("region", "role", "dates"),
    [
        (152522, "hr_reviewer", {}),
        (152500, "system_admin", {}),
        (152500, "analyst", {}),
        (152500, "audit_admin", {}),
        (152500, "hr_reviewer", {"valid_from": timezone.localdate() + timedelta(days=9)}),
    ],
)
def test_who_is_out_of_scope_does_not_find_it(client, banner, region, role, dates):
    client.force_login(member(office(region), role, **dates))
    assert client.get(address(banner)).status_code == 404
    assert not AuditEvent.objects.filter(action="print_sheet").exists()


def test_a_sheet_in_draft_is_its_own_offices_alone(client, banner):
    SheetEntry.objects.unscoped(reason="the test").update(state=SheetState.DRAFT)
    client.force_login(member(office(152500), "hr_reviewer"))
    assert client.get(address(banner)).status_code == 404
    client.force_login(member(banner, "collector"))
    assert client.get(address(banner)).status_code == 200


def test_the_audit_administrator_reads_not_even_the_own_sheet(client, banner):
    client.force_login(member(banner, "audit_admin"))
    assert client.get(address(banner)).status_code == 404


def test_visitors_are_asked_to_log_in(client, banner):
    answer = client.get(address(banner))
    assert (answer.status_code, answer["Location"]) == (302, f"/login/?next={address(banner)}")


def test_an_office_without_a_sheet_has_no_pdf(client, banner):
    league = office(152500)
    client.force_login(member(league, "hr_reviewer"))
    assert client.get(address(league)).status_code == 404


def test_the_command_writes_the_pdf(banner, tmp_path):
    file = tmp_path / "sheet.pdf"
    call_command("print_sheet", "responsible_person", organisation=banner.code, output=file)
    with pdfplumber.open(file) as pdf:
        assert "斯琴·图雅" in pdf.pages[0].extract_text().replace("\n", "")


@pytest.mark.parametrize(
    ("sheet", "code", "sentence"),
    [
        (
            "responsible_person",
            None,
            "“{name}”还没有填写“内蒙古人才信息库负责人员登记表”。"
            "查别的代码用：manage.py organisations 名称的一部分",
        ),
        ("responsible_person", "X", "没有代码为“X”的机构。查代码用：manage.py organisations 名称的一部分"),
        (
            "other",
            None,
            "没有代号为“other”的登记表。现有：responsible_person(内蒙古人才信息库负责人员登记表)。",
        ),
    ],
)
def test_the_command_says_by_name_what_is_missing_and_how_to_find_it(tmp_path, sheet, code, sentence):
    empty = office(152500)
    with pytest.raises(CommandError) as refused:
        call_command("print_sheet", sheet, organisation=code or empty.code, output=tmp_path / "x.pdf")
    assert str(refused.value) == sentence.format(name=empty.name)


class TestForm:
    """The registration form of a person."""

    @pytest.fixture
    def world(self):
        return World()

    def fetch(self, user, change):
        return browser(user).get(f"/print/changes/{change.pk}/")

    @pytest.mark.parametrize("who", ["clerk", "typist", "boss"])
    def test_unit_and_office_get_the_form_of_an_approved_change_with_an_audit_event(self, world, who):
        change, user = world.accepted(), getattr(world, who)
        answer = self.fetch(user, change)
        with pdfplumber.open(io.BytesIO(answer.content)) as pdf:
            text = "".join(page.extract_text() for page in pdf.pages)
        assert (answer["Content-Type"], answer["Cache-Control"]) == ("application/pdf", "no-store")
        assert (number(1) in text, "草稿" in text) == (True, False)
        event = AuditEvent.objects.get(action="print_change")
        assert (event.by, event.subject_id, event.organisation_ids) == (
            user,
            str(change.pk),
            [world.unit.pk],
        )

    def test_of_what_the_unit_still_writes_or_reviews_itself_the_office_finds_nothing(self, world):
        draft = world.draft()
        at_unit = submit(change=world.draft(2, "苏日娜", by=world.clerk), by=world.clerk)
        changes = [draft, at_unit, world.waiting(3, "其其格")]
        assert [self.fetch(world.boss, each).status_code for each in changes] == [404, 404, 200]
        assert [self.fetch(world.clerk, each).status_code for each in changes] == [200, 200, 200]

    def test_another_unit_finds_nothing_and_leaves_no_event(self, world):
        change = world.accepted()
        assert self.fetch(world.stranger, change).status_code == 404
        assert not AuditEvent.objects.filter(action="print_change").exists()

    def test_the_pages_of_a_record_and_of_its_review_lead_to_the_form(self, world):
        draft, waiting = world.draft(), world.waiting(2, "苏日娜")
        pages = [
            browser(world.clerk).get(world.url("change", draft.pk)),
            browser(world.clerk).get(world.url("change", waiting.pk)),
            browser(world.boss).get(f"/back/review/{waiting.pk}/"),
        ]
        links = [f'href="/print/changes/{each.pk}/"' for each in (draft, waiting, waiting)]
        assert [link in page.text for link, page in zip(links, pages, strict=True)] == [True] * 3
