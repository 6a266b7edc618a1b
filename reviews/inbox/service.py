"""What other parts may use of reviews.inbox."""

from reviews.inbox.backlog.counting import count_backlog
from reviews.inbox.backlog.urging import urge
from reviews.inbox.bulk.together import Result, decide_many
from reviews.inbox.deciding import NotWaitingHere, decide
from reviews.inbox.history import Step, steps_of
from reviews.inbox.reasons import reasons_in_use
from reviews.inbox.waiting import inbox_for

__all__ = [
    "NotWaitingHere",
    "Result",
    "Step",
    "count_backlog",
    "decide",
    "decide_many",
    "inbox_for",
    "reasons_in_use",
    "steps_of",
    "urge",
]
