"""Which form somebody sees, the light or the whole one: as the address says, or the definition decides."""

from django.http import HttpRequest

from talent.categories.enums import LightFor
from talent.categories.models import CategoryVersion
from talent.categories.service import definition_of
from talent.orgs.enums import OrganisationKind
from talent.orgs.models import Organisation

LIGHT, WHOLE = "light", "whole"


def has_light_form(version: CategoryVersion) -> bool:
    """Whether the definition marks fields for a light form, so that there are two to choose from."""
    return any(each.light for each in definition_of(version).all_fields())


def light_at(request: HttpRequest, unit: Organisation, version: CategoryVersion) -> bool:
    """Whether a form opens light. What the address says goes before what the definition says of the unit."""
    if not has_light_form(version):
        return False
    said = _said(request)
    if said:
        return said == LIGHT
    first = LightFor.VILLAGE_COMMITTEE in definition_of(version).light_for
    return first and unit.kind == OrganisationKind.VILLAGE_COMMITTEE


def light_query(request: HttpRequest) -> str:
    """The choice of the address, for the next one; "" where it says nothing."""
    said = _said(request)
    return f"?form={said}" if said else ""


def _said(request: HttpRequest) -> str:
    said = request.GET.get("form", "")
    return said if said in (LIGHT, WHOLE) else ""
