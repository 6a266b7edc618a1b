"""Every sheet overfull, as it comes out of the register: nothing over anything else, no label left alone,
every text there in its order, every font embedded."""

import io
import shutil
import subprocess
from datetime import date

import pypdf
import pytest
from django.http import QueryDict
from django.utils import timezone
from reportlab.pdfgen.canvas import Canvas

from reports.printing.documents import SheetGrid
from reports.printing.render import render_sheet
from reports.printing.sheets import sheet_of
from reports.printing.typefaces import Role, typeface
from reports.stats.service import TOTAL, Category, Figure, OpenTable
from reviews.inbox.deciding import decide
from reviews.inbox.enums import Outcome
from talent.categories.service import live_version
from talent.orgs.service import scope_for
from talent.records.service import FieldRemark, accept_many, fill_sheet, propose, send_back, submit
from tests.factories import make_organisation
from tests.reports.printing.placing import faults, fonts
from tests.reports.printing.samples import squeezed
from tests.talent.collect.world import World, account, person
from tests.talent.individuals.persons import Pasture, typed

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.slow,
    pytest.mark.skipif(not shutil.which("pdftotext"), reason="poppler-utils is not installed"),
]

NAMES = ("巴特尔", "斯琴·图雅", "䶮㛃𬭚𠅤𬍛𱁬", "阿拉腾其其格·斯琴图雅·乌日娜·巴特尔·苏和·其木格")
LONG_UNIT = "内蒙古自治区锡林郭勒盟锡林浩特市希日塔拉街道示例机械制造有限责任公司第二分公司"
SENTENCE = "材料齐全，符合条件；请补充获奖证书(第 2 页)的原件，𠅤字按证件书写。"
BANNERS = (152502, 152522, 152523, 152524, 152525, 152526, 152527, 152528)
AREAS = (
    "呼和浩特市",
    "包头市",
    "呼伦贝尔市",
    "兴安盟",
    "通辽市",
    "赤峰市",
    "锡林郭勒盟",
    "乌兰察布市",
    "鄂尔多斯市",
)


def proved(document, tmp_path):
    """The pages of a sheet, after all that must hold of it has been read back from the file."""
    rendered = render_sheet(document)
    assert faults(rendered.pdf) == []
    assert rendered.missing == ()
    assert {whole for _font, whole in fonts(rendered.pdf)} == {True}
    pages = len(pypdf.PdfReader(io.BytesIO(rendered.pdf)).pages)
    file = tmp_path / "sheet.pdf"
    file.write_bytes(rendered.pdf)
    told = subprocess.run(["pdftotext", "-raw", file, "-"], check=True, capture_output=True, text=True)
    text, at, broken = squeezed(told.stdout), 0, []
    for row in rows_of(document):
        found = text.find(squeezed("".join(row)), at)
        if found < 0:
            broken.append(row)  # goes on over the end of a page: its cells are parted there
        else:
            at = found
    assert len(broken) < pages, broken
    every = sorted(char for row in rows_of(document) for each in row for char in squeezed(each))
    left = sorted(text)
    assert not [char for char in set(every) if left.count(char) < every.count(char)]
    return pages


def rows_of(document):
    """What stands side by side, from top to bottom."""
    yield (document.title,)
    for table in document.tables:
        if isinstance(table, SheetGrid):
            yield from ((field.label, field.value) for field in table.fields)
        else:
            yield from ([column.label for column in table.columns], *table.rows)


def crowd(count):
    """Approved people whose names, addresses, posts and schools are as long as they come."""
    world = World()
    world.unit.name = LONG_UNIT
    world.unit.save()
    for serial in range(1, count + 1):
        name = NAMES[serial % len(NAMES)]
        raw = person(serial, name)
        raw["identity"] |= {"former_name": NAMES[-1], "native_place": "内蒙古自治区锡林郭勒盟"}
        raw["contact"] = {
            "mobile": f"1300000{serial:04}",
            "office_phone": "0479-8100001",
            "email": f"{'a.very.long.name.' * (serial % 3)}person{serial}@rsj.example.gov.cn",
            "postal_address": "锡林浩特市示例大街 1 号示例设计院家属楼 3 单元 502 室" * (1 + serial % 2),
        }
        raw["employment"] = {"current_post": "党组成员、副局长(主持工作)" * (1 + serial % 3)}
        raw["education_summary"] = {
            "highest_school": "内蒙古农业大学职业技术学院",
            "highest_major": "农业水利工程",
        }
        change = world.waiting(serial, name, raw)
        accept_many(changes=[change], by=world.boss)
    return world


