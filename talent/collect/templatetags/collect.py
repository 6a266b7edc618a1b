"""Filters of the pages: `{{ change.category|category_name }}`, `{{ row|light }}`."""

from django import template

from talent.collect.me.light import light
from talent.collect.wording import category_name

register = template.Library()
register.filter("category_name", category_name)
register.filter("light", light)
