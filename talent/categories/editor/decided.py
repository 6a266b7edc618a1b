"""The message after a decision about a definition."""

from django.http import HttpRequest
from django.utils.translation import gettext_lazy
from wagtail.admin import messages
from wagtail.admin.utils import get_latest_str

from talent.categories.editor.linked import buttons_after_publishing
from talent.categories.models import Category
from talent.security.models import User

_DECIDED = {
    "approve": gettext_lazy("“%(name)s”已审核通过并发布。"),
    "reject": gettext_lazy("“%(name)s”已退回修改。"),
}


def say_decided(request: HttpRequest, category: Category, action: str) -> None:
    """What was decided; after a publication with the ways on."""
    user, buttons = request.user, []
    if action == "approve" and isinstance(user, User):
        buttons = buttons_after_publishing(category, user)
    said = str(_DECIDED[action]) % {"name": get_latest_str(category)}
    messages.success(request, said, buttons=buttons)
