from io import StringIO

import pytest
from django.core.management import call_command

from reviews.spotchecks.models import SpotCheck, SpotItem
from talent.records.models import Doubt

pytestmark = [pytest.mark.slow, pytest.mark.django_db]


def test_the_demonstration_leaves_a_spot_check_half_way_with_one_record_in_doubt():
    call_command("demo", people=200, stdout=StringIO())
    check = SpotCheck._plain.get()
    items = SpotItem._plain.filter(check_of=check).order_by("number")
    assert (check.state, check.by.username) == ("open", "qixian")
    # So few people are fewer than are asked for.
    assert check.drawn == len(items) > 4
    assert [each.outcome for each in items][:5] == ["passed", "passed", "passed", "doubted", ""]
    assert Doubt._plain.get().correction.state == "returned"
