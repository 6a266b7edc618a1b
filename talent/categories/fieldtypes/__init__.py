"""Every type of field, each with all its faces."""

from talent.categories.fieldtypes.base import FieldType
from talent.categories.fieldtypes.dated import Date, Month, PartialDateType
from talent.categories.fieldtypes.files import File
from talent.categories.fieldtypes.listed import ChoiceType, MultiChoice, RegionType, YesNo, codes_in
from talent.categories.fieldtypes.numbers import DecimalNumber, Integer, Year
from talent.categories.fieldtypes.registering import REGISTRY, Unregistered, register, type_of
from talent.categories.fieldtypes.texts import Email, IdNumber, LongText, Name, Phone, Text, Unit

__all__ = ["REGISTRY", "FieldType", "Unregistered", "codes_in", "register", "type_of"]

for _kind in (
    Text, Name, LongText, Phone, Email, IdNumber, Integer, DecimalNumber, Date, Month, PartialDateType, Year,
    YesNo, ChoiceType, MultiChoice, RegionType, Unit, File,
):  # fmt: skip
    register(_kind)
