from random import Random

import pytest

from portal.demo.people import Crowd
from talent.categories.service import UnitFacts, clean, live_version

UNIT_TYPES = {"professional": "21", "skilled": "42", "management": "41", "rural": "45", "social": "52"}


def people(count, *, category="professional", industry="Q", mongol_share=0.3, seed=1):
    crowd = Crowd(Random(seed))
    return [
        crowd.person(category=category, region_code=152502, industry=industry, mongol_share=mongol_share)
        for _ in range(count)
    ]


@pytest.mark.django_db
@pytest.mark.parametrize("category", UNIT_TYPES)
def test_people_of_every_category_can_be_submitted_as_they_are(category):
    version, unit = live_version(category), UnitFacts(name="示例单位", unit_type=UNIT_TYPES[category])
    cleaned = [clean(version, document, unit=unit) for document in people(40, category=category)]
    assert [problem.text for each in cleaned for problem in each.problems] == []


def test_the_same_seed_gives_the_same_people():
    assert people(20) == people(20)


def test_no_identity_number_comes_twice():
    numbers = [document["identity"]["id_number"] for document in people(5000)]
    assert len(set(numbers)) == 5000


def test_the_share_of_mongols_is_as_asked():
    groups = [document["identity"]["ethnic_group"] for document in people(2000, mongol_share=0.5)]
    assert 900 < groups.count("蒙古族") < 1100
