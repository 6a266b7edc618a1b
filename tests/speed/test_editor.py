"""The editor of 技能人才 against Wagtail's own snippet editor of the same stream with the same content.

The other side is an unmanaged model over the same table, whose fields are plain StructBlocks.
"""

from functools import cache
from types import ModuleType, SimpleNamespace

import pytest
from django.contrib.auth.models import Permission
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.urls import include, path
from wagtail import blocks
from wagtail.admin.auth import require_admin_access
from wagtail.admin.panels import FieldPanel, MultiFieldPanel, ObjectList
from wagtail.fields import StreamField
from wagtail.models import DraftStateMixin, LockableMixin, PreviewableMixin, RevisionMixin, WorkflowMixin
from wagtail.snippets.views.snippets import SnippetViewSet

from talent.categories.editor.blocks import FIELD_TYPE_NAMES, FieldBlock, GroupBlock, RuleBlock
from talent.categories.models import Category
from talent.categories.moves.blocks import MOVES
from talent.security.models import User
from tests.browser.conftest import Person, browser  # noqa: F401 - the fixture
from tests.browser.test_walk import PASSWORD, account
from tests.contracts.world import REGION, organisation
from tests.speed.measure import compare
from tests.talent.categories.following import edited

#: How many times slower than Wagtail's own the page may be.
MOST = 2
READY = "count => document.querySelectorAll('[data-streamfield-child]').length >= count"


def plain_group():
    """The blocks of a group as Wagtail would have them."""
    kinds = [
        (
            name,
            blocks.StructBlock(
                list(FieldBlock.base_blocks.items()), label=label, label_format="{label} {key}"
            ),
        )
        for name, label in FIELD_TYPE_NAMES.items()
    ]
    parts = {**GroupBlock.base_blocks, "fields": blocks.StreamBlock(kinds, label="字段", collapsed=True)}
    return blocks.StructBlock(list(parts.items()), label="分组", label_format="{label} {key}")


@cache
def stock():
    """Wagtail's own editor of the rows of Category."""

    class StockCategory(
        PreviewableMixin, WorkflowMixin, DraftStateMixin, LockableMixin, RevisionMixin, models.Model
    ):
        key = models.CharField(max_length=40)
        label = models.CharField(max_length=60)
        label_en = models.CharField(max_length=100, blank=True)
        subject = models.CharField(max_length=10)
        order = models.PositiveSmallIntegerField()
        groups = StreamField([("group", plain_group())], blank=True, collapsed=True)
        rules = StreamField([("rule", RuleBlock())], blank=True, collapsed=True)
        moves = StreamField(MOVES, blank=True)

        class Meta:
            app_label = "categories"
            managed = False
            db_table = "categories_category"

        def __str__(self):
            return self.label

    class Stock(SnippetViewSet):
        model = StockCategory
        url_namespace = "wagtailsnippets_categories_category"
        edit_handler = ObjectList(
            [
                MultiFieldPanel(
                    [FieldPanel(name) for name in ("label", "label_en", "key", "subject", "order")]
                ),
                *map(FieldPanel, ("groups", "rules", "moves")),
            ]
        )

    viewset = Stock()
    StockCategory.snippet_viewset = viewset
    return viewset


@pytest.fixture
def pages(settings):
    """The addresses of both editors, and of how many panels each of them is made."""
    routes = ModuleType("addresses_with_the_stock_editor")
    routes.urlpatterns = [
        path("back/stock/<str:pk>/", require_admin_access(stock().edit_view)),
        path("", include(settings.ROOT_URLCONF)),
    ]
    settings.ROOT_URLCONF = routes
    account("leibie", organisation("人社厅", "hr_department", REGION), "category_admin")
    ContentType.objects.clear_cache()  # the test before took its own away
    kind = ContentType.objects.get_for_model(stock().model)
    for verb in ("add", "change", "publish"):
        may = Permission.objects.create(content_type=kind, codename=f"{verb}_stockcategory", name=verb)
        User.objects.get(username="leibie").user_permissions.add(may)
    category = Category.objects.get(key="skilled")
    panels = sum(1 + len(group.value["fields"]) for group in category.groups) + len(category.rules)
    ours = f"/back/snippets/categories/category/edit/{category.pk}/"
    return SimpleNamespace(ours=ours, other=f"/back/stock/{category.pk}/", panels=panels)


@pytest.mark.slow
@pytest.mark.parametrize("state", ["published", "draft"])
@pytest.mark.django_db
def test_the_server_makes_the_page_as_fast_as_wagtail_its_own(pages, client, state):
    """Of a draft it also shows what that changes, which Wagtail's own page does not."""
    if state == "draft":
        edited("skilled", added=[("skill", "text", {"key": "extra"})]).save_revision()
    client.force_login(User.objects.get(username="leibie"), "django.contrib.auth.backends.ModelBackend")
    sizes = {side: len(client.get(getattr(pages, side)).content) for side in ("ours", "other")}

    def ask(address):
        assert client.get(address).status_code == 200

    line = compare(
        f"editor page of a {state} definition, on the server",
        ours=lambda: ask(pages.ours),
        other=lambda: ask(pages.other),
        rounds=7,
        bytes=sizes,
    )
    assert line["ours"] <= MOST * line["other"]


@pytest.mark.slow
@pytest.mark.browser
@pytest.mark.django_db(transaction=True, databases=["default", "public"])
def test_the_form_is_ready_in_the_browser_as_fast_as_wagtails_own(pages, browser, live_server):  # noqa: F811
    seated = Person(browser, live_server.url)
    seated.log_in("/back/loginUI", "leibie", PASSWORD)

    def open_and_wait(address):
        seated.page.goto(address)
        seated.page.wait_for_function(READY, arg=pages.panels)

    line = compare(
        "editor page, until the form is ready",
        ours=lambda: open_and_wait(pages.ours),
        other=lambda: open_and_wait(pages.other),
        rounds=3,
    )
    seated.leave()
    assert line["ours"] <= MOST * line["other"]
