"""English dates, as the open interface and the citation have them."""

DATE_FORMAT = "j F Y"
