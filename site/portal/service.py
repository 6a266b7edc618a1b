"""What the set-up command may use of the portal."""

from portal.editors import ensure_editors
from portal.pages import ensure_pages

__all__ = ["ensure_editors", "ensure_pages"]
