"""The editor as its page and its form: addresses, what an untouched form sends, what the page says."""

from bs4 import BeautifulSoup
from django.urls import reverse

from talent.categories.models import Category

NAMES = "wagtailsnippets_categories_category"


def social():
    return Category.objects.get(key="social")


def url(view, *args):
    return reverse(f"{NAMES}:{view}", args=args)


def typed(client, category=None):
    """What the editor's form would send if nothing were touched."""
    page = BeautifulSoup(client.get(url("edit", (category or social()).pk)).content, "html.parser")
    category = (category or social()).get_latest_revision_as_object()
    sent = {
        field["name"]: field.get("value", "")
        for field in page.select("#w-editor-form input[name]")
        if field["name"].startswith("loaded_revision")
    }
    for name in ("label", "label_en", "key", "subject", "order"):
        sent[name] = str(getattr(category, name))
    for name in ("groups", "rules", "moves"):
        bound = category._meta.get_field(name).stream_block
        sent |= dict(flat(bound, getattr(category, name), name))
    return sent


def flat(block, value, prefix):
    """A stream's value as its widget posts it."""
    yield f"{prefix}-count", str(len(value))
    for place, child in enumerate(value):
        at = f"{prefix}-{place}"
        yield from ((f"{at}-deleted", ""), (f"{at}-order", str(place)))
        yield from ((f"{at}-type", child.block_type), (f"{at}-id", child.id or ""))
        yield from flat_struct(child.block, child.value, f"{at}-value")


def flat_struct(block, value, prefix):
    for name, part in block.child_blocks.items():
        inner, at = value.get(name), f"{prefix}-{name}"
        if type(part).__name__ == "FieldsBlock":
            yield from flat(part, inner, at)
        elif type(part).__name__ == "ListBlock":
            yield f"{at}-count", str(len(inner))
            for place, item in enumerate(inner.bound_blocks):
                yield from ((f"{at}-{place}-deleted", ""), (f"{at}-{place}-order", str(place)))
                yield f"{at}-{place}-id", item.id or ""
                if hasattr(part.child_block, "child_blocks"):
                    yield from flat_struct(part.child_block, item.value, f"{at}-{place}-value")
                else:
                    yield f"{at}-{place}-value", item.value
        elif inner not in (None, "") and inner is not False:
            yield at, "on" if inner is True else str(inner)


def decide_on(client, state, action="approve", **more):
    """The decision about a task, taken in sight of what waits now."""
    state.refresh_from_db()
    given = {"shown_revision": str(state.revision_id)} | more
    return client.post(url("workflow_action", state.revision.object_id, action, state.pk), given, follow=True)


def said(answer):
    page = BeautifulSoup(answer.content, "html.parser")
    return " ".join(page.select_one("[data-w-messages-target=container]").get_text(" ").split())


class Moderation:
    """Two definitions that wait for the same task."""

    def __init__(self, author):
        flow = Category.get_default_workflow()
        self.states = {key: self._submit(flow, key, author) for key in ("social", "rural")}

    def _submit(self, flow, key, author):
        category = Category.objects.get(key=key).get_latest_revision_as_object()
        category.label_en = f"{key} submitted"
        category.save_revision(user=author)
        return flow.start(category, author).current_task_state


def numbers():
    return dict(Category.objects.filter(key__in=("social", "rural")).values_list("key", "current__number"))
