"""What other parts may use of reviews.spotchecks."""

from reviews.spotchecks.deciding import doubt_item, pass_item
from reviews.spotchecks.rules import Rule
from reviews.spotchecks.starting import start

__all__ = ["Rule", "doubt_item", "pass_item", "start"]
