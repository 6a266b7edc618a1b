"""Individuals log in by the contact with which they registered; nobody knows the name of the account."""

from typing import Any

from django.contrib.auth.backends import ModelBackend
from django.http import HttpRequest

from talent.individuals.service import account_by_contact, read_contact
from talent.security.models import User


class ByContact(ModelBackend):
    """Belongs behind Django's own backend, which has found no account of that name.

    A name that is no contact is not looked at. One that is costs the work of comparing a password, known or
    not.
    """

    def authenticate(
        self,
        request: HttpRequest | None,
        username: str | None = None,
        password: str | None = None,
        **more: Any,
    ) -> User | None:
        contact = read_contact(username or "")
        if contact is None or password is None:
            return None
        account = account_by_contact(contact)
        user = account.user if account else User()
        right = user.check_password(password) if account else self._as_long(user, password)
        return user if right and self.user_can_authenticate(user) else None

    def _as_long(self, user: User, password: str) -> bool:
        """The same work for nobody."""
        user.set_password(password)
        return False
