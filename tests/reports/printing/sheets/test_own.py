"""One's own data on paper: whole, and for the holder of the account alone."""

import io

import pdfplumber
import pytest

from reports.printing.sheets import sheet_of
from tests.talent.collect.world import browser as unit_browser
from tests.talent.collect.world import number
from tests.talent.individuals.persons import Pasture, browser

pytestmark = pytest.mark.django_db


@pytest.fixture
def pasture(settings, tmp_path):
    settings.ATTACHMENT_DIR = tmp_path
    return Pasture()


def test_the_own_number_stands_in_full_at_the_head_as_below_with_a_note(pasture):
    pasture.entry()
    answer = browser(pasture.account).get("/print/me/")
    with pdfplumber.open(io.BytesIO(b"".join(answer))) as pdf:
        text = "".join("".join(page.extract_text().split()) for page in pdf.pages)
    assert (text.count(number(1)) >= 1, "*" in text) == (True, False)
    assert "含完整证件号码，仅供本人保存" in text


def test_who_is_no_individual_does_not_find_it(pasture):
    assert unit_browser(pasture.clerk).get("/print/me/").status_code == 404


def test_each_group_has_its_heading_and_what_is_not_in_the_register_says_so(pasture):
    sheet = sheet_of("own")
    pasture.handed_in()
    captions = [each.caption for each in sheet.document(pasture.account, "zh-hans").tables]
    assert captions[0] == "技能人才 · 本人填报 · 待单位核对，未入库 · 身份信息"
    assert captions[1:] == ["任职信息", "技能信息"]
