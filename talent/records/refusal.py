"""How a step of the walk is refused."""

from django.utils.functional import Promise


class NotAllowed(RuntimeError):
    """The step is not possible now; `reason` is for the person who tried, `change_id` says where."""

    def __init__(self, change_id: int, reason: str | Promise) -> None:
        super().__init__(str(reason))
        self.change_id = change_id
        self.reason = reason


class BadWords(NotAllowed):
    """What was written could not be read by others as it stands, or is too long.

    `path`: at which field it stands, "" for the whole; `remark`: the number of the remark that it answers.
    """

    def __init__(
        self, change_id: int, reason: str | Promise, *, path: str = "", remark: int | None = None
    ) -> None:
        super().__init__(change_id, reason)
        self.path = path
        self.remark = remark


class HeldElsewhere(NotAllowed):
    """Another unit holds the person. `unit_id`: who tried to send."""

    def __init__(self, change_id: int, reason: str | Promise, *, unit_id: int) -> None:
        super().__init__(change_id, reason)
        self.unit_id = unit_id
