"""What a reviewer does with a waiting change besides deciding it: ask its collector, or pass it on."""

from django.db import transaction

from reviews.inbox.deciding import held_here
from talent.orgs.service import Scope
from talent.records.models import Change, Question
from talent.records.service import ask_collector, forward
from talent.security.models import User


@transaction.atomic
def ask(*, change: Change, by: User, scope: Scope, lock: int, text: str) -> Question:
    """Ask the collector of a change that waits for this account. Raises NotWaitingHere, NotAllowed."""
    seen = held_here(change, by=by, scope=scope, lock=lock)
    away = scope.stands_for(seen.waiting_office_id or 0)
    return ask_collector(change=seen, text=text, by=by, lock=lock, standing_for=away)


@transaction.atomic
def pass_on(*, change: Change, by: User, scope: Scope, lock: int, to: int, reason: str) -> Change:
    """Pass a change that waits for this account on to another office. Raises NotWaitingHere, NotAllowed."""
    seen = held_here(change, by=by, scope=scope, lock=lock)
    away = scope.stands_for(seen.waiting_office_id or 0)
    return forward(change=seen, to=to, reason=reason, by=by, lock=lock, standing_for=away)
