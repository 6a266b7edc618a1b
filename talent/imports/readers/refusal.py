"""The one way in which a reader says no."""


class Unreadable(Exception):
    """A file is refused as a whole; the text says, to the person who chose it, why and what to do."""
