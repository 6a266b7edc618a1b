"""Ways from a category to what other parts, above this one, do with it: they give them by a hook."""

from typing import Any

from wagtail import hooks
from wagtail.admin import messages
from wagtail.admin.ui.menus import MenuItem

from talent.categories.models import Category
from talent.security.models import User

#: Called with the category and the account that looks at it; gives MenuItems.
HOOK = "register_category_links"


def links_of(category: Category, user: User) -> list[MenuItem]:
    """What other parts offer this account about the category, by priority."""
    return sorted(item for give in hooks.get_hooks(HOOK) for item in give(category, user))


def buttons_after_publishing(category: Category, user: User) -> list[Any]:
    """The same for a message about a publication; what is in force is read anew."""
    published = Category.objects.only("subject", "current").get(pk=category.pk)
    return [messages.button(each.url, each.label) for each in links_of(published, user)]
