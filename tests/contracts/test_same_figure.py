"""A released figure is the same by every route, in every format and on every page that has it."""

import csv
import io
import json
import re
import zipfile
from itertools import product

import pdfplumber
import polars as pl
import pytest
from pyjstat import pyjstat
from python_calamine import CalamineWorkbook

from tests.reports.opendata.conftest import nothing_held  # noqa: F401  # reason: a fixture for every test here
from tests.site.portal.explorer.conftest import released, soup  # noqa: F401  # reason: fixtures of the tests here
from tests.site.portal.explorer.published import AGE, AREA, BANNERS, CATEGORY, LEAGUES, REGION, SKILL, tables

pytestmark = [
    pytest.mark.django_db(databases=["default", "public"]),
    pytest.mark.usefixtures("released"),
    pytest.mark.filterwarnings("ignore:Shouldn't use this function:DeprecationWarning"),  # of pyjstat itself
]
TABLES = {each["key"]: each for each in tables()}
DIMENSIONS = {key: [each["key"] for each in table["dimensions"]] for key, table in TABLES.items()}
CODES = {each["key"]: ["total", *(code["code"] for code in each["codes"])] for each in (CATEGORY, AGE, SKILL)}
NAMES = {code["code"]: code["label_zh"] for each in (CATEGORY, AGE, SKILL) for code in each["codes"]}
NAMES |= {each["code"]: each["label_zh"] for each in (REGION, *LEAGUES, *BANNERS)} | {"total": "合计"}
OF_NAME = {name: code for code, name in NAMES.items()}
BELOW = {"150000": [each["code"] for each in LEAGUES], "152500": [each["code"] for each in BANNERS]}
#: What was published, by release and table: {(area, *codes): (value, mark)}.
TRUE = {
    number: {
        table["key"]: {(area, *codes): (value, mark) for area, *codes, value, mark in table["figures"]}
        for table in tables(scale)
    }
    for number, scale in ((6, 0.5), (7, 1))
}


def written(key, area, classes, release=7):
    """The figure as people read it: by the table, the area and the chosen classes."""
    value, mark = TRUE[release][key][area, *(classes.get(name, "total") for name in DIMENSIONS[key])]
    return mark or f"{value:,}"


def any_written(area, classes):
    """The same of whichever table has it."""
    key = next(
        key
        for key in ("league_category", "banner_category_age", "region_category_skill")
        if set(classes) <= set(DIMENSIONS[key]) and any(cell[0] == area for cell in TRUE[7][key])
    )
    return written(key, area, classes)


def of_lines(key, lines):
    """Rows of a file with names for their columns."""
    return {
        (line["area"], *(line[name] for name in DIMENSIONS[key])): (
            None if line["value"] in ("", None) else int(line["value"]),
            line["mark"] or "",
        )
        for line in lines
    }


def in_json(client, address, key):
    found = {}
    while address:
        told = client.get(address).json()
        found |= of_lines(key, [{**each, **each["classes"]} for each in told["cells"]])
        address = told["next"]
    return found


def in_csv(content):
    return csv.DictReader(io.StringIO(content.decode("utf-8-sig")))


def in_workbook(content):
    file = CalamineWorkbook.from_filelike(io.BytesIO(content))
    head, *rows = file.get_sheet_by_name("数据").to_python()
    lines = [dict(zip(head, row, strict=True)) for row in rows]
    # What people read on the first sheet is no other figure than what programs read on the second.
    read = [cell for row in file.get_sheet_by_index(0).to_python()[5:] for cell in row]
    read = [
        cell for cell in read if isinstance(cell, float) or cell in {line["mark"] for line in lines} - {""}
    ]
    assert sorted(map(str, read)) == sorted(str(line["mark"] or line["value"]) for line in lines)
    return lines


def in_cube(told):
    frame = pyjstat.Dataset.read(json.dumps(told)).write("dataframe", naming="id")
    rows = enumerate(frame.to_dict("records"))
    return [
        row
        | {"value": None if row["value"] != row["value"] else row["value"]}
        | {"mark": told["status"].get(str(place), "")}
        for place, row in rows
    ]


