"""A definition is published by two: one writes it, another passes it. Who is alone does both."""

from typing import Any

from django.utils.timezone import localdate
from wagtail.models import AbstractGroupApprovalTask

from talent.orgs.enums import Role
from talent.orgs.models import Membership
from talent.security.models import User


def has_colleague(user: User) -> bool:
    """Whether anybody else administers categories today and can log in."""
    today = Membership.objects.on(localdate()).filter(role=Role.CATEGORY_ADMIN, user__is_active=True)
    return today.exclude(user=user).exists()


class SecondPersonTask(AbstractGroupApprovalTask):
    """Decided on by the group, but not by whoever wrote what waits, as long as there is a colleague."""

    class Meta:
        abstract = True

    def get_actions(self, obj: Any, user: Any) -> list[tuple[str, str, bool]]:
        state = obj.current_workflow_task_state
        if state and state.revision.user_id == user.pk and has_colleague(user):
            return []
        actions: list[tuple[str, str, bool]] = super().get_actions(obj, user)
        return actions

    def get_task_states_user_can_moderate(self, user: Any, **kwargs: Any) -> Any:
        states = super().get_task_states_user_can_moderate(user, **kwargs)
        if states.query.is_empty():  # of another group: most who look at the queue are
            return states
        return states.exclude(revision__user=user) if has_colleague(user) else states
