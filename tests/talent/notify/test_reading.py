import pytest

from talent.notify.models import Notification
from talent.notify.reading import mark_read, page_of, thing_of, unread
from talent.notify.service import notify_many
from tests.talent.notify.kinds import PARCEL, parcel, reader

pytestmark = pytest.mark.django_db


def tell(user, count, **asked):
    notify_many(PARCEL, [([user.pk], parcel(number, **asked)) for number in range(count)])


@pytest.mark.parametrize(("count", "shown"), [(0, ""), (1, "1"), (99, "99"), (150, "99+")])
def test_the_count_of_unread_ones_ends_at_99(count, shown):
    user = reader()
    tell(user, count)
    tell(reader(), 3)
    assert unread(user) == shown


def test_reading_one_leaves_the_others_and_reading_all_those_of_other_accounts():
    user, other = reader(), reader()
    tell(user, 3)
    tell(other, 2)
    mark_read(user, Notification.objects.filter(recipient=user).first())
    assert unread(user) == "2"
    mark_read(user)
    assert (unread(user), unread(other)) == ("", "2")


def test_pages_follow_each_other_in_both_directions_without_gap_or_overlap():
    user = reader()
    tell(user, 70)
    first = page_of(user, language="zh-hans")
    second = page_of(user, language="zh-hans", before=first.next)
    third = page_of(user, language="zh-hans", before=second.next)
    back = page_of(user, language="zh-hans", after=third.previous)
    numbers = [[row.notification.event for row in page.rows] for page in (first, second, third, back)]
    assert [*numbers[0], *numbers[1], *numbers[2]] == [str(number) for number in reversed(range(70))]
    assert (numbers[3], first.previous, third.next) == (numbers[1], "", "")


@pytest.mark.parametrize("count", [1, 25])
def test_a_page_takes_two_statements_however_many_are_on_it(count, django_assert_num_queries):
    user = reader()
    tell(user, count)
    with django_assert_num_queries(2):
        assert len(page_of(user, language="en").rows) == count


def test_a_page_in_english_has_the_english_values():
    user = reader()
    tell(user, 1)
    assert page_of(user, language="en").rows[0].said.subject == "Urna 到了 1 件"


@pytest.mark.parametrize(
    ("place", "arguments", "address"),
    [("collect:change", [7, 8], "/unit/7/changes/8/"), ("nowhere:at_all", [], ""), ("", [], "")],
)
def test_the_thing_is_found_by_the_name_of_its_address_where_there_is_such_a_page(place, arguments, address):
    assert thing_of(Notification(place=place, arguments=arguments)) == address
