"""How a step of the walk is refused."""

from django.utils.functional import Promise


class NotAllowed(RuntimeError):
    """The step is not possible now; `reason` is for the person who tried, `change_id` says where."""

    def __init__(self, change_id: int, reason: str | Promise) -> None:
        super().__init__(str(reason))
        self.change_id = change_id
        self.reason = reason


class HeldElsewhere(NotAllowed):
    """Another unit holds the person of the change."""
