"""What a password must be: two profiles, since the standards that apply to officials and to everybody differ.

`djcp3` follows the third level of the graded protection (GB/T 22239): length, kinds of characters, an age, no
return of an earlier one. `modern` asks for length and for nothing widely known, and never for a change.
"""

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.contrib.auth.hashers import check_password
from django.contrib.auth.password_validation import (
    CommonPasswordValidator,
    MinimumLengthValidator,
    UserAttributeSimilarityValidator,
)
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from talent.security.models import FormerPassword, User

KINDS = 3  # of the five that `kinds_in` tells apart


def kinds_in(password: str) -> int:
    """How many kinds of characters there are: small, capital, digits, other scripts, signs."""
    return len({_kind(unicodedata.category(character)) for character in password})


def _kind(category: str) -> str:
    if category in ("Ll", "Lu", "Nd"):
        return category
    return "letter" if category.startswith("L") else "sign"


class KindsOfCharacters:
    def validate(self, password: str, user: User | None = None) -> None:
        if kinds_in(password) < KINDS:
            raise ValidationError(
                _("密码须含小写字母、大写字母、数字、符号、汉字等文字中的至少三种。"), code="kinds"
            )


class NotTheName:
    """The similarity of the whole, which Django measures, does not see a short name in a long password."""

    SHORTEST = 2

    def validate(self, password: str, user: User | None = None) -> None:
        names = (user.username, user.name) if user else ()
        if any(len(name) >= self.SHORTEST and name.lower() in password.lower() for name in names):
            raise ValidationError(_("密码不能包含用户名或姓名。"), code="name")


class NotMonotonous:
    """The list of common passwords has few long ones; a short one twice is as bad."""

    FEWEST = 5

    def validate(self, password: str, user: User | None = None) -> None:
        repeated = password in (password + password)[1:-1]
        if repeated or len(set(password)) < self.FEWEST:
            raise ValidationError(
                _("密码过于单调：不要重复同一段内容，不要只用几个字符。"), code="monotonous"
            )


class NotBefore:
    def validate(self, password: str, user: User | None = None) -> None:
        if user is None or user.pk is None:
            return
        count = settings.PASSWORD_HISTORY
        former = FormerPassword.objects.filter(user=user).order_by("-pk")[:count]
        if any(check_password(password, each.password) for each in former):
            raise ValidationError(
                _("最近 %(count)s 次用过的密码不能再用。") % {"count": count}, code="before"
            )


@dataclass(frozen=True)
class Profile:
    """`ages`: whether a password of this profile has to be replaced after PASSWORD_DAYS."""

    key: str
    rules: tuple[Any, ...]
    help: Any
    ages: bool = False

    def check(self, password: str, user: User | None = None) -> None:
        """Raise ValidationError with everything that is wrong with the password."""
        faults: list[ValidationError] = []
        for rule in self.rules:
            try:
                rule.validate(password, user)
            except ValidationError as fault:
                faults.append(fault)
        if faults:
            raise ValidationError(faults)

    def is_over(self, user: User) -> bool:
        """Whether the age is reached at which a password of this profile has to be replaced."""
        return self.ages and older_than_the_limit(user)


def older_than_the_limit(user: User) -> bool:
    return timezone.now() - user.password_changed_at > timedelta(days=settings.PASSWORD_DAYS)


_ATTRIBUTES: Sequence[str] = ("username", "name", "email")
_ALWAYS = (
    UserAttributeSimilarityValidator(user_attributes=_ATTRIBUTES),
    CommonPasswordValidator(),
    NotMonotonous(),
)
PROFILES = {
    "djcp3": Profile(
        "djcp3",
        (MinimumLengthValidator(10), KindsOfCharacters(), NotTheName(), *_ALWAYS, NotBefore()),
        gettext_lazy(
            "至少 10 个字符；小写字母、大写字母、数字、符号、汉字等文字中至少三种；"
            "不含用户名和姓名；不用常见的和近几次用过的密码。"
        ),
        ages=True,
    ),
    "modern": Profile(
        "modern",
        (MinimumLengthValidator(12), NotTheName(), *_ALWAYS),
        gettext_lazy("至少 12 个字符，越长越好，可以是一句话；不含用户名和姓名，不用常见的密码。"),
    ),
}


def keep_password(user: User) -> None:
    """Note when the password was set, and its hash among the earlier ones; only so many are kept."""
    now = timezone.now()
    User.objects.filter(pk=user.pk).update(password_changed_at=now)
    user.password_changed_at = now
    FormerPassword.objects.create(user=user, password=user.password)
    kept = FormerPassword.objects.filter(user=user).order_by("-pk")[: settings.PASSWORD_HISTORY]
    FormerPassword.objects.filter(user=user).exclude(pk__in=list(kept.values_list("pk", flat=True))).delete()
