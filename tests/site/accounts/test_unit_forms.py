import pytest

from accounts.unit_forms import NewAccountForm, UnitForm
from tests.contracts.world import BANNER
from tests.talent.orgs.applications import uscc

pytestmark = pytest.mark.django_db


def posted(**fields):
    given = {
        "code": uscc(1), "name": "蒙源科技", "kind": "unit", "seat_region": BANNER, "managing_region": BANNER,
        "contact_name": "乌日娜", "phone": "0479-8223456",
    }  # fmt: skip
    return {**given, **fields}


def faults(**fields):
    form = UnitForm(posted(**fields))
    form.is_valid()
    return sorted(form.errors)


def test_a_good_application_becomes_details_with_the_code_in_capitals():
    form = UnitForm(posted(code=f" {uscc(1).lower()} "))
    assert form.is_valid(), form.errors
    details = form.details()
    assert (details.code, details.managing_region.pk, details.administrative_department) == (
        uscc(1),
        BANNER,
        None,
    )


@pytest.mark.parametrize(
    ("fields", "wrong"),
    [
        ({"code": uscc(1)[:-1] + "0"}, ["code"]),
        ({"code": ""}, ["code"]),
        ({"code": "", "no_code": "on"}, []),
        ({"no_code": "on"}, ["no_code"]),
        ({"phone": ""}, ["phone"]),
        ({"phone": "", "email": "a@example.cn"}, []),
        ({"phone": "abc"}, ["phone"]),
        ({"email": "a@"}, ["email"]),
        ({"kind": "hr_department"}, ["kind"]),
        ({"managing_region": "110000"}, ["managing_region"]),
        ({"seat_region": "x"}, ["seat_region"]),
        ({"industry": "?"}, ["industry"]),
        ({"name": "", "contact_name": ""}, ["contact_name", "name"]),
        ({"administrative_department": "999999"}, ["administrative_department"]),
    ],
)
def test_each_fault_stands_at_its_field(fields, wrong):
    assert faults(**fields) == wrong


def test_two_different_passwords_are_told():
    form = NewAccountForm({"username": "a", "name": "甲", "password": "一个", "again": "另一个"})
    assert (form.is_valid(), list(form.errors)) == (False, ["again"])
