"""The tables of this part."""

from talent.records.models.checks import Mark, Verification
from talent.records.models.doubts import Doubt
from talent.records.models.exchanges import Forward, Question
from talent.records.models.files import Attachment, AttachmentUse
from talent.records.models.imports import ImportRun
from talent.records.models.moves import MoveChunk, MoveProblem, MoveRun
from talent.records.models.people import Change, Person, Placed, Remark, TalentRecord, hands_of, placement
from talent.records.models.routes import RouteEdit, RouteRule
from talent.records.models.settings import CalendarYear, DeadlineRun, SettingsChange
from talent.records.models.sheets import SheetEntry
from talent.records.models.transfers import Transfer

__all__ = [
    "Attachment",
    "AttachmentUse",
    "CalendarYear",
    "Change",
    "DeadlineRun",
    "Doubt",
    "Forward",
    "ImportRun",
    "Mark",
    "MoveChunk",
    "MoveProblem",
    "MoveRun",
    "Person",
    "Placed",
    "Question",
    "Remark",
    "RouteEdit",
    "RouteRule",
    "SettingsChange",
    "SheetEntry",
    "TalentRecord",
    "Transfer",
    "Verification",
    "hands_of",
    "placement",
]
