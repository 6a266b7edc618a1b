"""Every entry of the admin's menu has a picture that is among the icons of the admin."""

import re

import pytest
from wagtail.admin.icons import get_icons
from wagtail.admin.menu import admin_menu

pytestmark = pytest.mark.django_db


def test_every_icon_that_the_menu_names_is_there():
    drawn = set(re.findall(r'id="icon-([\w-]+)"', get_icons()))
    named = {each.icon_name for each in admin_menu.registered_menu_items}
    assert (bool(named), named - drawn - {""}) == (True, set())
