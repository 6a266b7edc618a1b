"""The first account of a unit that was registered: made by whoever holds the code of its application."""

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from talent.orgs.applying import NotYours, contact_of
from talent.orgs.enums import UNIT_ROLES, ApplicationState
from talent.orgs.models import Membership, Organisation, OrganisationApplication
from talent.security.models import User
from talent.security.service import PROFILES, record_event


def may_start(application: OrganisationApplication) -> bool:
    """Only as long as nobody works for the unit: a code that got lost opens nothing later."""
    unit = application.organisation
    return bool(unit and unit.is_active and not unit.memberships.exists())


@transaction.atomic
def start(*, application: OrganisationApplication, username: str, name: str, password: str) -> User:
    """The account that fills in and reviews for the unit, and invites the others.

    Raises NotYours where it is too late, ValidationError by field for a bad name or password.
    """
    held = OrganisationApplication.objects.select_for_update(of=("self",)).get(pk=application.pk)
    if held.state != ApplicationState.APPROVED or held.organisation_id is None:
        raise NotYours(held.number)
    unit = Organisation.objects.select_for_update(no_key=True).get(pk=held.organisation_id)
    held.organisation = unit
    if not may_start(held):
        raise NotYours(held.number)
    user = new_account(username=username, name=name, password=password, email=contact_of(held).email)
    Membership.objects.bulk_create(
        Membership(user=user, organisation=unit, role=role) for role in sorted(UNIT_ROLES)
    )
    record_event(by=user, action="start_unit", subject="user", subject_id=user.pk, organisation_id=unit.pk)
    return user


def new_account(*, username: str, name: str, password: str, email: str = "") -> User:
    """An account with a password of its own, by the profile of officials. Raises ValidationError by field."""
    user = User(username=username, name=name, email=email)
    try:
        PROFILES[settings.PASSWORD_PROFILES["official"]].check(password, user)
    except ValidationError as fault:
        raise ValidationError({"password": fault.messages}) from None
    user.set_password(password)
    try:
        with transaction.atomic():
            user.save()
    except IntegrityError:
        raise ValidationError({"username": [_("这个用户名已有人用，请换一个。")]}) from None
    return user
