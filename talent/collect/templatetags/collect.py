"""Filters of the unit's pages: `{{ change.category|category_name }}`."""

from django import template

from talent.collect.wording import category_name

register = template.Library()
register.filter("category_name", category_name)
