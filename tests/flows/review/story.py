"""The story: which steps there are, how often each is tried, how it begins.

What leads to a decision or follows one is a step. No step are: jobs by the clock (`urge` and `relieve` are
called by steps), handing up what is late (off unless a setting says so: tests of the backlog), a run beyond
500 (the same `decide_many`, chunk by chunk: tests of bulk), many at once (tests of threads), importing (the
same `propose_many`), and pages, which the matrix of scopes asks.
"""

from hypothesis import strategies as st
from hypothesis.stateful import initialize, rule

from tests.flows.review.collectors import Collectors
from tests.flows.review.inspectors import Inspectors
from tests.flows.review.invariants import Invariants
from tests.flows.review.papers import CLEAN, UNITS
from tests.flows.review.reviewers import Reviewers
from tests.flows.review.surroundings import Surroundings
from tests.flows.review.town import CLERKS, PEOPLE


def waits(story):
    return any(each.state == "waiting" for each in story.model.papers)


def approved(story):
    return any(each.approved for each in story.model.records)


def works(story):
    """There is a unit left besides one that stops."""
    return sum(each.alive for each in story.model.units.values()) > 1


def stopped(story):
    return not all(each.alive for each in story.model.units.values())


def always(story):
    return True


#: Every choice within a step comes from one number: of a list hypothesis would mostly choose the first.
SEEDS = st.integers(0, 2**32 - 1)
#: How often a step is tried.
WEIGHTS = {
    **{"fill_in_and_send": 6, "fill_in": 3, "send": 5, "answer": 3, "take_away": 1},
    **{"let_pass": 8, "let_pass_as_far_as_it_goes": 5, "let_not_pass": 4, "decide_together": 3},
    **{"decide_in_a_run": 2, "decide_what_was_changed_meanwhile": 1, "ask_its_collector": 4},
    **{"forward_it": 5, "open_it": 3, "leave_it": 1, "something_is_printed": 2},
    **{"verify_what_was_found": 4, "colleague_stands_in": 4, "who_was_away_comes_back": 1},
    **{"sample_is_drawn": 4, "record_is_looked_at": 8, "mark_is_taken_off": 2, "doubtful_counts_or_not": 1},
    **{"term_is_over": 2, "figures_are_released": 1},
    **{"rule_of_routes_changes": 2, "office_gains_or_loses_its_reviewers": 3, "unit_moves": 4},
    **{"unit_merges": 2, "unit_closes": 2, "unit_opens_again": 4},
    **{"person_is_offered": 3, "person_goes_or_stays": 4, "person_is_erased": 1},
}
#: What steps need that are not always possible.
NEEDS = {
    **dict.fromkeys(("let_pass", "let_pass_as_far_as_it_goes", "let_not_pass", "open_it"), waits),
    **dict.fromkeys(("decide_what_was_changed_meanwhile", "ask_its_collector"), waits),
    "verify_what_was_found": waits,
    "forward_it": lambda story: any(story.model.targets(each) for each in story.model.papers),
    "leave_it": lambda story: any(each.claim for each in story.model.papers),
    "who_was_away_comes_back": lambda story: story.model.deputies,
    "record_is_looked_at": lambda story: story.model.drawn,
    "mark_is_taken_off": lambda story: any(each.doubt for each in story.model.records),
    "person_is_offered": approved,
    "sample_is_drawn": approved,
    "unit_merges": works,
    "unit_closes": works,
    "unit_opens_again": stopped,
    "person_goes_or_stays": lambda story: story.model.passages,
}


class Story(Collectors, Reviewers, Inspectors, Surroundings, Invariants):
    @initialize(seed=SEEDS, unit=st.sampled_from(UNITS))
    def begin(self, seed, unit):
        """Somebody is approved, somebody waits above the unit, somebody at it."""
        dice = self.dice(seed)
        for person, goes_on in zip(PEOPLE, (3, 1, 0), strict=True):
            paper = self.write(dice, unit, person, content=CLEAN if goes_on else None)
            self.submit(paper, CLERKS[unit][0])
            for _step in range(goes_on):
                if paper.state == "waiting":
                    self.decide(dice, paper, "passed", able=True)

    # One rule, so that no story leaves a kind of step out

    @rule(seed=SEEDS)
    def something_happens(self, seed):
        dice = self.dice(seed)
        steps = [step for step, weight in WEIGHTS.items() for _ in range(weight)]
        able = [step for step in steps if NEEDS.get(step, always)(self)]
        getattr(self, dice.choice(able))(dice)
