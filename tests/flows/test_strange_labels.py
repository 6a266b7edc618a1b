"""Names with quotes, mark-up, emoji and signs of other directions: no face breaks, nothing in them runs."""

import csv
import io
import json

import jsonschema
import pdfplumber
import pytest
from bs4 import BeautifulSoup
from django.urls import reverse
from django.utils import timezone

from reports.printing.definitions import sheet_document
from reports.printing.render import render_sheet
from talent.categories.models import Category
from talent.categories.service import columns_for, filters, live_version, printed, public_schema
from talent.imports.importing import import_list
from tests.contracts.world import REGION, member
from tests.contracts.world import organisation as office
from tests.talent.categories.following import edited, follow
from tests.talent.categories.test_legible import STRANGE
from tests.talent.collect.world import World, browser, number, person, posted

pytestmark = pytest.mark.django_db(databases=["default", "public"])

CHOSEN = {f"strange{place}": "1" for place in range(len(STRANGE))}


def strange_fields():
    return [
        (
            "skill",
            "choice",
            {
                "key": f"strange{place}",
                "label": f"{name}{place}",
                "label_en": name,
                "help": name,
                "aliases": [f"别名{name}{place}"],
                "filterable": True,
                "dimension": True,
                "options": [{"code": "1", "label": f"是{name}", "label_en": name}],
            },
        )
        for place, name in enumerate(STRANGE)
    ]


@pytest.fixture
def world():
    found = World()
    follow("skilled", added=strange_fields())
    found.version = live_version("skilled")
    return found


def labels():
    return [f"{name}{place}" for place, name in enumerate(STRANGE)]


def read(answer):
    assert answer.status_code == 200
    return BeautifulSoup(answer.content, "html.parser")


def said_on(page):
    """All text of a page, apart from what its scripts carry. None of them came out of a name."""
    scripts = [each.extract().get_text() for each in page.select("script")]
    assert [each for each in scripts if each.strip() == "alert(1)"] == []
    return " ".join(page.get_text(" ").split())


def shown(text):
    """Those names that stand in a text as they were written."""
    return [each for each in labels() if " ".join(each.split()) in text]


def test_the_entry_form_and_what_is_chosen_in_it(world):
    clerk = browser(world.clerk)
    page = read(clerk.get(world.url("new", "skilled")))
    assert {each["name"] for each in page.select("[name^='skill.strange']")} == {
        f"skill.{key}" for key in CHOSEN
    }
    option = page.select("[name='skill.strange1'] option")[1]
    assert (option["value"], option.get_text()) == ("1", f"是{STRANGE[1]}")
    assert shown(said_on(page)) == labels()
    document = person()
    document["skill"] |= CHOSEN
    assert clerk.post(world.url("new", "skilled"), posted(document, do="save", lock="0")).status_code == 302
    assert {key: world.newest().data["skill"][key] for key in CHOSEN} == CHOSEN


def approved(world):
    document = person()
    document["skill"] |= CHOSEN
    return world.waiting(document=document)


def test_the_difference_before_the_reviewer(world):
    change = approved(world)
    page = read(browser(world.boss).get(reverse("inbox:change", args=[change.pk])))
    assert shown(said_on(page)) == labels()


def test_the_printed_form(world):
    change = approved(world)
    form = printed(change.version, change.document(), "zh-hans")
    sheet = sheet_document(form, draft=False, language="zh-hans", author="示例", as_of=timezone.now())
    rendered = render_sheet(sheet)
    with pdfplumber.open(io.BytesIO(rendered.pdf)) as pdf:
        text = "".join(page.extract_text() for page in pdf.pages).replace("\n", "")
    for plain in ("<script>alert(1)</script>&amp;1", "=1+16", "{{x}}{%x%}%(x)s7", "“引号”'单'\"双\"0"):
        assert plain in text.replace(" ", "")
    assert any("1F469" in each for each in rendered.missing)  # said to the operator, drawn as a mark


def test_a_list_finds_its_columns_by_names_and_by_other_words(world):
    columns = {each.path: each for each in columns_for(world.version)}
    for serial, words in ((1, lambda each: each.heading), (2, lambda each: each.aliases[0])):
        headings = ["姓名", "身份证件号码", "民族", "现从事工种"]
        headings += [words(columns[f"skill.{key}"]) for key in CHOSEN]
        text = io.StringIO()
        row = ["萨仁", number(serial), "蒙古族", "焊工", *(f"是{name}" for name in STRANGE)]
        csv.writer(text).writerows([headings, row])
        source = io.BytesIO(text.getvalue().encode("utf-8-sig"))
        report = import_list(source, "名单.csv", version=world.version, unit=world.unit, by=None)
        assert [each.text for each in report.problems] == []
        (change,) = report.changes
        assert {key: change.data["skill"].get(key) for key in CHOSEN} == CHOSEN


def test_the_dictionary_and_its_list_in_which_no_cell_becomes_a_formula(world, client):
    page = read(client.get(reverse("portal:definition", args=["skilled"])))
    assert shown(said_on(page)) == labels()
    text = client.get(reverse("portal:definition_csv", args=["skilled"])).content.decode("utf-8-sig")
    rows = {row[5]: row for row in csv.reader(io.StringIO(text))}
    names = [rows[f"skill.{key}"][6] for key in CHOSEN]
    assert names == [f"'{each}" if each.startswith("=") else each for each in labels()]


def test_the_schema_and_the_filters(world, client):
    schema = json.loads(client.get(reverse("opendata:definition", args=["skilled"])).content)
    fields = schema["properties"]["skill"]["properties"]
    assert [fields[key]["title"] for key in CHOSEN] == labels()
    jsonschema.Draft202012Validator.check_schema(public_schema(world.version))
    asked = {each.path: each for each in filters(world.version)}
    assert [asked[f"skill.{key}"].label for key in CHOSEN] == labels()


def test_the_privacy_page(world, client):
    assert shown(said_on(read(client.get(reverse("portal:privacy"))))) == labels()


@pytest.mark.slow
def test_the_editor_with_its_preview_and_its_cards(world, client):
    client.force_login(member("leibie", office("人社厅", "hr_department", REGION), "category_admin"))
    category = edited("skilled")
    category.label = STRANGE[1]
    category.groups.raw_data[0]["value"]["label"] = STRANGE[1]
    category.save_revision()
    at = [Category.objects.get(key="skilled").pk]
    names = "wagtailsnippets_categories_category"
    page = read(client.get(reverse(f"{names}:edit", args=at)))
    assert STRANGE[1] in page.select_one("#panel-changes-section").get_text()
    assert said_on(page)
    for mode in ("form", "printed", "columns", "changes"):
        page = read(client.get(reverse(f"{names}:preview_on_edit", args=at), {"mode": mode}))
        text = said_on(page)
        assert STRANGE[1] in text
        assert mode == "changes" or shown(text) == labels()
    for name in ("history", "versions", "changes", "copy", "retire"):
        assert said_on(read(client.get(reverse(f"{names}:{name}", args=at))))
    assert said_on(read(client.get(reverse(f"{names}:list"))))
