"""What the set-up command may use of the portal."""

from portal.pages import ensure_pages

__all__ = ["ensure_pages"]
