"""A definition is published by two: one writes it, another passes it. Who is alone does both."""

from typing import Any

from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from wagtail.models import AbstractGroupApprovalTask

from talent.orgs.enums import Role
from talent.orgs.models import Membership
from talent.security.models import User


def has_colleague(user: User) -> bool:
    """Whether anybody else administers categories today and can log in; looked up once a request."""
    known: bool | None = getattr(user, "_has_colleague", None)
    if known is None:
        known = _administrators().exclude(user=user).exists()
        user._has_colleague = known  # type: ignore[attr-defined]  # reason: kept for the request
    return known


def deciders(category: Any) -> set[int]:
    """The accounts that may decide on the draft: all who administer categories and did not write it."""
    from talent.categories.editor.authors import writers_of  # it reads the models, which read this

    return set(_administrators().values_list("user", flat=True)) - writers_of(category)


def _administrators() -> Any:
    """The grants of those who administer categories today and can log in."""
    return Membership.objects.on(localdate()).filter(role=Role.CATEGORY_ADMIN, user__is_active=True)


def may_decide(user: User, category: Any) -> bool:
    """Whether the draft holds no words of the user, or nobody else could decide. Looked up once a request."""
    from talent.categories.editor.authors import written_by  # it reads the models, which read this

    if not has_colleague(user):
        return True
    known: dict[Any, bool] = user.__dict__.setdefault("_may_decide", {})
    state = (category.pk, category.latest_revision_id, category.live_revision_id)
    if state not in known:
        known[state] = not written_by(user, [category.pk])
    return known[state]


def withheld(user: User, category: Any) -> str:
    """Why a decision that waits is not offered to somebody who could otherwise take it; "" where it is."""
    if not category.workflow_in_progress or may_decide(user, category):
        return ""
    return _("您写了这份草稿的一部分，须由另一人决定。")


class SecondPersonTask(AbstractGroupApprovalTask):
    """Decided on by the group, but by nobody whose words the draft holds, as long as there is a colleague."""

    class Meta:
        abstract = True

    def get_actions(self, obj: Any, user: Any) -> list[tuple[str, str, bool]]:
        actions: list[tuple[str, str, bool]] = super().get_actions(obj, user)
        return actions if actions and may_decide(user, obj) else []

    def get_task_states_user_can_moderate(self, user: Any, **kwargs: Any) -> Any:
        from talent.categories.editor.authors import written_by  # it reads the models, which read this

        states = super().get_task_states_user_can_moderate(user, **kwargs)
        if states.query.is_empty() or not has_colleague(user):  # of another group: most who look at the queue
            return states
        objects = list(states.values_list("revision__object_id", flat=True))
        own = [str(pk) for pk in written_by(user, objects)]
        return states.exclude(revision__object_id__in=own)
