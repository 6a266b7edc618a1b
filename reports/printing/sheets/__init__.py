"""Every sheet that can be printed, one file each."""

from reports.printing.sheets.base import About, Identity, Sheet
from reports.printing.sheets.blank import BlankForm
from reports.printing.sheets.collected import CollectedTable
from reports.printing.sheets.filled import FilledSheet
from reports.printing.sheets.opinions import ReviewOpinions
from reports.printing.sheets.own import OwnData
from reports.printing.sheets.ownforms import OwnEntryForm, OwnRecordForm
from reports.printing.sheets.registering import SHEETS, Unregistered, register, sheet_of
from reports.printing.sheets.registration import RegistrationForm
from reports.printing.sheets.roster import Roster
from reports.printing.sheets.statistics import StatisticsReport

__all__ = ["SHEETS", "About", "Identity", "Sheet", "Unregistered", "register", "sheet_of"]

for _kind in (
    FilledSheet,
    CollectedTable,
    RegistrationForm,
    ReviewOpinions,
    Roster,
    StatisticsReport,
    OwnData,
    OwnRecordForm,
    OwnEntryForm,
    BlankForm,
):
    register(_kind)
