"""Tells those who filled a change in what became of it (notice 四(三): problems go back to them at once)."""

from collections import defaultdict
from collections.abc import Mapping, Sequence, Set
from dataclasses import replace
from typing import Any

from django.utils import timezone

from talent.categories.models import Category
from talent.notify.service import About, notify_many
from talent.orgs.enums import Role
from talent.orgs.models import Membership, Organisation
from talent.records.enums import ChangeState
from talent.records.models import Change, Doubt, Question, Transfer
from talent.records.notices import (
    ACCEPTED,
    ANSWERED,
    DOUBT_LIFTED,
    DOUBTED,
    ENDED_BY_MERGER,
    OF_MANY,
    QUESTION,
    REJECTED,
    RETURNED,
    TRANSFER_DECIDED,
)
from talent.records.signals import changes_decided, doubt_told
from talent.security.models import User

#: Of more changes than this, decided in one step, everybody gets one notification a unit (digest).
SINGLY = 10


def tell_collectors(kind: str, changes: Sequence[Change], *, by: User | None) -> None:
    """One notification a change and person, in a fixed number of statements; nobody is told of own acts.

    Of many changes in one step each person gets one with their number, which the next steps add to.
    `changes` as they stand after the step, with their units and categories. Of a unit it is those who filled
    the change in or sent it and still work there; where none does, everybody who fills in for it today.
    """
    if not changes:
        return
    clerks, own = clerks_of({change.unit_id for change in changes}), {by.pk} if by else set()
    told = [(change, _told(change, clerks[change.unit_id]) - own) for change in changes]
    if len(changes) > SINGLY:
        told = _tell_of_many(kind, told)
    notify_many(kind, [(people, _of_one(change)) for change, people in told])
    changes_decided.send(Change, kind=kind, changes=changes)


def _of_one(change: Change) -> About:
    return About(
        # A change is sent back more than once: its lock tells which step this was.
        event=f"{change.pk}.{change.lock}",
        data={"name": change.full_name, "unit": change.unit.name, **named(change.category)},
        place="collect:change",
        arguments=(change.unit_id, change.pk),
    )


def _tell_of_many(kind: str, told: Sequence[tuple[Change, set[int]]]) -> list[tuple[Change, set[int]]]:
    """Tells who is concerned by several changes of a unit; returns the changes with those left to be told."""
    of: dict[tuple[int, int], list[Change]] = defaultdict(list)
    for change, people in told:
        for pk in people:
            of[pk, change.unit_id].append(change)
    many = {key: changes for key, changes in of.items() if len(changes) > 1}
    notify_many(OF_MANY[kind], [([pk], _of_several(changes)) for (pk, _unit), changes in many.items()])
    left = [(change, {pk for pk in people if (pk, change.unit_id) not in many}) for change, people in told]
    return [(change, people) for change, people in left if people]


def _of_several(changes: Sequence[Change]) -> About:
    first = changes[0]
    return About(
        event=f"{first.pk}.{first.lock}",
        series=str(first.unit_id),
        data={"unit": first.unit.name, "count": len(changes)},
        place="collect:workspace",
        arguments=(first.unit_id,),
        adds=True,
    )


def tell_of_question(question: Question, change: Change, *, by: User) -> None:
    """Tell those who filled a change in that its office asks something."""
    clerks = _told(change, clerks_of({change.unit_id})[change.unit_id]) - {by.pk}
    office = {"office": question.office.name, "due": str(question.due)}
    about = replace(_of_one(change), event=str(question.pk), data={**_of_one(change).data, **office})
    notify_many(QUESTION, [(clerks, about)])


def tell_of_answer(question: Question, change: Change, *, by: User) -> None:
    """Tell whoever asked, with the way back to the change."""
    own_step = question.office_id == change.unit_id
    place = "unit_review:change" if own_step else "inbox:change"
    arguments = (change.unit_id, change.pk) if own_step else (change.pk,)
    about = replace(_of_one(change), event=str(question.pk), place=place, arguments=arguments)
    notify_many(ANSWERED, [({question.by_id} - {by.pk}, about)])


