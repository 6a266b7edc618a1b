"""`manage.py setup`: everything that a new or updated installation needs to have in its database."""

from typing import Any

from django.core.management.base import BaseCommand
from django.utils.translation import gettext as _

from portal.service import ensure_editors, ensure_pages
from talent.categories.service import ensure_review, load_categories, load_code_lists
from talent.orgs.service import ensure_role_groups, load_regions
from talent.records.service import load_routes


class Command(BaseCommand):
    help = "Load regions, code lists, default categories and review routes, the first pages; safe to repeat."

    def handle(self, *args: Any, **options: Any) -> None:
        regions = load_regions()
        lists = load_code_lists()
        created = load_categories()
        load_routes()
        ensure_role_groups()
        ensure_review()
        ensure_pages()
        ensure_editors()
        self.stdout.write(
            _("已载入 %(regions)s 个地区、%(lists)s 张代码表；新建 %(created)s 个类别与登记表。")
            % {"regions": regions, "lists": lists, "created": created}
        )
