"""What is used up of the limits, and where a dimension still finds room."""

import pytest

from reports.stats.admission import LatticeError
from reports.stats.declared import Declared, DeclaredDimension
from reports.stats.lattices import declare
from reports.stats.recommended import recommended
from reports.stats.resolved import MOST_CELLS, resolve
from reports.stats.room import places, room
from talent.orgs.enums import Level
from tests.reports.stats.declarations import DECLARED, SEX, SKILL, TITLE, table
from tests.talent.categories.publishing import publish_with

pytestmark = pytest.mark.django_db
STATUS = DeclaredDimension("status", "状态", "Status", ("employment.person_status",))
ALL = [(level, crossed) for level in (Level.REGION, Level.LEAGUE, Level.BANNER) for crossed in (False, True)]


def test_only_what_a_table_uses_is_used_up():
    found = room(resolve(Declared((SEX, TITLE), (table("t", "region", "sex"), table("u", "league")))))

    assert (found.used, found.left, found.two_valued) == ((SEX,), 9, "性别")
    assert (found.largest.key, found.largest_cells, found.cells, found.most_cells) == (
        "u",
        13,
        16,
        MOST_CELLS,
    )
    assert [(each.width, each.label) for each in found.strain] == [(0, "“合计”"), (1, "“性别”")]


def test_nothing_declared_uses_up_nothing():
    found = room(resolve(Declared()))

    assert (found.used, found.left, found.two_valued, found.largest, found.strain) == ((), 10, "", None, [])


def test_what_is_recommended_stands_close_to_the_limit_and_within_it():
    found = room(resolve(recommended()))

    assert found.left == 0
    assert all(each.worst <= each.worst_allowed and each.mean <= each.mean_allowed for each in found.strain)
    assert found.strain[0].worst > 0.25


def test_a_dimension_finds_room_where_a_table_by_it_would_be_admitted():
    resolved = resolve(Declared((SKILL, STATUS), (table("t", "league", "skill_level"),)))
    ethnic = next(each for each in recommended().dimensions if each.key == "ethnic_group")
    above_banners = [each for each in ALL if each[0] != Level.BANNER]

    assert places(resolved, STATUS) == ALL
    assert places(resolve(Declared((ethnic,))), ethnic) == above_banners


def test_a_second_dimension_of_two_values_is_refused_when_it_is_declared():
    publish_with(
        "skilled",
        lambda groups: groups.add(
            *("skill", "choice"),
            key="abroad",
            label="留学",
            dimension=True,
            options=[
                {"code": "1", "label": "是", "label_en": "Yes"},
                {"code": "2", "label": "否", "label_en": "No"},
            ],
        ),
    )
    abroad = DeclaredDimension("abroad", "留学", "Abroad", ("skill.abroad",))
    declare(DECLARED, after=0, note="", by=None)

    with pytest.raises(LatticeError, match="最多一个，这里有：性别、留学。") as caught:
        declare(DECLARED.with_dimension(abroad), after=1, note="", by=None)

    assert caught.value.dimensions == ("abroad", "sex")
    unused = Declared(DECLARED.dimensions).with_dimension(abroad)
    assert declare(unused, after=1, note="", by=None).number == 2
