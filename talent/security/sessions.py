"""Ending sessions of an account from outside."""

from allauth.usersessions.models import UserSession

from talent.security.models import User


def end_sessions(user: User) -> int:
    """Sign an account out everywhere; how many sessions that were."""
    sessions = list(UserSession.objects.filter(user=user))
    for session in sessions:
        session.end()
    return len(sessions)
