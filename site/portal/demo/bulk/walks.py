"""How far changes of a unit went along a route, and what of their rows follows from that alone."""

from dataclasses import dataclass
from random import Random

from portal.demo.bulk.routes import Route
from portal.demo.bulk.tables import array
from portal.demo.bulk.timelines import AT_DEPARTMENT, AT_UNIT
from reviews.inbox.enums import Outcome
from talent.orgs.enums import Level
from talent.records.enums import FINAL, ChangeState

REJECTED_SINCE = "不属于本类别的申报范围。"
_REMARKS = {
    ChangeState.RETURNED: "contact.mobile\t号码填写有误，请核对后重填。\t{by}\t%s\t\tf\n",
    ChangeState.REJECTED: f"\t{REJECTED_SINCE}\t{{by}}\t%s\t\tt\n",
}
_ENDED_BY = {
    ChangeState.RETURNED: (Outcome.RETURNED, ""),
    ChangeState.REJECTED: (Outcome.REJECTED, REJECTED_SINCE),
}


@dataclass(frozen=True, slots=True)
class Walk:
    """Parts of lines; the moments are put in with `%`.

    `decisions`: one a step, behind the number of the change; `remark`: likewise, "" where there is none.
    `walked`: from the lock to the self-review. `passed`: how many offices did; `level`: where it waits.
    """

    state: ChangeState
    passed: int
    level: str
    decisions: tuple[str, ...]
    remark: str
    walked: str
    sent: bool
    final: bool
    held: bool


def step_of(route: Route, state: ChangeState, random: Random) -> int:
    """How many offices passed a change in this state: by chance where several answers are right."""
    length = len(route.levels)
    if state == ChangeState.ACCEPTED:
        return length
    if state == ChangeState.REJECTED:
        return length - 1
    if state in (ChangeState.DRAFT, ChangeState.WITHDRAWN) or length == 1:
        return 0
    if state == ChangeState.WAITING and random.random() < AT_UNIT:
        return 0
    if state == ChangeState.WAITING and Level.DEPARTMENT in route.levels and random.random() < AT_DEPARTMENT:
        return route.levels.index(Level.DEPARTMENT)
    return 1 + int(random.random() * (length - 1))


def walk(route: Route, *, unit: int, state: ChangeState, step: int, reviewers: dict[int, int]) -> Walk:
    """`reviewers`: who reviews for an office."""
    offices = [office or unit for office in route.offices]
    decided = step + (state in _ENDED_BY)
    by = [reviewers[office] for office in offices[:decided]]
    outcomes = [(Outcome.PASSED, "")] * step + ([_ENDED_BY[state]] if decided > step else [])
    sent = state != ChangeState.DRAFT
    # Each step counts as one: proposed, sent, every decision, or taken back.
    lock = 1 + sent + decided + (state == ChangeState.WITHDRAWN)
    waiting = f"{offices[step]}\t%s" if state == ChangeState.WAITING else "\\N\t\\N\t\\N"
    return Walk(
        state=state,
        passed=step,
        level=route.levels[step] if state == ChangeState.WAITING else "",
        decisions=tuple(
            f"\t{route.levels[place]}\t{offices[place]}\t{by[place]}\t{outcome.value}\t{opinion}\t%s\n"
            for place, (outcome, opinion) in enumerate(outcomes)
        ),
        remark="\t" + _REMARKS[state].format(by=by[-1]) if decided > step else "",
        walked=f"{lock}\t{route.text if sent else '{}'}\t{step}\t[]\t{waiting}\t{array(by[:step])}\tf",
        sent=sent,
        final=state in FINAL,
        held=state not in (ChangeState.DRAFT, ChangeState.WITHDRAWN, ChangeState.REJECTED),
    )
