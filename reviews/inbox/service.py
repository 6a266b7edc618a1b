"""What other parts may use of reviews.inbox."""

from reviews.inbox.backlog.counting import count_backlog
from reviews.inbox.backlog.urging import urge
from reviews.inbox.deciding import MOST_AT_ONCE, NotWaitingHere, RowResult, decide, decide_many
from reviews.inbox.waiting import inbox_for

__all__ = [
    "MOST_AT_ONCE",
    "NotWaitingHere",
    "RowResult",
    "count_backlog",
    "decide",
    "decide_many",
    "inbox_for",
    "urge",
]
