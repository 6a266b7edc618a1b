"""Publishing a further version of a default category, as an administrator's edit would."""

from talent.categories.models import Category
from talent.categories.versions import publish_version


def publish_with(key, edit):
    """The new version of a category whose groups `edit` changes: {group key: {field key: value}}."""
    category = Category.objects.get(key=key)
    raw = [dict(group) for group in category.groups.raw_data]
    edit(Groups(raw))
    category.groups = raw
    category.save()
    return publish_version(category=category, by=None)


class Groups:
    """The raw groups of a stream, by key."""

    def __init__(self, raw):
        self._raw = raw

    def field(self, path):
        """The values of one field, to be changed in place."""
        group, _, key = path.partition(".")
        return next(each["value"] for each in self.group(group)["fields"] if each["value"]["key"] == key)

    def add(self, group, kind, **values):
        self.group(group)["fields"].append({"type": kind, "value": {"enabled": True, **values}})

    def group(self, key):
        """The values of one group, to be changed in place."""
        return next(each["value"] for each in self._raw if each["value"]["key"] == key)