@pytest.mark.parametrize("number", [6, 7])
def test_every_format_has_every_figure_of_the_release(client, number):
    body = b"".join(client.get(f"/open/v1/releases/{number}/archive/").streaming_content)
    with zipfile.ZipFile(io.BytesIO(body)) as archive:
        files = {name: archive.read(name) for name in archive.namelist()}
    for key, expected in TRUE[number].items():
        place = f"/open/v1/tables/{key}/?release={number}"
        told = {kind: client.get(f"{place}&format={kind}") for kind in ("csv", "xlsx", "jsonstat")}
        parquet = pl.read_parquet(io.BytesIO(files[f"parquet/{key}.parquet"]))
        ways = {
            "JSON": in_json(client, place, key),
            "JSON by pages": in_json(client, f"{place}&limit=7&sort=-value", key),
            "CSV": of_lines(key, in_csv(told["csv"].content)),
            "xlsx": of_lines(key, in_workbook(told["xlsx"].content)),
            "JSON-stat": of_lines(key, in_cube(told["jsonstat"].json())),
            "archive, CSV": of_lines(key, in_csv(files[f"csv/{key}.csv"])),
            "archive, Parquet": of_lines(key, parquet.to_dicts()),
        }
        assert [way for way, found in ways.items() if found != expected] == []


def layouts(key):
    """Every way to look at a table: area, rows, columns, and the class that the rest is held at."""
    names = DIMENSIONS[key]
    for area in dict.fromkeys(cell[0] for cell in TRUE[7][key]):
        below = [code for code in BELOW.get(area, ()) if (code, *["total"] * len(names)) in TRUE[7][key]]
        for rows in (*(["area"] if below else []), *names):
            others = [name for name in names if name != rows]
            for columns in others or [""]:
                held = [name for name in others if name != columns]
                for codes in product(*(CODES[name] for name in held)):
                    yield area, rows, columns, dict(zip(held, codes, strict=True))


def cells(row):
    """The name of a row of a table and its texts, without what stands smaller beside them."""
    return row.th.get_text(strip=True), [
        (cell.find(string=True, recursive=False) or "").strip() for cell in row.find_all("td")
    ]


def of_history(page):
    table = page.select_one("section:has(#history-heading) table, .card:has(#history-heading) table")
    found = [cells(row) for row in table.tbody.find_all("tr")]
    return {int(re.search(r"\d+", name)[0]): texts[1:] for name, texts in found}


@pytest.mark.parametrize("key", TABLES)
def test_the_explorer_has_every_figure_of_a_table_in_each_layout_and_over_the_releases(soup, key):  # noqa: F811
    seen, wrong = set(), []
    for area, rows, columns, held in layouts(key):
        asked = {"table": key, "area": area, "rows": rows, "columns": columns, **held}
        query = "&".join(f"{name}={text}" for name, text in asked.items())
        page = soup(f"/statistics/?{query}")
        table = page.select_one("[aria-sort]").find_parent("table")
        across = [OF_NAME[each.get_text(strip=True)] for each in table.thead.find_all("th")[1:-1]]
        for row in table.tbody.find_all("tr"):
            name, texts = cells(row)
            for column, text in zip(across, texts[:-1], strict=True):
                down = OF_NAME[name]
                classes = held | ({columns: column} if columns else {})
                place = down if rows == "area" else area
                classes |= {} if rows == "area" else {rows: down}
                seen.add((place, *(classes.get(each, "total") for each in DIMENSIONS[key])))
                if text != written(key, place, classes):
                    wrong.append((query, name, column, text))
        history = {number: [written(key, area, held, number)] for number in (6, 7)}
        if of_history(page) != history:
            wrong.append((query, of_history(page)))
    assert wrong == []
    assert seen == set(TRUE[7][key])


def of_headlines(page):
    """By name the figures at the head of a page, in persons."""
    found = {}
    for each in page.select("li.figure:has(a)"):
        persons = each.find("span", class_="soft")
        text = persons.get_text() if persons else each.strong.get_text()
        found[OF_NAME[each.a.get_text(strip=True)]] = text.split()[0]
    return found


def of_bars(page, heading):
    table = page.select_one(f".barred[aria-labelledby={heading}]")
    found = (cells(row) for row in table.tbody.find_all("tr"))
    return {OF_NAME[name]: texts[0] for name, texts in found}


CATEGORIES = CODES["category"]


def test_home_shows_the_figures_of_the_region_and_of_each_league(soup):  # noqa: F811
    page = soup("/")
    assert of_headlines(page) == {code: any_written("150000", {"category": code}) for code in CATEGORIES}
    tiles = {
        each["href"].split("/")[-2]: each.get_text(" ", strip=True) for each in page.select("svg.tiles a")
    }
    assert {code: any_written(code, {}) in text.split() for code, text in tiles.items()} == dict.fromkeys(
        BELOW["150000"], True
    )


@pytest.mark.parametrize("area", AREA)
def test_the_page_of_an_area_has_its_figures(soup, area):  # noqa: F811
    page = soup(f"/statistics/areas/{area}/") if area != "150000" else soup("/statistics/")
    assert of_headlines(page) == {code: any_written(area, {"category": code}) for code in CATEGORIES}
    if area == "150000":
        return
    ages = of_bars(page, "by-age")
    assert ages == {code: any_written(area, {"age": code}) for code in CODES["age"][1:]}
    if area in BELOW:
        assert of_bars(page, "below-heading") == {code: any_written(code, {}) for code in BELOW[area]}
    assert of_history(page)[7] == [any_written(area, {})]