def tell_of_transfer(kind: str, transfer: Transfer, *, unit: Organisation, by: User) -> None:
    """Tell those who fill in for a unit today of a transfer that is theirs to answer, or was answered."""
    clerks = clerks_of({unit.pk})[unit.pk] - {by.pk}
    about = About(
        event=f"{transfer.pk}.{transfer.state}",
        data={"name": transfer.full_name, "unit": unit.name},
        place="collect:transfer",
        arguments=(unit.pk, transfer.pk),
    )
    notify_many(kind, [(clerks, about)])


def tell_of_decided_transfer(transfer: Transfer, *, office: Organisation, by: User) -> None:
    """Tell those who fill in for either unit that the office above both decided, each with the own page."""
    units = (transfer.from_unit_id, transfer.to_unit_id)
    clerks, data = clerks_of(set(units)), {"name": transfer.full_name, "office": office.name}
    event = f"{transfer.pk}.{transfer.state}"
    notify_many(
        TRANSFER_DECIDED,
        [
            (clerks[unit] - {by.pk}, About(event=f"{event}.{unit}", data=data, place="collect:transfer",
                                           arguments=(unit, transfer.pk)))
            for unit in units
        ],
    )  # fmt: skip


def tell_of_merger(change: Change, *, unit: Organisation, successor: Organisation) -> None:
    """Tell those who typed a change that it ended, since `unit` became part of `successor` and both had one.

    Their grants may have ended with the unit: they are told all the same, and led to the page only where they
    fill in for the successor. Where none of them does, those who do are told as well.
    """
    clerks = clerks_of({successor.pk})[successor.pk]
    hands = {pk for pk in (change.created_by_id, change.submitted_by_id) if pk is not None}
    told = hands if hands & clerks else hands | clerks
    about = About(
        event=f"{change.pk}.merged",
        data={
            "name": change.full_name,
            "unit": unit.name,
            "into": successor.name,
            **named(change.category),
        },
    )
    page = replace(about, place="collect:change", arguments=(successor.pk, change.pk))
    notify_many(ENDED_BY_MERGER, [(told & clerks, page), (told - clerks, about)])


def tell_of_doubt(doubt: Doubt) -> None:
    """Tell those who filled in what was found doubtful, or everybody who fills in for its unit today."""
    _tell_of_doubt(DOUBTED, doubt)


def tell_of_lifted_doubt(doubt: Doubt) -> None:
    """Tell the same people that nothing has to be corrected after all."""
    _tell_of_doubt(DOUBT_LIFTED, doubt)


def _tell_of_doubt(kind: str, doubt: Doubt) -> None:
    unit, seen = doubt.record.unit, doubt.change
    about = About(
        event=f"{doubt.pk}.{kind}",
        data={
            "name": seen.full_name,
            "unit": unit.name,
            "office": doubt.office.name,
            **named(seen.category),
        },
        place="collect:change",
        arguments=(unit.pk, doubt.correction_id),
    )
    notify_many(kind, [(_told(seen, clerks_of({unit.pk})[unit.pk]), about)])
    doubt_told.send(Doubt, kind=kind, doubt=doubt)


def tell_outcomes(changes: Sequence[Change]) -> None:
    """The same about changes that were decided before anybody was there to be told."""
    kinds = {
        ChangeState.RETURNED: RETURNED,
        ChangeState.REJECTED: REJECTED,
        ChangeState.ACCEPTED: ACCEPTED,
    }
    for state, kind in kinds.items():
        tell_collectors(kind, [change for change in changes if change.state == state], by=None)


def _told(change: Change, clerks: set[int]) -> set[int]:
    hands = {pk for pk in (change.created_by_id, change.submitted_by_id) if pk is not None}
    return hands & clerks or clerks


def clerks_of(units: Set[int]) -> Mapping[int, set[int]]:
    """Who fills in today, by unit."""
    grants = Membership.objects.on(timezone.localdate()).filter(role=Role.COLLECTOR, organisation__in=units)
    found: dict[int, set[int]] = defaultdict(set)
    for unit, user in grants.values_list("organisation", "user"):
        found[unit].add(user)
    return found


def named(category: Category) -> dict[str, Any]:
    """The placeholder `category`, in both languages."""
    return {"category": category.label, "category_en": category.label_en}
