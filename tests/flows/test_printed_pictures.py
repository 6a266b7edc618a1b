"""Every registered sheet as a picture: `make pictures` draws docs/pictures/printing/ anew.

Without PICTURES the pictures go to a temporary folder; what is checked is that each sheet prints, that its
fonts are embedded as subsets, and that every sheet has its picture in the documents.
"""

import os
import shutil
import subprocess
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from django.conf import settings
from django.http import QueryDict
from django.utils import timezone

from portal.demo.photos import portrait
from reports.printing.documents import PLAIN, SheetLine
from reports.printing.looks import keep_look
from reports.printing.render import render_sheet
from reports.printing.sheets import SHEETS, sheet_of
from reports.stats.service import TOTAL, Category, Figure, OpenTable
from reviews.inbox.deciding import decide
from reviews.inbox.enums import Outcome
from talent.categories.service import Accepts, live_version
from talent.orgs.service import Scope, scope_for
from talent.records.service import fill_sheet, keep, propose, submit, take
from tests.factories import make_organisation
from tests.talent.collect.world import World, account, person
from tests.talent.individuals.persons import Pasture

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.slow,
    pytest.mark.skipif(not shutil.which("pdftoppm"), reason="poppler-utils is not installed"),
]

KEPT = settings.BASE_DIR / "docs" / "pictures" / "printing"
#: 技能人才登记表, as an office might enter it; a case ending follows its word after a narrow space.
MONGOLIAN = "ᠮᠡᠷᠭᠡᠵᠢᠯ\u202fᠦᠨ ᠠᠪᠢᠶᠠᠰᠲᠠᠨ\u202fᠤ ᠪᠦᠷᠢᠳᠭᠡᠯ\u202fᠦᠨ ᠬᠦᠰᠦᠨᠦᠭᠲᠦ"
NAMES = ("斯琴·图雅", "巴特尔", "乌日娜", "阿拉腾其其格", "刘𠅤", "䶮㛃𬭚𬍛", "苏日娜", "其其格")


@pytest.fixture
def folder(tmp_path):
    asked = os.environ.get("PICTURES", "")
    found = Path(asked).absolute() / "printing" if asked else tmp_path
    found.mkdir(parents=True, exist_ok=True)
    return found


def draw(folder, tmp_path, name, key, subject, *, pages="4"):
    """One picture a page, in greys: small enough for a repository."""
    rendered = render_sheet(sheet_of(key).numbered(subject, "zh-hans", by=None))
    file = tmp_path / f"{name}.pdf"
    file.write_bytes(rendered.pdf)
    subprocess.run(["pdftoppm", "-r", "110", "-gray", "-png", "-l", pages, file, folder / name], check=True)
    listing = subprocess.run(["pdffonts", file], check=True, capture_output=True, text=True).stdout
    fonts = [line.split() for line in listing.splitlines()[2:]]
    assert {tuple(font[-5:-2]) for font in fonts} == {("yes", "yes", "yes")}
    assert rendered.missing == ()


def passed(change, by, opinion):
    """Passed at the office where it waits, with an opinion as reviewers write it."""
    scope = scope_for(by)
    return decide(
        change=change, by=by, scope=scope, outcome=Outcome.PASSED, lock=change.lock, opinion=opinion
    )


def whole_person(world, clerk):
    drawn = take(portrait(1), name="照片.png", accepts=Accepts.PORTRAIT)
    (photo,) = keep([drawn], unit=world.unit, by=clerk)
    document = person(1, "斯琴·图雅")
    document["identity"] |= {"photo": [photo.value()], "political_status": "01"}
    document["contact"] = {
        "mobile": "13000000001",
        "email": "siqin.tuya@rsj.example.gov.cn",
        "postal_address": "锡林浩特市示例大街 1 号示例设计院家属楼 3 单元 502 室",
    }
    document["work"] = [
        {
            "start": f"{1990 + year}-01",
            "end": f"{1990 + year}-12",
            "unit_name": "锡林郭勒盟示例机械制造有限责任公司",
            "post": "焊工",
        }
        for year in range(9)
    ]
    text = "主持完成灌区节水改造工程设计 3 项，参与编制地方标准 1 项（DB15/T 0000—2020），发表论文 6 篇；"
    document["achievement"] = [{"title": "焊接工艺", "kind": "1", "role_rank": "第 1", "result": text * 6}]
    return document


