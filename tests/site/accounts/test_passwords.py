"""Which rules hold for whose password, and that every password that was set is kept as a hash."""

from datetime import timedelta

import pytest
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.utils import timezone

from talent.orgs.enums import Role
from talent.security.models import FormerPassword, User
from tests.site.accounts.codes import give_password
from tests.site.people import PASSWORD, account

pytestmark = pytest.mark.django_db


def refused(password, user):
    try:
        validate_password(password, user)
    except ValidationError as fault:
        return {each.code for each in fault.error_list}
    return set()


@pytest.mark.parametrize("role", [Role.COLLECTOR, Role.HR_REVIEWER])
def test_officials_need_kinds_of_characters_and_individuals_length(role):
    official, individual = account(role), account(username="batu")
    assert refused("abcdefghijklmn", official) == {"kinds"}
    assert refused("abcdefghijklmn", individual) == set()
    assert refused("Sain-baina1", official) == set()
    assert refused("Sain-baina1", individual) == {"password_too_short"}


def test_the_settings_choose_the_profiles(settings):
    settings.PASSWORD_PROFILES = {"official": "modern", "individual": "djcp3"}
    assert refused("abcdefghijklmn", account(Role.COLLECTOR)) == set()
    assert refused("abcdefghijklmn", account(username="batu")) == {"kinds"}


def test_every_password_that_is_set_is_kept_and_the_last_five_are_not_taken_again():
    user = account(Role.COLLECTOR)
    for number in range(6):
        user.set_password(f"Khar-us-{number}")
        user.save(update_fields=["password"])
    kept = FormerPassword.objects.filter(user=user)
    assert kept.count() == 5
    assert [each for each in kept if "Khar" in each.password] == []
    assert refused("Khar-us-3", user) == {"password_too_short", "before"}
    assert refused("Khar-us-0", user) == {"password_too_short"}


def test_a_password_that_is_too_old_is_replaced_before_anything_else(client):
    user = account(Role.COLLECTOR)
    User.objects.update(password_changed_at=timezone.now() - timedelta(days=91))
    answer = give_password(client)
    assert client.get(answer["Location"])["Location"] == "/password/"
    page = client.get("/password/").text
    assert "您的密码已用满 90 天。" in page
    new = {"old_password": PASSWORD, "new_password1": "Another one 7", "new_password2": "Another one 7"}
    assert client.post("/password/", new)["Location"] == "/unit/"
    assert client.get("/account/").status_code == 200
    assert User.objects.get(pk=user.pk).password_changed_at > timezone.now() - timedelta(minutes=1)


def test_passwords_of_individuals_do_not_grow_old(client):
    account()
    User.objects.update(password_changed_at=timezone.now() - timedelta(days=2000))
    give_password(client)
    assert client.get("/account/").status_code == 200
