"""Upward notices of this part, sent inside the transaction. Their receivers are tested, one list each."""

from django.dispatch import Signal

#: application: OrganisationApplication that began to wait for a decision, also after a correction
application_waiting = Signal()

#: code: of a management area that reports to another region from now on
area_reports_elsewhere = Signal()

#: membership: a grant that an administrator gave, or made last longer; its granted_by says who
role_granted = Signal()

#: user, unit: an Organisation where grants of the account ended at once or end today; roles: which;
#: day: their last day
grants_ended = Signal()

#: office: id of a department that was taken out of use
office_closed = Signal()

#: delegation: somebody reviews in place of a colleague from its first day on (代审); by: who set it up
stand_in_named = Signal()

#: delegation: ended before its last day; by: who ended it
stand_in_ended = Signal()

#: moved: ids of units whose place changed; merged: (id, id of the unit that it became part of);
#: closed: ids of units that stopped without a successor
organisations_changed = Signal()
