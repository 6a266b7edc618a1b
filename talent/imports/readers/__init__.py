"""Foreign lists become neutral cells here, and nowhere else: xlsx by calamine, csv in UTF-8 or GB 18030."""

from talent.imports.readers.cells import Kind, NeutralCell, NeutralRow, Spread, address
from talent.imports.readers.reading import read
from talent.imports.readers.refusal import Unreadable

__all__ = ["Kind", "NeutralCell", "NeutralRow", "Spread", "Unreadable", "address", "read"]
