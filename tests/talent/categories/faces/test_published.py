"""What everybody may read of the definitions: published versions, and nothing that is still being written."""

import pytest

from talent.categories.faces.dictionary import Earlier
from talent.categories.faces.published import (
    earlier_paths,
    ended,
    first_seen,
    history,
    live_versions,
    paths_in,
    public_code_list,
    published_version,
    stamp,
)
from talent.categories.models import Category, CodeList
from talent.categories.versions import NoLiveVersion
from tests.talent.categories.following import follow, renamed_and_merged
from tests.talent.categories.publishing import publish_with

pytestmark = pytest.mark.django_db


def mongolian(groups):
    groups.add("identity", "bool", key="mongolian", label="是否掌握蒙古语", label_en="Command of Mongolian")


def without_party(groups):
    groups.field("identity.political_status")["enabled"] = False


def with_party(groups):
    groups.field("identity.political_status")["enabled"] = True


def test_versions_in_force_come_in_the_order_of_their_categories():
    publish_with("skilled", mongolian)
    Category.objects.create(key="drafted", label="草稿")
    found = [(version.category.key, version.number) for version in live_versions()]
    assert found == [
        ("professional", 1),
        ("skilled", 2),
        ("management", 1),
        ("rural", 1),
        ("social", 1),
        ("responsible_person", 1),
    ]


def test_an_older_version_is_found_by_its_number():
    new = publish_with("skilled", mongolian)
    assert published_version("skilled").pk == new.pk
    assert published_version("skilled", 1).number == 1
    assert [version.number for version in history(new, most=50)] == [2, 1]


@pytest.mark.parametrize(
    ("key", "number"), [("drafted", None), ("nothing", None), ("skilled", 9), ("drafted", 1)]
)
def test_what_was_never_published_is_not_found(key, number):
    Category.objects.create(key="drafted", label="草稿")
    with pytest.raises(NoLiveVersion):
        published_version(key, number)


def test_a_field_is_there_since_the_version_without_a_gap_before_this_one():
    publish_with("skilled", without_party)
    publish_with("skilled", mongolian)
    new = publish_with("skilled", with_party)
    seen = first_seen(new)
    paths = ("identity.full_name", "identity.mongolian", "identity.political_status")
    assert [seen[path] for path in paths] == [1, 3, 4]
    assert "identity.mongolian" not in first_seen(published_version("skilled", 2))


def test_only_code_lists_that_a_published_version_names_are_public():
    CodeList.objects.create(key="secret", name="草稿代码表")
    assert public_code_list("secret") is None
    assert public_code_list("nothing") is None
    assert public_code_list("sex") == CodeList.objects.get(key="sex")


def test_the_stamp_of_a_schema_follows_its_version_and_its_code_lists():
    version = published_version("skilled")
    before = stamp(version)
    assert stamp(published_version("skilled")) == before
    CodeList.objects.filter(key="sex").update(revision=99)
    changed = stamp(version)
    assert len({before, changed, stamp(publish_with("skilled", mongolian))}) == 3


def test_a_renamed_field_is_there_since_it_was_first_published_and_says_where_it_stood():
    renamed_and_merged()
    follow("skilled", added=[("skill", "text", {"key": "extra"})])
    last = follow("skilled", ("rename", {"source": "skill.trade_now", "to": "skill.trade"}), renamed=AGAIN)
    assert [first_seen(last)[path] for path in ("skill.trade", "skill.extra")] == [1, 3]
    assert earlier_paths(last) == {
        "skill.trade": (Earlier("skill.current_trade", 1, 1), Earlier("skill.trade_now", 2, 3))
    }
    assert paths_in(last, published_version("skilled", 2))["skill.trade_now"] == "skill.trade"


AGAIN = {"skill.trade_now": "trade"}


def test_retired_fields_end_with_the_last_version_that_has_them():
    renamed_and_merged()
    follow("skilled", off=["skill.trade_now"])
    last = follow("skilled", off=["skill.trade_now", "skill.studio"])
    assert ended(last) == {3: {"skill.studio"}, 2: {"skill.trade_now"}}
    assert ended(published_version("skilled", 2)) == {}
    gone = paths_in(last, published_version("skilled", 1))
    assert "skill.current_trade" not in gone
