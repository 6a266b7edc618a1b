"""The cells of declared tables as PostgreSQL's own GROUP BY counts them: the oracle of the columns."""

from django.db import connection

from reports.stats.cellkeys import Tally, from_signed
from reports.stats.declared import AGE, AGE_BANDS
from reports.stats.lattice import UPWARD, cell_id, margins
from talent.orgs.enums import Level

_JOIN = """
LEFT JOIN stats_breakdown b{n} ON b{n}.path = '{path}'
LEFT JOIN stats_breakdowncode k{n} ON k{n}.breakdown_id = b{n}.id AND k{n}.number = f.codes[b{n}.slot + 1]
"""
#: Seat → cells of banner, league and region.
PLACES = {
    Level.BANNER: "f.seat_code",
    Level.LEAGUE: "f.seat_code / 100 * 100",
    Level.REGION: "150000 + 0 * f.seat_code",
}


def counted_by_the_database(resolved, *, as_of):
    """{cell: Tally} of every cell that a person is in, table by table, level by level."""
    found = {}
    for each in resolved.declared.tables:
        keys = [one.key for one in each.breaks]
        others = [resolved.declared.by_key[key] for key in keys if key != "category"]
        words = {"category": "c.key"}
        joins = ""
        for n, dimension in enumerate(others):
            joins += _JOIN.format(n=n, path=dimension.fields[0])
            words[dimension.key] = f"k{n}.code"
            if dimension.fields == (AGE,):
                age = f"({as_of.year} - f.birth_year)"
                bands = (
                    f"WHEN {age} BETWEEN {low} AND {high} THEN '{code}'" for code, low, high in AGE_BANDS
                )
                words[dimension.key] = f"CASE {' '.join(bands)} END"
            if next(one for one in each.breaks if one.key == dimension.key).grouped:
                cases = " ".join(f"WHEN '{f}' THEN '{p}'" for f, p in dimension.public_of.items())
                words[dimension.key] = f"CASE k{n}.code {cases} END"
            elif dimension.left_out:
                gone = ", ".join(f"'{code}'" for code in dimension.left_out)
                words[dimension.key] = (
                    f"nullif(CASE WHEN k{n}.code IN ({gone}) THEN '' ELSE k{n}.code END, '')"
                )
        for level in UPWARD[Level(each.level)]:
            # Whoever sits at a league's own seat is in no banner.
            seated = " AND f.seat_code % 100 <> 0" if level == Level.BANNER else ""
            for chosen in margins(keys):
                columns = ", ".join([PLACES[level], *(words[key] for key in chosen)])
                sql = f"""SELECT {columns}, count(DISTINCT f.person_key), sum(DISTINCT f.person_key::numeric)
                    FROM stats_fact f JOIN categories_category c ON c.id = f.category_id {joins}
                    WHERE f.counted{seated}{"".join(f" AND {words[key]} IS NOT NULL" for key in chosen)}
                    GROUP BY {columns}"""
                with connection.cursor() as cursor:
                    cursor.execute(sql)
                    for area, *codes, count, key in cursor.fetchall():
                        cell = cell_id(area, dict(zip(chosen, codes, strict=True)))
                        found[cell] = Tally(count, from_signed(int(key)))
    return found