USUAL = ("full_name", "former_name", "id_number", "sex", "birth_date", "ethnic_group", "native_place")
WIDE = "&".join(
    [
        *(f"columns=identity.{key}" for key in USUAL),
        *(f"columns=contact.{key}" for key in ("mobile", "office_phone", "email", "postal_address")),
        "columns=employment.current_post",
        *(f"columns=education_summary.{key}" for key in ("highest_school", "highest_major")),
        *(f"columns=skill.{key}" for key in ("current_trade", "highest_level", "special_skill", "studio")),
    ]
)


def test_rosters_on_both_papers_of_a_unit_and_an_office(tmp_path):
    world = crowd(30)
    for user, at in ((world.clerk, world.unit), (world.boss, world.office)):
        for asked in ("", "columns=identity.full_name", WIDE, f"{WIDE}&paper=A3"):
            sheet = sheet_of("roster")
            found = sheet.find(scope_for(user), QueryDict(asked), key="skilled", organisation_id=at.pk)
            document = sheet.numbered(found, "zh-hans", by=None)
            assert len(document.tables[0].rows) == 30
            assert proved(document, tmp_path) > 1, asked


def test_the_collected_table_and_the_sheets_it_collects(tmp_path):
    league = make_organisation("hr_department", 152500, name="锡林郭勒盟人力资源和社会保障局")
    boss, version = account("boss", league, "hr_reviewer"), live_version("responsible_person")
    banners = [make_organisation("hr_department", code, name=f"{LONG_UNIT}{code}") for code in BANNERS]
    head = {"filled_by": "乌日娜", "phone": "0479-8000003", "filled_on": "2026-11-23"}
    for number, at in enumerate([league, *banners[:6]]):
        rows = [
            {
                "no": str(no),
                "role": "技术专门负责同志",
                "full_name": NAMES[no % len(NAMES)],
                "post": "党组成员、副局长(主持工作)",
                "department": "专业技术人员管理科(职称改革办公室)",
                "office_phone": "0479-8100001",
                "mobile": f"1300000{number:02}{no:02}",
                "email": f"a.very.long.name.{no}@rsj.example.gov.cn",
                "remark": SENTENCE * (no % 3),
            }
            for no in range(1, 9 + 25 * (number == 0))
        ]
        done = fill_sheet(
            version=version, organisation=at, raw={"row": rows, "sheet": head}, by=None, hand_in=True
        )
        assert done.entry, done.cleaned.problems
    place = {"key": "responsible_person", "organisation_id": league.pk}
    for key in ("sheet", "collected"):
        sheet = sheet_of(key)
        found = sheet.find(scope_for(boss), **place)
        assert proved(sheet.numbered(found, "zh-hans", by=None), tmp_path) > 1


def passed(change, by, opinion):
    return decide(
        change=change, by=by, scope=scope_for(by), outcome=Outcome.PASSED, lock=change.lock, opinion=opinion
    )


