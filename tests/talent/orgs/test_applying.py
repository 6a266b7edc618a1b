"""What an applicant does, and that nothing of it tells what the register knows."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from talent.orgs import applying
from talent.orgs.applying import NotYours, TooMany, apply, contact_of, correct, details_of, find
from talent.orgs.deciding import return_application
from talent.orgs.granting import scope_for
from talent.orgs.models import OrganisationApplication
from talent.orgs.offices import NoOffice
from talent.orgs.signals import application_waiting
from talent.security.models import AuditEvent
from tests.contracts.world import BANNER, LEAGUE
from tests.factories import make_organisation
from tests.talent.orgs.applications import Offices, details, uscc

pytestmark = pytest.mark.django_db


@pytest.fixture
def offices():
    return Offices()


def returned(offices, application):
    by = offices.people["banner"]
    return_application(
        application=application, by=by, scope=scope_for(by), lock=application.lock, remark="请补全称"
    )
    application.refresh_from_db()
    return application


def test_an_application_waits_at_the_office_of_its_region_and_is_found_by_number_and_code_only(offices):
    application, code = offices.apply()
    event = AuditEvent.objects.latest("pk")
    assert (application.office, application.state) == (offices.banner, "waiting")
    assert (event.by, event.action, event.organisation_ids) == (
        None,
        "apply_organisation",
        [offices.banner.pk],
    )
    number = application.number
    tried = [(number, code), (f" {number} ", code.lower()), (number, "X" * 20), ("1", code), ("", "")]
    found = [find(number=number, code=code) for number, code in tried]
    assert found == [application, application, None, None, None]


def test_neither_the_code_nor_the_contact_is_kept_in_the_open(offices):
    application, code = offices.apply(email="a@example.cn")
    row = str(OrganisationApplication.objects.values().get())
    assert [each for each in (code, "8223456", "a@example.cn", "10.0.0.1") if each in row] == []
    assert contact_of(application) == applying.Contact("0479-8223456", "a@example.cn")


def test_a_region_without_an_office_is_answered_by_the_one_above_and_none_at_all_is_told(offices):
    application, _code = offices.apply(region=152527)
    assert application.office == offices.league
    with pytest.raises(NoOffice):
        offices.apply(region=150102)


def test_an_address_gets_no_further_than_a_days_worth(offices, monkeypatch):
    monkeypatch.setattr(applying, "MOST_A_DAY", 2)
    offices.apply()
    offices.apply()
    with pytest.raises(TooMany):
        offices.apply()
    apply(details(), address="10.0.0.2")
    OrganisationApplication.objects.update(submitted_at=timezone.now() - timedelta(days=1, minutes=1))
    offices.apply()
    assert OrganisationApplication.objects.count() == 4


def test_a_returned_application_is_corrected_and_waits_again(offices):
    application = returned(offices, offices.apply()[0])
    correct(application, details(code="", name="蒙源科技", region=LEAGUE, phone="", email="b@example.cn"))
    application.refresh_from_db()
    said = details_of(application)
    assert (application.state, application.lock, application.office) == ("waiting", 2, offices.league)
    assert (said["code"], said["name"], said["phone"], said["email"]) == ("", "蒙源科技", "", "b@example.cn")


def test_only_a_returned_application_is_corrected(offices):
    application, _code = offices.apply()
    with pytest.raises(NotYours):
        correct(application, details(name="别的单位"))
    assert OrganisationApplication.objects.get().name == details().name


def test_departments_are_no_units(offices):
    with pytest.raises(IntegrityError), transaction.atomic():
        offices.apply(kind="hr_department")


def test_the_answer_for_a_registered_code_is_that_for_an_unknown_one(offices):
    make_organisation("unit", BANNER, code=uscc(1), code_is_temporary=False, name=details().name)
    known, _code = offices.apply()
    unknown, _other = offices.apply(code=uscc(2), name="没有登记过的单位")
    assert (known.state, known.office, known.lock) == (unknown.state, unknown.office, unknown.lock)


def test_the_signal_has_one_receiver():
    assert [key[0] for key, *_rest in application_waiting.receivers] == ["notify.application_waiting"]
