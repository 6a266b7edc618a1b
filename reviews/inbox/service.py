"""What other parts may use of reviews.inbox."""

from reviews.inbox.deciding import MOST_AT_ONCE, NotWaitingHere, RowResult, decide, decide_many
from reviews.inbox.waiting import inbox_for

__all__ = ["MOST_AT_ONCE", "NotWaitingHere", "RowResult", "decide", "decide_many", "inbox_for"]