def test_opinions_over_many_rounds_and_the_form_they_are_about(tmp_path):
    world, raw = World(), person(1, NAMES[-1])
    for again in range(6):
        raw["skill"] = {"current_trade": f"焊工{again}"}
        found = propose(version=world.version, unit=world.unit, raw=raw, by=world.clerk, source="unit")
        change = submit(change=found.change, by=world.clerk)
        for number, reviewer in enumerate((world.clerk, world.boss)):
            change = passed(change, reviewer, SENTENCE * (again + number))
    found = propose(
        version=world.version,
        unit=world.unit,
        raw=raw | {"skill": {"current_trade": "电工"}},
        by=world.clerk,
        source="unit",
    )
    (waiting,) = accept_many(changes=[submit(change=found.change, by=world.clerk)], by=world.clerk)
    paths = ("", "identity.full_name", "skill.current_trade")
    remarks = [FieldRemark(path, SENTENCE * n) for n, path in enumerate(paths, 3)]
    returned = send_back(change=waiting, by=world.boss, remarks=remarks)
    for each in (change, returned):
        for key in ("opinions", "change"):
            sheet = sheet_of(key)
            document = sheet.numbered(sheet.find(scope_for(world.clerk), pk=each.pk), "zh-hans", by=None)
            assert proved(document, tmp_path) > (key == "opinions")


def test_the_statistics_report_upright_and_lying(tmp_path):
    for wide in (4, 12):
        columns = [
            *(Category(str(n), f"第{n}类专业技术人才(含实用人才)", "") for n in range(wide)),
            Category(TOTAL, "合计", ""),
        ]
        rows = [
            Category(TOTAL, "全区", ""),
            *(Category(str(n), area, "") for n, area in enumerate(AREAS * 5)),
        ]
        cells = {
            (row.code, column.code): Figure(None, "×") if number == 3 else Figure(number**7, f"{number**7:,}")
            for number, (row, column) in enumerate((row, column) for row in rows for column in columns)
        }
        named = {"zh": "各盟市各类别人数", "en": ""}
        table = OpenTable(
            1, timezone.now(), date(2026, 11, 1), "league_category", named, rows, columns, cells
        )
        document = sheet_of("statistics").numbered(table, "zh-hans", by=None)
        assert proved(document, tmp_path) > 1


def test_ones_own_data(tmp_path):
    pasture = Pasture()
    groups = {
        "work": [{"start": f"{1980 + n}-01", "unit_name": LONG_UNIT, "post": "焊工"} for n in range(40)]
    }
    pasture.entry(raw=typed(**groups, contact={"postal_address": SENTENCE * 4}))
    assert proved(sheet_of("own").document(pasture.account, "zh-hans"), tmp_path) > 1


def drawn(*steps):
    file = io.BytesIO()
    canvas = Canvas(file, pagesize=(595, 842))
    for name, *given in steps:
        getattr(canvas, name)(*given)
    canvas.showPage()
    canvas.save()
    return file.getvalue()


def test_the_reader_of_pages_finds_what_is_wrong_with_one():
    font = ("setFont", typeface(Role.SONG).name, 10)
    wrong = {
        "crossed": [("line", 100, 480, 100, 520), ("line", 90, 480, 110, 480), ("line", 90, 520, 110, 520)],
        "overlapping": [("drawString", 97, 503, "乙")],
        "outside": [("drawString", 560, 500, "丙")],
        "open_ended": [("line", 300, 300, 300, 400)],
    }
    text = ("drawString", 95, 500, "甲")
    assert faults(drawn(font, text)) == []
    for name, steps in wrong.items():
        assert {what for _page, what, _where in faults(drawn(font, text, *steps))} == {name}
    assert fonts(drawn(("drawString", 95, 500, "A"))) == {("Helvetica", False)}


def test_the_reader_of_pages_finds_a_label_left_alone_at_the_foot():
    edges = [("line", 100, y, 300, y) for y in (400, 460)] + [("line", x, 400, x, 460) for x in (100, 300)]
    inner = [("setLineWidth", 0.6), ("line", 100, 430, 300, 430)]
    label = [("setFont", typeface(Role.HEI).name, 10), ("drawString", 150, 410, "工作经历")]
    value = [("setFont", typeface(Role.SONG).name, 10), ("drawString", 150, 410, "示例厂")]
    for last, found in ((label, ["orphaned"]), (value, [])):
        said = [what for _page, what, _where in faults(drawn(("setLineWidth", 1.2), *edges, *inner, *last))]
        assert said == found
