from decimal import Decimal

import pytest
from django.db.models import Max

from reviews.spotchecks.drawing import Drawn, Wanted, by_places, by_records, draw
from reviews.spotchecks.shuffling import Shuffle, bits_for
from talent.records.models import Change, TalentRecord
from talent.records.service import visible_to
from tests.speed.records import write_records

pytestmark = pytest.mark.django_db


@pytest.fixture
def frame(office):
    """800 approved records of the banner, every tenth a self-review."""
    write_records(800, unit=office.unit, self_reviewed_every=10)
    return visible_to(office.scope).filter(approved__isnull=False)


@pytest.fixture
def shuffle(frame):
    return shuffled(frame, 42)


def shuffled(frame, seed):
    """The order of a seed over all numbers of a frame."""
    return Shuffle(seed=seed, bits=bits_for(frame.aggregate(Max("pk"))["pk__max"] + 100))


def records(sample):
    return [each.record for each in sample]


def test_both_ways_give_the_same_sample_and_the_same_one_again(frame, shuffle):
    wanted = Wanted(50, weight=4)
    sample = by_places(frame, shuffle, wanted)
    assert len(sample) == 50
    assert sample == by_records(frame, shuffle, wanted) == by_places(frame, shuffle, wanted)
    assert sample == draw(frame, shuffle, wanted)


def test_another_seed_gives_another_sample(frame, shuffle):
    other = shuffled(frame, 43)
    assert set(records(by_places(frame, shuffle, Wanted(50)))) != set(
        records(by_places(frame, other, Wanted(50)))
    )


def test_a_sample_is_the_beginning_of_a_larger_one(frame, shuffle):
    assert by_places(frame, shuffle, Wanted(20)) == by_places(frame, shuffle, Wanted(200))[:20]


def test_a_new_record_moves_none_of_the_others(frame, shuffle, office):
    before = records(by_places(frame, shuffle, Wanted(100)))
    new = office.approved()
    after = records(by_places(frame, shuffle, Wanted(101)))
    assert [each for each in after if each != new.record_id][:100] == before


def test_a_weight_draws_self_reviews_so_many_times_as_often(frame, shuffle):
    """Of 200 drawn a tenth without a weight; with 5, 5 / (5 + 9)."""
    plain, heavy = (records(by_places(frame, shuffle, Wanted(200, weight=each))) for each in (1, 5))
    own = set(frame.filter(approved__self_reviewed=True).values_list("pk", flat=True))
    shares = [len(own & set(each)) / 200 for each in (plain, heavy)]
    assert shares == [pytest.approx(0.1, abs=0.07), pytest.approx(5 / 14, abs=0.12)]


@pytest.mark.parametrize(("share", "size"), [("10", 80), ("0.01", 1), ("100", 800)])
def test_a_share_is_counted_over_the_whole_frame(frame, shuffle, share, size):
    assert len(draw(frame, shuffle, Wanted(None, Decimal(share)))) == size


def test_a_small_frame_gives_all_that_it_has_and_an_empty_one_nothing(frame, shuffle):
    few = frame.filter(pk__in=list(frame.values_list("pk", flat=True)[:7]))
    assert len(draw(few, shuffle, Wanted(50))) == 7
    assert draw(frame.filter(pk__lt=0), shuffle, Wanted(50)) == []


def test_what_takes_too_long_is_left_to_a_job(frame, shuffle, monkeypatch):
    monkeypatch.setattr("reviews.spotchecks.drawing.PLACES", 100)
    monkeypatch.setattr("reviews.spotchecks.drawing.RECORDS", 100)
    wanted = Wanted(400)
    assert draw(frame, shuffle, wanted) is None
    assert draw(frame, shuffle, wanted, bounded=False) == by_places(frame, shuffle, wanted)


def test_a_condition_on_documents_gives_the_same_both_ways(frame, shuffle):
    def even(candidates):
        return [each for each in candidates if each.record % 2 == 0]

    wanted = Wanted(40)
    sample = by_places(frame, shuffle, wanted, keep=even)
    assert sample == by_records(frame, shuffle, wanted, keep=even)
    assert {each % 2 for each in records(sample)} == {0}


def test_a_sample_names_the_version_that_stood(frame, shuffle, office):
    change = office.approved()
    own = frame.filter(pk=change.record_id)
    (drawn,) = draw(own, shuffle, Wanted(1))
    assert drawn == Drawn(shuffle.place(change.record_id), change.record_id, change.pk)
    assert Change._plain.get(pk=drawn.change).record_id == TalentRecord._plain.get(pk=drawn.record).pk
