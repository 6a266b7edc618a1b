"""What other parts may use of talent.records."""

from talent.records.attachments.collecting import take_away_unused
from talent.records.attachments.erasing import erase_attachments
from talent.records.attachments.following import follow_loose
from talent.records.attachments.holders import Holder, hold_files_with
from talent.records.attachments.keeping import content_of, keep
from talent.records.attachments.referring import MOST_IN_A_FORM, Paper, references, settled, takes_files
from talent.records.attachments.storing import Missing as FileMissing
from talent.records.attachments.taking import Taken, take, too_big
from talent.records.behind import PAGE as STAYED_PAGE
from talent.records.behind import Stayed, last_run, stayed
from talent.records.carrying import carried
from talent.records.checks.finding import Finding
from talent.records.checks.keeping import seen_at
from talent.records.checks.registry import BLOCKING, SERIOUS
from talent.records.checks.searching import look_again
from talent.records.checks.verifying import verify
from talent.records.checks.wording import Told
from talent.records.checks.wording import told as told_findings
from talent.records.counting import LEFT_OUT, counted
from talent.records.deadlines import (
    after_working_days,
    is_working_day,
    latest_working_day,
    missed_by,
    working_days_between,
)
from talent.records.doubting import doubt, doubts_of, had_a_part, lift_doubt, open_doubts, told_doubt
from talent.records.editing import held_change_of
from talent.records.erasing import erase_person
from talent.records.exchanges import exchanges_of, with_exchanges
from talent.records.finding import changes_visible_to, find_person, named, visible_to, waiting_for
from talent.records.forwarding import forward, targets_of
from talent.records.handingup import hand_up
from talent.records.moverunning import Progress, problems_of, progress_of, start_run, stop_run, work
from talent.records.names import bigrams, pinyin_initials
from talent.records.numbering import allocate
from talent.records.owing import owes_sheets, owing_sheets
from talent.records.probing import note_met_elsewhere
from talent.records.proposing import Conflict, Proposal, propose, propose_many, propose_over
from talent.records.questioning import answer_office, ask_collector
from talent.records.recalled import Recalled
from talent.records.refusal import BadWords, HeldElsewhere, NotAllowed
from talent.records.remarked import values_at_remarks
from talent.records.remarks import followed, open_remarks, value_at
from talent.records.remembered import Remembered
from talent.records.reminding import remind
from talent.records.reviewing import (
    accept,
    accept_many,
    reject,
    send_back,
    send_back_many,
    submit,
    submit_many,
    withdraw,
)
from talent.records.reviewsettings import ReviewSettings, review_settings
from talent.records.routes.carried import load_routes
from talent.records.routes.shaping import Ruled, add_rule
from talent.records.routing import Desks, deputy_of, has_reviewer, other_reviewers, review_deadline
from talent.records.settingslinks import link_from_settings
from talent.records.sheets import FilledSheet, fill_sheet
from talent.records.telling import tell_outcomes
from talent.records.transferring import NoTransfer, TooOften, agree, ask, offer, refuse, take_back
from talent.records.unawaited import unawaited
from talent.records.unitfacts import unit_facts
from talent.records.wording import FieldRemark, answers_to_remarks, field_remarks, words
from talent.records.writing import Noted, noted_of

__all__ = [
    "BLOCKING",
    "LEFT_OUT",
    "MOST_IN_A_FORM",
    "SERIOUS",
    "STAYED_PAGE",
    "BadWords",
    "Conflict",
    "Desks",
    "FieldRemark",
    "FileMissing",
    "FilledSheet",
    "Finding",
    "HeldElsewhere",
    "Holder",
    "NoTransfer",
    "NotAllowed",
    "Noted",
    "Paper",
    "Progress",
    "Proposal",
    "Recalled",
    "Remembered",
    "ReviewSettings",
    "Ruled",
    "Stayed",
    "Taken",
    "Told",
    "TooOften",
    "accept",
    "accept_many",
    "add_rule",
    "after_working_days",
    "agree",
    "allocate",
    "answer_office",
    "answers_to_remarks",
    "ask",
    "ask_collector",
    "bigrams",
    "carried",
    "changes_visible_to",
    "content_of",
    "counted",
    "deputy_of",
    "doubt",
    "doubts_of",
    "erase_attachments",
    "erase_person",
    "exchanges_of",
    "field_remarks",
    "fill_sheet",
    "find_person",
    "follow_loose",
    "followed",
    "forward",
    "had_a_part",
    "hand_up",
    "has_reviewer",
    "held_change_of",
    "hold_files_with",
    "is_working_day",
    "keep",
    "last_run",
    "latest_working_day",
    "lift_doubt",
    "link_from_settings",
    "load_routes",
    "look_again",
    "missed_by",
    "named",
    "note_met_elsewhere",
    "noted_of",
    "offer",
    "open_doubts",
    "open_remarks",
    "other_reviewers",
    "owes_sheets",
    "owing_sheets",
    "pinyin_initials",
    "problems_of",
    "progress_of",
    "propose",
    "propose_many",
    "propose_over",
    "references",
    "refuse",
    "reject",
    "remind",
    "review_deadline",
    "review_settings",
    "seen_at",
    "send_back",
    "send_back_many",
    "settled",
    "start_run",
    "stayed",
    "stop_run",
    "submit",
    "submit_many",
    "take",
    "take_away_unused",
    "take_back",
    "takes_files",
    "targets_of",
    "tell_outcomes",
    "told_doubt",
    "told_findings",
    "too_big",
    "unawaited",
    "unit_facts",
    "value_at",
    "values_at_remarks",
    "verify",
    "visible_to",
    "waiting_for",
    "with_exchanges",
    "withdraw",
    "words",
    "work",
    "working_days_between",
]
