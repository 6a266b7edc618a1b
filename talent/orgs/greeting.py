"""What the home page of the admin says to an account that has nothing to do there."""

from dataclasses import dataclass

from talent.orgs.models import Organisation
from talent.orgs.scope import Scope


@dataclass(frozen=True)
class Held:
    """A role in words, and where it is held."""

    label: str
    organisation: str


def roles_held(scope: Scope) -> list[Held]:
    """Every role in force today with its organisation, in order of grant."""
    ids = {grant.organisation_id for grant in scope.grants}
    names = dict(Organisation.objects.filter(pk__in=ids).values_list("pk", "name"))
    return [Held(str(grant.role.label), names[grant.organisation_id]) for grant in scope.grants]
