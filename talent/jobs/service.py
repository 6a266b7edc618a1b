"""What other parts may use of talent.jobs."""

from talent.jobs.deferring import defer, defer_many
from talent.jobs.defining import job, periodic
from talent.jobs.overview import name_of
from talent.jobs.trying import Stumble

__all__ = ["Stumble", "defer", "defer_many", "job", "name_of", "periodic"]
