"""Of records that findings name, a reviewer reads what stands and what is in scope."""

import pytest

from reviews.inbox.others import standing_of
from talent.orgs.service import scope_for
from tests.contracts.world import member
from tests.reviews.inbox.desk import Desks

pytestmark = pytest.mark.django_db


@pytest.fixture
def desks():
    return Desks()


def test_what_is_approved_or_waits_is_read_by_record_and_a_draft_is_not(desks):
    approved, waiting, draft = desks.approved(1), desks.at_unit(2), desks.draft(3)
    named = [each.record_id for each in (approved, waiting, draft)]
    found = standing_of(named, scope=scope_for(desks.officer))
    assert found == {approved.record_id: approved, waiting.record_id: waiting}


def test_what_is_out_of_scope_is_not_there(desks):
    named = [desks.approved(1).record_id]
    assert standing_of(named, scope=scope_for(member("next", desks.sibling, "hr_reviewer"))) == {}


def test_where_nothing_is_named_nothing_is_asked(desks, django_assert_num_queries):
    scope = scope_for(desks.officer)
    with django_assert_num_queries(0):
        assert standing_of([], scope=scope) == {}
