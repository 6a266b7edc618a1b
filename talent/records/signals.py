"""Upward notices of this part, sent once a batch inside the transaction."""

from django.dispatch import Signal

#: record_ids: list[int] of TalentRecord whose approved change was set, replaced or removed
records_changed = Signal()

#: person_id: int of a person who was erased; whoever keeps anything by that number removes it
person_erased = Signal()

#: question: Question, change: Change that waits; sent when its collector is asked
collector_asked = Signal()

#: kind: the notification that was sent about them; changes: list[Change] that were returned, rejected or
#: passed at the last level, as they stand
changes_decided = Signal()

#: change: Change as its unit took it back, with unit; office_id: where it waited until then; by: User
change_withdrawn = Signal()

#: kind: the notification that was sent about it; doubt: Doubt that was raised or lifted, with record, unit,
#: office and the version that was looked at
doubt_told = Signal()
