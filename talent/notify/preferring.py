"""How an account wants its mail."""

from collections.abc import Mapping

from django.conf import settings
from django.db import transaction

from talent.notify.enums import MailMode
from talent.notify.kinds import KINDS, LANGUAGES, Kind
from talent.notify.models import Preferences
from talent.orgs.service import Scope
from talent.security.models import User


def mailable(user: User) -> bool:
    """Whether mail may go to an account: in use, with an address that its holder confirmed, where this
    installation sends any."""
    return bool(user.is_active and user.email and user.email_confirmed_at and settings.MAILERS)


def preferences_of(user: User) -> Preferences:
    """What an account chose, or what is shipped (then the row is not kept yet)."""
    try:
        return user.mail_preferences
    except Preferences.DoesNotExist:
        return Preferences(user=user)


def language_of(user: User) -> str:
    """In which language an account is written to."""
    return preferences_of(user).language


def mode_of(user: User, kind: Kind) -> str:
    """How a kind comes to an account by mail."""
    asked = KINDS[kind.follows] if kind.follows else kind
    chosen = preferences_of(user).modes.get(asked.key)
    return chosen if chosen in MailMode.values else asked.mail


def kinds_by_mail(user: User, scope: Scope) -> list[Kind]:
    """The kinds that come by mail to an account of this scope now, and would not without its address.

    Kinds of no role are those of individuals, who have no scope.
    """
    if not mailable(user):
        return []
    held = scope.roles
    kinds = [each for each in KINDS.values() if (each.roles & held if held else not each.roles)]
    return [each for each in kinds if mode_of(user, each) != MailMode.NEVER]


@transaction.atomic
def prefer(*, user: User, modes: Mapping[str, str], language: str) -> None:
    """Keep what an account chose; names of no kind and words of no mode are left out."""
    chosen = {key: mode for key, mode in modes.items() if key in KINDS and mode in MailMode.values}
    Preferences.objects.update_or_create(
        user=user, defaults={"modes": chosen, "language": language if language in LANGUAGES else LANGUAGES[0]}
    )
