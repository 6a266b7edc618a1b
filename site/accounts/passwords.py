"""The rules for passwords, by the role of the account; Django asks them of every new password."""

from accounts.desks import profile_of
from talent.security.models import User
from talent.security.service import keep_password


class ByRole:
    """One of Django's password validators: hands on to the profile that the account's role and the settings
    name. Every password that is set is kept among the earlier ones."""

    def validate(self, password: str, user: User | None = None) -> None:
        profile_of(user).check(password, user)

    def get_help_text(self) -> str:
        return str(profile_of(None).help)

    def password_changed(self, password: str, user: User) -> None:
        keep_password(user)
