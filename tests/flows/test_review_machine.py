"""Any story of review, step by step against a plain model; after every step nothing unreviewed is used.

Hypothesis invents the stories: units fill in, send, withdraw, answer; offices pass, send back, reject, verify
what the checks found, ask, claim, pass on and stand in for each other, one by one and many together; what is
approved is drawn, looked at, found doubtful and cleared; rules, terms and reviewers change, units move,
merge, close and open again, people go from unit to unit and are erased; figures are released and read by the
public's own login. `review/region.py` says in plain Python what each step does, `review/invariants.py` what
holds.
"""

import pytest
from hypothesis import HealthCheck, settings
from hypothesis.stateful import run_state_machine_as_test

from config.roles import APP
from tests.flows.review.public import act_as
from tests.flows.review.story import Story
from tests.flows.review.town import Town

pytestmark = pytest.mark.django_db(databases=["default", "public"])


@pytest.fixture(scope="module", autouse=True)
def session_of_the_owner(fresh_database):
    """Which may take the rights of either login: a story is committed to nobody."""
    fresh_database.act_as_owner(yes=True)
    yield
    fresh_database.act_as_owner(yes=False)


@pytest.fixture
def story(db):
    act_as(APP)
    return type("Told", (Story,), {"town": Town()})


def tell(story, *, stories, steps):
    run_state_machine_as_test(
        story,
        settings=settings(
            max_examples=stories, stateful_step_count=steps, deadline=None, print_blob=True,
            suppress_health_check=list(HealthCheck),
        ),
    )  # fmt: skip


def test_any_short_story_ends_as_the_model_says_and_nothing_unreviewed_is_used(story):
    tell(story, stories=3, steps=12)


@pytest.mark.slow
def test_sixty_long_stories_end_as_the_model_says_and_nothing_unreviewed_is_used(story):
    tell(story, stories=60, steps=50)
