"""Saving one form of one person, so that nobody's typing is ever written over unseen."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction

from talent.categories.models import CategoryVersion
from talent.orgs.models import Organisation
from talent.records.enums import Source
from talent.records.models import Change
from talent.records.service import Proposal, propose, propose_many, propose_over
from talent.security.models import User
from talent.security.service import record_event


class AlreadyThere(RuntimeError):
    """The unit already has this person in this category; like Conflict it names the standing change."""


def save_new(
    *,
    version: CategoryVersion,
    unit: Organisation,
    raw: dict[str, Any],
    by: User,
    base: Change | None = None,
) -> Proposal:
    """Save a form that belongs to no draft yet. `base`: the decided change that it was filled from.

    Raises AlreadyThere, and saves nothing, when a draft or an approved change of the person stands that its
    reader has not seen.
    """
    with transaction.atomic():
        proposal = propose_many(version=version, unit=unit, raws=[raw], by=by, source=Source.UNIT, only=base)[
            0
        ]
        unseen = _unseen(proposal, base)
        if unseen is not None:
            raise AlreadyThere(unseen)
    return proposal


def save_draft(
    *, change: Change, raw: dict[str, Any], by: User, lock: int, answers: Mapping[int, str]
) -> Proposal:
    """Save over a draft, under the version it was begun with. Raises records.service.Conflict."""
    return propose(
        version=change.version,
        unit=change.unit,
        raw=raw,
        by=by,
        source=Source.UNIT,
        change=change,
        lock=lock,
        answers=answers,
    )


def autosave(*, change: Change, raw: dict[str, Any], by: User, lock: int, first: bool) -> Proposal:
    """Save over a draft while somebody is typing: a change that the caller's transaction holds.

    One event a sitting tells of it, at its `first` save; answers to remarks wait for a save that somebody
    asks for. Raises records.service.Conflict.
    """
    unit = change.unit
    proposal = propose_over(
        change, version=change.version, unit=unit, raw=raw, by=by, source=Source.UNIT, lock=lock, logged=False
    )
    if first and proposal.kind == "changed":
        record_event(
            by=by, action="autosave", subject="change", subject_id=change.pk, organisation_id=unit.pk
        )
    return proposal


def _unseen(proposal: Proposal, base: Change | None) -> int | None:
    change = proposal.change
    if proposal.kind != "changed" or change is None:
        return None
    if change.lock > 1:  # a fresh change is written once; this one stood there before
        return change.pk
    approved = change.record.approved_id
    # A refused change was written in sight of what was approved before it.
    seen = base.pk if base is not None else 0
    return approved if approved is not None and approved > seen else None
