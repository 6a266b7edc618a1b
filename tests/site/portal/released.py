"""Released tables made by hand."""

from datetime import UTC, date, datetime

from reports.stats.service import Category, Figure, OpenTable

LEAGUES = (
    Category("150100", "呼和浩特市", "Hohhot"),
    Category("150200", "包头市", "Baotou"),
    Category("152500", "锡林郭勒盟", "Xilingol League"),
)
CATEGORIES = (
    Category("professional", "专业技术人才", "Professionals"),
    Category("skilled", "技能人才", "Skilled workers"),
)


def figure(value):
    """A shown figure; None is one below ten."""
    return Figure(None, "<10") if value is None else Figure(value, f"{value:,}")


def table(figures=None):
    """A table of three leagues and two categories; `figures` by row and column, each with its total first."""
    rows = figures or [
        [497_830, 100_000, 397_830],
        [300_000, 60_000, 240_000],
        [197_400, 40_000, 157_400],
        [430, None, 430],
    ]
    codes = ["total", *(league.code for league in LEAGUES)]
    columns = ["total", *(category.code for category in CATEGORIES)]
    return OpenTable(
        release=7,
        published_at=datetime(2026, 11, 20, 17, tzinfo=UTC),
        as_of=date(2026, 10, 31),
        key="league_category",
        title={"zh": "各盟市各类别人才数量", "en": "Talent by league and category"},
        rows=list(LEAGUES),
        columns=list(CATEGORIES),
        cells={
            (code, column): figure(value)
            for code, values in zip(codes, rows, strict=True)
            for column, value in zip(columns, values, strict=True)
        },
    )
