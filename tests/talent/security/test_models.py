import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from talent.security.models import AuditEvent, User
from tests.factories import make_user

pytestmark = pytest.mark.django_db


def test_no_account_is_a_superuser():
    user = make_user()
    with pytest.raises(IntegrityError, match="security_no_superuser"), transaction.atomic():
        make_user(is_superuser=True)
    with pytest.raises(IntegrityError, match="security_no_superuser"), transaction.atomic():
        User.objects.filter(pk=user.pk).update(is_superuser=True)
    assert list(User.objects.filter(is_superuser=True)) == []


def test_django_offers_no_way_to_make_a_superuser():
    assert not hasattr(User.objects, "create_superuser")


def test_an_account_is_named_and_its_password_is_kept_as_a_hash():
    user = User.objects.create_user(username="wurina", password="马奶酒2026-长调", name="乌日娜")
    assert (str(user), user.get_full_name(), user.get_short_name()) == ("乌日娜", "乌日娜", "乌日娜")
    assert (user.check_password("马奶酒2026-长调"), "马奶酒" in user.password) == (True, False)
    assert User.objects.get_by_natural_key("wurina") == user


def test_an_account_without_a_password_cannot_log_in_and_is_called_by_its_user_name():
    user = User.objects.create_user(username="clerk", password=None)
    assert (user.has_usable_password(), user.check_password(""), user.name) == (False, False, "clerk")


def test_user_names_are_unique_and_of_plain_characters():
    make_user(username="clerk")
    with pytest.raises(IntegrityError), transaction.atomic():
        make_user(username="clerk")
    with pytest.raises(ValidationError) as refused:
        User(username="two words", name="x").clean_fields(exclude=["password"])
    assert set(refused.value.message_dict) == {"username"}


def test_an_account_that_acted_is_never_deleted():
    user = make_user()
    AuditEvent.objects.create(by=user, action="accept", subject="change")
    with pytest.raises(IntegrityError):
        user.delete()
