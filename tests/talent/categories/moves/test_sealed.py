"""A value that was sealed in any version stands open in none that follows."""

import pytest

from talent.categories.compiling import NotCompiled
from talent.categories.moves.sealed import sealed_paths, unsealed
from talent.categories.moves.stated import Move
from tests.talent.categories.definitions import definition
from tests.talent.categories.following import follow
from tests.talent.categories.moves.test_moving import rename

PHONE = {"key": "phone", "type": "phone", "sensitivity": "sensitive"}
OPEN = {"key": "phone", "type": "phone"}
OTHER = {"key": "other", "type": "text"}
SENTENCE = (
    "“%s”的内容以前一直加密保存，不能改为不加密：请把敏感程度设为“敏感，加密保存”；"
    "要收不加密的内容，请换一个代号另建字段。"
)


def made(*fields, group="g"):
    return definition((group, False, [OTHER, *fields]))


def refused(new, *moves, old, before=()):
    return list(unsealed(new, old, moves, sealed_paths([*before, (old, ())])))


def test_a_sensitive_field_does_not_become_open_where_it_is():
    assert refused(made(OPEN), old=made(PHONE)) == [("g.phone", SENTENCE % "phone")]
    assert refused(made(PHONE), old=made(PHONE)) == []
    assert refused(made(PHONE), old=made(OPEN)) == []


@pytest.mark.parametrize(
    ("new", "move", "path"),
    [
        (made({**OPEN, "key": "mobile"}), rename("g.phone", "g.mobile"), "g.mobile"),
        (made(OPEN, group="h"), rename("g", "h"), "h.phone"),
        (made({**OTHER, "key": "a"}), Move("split", source="g.phone", to=("g.a",), separator="-"), "g.a"),
        (made({**OPEN, "type": "text"}), Move("convert", path="g.phone", rule="as_written"), "g.phone"),
    ],
)
def test_no_move_leads_what_is_sealed_into_an_open_field(new, move, path):
    assert refused(new, move, old=made(PHONE)) == [(path, SENTENCE % path.partition(".")[2])]


def test_what_was_sealed_in_an_earlier_version_is_followed_through_every_move():
    moved = made({**OPEN, "key": "mobile"})
    sealed = sealed_paths([(made(PHONE), ()), (moved, [rename("g.phone", "g.mobile")])])
    assert sealed == {"g.phone", "g.mobile"}
    assert list(unsealed(moved, moved, [], sealed)) == [("g.mobile", SENTENCE % "mobile")]


def test_a_path_that_was_given_up_comes_back_sealed_or_not_at_all():
    before = [(made(PHONE), ())]
    assert refused(made(OPEN), old=made(), before=before) == [("g.phone", SENTENCE % "phone")]
    assert refused(made(PHONE), old=made(), before=before) == []


@pytest.mark.django_db
def test_a_publication_that_would_unseal_is_refused_at_the_field():
    internal = ("phone", {"sensitivity": "internal"})
    with pytest.raises(NotCompiled) as found:
        follow("professional", retyped={"contact.mobile": internal})
    assert found.value.complaints == [("contact.mobile", SENTENCE % "手机号码")]
    move = ("rename", {"source": "contact.mobile", "to": "contact.reach"})
    changed = {"renamed": {"contact.mobile": "reach"}, "retyped": {"contact.mobile": internal}}
    with pytest.raises(NotCompiled) as found:
        follow("professional", move, **changed)
    assert found.value.complaints == [("contact.reach", SENTENCE % "手机号码")]
