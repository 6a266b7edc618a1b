import pytest
from django.core.exceptions import ValidationError
from django.core.management import CommandError, call_command

from talent.orgs.enums import OrganisationKind, Role
from talent.orgs.founding import NotFounded, found
from talent.orgs.models import Membership, Organisation
from talent.orgs.uscc import check_character
from talent.security.models import AuditEvent, User
from tests.contracts.world import REGION, organisation
from tests.factories import make_user

pytestmark = pytest.mark.django_db
BODY = "11150000MB1234567"
OFFICE = {"office_code": BODY + check_character(BODY), "office_name": "自治区人力资源和社会保障厅"}
WRONG = OFFICE | {"office_code": BODY + "Z"}


def grants(user):
    return [
        (each.role, each.organisation.code, each.organisation.managing_region.code)
        for each in Membership.objects.filter(user=user)
    ]


def test_first_administrator_comes_with_the_office_of_a_new_installation():
    user, password = found(username="first", name="孙强", **OFFICE)
    assert user.check_password(password)
    assert (user.must_change_password, user.is_superuser, user.name) == (True, False, "孙强")
    assert grants(user) == [(Role.SYSTEM_ADMIN, OFFICE["office_code"], REGION)]
    events = AuditEvent.objects.filter(subject="user").values_list("action", "subject_id", "by")
    assert list(events) == [("found", str(user.pk), None)]


def test_office_that_is_there_is_taken():
    office = organisation("自治区人社厅", OrganisationKind.HR_DEPARTMENT, REGION)
    user, _password = found(username="first", name="孙强")
    assert grants(user) == [(Role.SYSTEM_ADMIN, office.code, REGION)]


@pytest.mark.parametrize(
    ("given", "refusal"),
    [({}, NotFounded), (WRONG, ValidationError)],
    ids=["no office", "a wrong code"],
)
def test_nothing_is_made_without_a_right_office(given, refusal):
    before = kept()
    with pytest.raises(refusal):
        found(username="first", name="孙强", **given)
    assert kept() == before


def test_nobody_is_founded_beside_an_administrator_or_under_a_name_that_is_taken():
    organisation("自治区人社厅", OrganisationKind.HR_DEPARTMENT, REGION)
    make_user(username="taken")
    with pytest.raises(NotFounded, match="taken"):
        found(username="taken", name="孙强")
    found(username="first", name="孙强")
    with pytest.raises(NotFounded, match="已有系统管理员"):
        found(username="second", name="孙强")
    assert set(User.objects.values_list("username", flat=True)) == {"taken", "first"}


def test_command_says_the_password_once_and_refuses_in_a_sentence(capsys):
    organisation("自治区人社厅", OrganisationKind.HR_DEPARTMENT, REGION)
    call_command("first_administrator", "first", "孙强")
    said = capsys.readouterr().out.split("首次口令 ")[1].split()[0]
    assert User.objects.get(username="first").check_password(said)
    with pytest.raises(CommandError, match="已有系统管理员"):
        call_command("first_administrator", "second", "孙强")


def kept():
    return [model.objects.count() for model in (User, Organisation, Membership, AuditEvent)]
