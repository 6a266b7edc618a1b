"""Every sheet that can be printed, one file each."""

from reports.printing.sheets.base import About, Identity, Sheet
from reports.printing.sheets.filled import FilledSheet
from reports.printing.sheets.own import OwnData
from reports.printing.sheets.registering import SHEETS, Unregistered, register, sheet_of
from reports.printing.sheets.registration import RegistrationForm

__all__ = ["SHEETS", "About", "Identity", "Sheet", "Unregistered", "register", "sheet_of"]

for _kind in (FilledSheet, RegistrationForm, OwnData):
    register(_kind)
