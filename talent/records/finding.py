"""Finding people and waiting work, always within a scope."""

from talent.categories.service import Refused, read_identity_number
from talent.orgs.enums import Role
from talent.orgs.service import Scope, ScopedQuerySet
from talent.records.models import Change, Person, TalentRecord
from talent.records.names import search_terms
from talent.security.service import blind_index


def find_person(*, kind: str, number: str, scope: Scope) -> Person | None:
    """The person with exactly this identity number, if the scope reaches one of their records."""
    try:
        read = read_identity_number(kind=kind, text=number)
    except Refused:
        return None
    index = blind_index(kind=read.kind, number=read.number)
    return Person.objects.visible_to(scope).filter(blind_index=index).first()


def visible_to(scope: Scope) -> ScopedQuerySet[TalentRecord]:
    """The records that a scope may read."""
    return TalentRecord.objects.visible_to(scope)


def changes_visible_to(scope: Scope) -> ScopedQuerySet[Change]:
    """The changes that a scope may read."""
    return Change.objects.visible_to(scope)


def waiting_for(
    scope: Scope, *, roles: tuple[Role, ...] = (Role.HR_REVIEWER, Role.UNIT_REVIEWER)
) -> ScopedQuerySet[Change]:
    """Changes waiting at an office where this account reviews, by deadline (keyset: deadline, id)."""
    offices = scope.organisations(*roles)
    # Whatever has an office waits (a constraint): to ask for its state as well would lead the planner to the
    # index of all that is open.
    return (
        Change.objects.filter(waiting_office_id__in=offices)
        .seen_by(scope.as_(*roles))
        .order_by("deadline", "id")
    )


def named(queryset: ScopedQuerySet[Change], text: str) -> ScopedQuerySet[Change]:
    """The changes whose person's name contains these characters or begins so in pinyin initials."""
    terms = search_terms(text)
    if not terms:
        return queryset
    if text.isascii():
        return queryset.filter(pinyin__startswith=text.lower())
    return queryset.filter(name_bigrams__contains=terms)