def test_registration_form_opinions_and_roster(folder, tmp_path):
    world = World()
    for user, name in ((world.clerk, "苏日娜"), (world.boss, "王建国")):
        user.name = name
        user.save()
    raw = whole_person(world, world.clerk)
    found = propose(version=world.version, unit=world.unit, raw=raw, by=world.clerk, source="unit")
    change = submit(change=found.change, by=world.clerk)
    change = passed(change, world.clerk, "情况属实，材料齐全。")
    change = passed(change, world.boss, "经审核，符合入库条件，同意入库。")
    for serial, name in enumerate(NAMES[1:], start=2):
        world.accepted(serial, name)
    scope = scope_for(world.clerk)
    for key in ("change", "opinions"):
        draw(folder, tmp_path, key, key, sheet_of(key).find(scope, pk=change.pk))
    listed = sheet_of("roster").find(scope, QueryDict(), key="skilled", organisation_id=world.unit.pk)
    draw(folder, tmp_path, "roster", "roster", listed)


def test_the_sheet_of_an_office_and_the_collected_table(folder, tmp_path):
    names = {152500: "锡林郭勒盟人力资源和社会保障局", 152502: "锡林浩特市人社局", 152523: "苏尼特左旗人社局"}
    league, *banners = (
        make_organisation("hr_department", region, name=name) for region, name in names.items()
    )
    boss = account("boss", league, "hr_reviewer")
    for at, name in zip((league, banners[0]), NAMES, strict=False):
        row = {"no": "1", "role": "分管领导", "full_name": name, "post": "党组成员、副局长"}
        row |= {"office_phone": "0479-8000001", "mobile": "13000000001", "department": "专业技术人员管理科"}
        head = {"filled_by": "乌日娜", "phone": "0479-8000003", "filled_on": "2026-11-23"}
        version = live_version("responsible_person")
        raw = {"row": [row, row | {"no": "2", "role": "技术专门负责同志"}], "sheet": head}
        assert fill_sheet(version=version, organisation=at, raw=raw, by=None, hand_in=True).entry
    scope, place = scope_for(boss), {"key": "responsible_person", "organisation_id": league.pk}
    for key in ("sheet", "collected"):
        draw(folder, tmp_path, key, key, sheet_of(key).find(scope, **place))


def test_a_form_with_a_title_in_mongolian(folder, tmp_path):
    world = World()
    change = world.accepted()
    look = replace(PLAIN, mongolian=MONGOLIAN, lines=(SheetLine("表号", "蒙人才技01表"),))
    keep_look(look, sheet="change", category="skilled", after=0, by=world.clerk)
    found = sheet_of("change").find(scope_for(world.clerk), pk=change.pk)
    draw(folder, tmp_path, "bilingual", "change", found, pages="1")


def test_the_statistics_report(folder, tmp_path):
    leagues = ("呼和浩特市", "包头市", "赤峰市", "通辽市", "锡林郭勒盟", "阿拉善盟")
    kinds = ("专业技术人才", "技能人才", "农村牧区实用人才", "社会工作人才", "企业经营管理人才")
    columns = [Category(str(at), kind, kind) for at, kind in enumerate(kinds)]
    rows = [Category(str(at), league, league) for at, league in enumerate(leagues)]
    columns, rows = [*columns, Category(TOTAL, "合计", "")], [Category(TOTAL, "全区", ""), *rows]
    sizes = {
        (row.code, column.code): (high + 2) * (wide + 3) * 113
        for high, row in enumerate(rows[1:])
        for wide, column in enumerate(columns[:-1])
    }
    cells = {key: Figure(value, f"{value:,}") for key, value in sizes.items()}
    cells[("5", "4")] = Figure(None, "×")
    for row in rows[1:]:
        total = sum(sizes[row.code, column.code] for column in columns[:-1])
        cells[row.code, TOTAL] = Figure(total, f"{total:,}")
    for column in columns:
        total = sum(cells[row.code, column.code].value or 0 for row in rows[1:])
        cells[TOTAL, column.code] = Figure(total, f"{total:,}")
    table = OpenTable(
        1, timezone.now(), date(2026, 11, 1), "league_category",
        {"zh": "各盟市各类别人数", "en": ""}, rows, columns, cells,
    )  # fmt: skip
    draw(folder, tmp_path, "statistics", "statistics", table)


def test_ones_own_data(folder, tmp_path, settings):
    settings.ATTACHMENT_DIR = tmp_path
    pasture = Pasture()
    entry = pasture.entry()
    draw(folder, tmp_path, "own", "own", pasture.account)
    own = sheet_of("own_entry").find(scope_for(pasture.account.user), pk=entry.pk)
    draw(folder, tmp_path, "own_entry", "own_entry", own, pages="1")


def test_a_blank_form(folder, tmp_path):
    draw(folder, tmp_path, "blank", "blank", sheet_of("blank").find(Scope(), key="skilled"), pages="1")


def test_every_registered_sheet_has_its_picture_in_the_documents():
    drawn = {path.stem.split("-")[0] for path in KEPT.glob("*.png")}
    assert SHEETS.keys() - drawn == {"own_record"}  # a change as its person prints it
