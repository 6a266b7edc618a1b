import pytest
from django.core.exceptions import ValidationError

from talent.security.models import User
from talent.security.policies import PROFILES, kinds_in

NOBODY = User(username="wurina", name="乌日娜")


def codes(profile, password):
    try:
        PROFILES[profile].check(password, NOBODY)
    except ValidationError as fault:
        return {each.code for each in fault.error_list}
    return set()


@pytest.mark.parametrize(
    ("password", "kinds"), [("", 0), ("abc", 1), ("aB1", 3), ("aB1-", 4), ("aB1-马", 5), ("ᠮᠣᠩᠭᠣᠯ1 ", 3)]
)
def test_kinds_of_characters_are_counted(password, kinds):
    assert kinds_in(password) == kinds


@pytest.mark.parametrize(
    ("profile", "password", "expected"),
    [
        ("djcp3", "Horse-1977", set()),
        ("djcp3", "Horse-197", {"password_too_short"}),
        ("djcp3", "horses 1977".replace(" ", "x"), {"kinds"}),
        ("djcp3", "wuRina-4711-x", {"name"}),
        ("djcp3", "乌日娜-4711-x", {"name"}),
        ("modern", "the long summer of the steppe", set()),
        ("modern", "shorter one", {"password_too_short"}),
        ("modern", "passwordpassword", {"monotonous"}),
        ("modern", "123123412341", {"monotonous"}),
        ("modern", "qwerty123456", {"password_too_common"}),
        ("modern", "my name is Wurina", {"name"}),
    ],
)
def test_each_profile_refuses_what_it_says(profile, password, expected):
    assert codes(profile, password) == expected


def test_only_officials_passwords_have_an_age():
    assert {key: profile.ages for key, profile in PROFILES.items()} == {"djcp3": True, "modern": False}
