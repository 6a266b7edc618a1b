"""Fills an empty register with an invented region, through the same door as everybody else."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import batched, pairwise
from random import Random

from portal.demo.accounts import BANNER
from portal.demo.people import Crowd, Document
from portal.demo.photos import Photographer
from portal.demo.places import League, leagues
from portal.demo.signing import office_reviewer, sign
from portal.demo.staff import Staff, hire
from talent.categories.service import live_version
from talent.orgs.models import Organisation
from talent.records.enums import ChangeState, Source
from talent.records.models import Change
from talent.records.service import FieldRemark, accept_many, propose_many, send_back, submit_many, withdraw

SEED = 20170419
#: Shares of the categories in full use, from published figures of the region, in per mille.
SHARES = {"professional": 199, "skilled": 657, "management": 80, "rural": 60, "social": 4}
UNIT_TYPES = {
    "professional": ("21", "41"),
    "skilled": ("41", "42"),
    "management": ("41", "42"),
    "rural": ("45", "61"),
    "social": ("52",),
}
#: What becomes of a proposed change, in per mille.
_FATES = {"accepted": 720, "office": 110, "unit": 70, "draft": 60, "returned": 25, "withdrawn": 15}
_MOST_RETURNED = 300
#: One in so many of the approved is corrected later, so that reviews have something to compare.
_REVISED_EVERY, _MOST_REVISED = 20, 300
_BATCH = 1000
#: Of the approved so many have come, in per cent, when a release is made; the rest come before the newest.
_RELEASED_AT = (20, 48)
Progress = Callable[[int], None]


def populate(
    *,
    people: int,
    units: Sequence[Organisation],
    progress: Progress,
    release: Callable[[int], None] = lambda number: None,
) -> int:
    """Propose so many people in these units and walk each to its state; returns how many changes stand.

    The same number of people gives the same people. `progress` hears how many are done; `release` is called
    with 1 and 2 when a part of the approved is there, so that the statistics have a past.
    """
    random = Random(SEED)
    versions, staff = {category: live_version(category) for category in SHARES}, hire(units)
    changes: list[Change] = []
    photographer = Photographer()
    for (unit, category), documents in _spread(people, units, random).items():
        photographer.visit(documents, unit=unit, by=staff.clerks[unit.pk])
        proposals = propose_many(
            version=versions[category],
            unit=unit,
            raws=documents,
            by=staff.clerks[unit.pk],
            source=Source.UNIT,
        )
        changes += [proposal.change for proposal in proposals if proposal.kind == "new" and proposal.change]
        progress(len(changes))
    approved = _walk(changes, random, staff, release)
    _revise(approved[::_REVISED_EVERY][:_MOST_REVISED], random, staff)
    sign(staff=staff)
    return len(changes)


def _spread(
    people: int, units: Sequence[Organisation], random: Random
) -> dict[tuple[Organisation, str], list[Document]]:
    """Documents by unit and category: categories by their shares, units by the people of their league."""
    census, crowd = leagues(), Crowd(random)
    eligible = {category: _eligible(category, units, census) for category in SHARES}
    spread: dict[tuple[Organisation, str], list[Document]] = defaultdict(list)
    for category in _categories(people, random):
        candidates, weights = eligible[category]
        unit = random.choices(candidates, weights)[0]
        league = census[unit.seat_region_id // 100 * 100]
        spread[unit, category].append(
            crowd.person(
                category=category,
                region_code=unit.seat_region_id,
                industry=unit.industry,
                mongol_share=league.mongol_share,
            )
        )
    return spread


def _categories(people: int, random: Random) -> Iterator[str]:
    """Every category at least a few times, the rest by share."""
    yield from [category for category in SHARES for _ in range(min(12, people // len(SHARES)))]
    rest = max(0, people - 12 * len(SHARES)) if people >= 60 else people % len(SHARES)
    yield from random.choices(list(SHARES), list(SHARES.values()), k=rest)


def _eligible(
    category: str, units: Sequence[Organisation], census: dict[int, League]
) -> tuple[list[Organisation], list[float]]:
    found = [unit for unit in units if unit.unit_type in UNIT_TYPES[category]]
    # The place of the demonstration accounts gets enough to look at.
    weights = [
        census[unit.seat_region_id // 100 * 100].people * (20.0 if unit.managing_region_id == BANNER else 1.0)
        for unit in found
    ]
    return found, weights


def _walk(
    changes: Sequence[Change], random: Random, staff: Staff, release: Callable[[int], None]
) -> list[Change]:
    """Bring each change to a state of its own; returns the approved ones."""
    fates: dict[str, list[Change]] = defaultdict(list)
    for change in changes:
        fate = random.choices(list(_FATES), list(_FATES.values()))[0]
        full = fate == "returned" and len(fates["returned"]) >= _MOST_RETURNED
        fates["accepted" if full else fate].append(change)
    for batch in _batches(
        fates["accepted"] + fates["office"] + fates["unit"] + fates["returned"] + fates["withdrawn"]
    ):
        submit_many(changes=batch, by=None)
    passed = fates["accepted"] + fates["office"] + fates["returned"]
    at_office = {held.pk: held for batch in _batches(passed) for held in accept_many(changes=batch, by=None)}
    _accept_in_turn([at_office[change.pk] for change in fates["accepted"]], release)
    _return([at_office[change.pk] for change in fates["returned"]], staff)
    for change in fates["withdrawn"]:
        withdraw(change=change, by=staff.clerks[change.unit_id])
    return fates["accepted"]


def _accept_in_turn(changes: Sequence[Change], release: Callable[[int], None]) -> None:
    """Some of every unit early and the others later, with a release between."""
    in_turn = Random(SEED).sample(changes, len(changes))
    ends = [len(in_turn) * part // 100 for part in _RELEASED_AT]
    for number, (begin, end) in enumerate(pairwise([0, *ends]), start=1):
        _accept_all(in_turn[begin:end])
        release(number)
    _accept_all(in_turn[ends[-1] :])


def _accept_all(changes: Sequence[Change]) -> None:
    """Level after level until every route is over."""
    waiting = list(changes)
    while waiting:
        passed = [held for batch in _batches(waiting) for held in accept_many(changes=batch, by=None)]
        waiting = [each for each in passed if each.state == ChangeState.WAITING]


def _revise(changes: Iterable[Change], random: Random, staff: Staff) -> None:
    """Let units correct what was approved; the corrections wait at their offices."""
    revised: list[Change] = []
    for change in changes:
        document = change.document()
        document["contact"] = {"mobile": f"139{random.randrange(10**8):08d}"}
        document["education"] = [{"school": "内蒙古大学", "education": "大学本科毕业", "end": "2012-07"}]
        proposals = propose_many(
            version=change.version,
            unit=change.unit,
            raws=[document],
            by=staff.clerks[change.unit_id],
            source=Source.UNIT,
        )
        revised += [each.change for each in proposals if each.kind == "changed" and each.change]
    submit_many(changes=revised, by=None)
    accept_many(changes=revised, by=None)


def _return(changes: Sequence[Change], staff: Staff) -> None:
    for change in changes:
        remark = FieldRemark("contact.mobile", "号码填写有误，请核对后重填。")
        send_back(change=change, by=office_reviewer(change, staff), remarks=[remark])


def _batches(changes: Iterable[Change]) -> Iterator[list[Change]]:
    return (list(batch) for batch in batched(changes, _BATCH))
