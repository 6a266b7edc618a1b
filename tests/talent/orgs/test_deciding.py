"""Who decides about an application, once, and what becomes of it."""

from threading import Barrier, Thread

import pytest
from django.db import connection

from talent.orgs.deciding import (
    NotDecided,
    applications_for,
    approve,
    deciders_of,
    refuse_application,
    return_application,
)
from talent.orgs.granting import scope_for
from talent.orgs.models import Organisation, OrganisationApplication
from talent.security.models import AuditEvent, User
from tests.contracts.world import BANNER
from tests.factories import make_organisation
from tests.talent.orgs.applications import Offices, details, uscc


@pytest.fixture
def offices():
    return Offices()


def as_(user):
    return {"by": user, "scope": scope_for(user)}


def ends(application):
    application.refresh_from_db()
    return application.state, application.remark, application.decided_by, application.organisation


@pytest.mark.django_db
def test_who_may_decide_and_who_is_told(offices):
    application, _code = offices.apply()
    seen = {name for name, user in offices.people.items() if application in applications_for(scope_for(user))}
    told = {User.objects.get(pk=pk).username for pk in deciders_of(application)}
    assert seen == {"banner", "mining", "banner_admin", "league_admin"}
    assert told == {"banner", "mining"}


@pytest.mark.django_db
def test_an_application_without_an_industry_is_no_industry_departments(offices):
    application, _code = offices.apply(industry="")
    seen = {name for name, user in offices.people.items() if application in applications_for(scope_for(user))}
    assert (seen, deciders_of(application)) == (
        {"banner", "banner_admin", "league_admin"},
        [offices.people["banner"].pk],
    )


@pytest.mark.django_db
@pytest.mark.parametrize("who", ["banner", "mining", "banner_admin", "league_admin"])
def test_approval_registers_the_unit_as_it_was_applied_for(offices, who):
    application, _code = offices.apply()
    by, system = offices.people[who], make_organisation("admin_department", BANNER)
    made = approve(application=application, **as_(by), lock=0, department=system)
    said = details()
    assert ends(application) == ("accepted", "", by, made)
    assert (made.code, made.code_is_temporary, made.name, made.kind) == (said.code, False, said.name, "unit")
    assert (made.managing_region_id, made.seat_region_id, made.industry) == (BANNER, BANNER, "B")
    assert made.administrative_department == system
    made.clean()
    event = AuditEvent.objects.latest("pk")
    assert (event.by, event.action) == (by, "approve_application")
    assert event.organisation_ids == sorted([offices.banner.pk, made.pk])


@pytest.mark.django_db
def test_units_without_a_code_get_temporary_ones_in_a_row(offices):
    by = offices.people["banner"]
    make_organisation("unit", BANNER, code="T152502900041")
    made = [
        approve(application=offices.apply(code="", name=name)[0], **as_(by), lock=0) for name in ("甲", "乙")
    ]
    assert [(each.code, each.code_is_temporary) for each in made] == [
        ("T152502900042", True),
        ("T152502900043", True),
    ]


@pytest.mark.django_db
def test_a_code_that_is_registered_is_not_registered_again(offices):
    make_organisation("unit", BANNER, code=uscc(1), code_is_temporary=False)
    application, _code = offices.apply()
    with pytest.raises(NotDecided):
        approve(application=application, **as_(offices.people["banner"]), lock=0)
    assert ends(application) == ("waiting", "", None, None)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("decide", "state"), [(return_application, "returned"), (refuse_application, "rejected")]
)
def test_who_does_not_pass_says_why(offices, decide, state):
    application, _code = offices.apply()
    by = offices.people["banner"]
    with pytest.raises(NotDecided):
        decide(application=application, **as_(by), lock=0, remark="  ")
    assert ends(application) == ("waiting", "", None, None)
    decide(application=application, **as_(by), lock=0, remark=" 名称与证照不符 ")
    assert ends(application) == (state, "名称与证照不符", by, None)


@pytest.mark.django_db
def test_nobody_decides_twice_out_of_scope_or_about_what_they_did_not_see(offices):
    application, _code = offices.apply()
    by = offices.people["banner"]
    for who, lock in (("sibling", 0), ("league", 0), ("health", 0), ("analyst", 0), ("banner", 1)):
        with pytest.raises(NotDecided):
            approve(application=application, **as_(offices.people[who]), lock=lock)
    refuse_application(application=application, **as_(by), lock=0, remark="重复")
    with pytest.raises(NotDecided):
        approve(application=application, **as_(by), lock=1)
    assert ends(application) == ("rejected", "重复", by, None)


@pytest.mark.django_db(transaction=True)
def test_of_two_offices_that_decide_at_once_one_does(offices):
    application, _code = offices.apply()
    start, outcomes = Barrier(2), []

    def decide(who):
        scope = scope_for(offices.people[who])
        start.wait()
        try:
            approve(application=application, by=offices.people[who], scope=scope, lock=0)
            outcomes.append("passed")
        except NotDecided:
            outcomes.append("late")
        finally:
            connection.close()

    threads = [Thread(target=decide, args=(who,)) for who in ("banner", "mining")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(outcomes) == ["late", "passed"]
    assert Organisation.objects.filter(code=uscc(1)).count() == 1
    assert OrganisationApplication.objects.get().state == "accepted"
