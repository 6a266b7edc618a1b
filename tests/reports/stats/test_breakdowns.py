"""Small numbers for fields and codes, given out once for good."""

import json
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection, connections, transaction

from reports.stats.breakdowns import Coder
from reports.stats.models import BreakDown, BreakDownCode
from talent.categories.service import dimensions, live_version

pytestmark = pytest.mark.django_db


def slots():
    return dict(BreakDown.objects.values_list("path", "slot"))


def numbers(path):
    codes = BreakDownCode.objects.filter(breakdown__path=path).order_by("number")
    return list(codes.values_list("code", "number"))


def array_of(data, *, key="skilled", coder=None):
    """The numbers of a document, by slot."""
    coder, version = coder or Coder.load(), live_version(key)
    stated, places = coder.stated(version, "given.data")
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {stated} FROM (SELECT %s::jsonb AS data) given", [*places, json.dumps(data)])
        return coder.codes(version, json.loads(cursor.fetchone()[0]))


def encode(data, *, key="skilled", coder=None):
    """The numbers of a document by the path of their field, without what is not stated."""
    array = array_of(data, key=key, coder=coder)
    places = {slot: path for path, slot in slots().items()}
    return {places[place]: number for place, number in enumerate(array) if number}


def test_fields_get_slots_in_the_order_of_their_definition():
    array_of({})

    expected = [spec.path for spec in dimensions(live_version("skilled"))]
    assert slots() == {path: slot for slot, path in enumerate(expected)}


def test_a_field_that_two_categories_share_has_one_slot():
    coder = Coder.load()
    array_of({}, coder=coder)
    before = slots()

    array_of({}, key="professional", coder=coder)

    new = [spec.path for spec in dimensions(live_version("professional")) if spec.path not in before]
    assert slots() == before | {path: len(before) + place for place, path in enumerate(new)}


def test_codes_are_numbered_as_they_come_and_found_again():
    coder = Coder.load()
    given = [encode({"identity": {"sex": sex}}, coder=coder) for sex in ("2", "1", "2")]
    later = [encode({"identity": {"sex": sex}}) for sex in ("1", "9")]

    assert [each["identity.sex"] for each in given + later] == [1, 2, 1, 2, 3]
    assert numbers("identity.sex") == [("2", 1), ("1", 2), ("9", 3)]


@pytest.mark.parametrize(
    "data",
    [
        {},
        {"identity": {}},
        {"identity": None},
        {"identity": {"sex": "7"}},
        {"identity": {"sex": {"text": "女"}}},
        {"identity": {"sex": ""}},
    ],
)
def test_what_is_not_stated_or_not_in_the_list_is_zero(data):
    array = array_of(data)

    assert (array, BreakDownCode.objects.count()) == ([0] * len(dimensions(live_version("skilled"))), 0)


@pytest.mark.parametrize("levels", [["1", "2"], ["2", "1"], ["2", {"text": "正高"}, "1"]])
def test_of_a_repeating_group_the_code_that_stands_first_in_its_list_counts(levels):
    data = {"title": [{"title_level": level} for level in levels] + [{}]}

    assert encode(data, key="professional") == {"title.title_level": 1}
    assert numbers("title.title_level") == [("1", 1)]


@pytest.mark.django_db(transaction=True)
def test_two_who_number_at_once_agree_on_every_number():
    both = Barrier(2)

    def number(sex):
        try:
            with transaction.atomic():
                coder = Coder.load()
                both.wait(timeout=60)
                return encode({"identity": {"sex": sex, "ethnic_group": "02"}}, coder=coder)
        finally:
            connections.close_all()

    with ThreadPoolExecutor(2) as threads:
        one, two = threads.map(number, ["1", "2"])

    assert sorted(slots().values()) == list(range(len(dimensions(live_version("skilled")))))
    assert [one["identity.ethnic_group"], two["identity.ethnic_group"]] == [1, 1]
    given = {"1": one["identity.sex"], "2": two["identity.sex"]}
    assert (dict(numbers("identity.sex")), sorted(given.values())) == (given, [1, 2])


def test_a_document_is_one_number_a_field():
    data = {"identity": {"sex": "1", "ethnic_group": "02"}, "employment": {"person_status": "1"}}

    assert encode(data) == {"identity.sex": 1, "identity.ethnic_group": 1, "employment.person_status": 1}