@pytest.mark.parametrize("category", CATEGORIES[1:])
def test_the_page_of_a_category_has_its_figures(soup, category):  # noqa: F811
    page = soup(f"/statistics/categories/{category}/")
    (persons,) = [each.get_text() for each in page.select("li.figure span.soft")]
    assert persons.split()[0] == any_written("150000", {"category": category})
    leagues = {code: any_written(code, {"category": category}) for code in BELOW["150000"]}
    assert of_bars(page, "bars-heading") == leagues
    ages = {code: any_written("150000", {"category": category, "age": code}) for code in CODES["age"][1:]}
    assert of_bars(page, "by-age") == ages


def test_the_file_of_the_releases_has_the_figures_of_each(client, soup):  # noqa: F811
    page = soup("/statistics/compare/?category=skilled&" + "&".join(f"area={x}" for x in BELOW["150000"]))
    address = page.select_one(".card:has(#history-heading) .actions a")["href"]
    found = {}
    for line in csv.DictReader(client.get(address).content.decode("utf-8-sig").splitlines()):
        told = line["mark"] or f"{int(line['value']):,}"
        found.setdefault(int(line["release"]), []).append(told)
    assert found == of_history(page)
    assert found[7] == [written("league_category", x, {"category": "skilled"}) for x in BELOW["150000"]]


@pytest.mark.parametrize(("key", "held"), [("league_category", {}), ("banner_category_age", {"age": "31-"})])
def test_the_comparison_has_the_figures_of_each_area(soup, key, held):  # noqa: F811
    chosen = "&".join(f"area={code}" for code in BELOW["150000"])
    asked = {"table": key, "columns": "category", **held}
    page = soup(f"/statistics/compare/?{chosen}&" + "&".join(map("=".join, asked.items())))
    table = page.select_one("table[aria-labelledby=table-heading]")
    found = {OF_NAME[name]: texts[::2] for name, texts in map(cells, table.tbody.find_all("tr"))}
    expected = {
        code: [written(key, area, held | {"category": code}) for area in BELOW["150000"]]
        for code in CATEGORIES
    }
    assert found == expected
    drawn = {code: list(of_bars(page, f"beside-{code}").values()) for code in CATEGORIES}
    assert drawn == expected


def sheet_of(key):
    """What the printed sheet says: {name of the row: texts}, the columns as it orders them."""
    *leading, last = DIMENSIONS[key]
    columns = [*CODES[last][1:], "total"]
    expected = {}
    for area in dict.fromkeys(cell[0] for cell in TRUE[7][key]):
        for codes in product(*(CODES[name] for name in leading)):
            name = " · ".join(NAMES[each] for each in (area, *codes) if each != "total")
            held = dict(zip(leading, codes, strict=True))
            expected[name] = [written(key, area, held | {last: column}) for column in columns]
    return expected


@pytest.mark.parametrize("key", TABLES)
def test_a_visitor_without_a_login_prints_the_same_figures(client, soup, key):  # noqa: F811
    address = soup(f"/statistics/?table={key}").find("a", string=re.compile("PDF"))["href"]
    assert address == f"/print/statistics/{key}/?release=7"
    (table, *_charts) = soup(f"{address}&as=page").find_all("table")
    names = [
        [each.get_text(strip=True) for each in row.find_all(["th", "td"])]
        for row in table.tbody.find_all("tr")
    ]
    assert {name: texts for name, *texts in names} == sheet_of(key)
    answer = client.get(address)
    assert (answer.status_code, answer["Content-Type"]) == (200, "application/pdf")
    with pdfplumber.open(io.BytesIO(answer.content)) as pdf:
        printed = "".join("".join(page.extract_text() for page in pdf.pages).split())
    lines = ("".join((name, *texts)).replace(" ", "") for name, texts in sheet_of(key).items())
    assert [line for line in lines if line not in printed] == []


@pytest.mark.parametrize("address", ["catalogue/", "feed/", "releases/", "tables/", "dimensions/"])
def test_what_lists_and_describes_has_no_figure(client, address):
    """Where none stands, none can differ."""
    large = {
        str(value) for table in TRUE[7].values() for value, _mark in table.values() if (value or 0) > 1000
    }
    numbers = set(re.findall(r"\d+", client.get(f"/open/v1/{address}").text.replace(",", "")))
    assert large & numbers == set()
